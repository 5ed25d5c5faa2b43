import { Guideline } from './guideline';
import { SuppressedFinding } from './suppression';
import { compareFindings, judge } from './verdict';
import { Finding, ObjectReference } from '../configuration';
import { referenceTo } from '../configuration/finding';
import { isFlinkDeployment, Manifest } from '../workload/manifests';
import { pathSteps } from '../workload/paths';
import { Workload, WorkloadOptions } from '../workload/workload';
import { WorkloadSet } from '../workload/workload-set';

/** A finding, and where it stands. */
export interface LocatedFinding extends Finding {
  readonly resource: ObjectReference;
  readonly file: string;
  readonly line: number;
  /** The reason for which it is suppressed, if it is. */
  readonly suppressed?: string;
}

/** A FlinkDeployment of a manifest set. */
export interface ReadWorkload {
  readonly workload: Workload;
  readonly manifest: Manifest;
}

/** The FlinkDeployments among some manifests; each knows the others, and what stands beside it. */
export function workloadsOf(manifests: readonly Manifest[], options: WorkloadOptions): ReadWorkload[] {
  const read = manifests.filter(isFlinkDeployment).map((manifest) => ({
    manifest, workload: Workload._of(manifest.object, { ...options, whereabouts: `${manifest.file}:${manifest.lineOf(['metadata', 'name'])}` }),
  }));
  new WorkloadSet(read.map(({ workload }) => workload), manifests.filter((manifest) => !isFlinkDeployment(manifest)).map(({ object }) => object));
  return read;
}

/**
 * Judges FlinkDeployments of a manifest set.
 *
 * @param progress told after each
 */
export function checkWorkloads(
  workloads: readonly ReadWorkload[], manifests: readonly Manifest[], guidelines: readonly Guideline[],
  progress: (done: number) => void = () => undefined,
): LocatedFinding[] {
  const others = new Map(manifests.filter((each) => !isFlinkDeployment(each)).map((each) => [keyOf(referenceTo(each.object)), each]));
  return workloads.flatMap(({ workload, manifest }, i) => {
    const { findings, suppressed } = judge(workload, guidelines);
    progress(i + 1);
    const standsIn = ({ resource }: Finding) => (resource && others.get(keyOf(resource))) ?? manifest;
    const locate = (finding: Finding, reason?: string) => located(finding, standsIn(finding), reason);
    return [...findings.map((finding) => locate(finding)), ...suppressed.map(({ finding, reason }: SuppressedFinding) => locate(finding, reason))];
  }).sort(byPlace);
}

function located(finding: Finding, { object, file, lineOf }: Manifest, suppressed?: string): LocatedFinding {
  return {
    ...finding,
    resource: finding.resource ?? referenceTo(object),
    file,
    line: lineOf(stepsOf(finding.path, object)),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1) || compareFindings(a, b);
}

function keyOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** A path as steps to where it stands: `spec.flinkConfiguration['a.b']` may be flat or nested, the operator reads both. */
function stepsOf(path: string, object: any): string[] {
  const steps = pathSteps(path);
  if (!path.endsWith('\']')) return steps;
  const parent = steps.slice(0, -1);
  return [...parent, ...nested(steps.at(-1)!, parent.reduce((value, step) => value?.[step], object))];
}

function nested(key: string, configuration: any): string[] {
  if (typeof configuration !== 'object' || configuration === null || Object.hasOwn(configuration, key)) return [key];
  const first = Object.keys(configuration).find((step) => key.startsWith(`${step}.`));
  return first === undefined ? [key] : [first, ...nested(key.slice(first.length + 1), configuration[first])];
}
