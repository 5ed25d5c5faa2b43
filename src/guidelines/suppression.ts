import { closest, distance } from 'fastest-levenshtein';
import { areaOf } from './area-names';
import { Guideline } from './guideline';
import { GUIDELINES } from './registry';
import { Finding, Severity } from '../configuration';
import { describe, refusal } from '../configuration/finding';
import { literally } from '../kubernetes/literally';
import { isPathWithin } from '../kubernetes/paths';
import { ANNOTATIONS } from '../workload/annotations';
import { Workload } from '../workload/workload';

/** Silences one guideline for one job. */
export interface GuidelineSuppression {
  /** The guideline's id, such as `CKP-12`, or an area such as `SEC`: all of its guidelines. `ARC-12`, which judges every field and option, needs a `path`. */
  readonly id: string;
  /**
   * The one thing that may break it: an option such as `fs.cosn.region`, or a path in the manifest such as `spec.job.args`, with what is below it.
   * `*` stands for any text: `fs.cosn.*`.
   *
   * @default wherever the job breaks it
   */
  readonly path?: string;
  /** Why this job may break it: whoever reads the manifest later reads this. */
  readonly reason: string;
}

/** The guideline that judges every field and option: who silences it everywhere does not know what else that hides. */
const WIDEST = 'ARC-12';

/** An id that differs in more is another word. */
const MOST_SLIPS = 2;

/** What a suppression may stand on. */
type Suppressible = Pick<Workload, 'manifest' | '_isFromProgram' | '_inherits'> & Partial<Pick<Workload, 'where' | '_keys'>>;

/** Suppressions as they travel with a manifest: a line each, in the order of their ids. */
export function writeSuppressions(suppressions: readonly GuidelineSuppression[]): string {
  const lines = suppressions.map((each) => `${nameOf(each)}: ${String(each.reason ?? '').replace(/\s+/g, ' ').trim()}`);
  return [...new Set(lines)].sort().join('\n');
}

/** As an annotation has it: `CKP-12`, `ARC-12@fs.cosn.*`. */
function nameOf({ id, path }: GuidelineSuppression): string {
  return path === undefined ? id : `${id}@${path}`;
}

/** The suppressions of a manifest, whoever wrote them. */
export function readSuppressions(workload: Suppressible): GuidelineSuppression[] {
  const text = workload.manifest.metadata?.annotations?.[ANNOTATIONS.suppress];
  // anything else is refused as an annotation
  if (typeof text !== 'string') return [];
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, id, path, reason = ''] = /^([^:@\s]*)(?:@((?:\['[^']*'\]|[^:\s])*))?\s*:?\s*(.*)$/.exec(line)!;
    return { id, path, reason };
  });
}

/** A finding that a suppression silences. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: GuidelineSuppression;
}

/** What was found, divided by who is to see it. */
export interface Verdict {
  /** What nobody suppressed. */
  readonly findings: Finding[];
  readonly suppressed: SuppressedFinding[];
}

/**
 * Takes out what is suppressed, and puts in what is wrong with the suppressions: without a reason, of a guideline that there is not, too wide,
 * or of nothing that was found.
 *
 * @param required ids of guidelines that nothing silences
 */
export function suppress(
  workload: Suppressible, findings: readonly Finding[], judges: readonly Guideline[], required: readonly string[] = [],
): Verdict {
  const judged = judges.map(({ id }) => id);
  // Somebody may ask for a few guidelines only: the others are there all the same.
  const ids = [...new Set([...GUIDELINES.map(({ id }) => id), ...judged])];
  const known = { ids, judged, required };
  const suppressions = readSuppressions(workload).map((each) => ({ each, wrong: invalid(workload, each, known) }));
  const valid = suppressions.filter(({ wrong }) => wrong === undefined).map(({ each }) => each);
  const silencing = (finding: Finding) => required.includes(finding.guideline) ? undefined : valid.find((each) => silences(workload, each, finding));
  const split = findings.map((finding) => ({ finding, by: silencing(finding) }));
  return {
    findings: [
      ...split.filter(({ by }) => by === undefined).map(({ finding }) => finding),
      ...suppressions.flatMap(({ each, wrong }) => wrong ?? left(workload, each, findings, judged) ?? []),
    ],
    suppressed: split.flatMap(({ finding, by }) => by === undefined ? [] : [{ finding, reason: by.reason, by }]),
  };
}

/** Whether a suppression names a guideline, by its id or its area. */
function names({ id }: GuidelineSuppression, guideline: string): boolean {
  return id === guideline || (guideline.startsWith(`${id}-`) && guideline !== WIDEST);
}

function silences(workload: Suppressible, suppression: GuidelineSuppression, finding: Finding): boolean {
  return names(suppression, finding.guideline) && (suppression.path === undefined || isAt(workload, finding.path, suppression.path));
}

/** Whether a finding's path is what a suppression names: an option, or a path of the manifest; a program calls both by its properties. */
function isAt(workload: Suppressible, path: string, wanted: string): boolean {
  const pattern = patternOf(wanted);
  const option = /\['([^']*)'\]$/.exec(path)?.[1];
  if (option !== undefined && pattern.test(option)) return true;
  const parents = [...path.matchAll(/(?=[.[])|$/g)].map(({ index }) => path.slice(0, index)).filter((each) => each !== '');
  if (parents.some((each) => pattern.test(each))) return true;
  if (!workload._isFromProgram || !workload.where) return false;
  const options = (workload._keys ?? []).filter((key) => pattern.test(key));
  const field = wanted.replace(/^spec\./, '');
  return [...options, field].some((each) => isPathWithin(path, workload.where!(each)));
}

function patternOf(wanted: string): RegExp {
  return new RegExp(`^${wanted.split('*').map(literally).join('.*')}$`, 's');
}

const MOST_OF_IT = /^(spec|metadata)(\.template)?(\.spec)?(\.flinkConfiguration)?$/;
const LEAST_CHARACTERS = 4;

/** Whether a place is no place: all of a manifest, or most of it. */
function isWide(path: string | undefined): boolean {
  return path === undefined || path.startsWith('*') || MOST_OF_IT.test(path) || path.replaceAll('*', '').length < LEAST_CHARACTERS;
}

interface KnownGuidelines {
  readonly ids: readonly string[];
  readonly judged: readonly string[];
  readonly required: readonly string[];
}

function whereSuppressed(workload: Suppressible): string {
  return workload._isFromProgram ? 'guidelines.suppress' : `metadata.annotations['${ANNOTATIONS.suppress}']`;
}

/** Why a suppression suppresses nothing. */
function invalid(workload: Suppressible, suppression: GuidelineSuppression, { ids, required }: KnownGuidelines): Finding[] | undefined {
  const { id, reason } = suppression;
  const at = whereSuppressed(workload);
  const named = ids.filter((each) => names(suppression, each));
  if (named.length === 0) {
    const known = [...new Set([...ids, ...ids.map(areaOf)])];
    const near = id === '' ? undefined : closest(id.toUpperCase(), known);
    const slips = near === undefined ? Infinity : distance(id.toUpperCase(), near);
    const isNear = slips <= MOST_SLIPS && 2 * slips <= id.length;
    return [refusal('ARC-12', at, id, 'unknown guideline: nothing is suppressed',
      isNear ? `Did you mean ${near}? Otherwise leave it out` : 'Write an id such as CKP-12, as findings show it, or leave it out')];
  }
  const guideline = ids.includes(id) ? id : 'ARC-12';
  if (reason === '') return [refusal(guideline, at, nameOf(suppression), 'a suppression needs a reason', 'Write why this job may break the guideline')];
  if (id === WIDEST && isWide(suppression.path)) {
    return [refusal(WIDEST, at, nameOf(suppression), 'suppresses nothing: the guideline checks every field and option, and one reason cannot apply to all of them',
      `Limit it to one field or option: ${WIDEST}@fs.example.*: the reason`)];
  }
  if (named.every((each) => required.includes(each))) {
    return [refusal(guideline, at, nameOf(suppression), 'suppresses nothing: the guideline is required here', 'Follow the guideline, or ask who requires it')];
  }
  return undefined;
}

/** A suppression with nothing to suppress. */
function left(
  workload: Suppressible, suppression: GuidelineSuppression, findings: readonly Finding[], judged: readonly string[],
): Finding[] | undefined {
  const { id, path } = suppression;
  if (!judged.some((each) => names(suppression, each)) || workload._inherits(id)) return undefined;
  const found = findings.filter(({ guideline }) => names(suppression, guideline));
  if (found.some((finding) => silences(workload, suppression, finding))) return undefined;
  const isElsewhere = path !== undefined && found.length > 0;
  const [widest] = findings.filter(({ guideline }) => guideline === WIDEST && guideline.startsWith(`${id}-`));
  if (found.length === 0 && widest) {
    return [{
      guideline: WIDEST,
      severity: Severity.WARNING,
      path: whereSuppressed(workload),
      value: describe(nameOf(suppression)),
      message: `suppresses nothing: an area does not include ${WIDEST}, which checks every field and option`,
      fix: `Limit it to one field or option: ${WIDEST}@${widest.path}: the reason`,
    }];
  }
  return [{
    guideline: judged.includes(id) ? id : 'ARC-12',
    severity: Severity.WARNING,
    path: whereSuppressed(workload),
    value: describe(nameOf(suppression)),
    message: isElsewhere ? `the guideline is not broken at this place: it is at ${found.map((each) => each.path).join(', ')}`
      : 'there is nothing to suppress',
    fix: isElsewhere ? 'Write the option, or the path in the manifest, that the reason is about' : 'Leave the suppression out',
  }];
}
