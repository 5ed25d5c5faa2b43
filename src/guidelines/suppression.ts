import { closest } from 'fastest-levenshtein';
import { Guideline } from './guideline';
import { GUIDELINES } from './registry';
import { Finding, Severity } from '../configuration';
import { describe, refusal } from '../configuration/finding';
import { ANNOTATIONS } from '../workload/annotations';
import { Workload } from '../workload/workload';

/** Silences one guideline for one job. */
export interface GuidelineSuppression {
  /** The guideline's id, such as `CKP-12`. */
  readonly id: string;
  /** Why this job may break it: whoever reads the manifest later reads this. */
  readonly reason: string;
}

/** What a suppression may stand on. */
type Suppressible = Pick<Workload, 'manifest' | '_isFromProgram' | '_inherits'>;

/** Suppressions as they travel with a manifest: a line each, in the order of their ids. */
export function writeSuppressions(suppressions: readonly GuidelineSuppression[]): string {
  const lines = suppressions.map(({ id, reason }) => `${id}: ${String(reason ?? '').replace(/\s+/g, ' ').trim()}`);
  return [...new Set(lines)].sort().join('\n');
}

/** The suppressions of a manifest, whoever wrote them. */
export function readSuppressions(workload: Suppressible): GuidelineSuppression[] {
  const text = workload.manifest.metadata?.annotations?.[ANNOTATIONS.suppress];
  // anything else is refused as an annotation
  if (typeof text !== 'string') return [];
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, id, reason = ''] = /^([^:\s]*)\s*:?\s*(.*)$/.exec(line)!;
    return { id, reason };
  });
}

/** A finding that a suppression silences. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** What was found, divided by who is to see it. */
export interface Verdict {
  /** What nobody suppressed. */
  readonly findings: Finding[];
  readonly suppressed: SuppressedFinding[];
}

/**
 * Takes out what is suppressed, and puts in what is wrong with the suppressions: without a reason, of a guideline that there is not,
 * or of nothing that was found.
 */
export function suppress(workload: Suppressible, findings: readonly Finding[], judges: readonly Guideline[]): Verdict {
  const judged = judges.map(({ id }) => id);
  // Somebody may ask for a few guidelines only: the others are there all the same.
  const ids = [...new Set([...GUIDELINES.map(({ id }) => id), ...judged])];
  const suppressions = readSuppressions(workload);
  const valid = suppressions.filter(({ id, reason }) => reason !== '' && ids.includes(id));
  const reasonOf = new Map(valid.map(({ id, reason }) => [id, reason]));
  const isSilenced = ({ guideline }: Finding) => reasonOf.has(guideline);
  return {
    findings: [
      ...findings.filter((finding) => !isSilenced(finding)),
      ...suppressions.flatMap((each) => wrong(workload, each, findings, { ids, judged })),
    ],
    suppressed: findings.filter(isSilenced).map((finding) => ({ finding, reason: reasonOf.get(finding.guideline)! })),
  };
}

function wrong(
  workload: Suppressible, { id, reason }: GuidelineSuppression, findings: readonly Finding[],
  { ids, judged }: { readonly ids: string[]; readonly judged: string[] },
): Finding[] {
  const path = workload._isFromProgram ? 'guidelines.suppress' : `metadata.annotations['${ANNOTATIONS.suppress}']`;
  if (!ids.includes(id)) {
    return [refusal('ARC-12', path, id, 'is not the id of a guideline, and suppresses nothing', `Did you mean ${closest(id.toUpperCase(), ids)}? Otherwise leave it out`)];
  }
  if (reason === '') return [refusal(id, path, id, 'is suppressed without a reason', 'Write why this job may break the guideline')];
  if (!judged.includes(id) || workload._inherits(id) || findings.some(({ guideline }) => guideline === id)) return [];
  return [{
    guideline: id, severity: Severity.WARNING, path, value: describe(id), message: 'is suppressed, and there is nothing to suppress', fix: 'Leave the suppression out',
  }];
}
