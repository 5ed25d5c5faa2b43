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

/** Suppresses one guideline for one job. */
export interface GuidelineSuppression {
  /**
   * The id of the guideline, such as `CKP-12`, or an area such as `SEC` for all of its guidelines. `ARC-12`, which covers every field and option,
   * requires a `path`.
   */
  readonly id: string;
  /**
   * The only place to which the suppression applies: an option such as `fs.cosn.region`, or a path in the manifest such as `spec.job.args`, with
   * everything below it. `*` matches any text: `fs.cosn.*`.
   *
   * @default - all violations of the guideline by the job
   */
  readonly path?: string;
  /** Why this job may violate the guideline, for later readers of the manifest. */
  readonly reason: string;
}

/** The guideline that covers every field and option: a suppression of all of it would hide unrelated problems. */
const WIDEST = 'ARC-12';

/** Ids with more differences are treated as different words. */
const MOST_SLIPS = 2;

/** The parts of a workload that suppressions are matched against. */
type Suppressible = Pick<Workload, 'manifest' | '_isFromProgram' | '_inherits'> & Partial<Pick<Workload, 'where' | '_keys'>>;

/** The text of suppressions in a manifest: one line each, sorted by id. */
export function writeSuppressions(suppressions: readonly GuidelineSuppression[]): string {
  const lines = suppressions.map((each) => `${nameOf(each)}: ${String(each.reason ?? '').replace(/\s+/g, ' ').trim()}`);
  return [...new Set(lines)].sort().join('\n');
}

/** The form used in the annotation: `CKP-12`, `ARC-12@fs.cosn.*`. */
function nameOf({ id, path }: GuidelineSuppression): string {
  return path === undefined ? id : `${id}@${path}`;
}

/** The suppressions in a manifest, whether or not this library generated it. */
export function readSuppressions(workload: Suppressible): GuidelineSuppression[] {
  const text = workload.manifest.metadata?.annotations?.[ANNOTATIONS.suppress];
  // any other type is reported as an invalid annotation
  if (typeof text !== 'string') return [];
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, id, path, reason = ''] = /^([^:@\s]*)(?:@((?:\['[^']*'\]|[^:\s])*))?\s*:?\s*(.*)$/.exec(line)!;
    return { id, path, reason };
  });
}

/** A finding that is suppressed. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  readonly by: GuidelineSuppression;
}

/** Findings, divided into reported and suppressed ones. */
export interface Verdict {
  /** Findings that are not suppressed. */
  readonly findings: Finding[];
  readonly suppressed: SuppressedFinding[];
}

/**
 * Removes suppressed findings, and adds findings on invalid suppressions: without a reason, for an unknown guideline, too wide, or unused.
 *
 * @param required ids of guidelines that cannot be suppressed
 */
export function suppress(
  workload: Suppressible, findings: readonly Finding[], judges: readonly Guideline[], required: readonly string[] = [],
): Verdict {
  const judged = judges.map(({ id }) => id);
  // A run may select only some guidelines: suppressions of the others are still valid.
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

/** Whether a suppression applies to a guideline, by id or area. */
function names({ id }: GuidelineSuppression, guideline: string): boolean {
  return id === guideline || (guideline.startsWith(`${id}-`) && guideline !== WIDEST);
}

function silences(workload: Suppressible, suppression: GuidelineSuppression, finding: Finding): boolean {
  return names(suppression, finding.guideline) && (suppression.path === undefined || isAt(workload, finding.path, suppression.path));
}

/** Whether the path of a finding matches that of a suppression: an option, or a path in the manifest. Programs refer to both by their properties. */
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

/** Whether a path is too wide: all of a manifest, or most of it. */
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

/** Why a suppression is invalid. */
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
    return [refusal(guideline, at, nameOf(suppression), 'suppresses nothing: the guideline is required here', 'Follow the guideline, or remove it from --require')];
  }
  return undefined;
}

/** The finding on a suppression that matches no finding. */
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
