/** Compares what we say of a spec with what the operator does about it. */
import { judgedOf } from './deployments';
import { build, describe, Spec } from './objects';
import { Finding, OperatorVersion, Severity } from '../../src/configuration';
import { KNOWN_OPERATOR_VERSIONS } from '../../src/configuration/options/operator-version';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { specOf } from '../../src/workload/kinds';

/** What the operator's validator says. */
interface Verdict {
  readonly verdict: 'ACCEPTED' | 'REFUSED' | 'THROWS' | 'UNREADABLE';
  readonly words?: string;
}

type Check = (object: any, related?: any) => readonly Finding[];

/** A spec that the operator refuses and we find nothing wrong with (`missed`), or one that it accepts and of which we say that it refuses it (`false`). */
interface Mismatch {
  readonly kind: 'missed' | 'false';
  readonly spec: Spec;
  readonly operator: string;
  readonly ours: string;
}

interface Comparison {
  readonly refused: number;
  readonly mismatches: readonly Mismatch[];
}

/** The newest operator that the library knows. */
export const OPERATOR = KNOWN_OPERATOR_VERSIONS.at(-1)!;

/** What the command `check` finds wrong with an object, errors only. */
export function check(object: any, related?: any): readonly Finding[] {
  const manifests = [object, related].filter((each) => each !== undefined).map((each, i) => ({ file: `${i}`, object: each, lineOf: () => 0 }));
  return checkObjects(flinkObjects(manifests, { operatorVersion: OperatorVersion.of(OPERATOR) }), GUIDELINES)
    .filter(({ file, severity }) => file === '0' && severity === Severity.ERROR);
}

/** Findings that say that the operator refuses an object, by their words; and those that mean it, by guideline and words. */
const SAYS_SO = /operator (refuses|rejects)|refused by the operator|it refuses the/;
const MEANS_IT: readonly (readonly [guideline: string, words: RegExp])[] = [
  ['ARC-12', /^must (have at most \d+ characters|contain only lower-case letters, digits and "-")/],
  ['CKP-10', /^must be set: upgrade mode/],
  ['HA-04', /standby JobManagers need high availability/],
  ['PAR-08', /^must be a whole number of at least 1/],
  ['UPG-02', /^must be set: .* needs it$/],
  ['UPG-15', /^a rollback needs high availability$/],
];

function claimsRefusal({ guideline, message }: Finding): boolean {
  return SAYS_SO.test(message) || MEANS_IT.some(([id, words]) => id === guideline && words.test(message));
}

/** Whether the API server takes an object. What it refuses, the operator never sees. */
function reachesOperator(object: any, findings: readonly Finding[]): boolean {
  const parallelism = specOf(object)?.job?.parallelism ?? 1;
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(object.metadata.name) && Number.isInteger(parallelism) && !findings.some(({ message }) => /the API server refuses/.test(message));
}

/** Puts questions to OperatorClasses.java. */
type Ask = (questions: readonly any[]) => Promise<Verdict[]>;

/**
 * Asks the operator and us about specs.
 *
 * @param checked how we judge; another way, to see whether it is noticed
 */
export async function compare(specs: readonly Spec[], ask: Ask, checked: Check = check): Promise<Comparison> {
  const built = specs.map(build);
  const questions = built.map(questionsAbout);
  const answers = await ask(questions.flat());
  let at = 0;
  let refused = 0;
  const mismatches: Mismatch[] = [];
  specs.forEach((spec, i) => {
    const { object, related, unseen } = built[i];
    const refusals = answers.slice(at, at += questions[i].length).map((answer) => answer.verdict === 'ACCEPTED' ? undefined : answer);
    // what follows from a cluster that is not among the manifests cannot be found, but may be said
    const refusal = (unseen ? refusals.slice(0, -1) : refusals).find((each) => each !== undefined);
    const isAccepted = refusals.every((each) => each === undefined);
    const findings = checked(object, related);
    const claim = isAccepted && reachesOperator(object, findings) ? findings.find(claimsRefusal) : undefined;
    if (refusal) refused++;
    if (refusal && findings.length === 0) mismatches.push({ kind: 'missed', spec, operator: `${refusal.verdict} ${refusal.words}`, ours: 'no error' });
    if (claim) mismatches.push({ kind: 'false', spec, operator: 'ACCEPTED', ours: `${claim.guideline} ${claim.path}: ${claim.message}` });
  });
  return { refused, mismatches };
}

function questionsAbout({ object, related, unseen }: ReturnType<typeof build>): any[] {
  const judged = judgedOf(withoutNulls(object)).map((resource) => ({ ask: 'verdict', resource, related }));
  return unseen ? [...judged, ...judged.map((question) => ({ ...question, related: unseen }))] : judged;
}

/** An object as the API server hands it over: it drops fields that are null, but for those in `flinkConfiguration`, of which it knows nothing. */
function withoutNulls(value: any): any {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const set = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(set.map(([key, each]) => [key, key === 'flinkConfiguration' ? each : withoutNulls(each)]));
}

/** Each mismatch with no more changes than it takes. */
export async function smallest(mismatches: readonly Mismatch[], ask: Ask, checked: Check = check): Promise<Mismatch[]> {
  const smaller = mismatches.map(({ spec }) => withoutOne(spec));
  if (smaller.flat().length === 0) return [...mismatches];
  const found = new Map((await compare(smaller.flat(), ask, checked)).mismatches.map((mismatch) => [mismatch.spec, mismatch]));
  const shrunk = mismatches.map((mismatch, i) => smaller[i].map((spec) => found.get(spec)).find((each) => each?.kind === mismatch.kind) ?? mismatch);
  return shrunk.some((each, i) => each !== mismatches[i]) ? smallest(shrunk, ask, checked) : shrunk;
}

function withoutOne({ edits, ...spec }: Spec): Spec[] {
  return edits.length < 2 ? [] : edits.map((edit) => ({ ...spec, edits: edits.filter((other) => other !== edit) }));
}

/** Mismatches of which the same is said. */
interface Kind {
  readonly what: string;
  readonly count: number;
  readonly example: string;
}

/** Mismatches by what is said, the most frequent first; each with a smallest spec. */
export async function kindsOf(mismatches: readonly Mismatch[], ask: Ask, checked: Check = check): Promise<Kind[]> {
  const byWords = new Map<string, Mismatch[]>();
  for (const mismatch of mismatches) byWords.set(wordsOf(mismatch), [...byWords.get(wordsOf(mismatch)) ?? [], mismatch]);
  const groups = [...byWords].sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  const least = await smallest(groups.map(([, all]) => [...all].sort((a, b) => sizeOf(a) - sizeOf(b))[0]), ask, checked);
  return groups.map(([what, all], i) => ({ what, count: all.length, example: `${describe(least[i].spec)} | operator: ${least[i].operator} | check: ${least[i].ours}` }));
}

/** Few changes first, and the base that everybody knows. */
function sizeOf({ spec }: Mismatch): number {
  return spec.edits.length * 1_000 + describe(spec).length - (spec.base === 'application' ? 100 : 0);
}

/** What is said, without the values in it. */
export function wordsOf({ kind, operator, ours }: Mismatch): string {
  const [who, ...words] = (kind === 'missed' ? operator : ours).split(' ');
  const plain = words.join(' ').replace(/"[^"]*"/g, '"…"').replace(/\(.*\)/g, '(…)').replace(/'[^']*'/g, '\'…\'').replace(/\[[^\]]*\]/g, '[…]').replace(/\d+/g, '0');
  return `${kind}: ${who} ${plain.replace('spec.template.', '').slice(0, LONGEST_WORDS)}`;
}

const LONGEST_WORDS = 110;
