import { identityFindings, isMeantForOperator } from './group';
import { Guideline } from './guideline';
import { Verdict } from './suppression';
import { compareFindings, judge, judgeIdentity, judgeRepeated, judgeSnapshot } from './verdict';
import { withShownValue } from './written-value';
import { Finding, ObjectReference, OperatorVersion } from '../configuration';
import { referenceTo } from '../configuration/finding';
import { NEWEST_OPERATOR_VERSION } from '../configuration/options/operator-version';
import { pathSteps } from '../kubernetes/paths';
import { FlinkKind, kindOf } from '../workload/kinds';
import { Manifest } from '../workload/manifests';
import { Snapshot } from '../workload/snapshot';
import { Workload, WorkloadOptions } from '../workload/workload';
import { WorkloadSet } from '../workload/workload-set';

/** A finding, and its location. */
export interface LocatedFinding extends Finding {
  readonly resource: ObjectReference;
  readonly file: string;
  readonly line: number;
  /** The reason of its suppression, if it is suppressed. */
  readonly suppressed?: string;
}

/** A finding, and the operator's object whose check resulted in it: `resource` may be another object that belongs to it. */
export interface JudgedFinding extends LocatedFinding {
  /** A function: a finding that is printed must not contain the whole object, which may contain secrets. */
  readonly judged: () => Manifest;
}

/** A workload, and its location. */
export interface ReadWorkload {
  readonly workload: Workload;
  readonly manifest: Manifest;
}

/** The operator's objects in a set of manifests, and the other objects. */
export interface FlinkObjects {
  readonly workloads: readonly ReadWorkload[];
  readonly snapshots: readonly { readonly snapshot: Snapshot; readonly manifest: Manifest }[];
  /** Objects that no operator version serves: the rest of them cannot be checked. */
  readonly notJudged: readonly { readonly manifest: Manifest }[];
  /** Objects with the kind, namespace, name and spec of an earlier object, which is checked instead. */
  readonly repeated: readonly { readonly manifest: Manifest; readonly first: Manifest }[];
  readonly operatorVersion: OperatorVersion;
  /** Objects of other kinds. */
  readonly others: readonly Manifest[];
}

/** The operator's objects in a set of manifests; each has access to the others, and to the other objects. */
export function flinkObjects(manifests: readonly Manifest[], options: WorkloadOptions): FlinkObjects {
  const { operatorVersion = NEWEST_OPERATOR_VERSION } = options;
  const judged: { readonly manifest: Manifest; readonly kind: FlinkKind }[] = [];
  const notJudged: { readonly manifest: Manifest }[] = [];
  const repeated: { readonly manifest: Manifest; readonly first: Manifest }[] = [];
  const others: Manifest[] = [];
  const firsts = new Map<string, Manifest>();
  for (const manifest of manifests) {
    if (!isMeantForOperator(manifest.object) || isCanary(manifest.object)) {
      others.push(manifest);
      continue;
    }
    const same = `${keyOf(referenceTo(manifest.object))} ${JSON.stringify(manifest.object.spec)}`;
    const first = firsts.get(same);
    if (identityFindings(manifest.object, operatorVersion.minor).length > 0) {
      notJudged.push({ manifest });
    } else if (first) {
      repeated.push({ manifest, first });
    } else {
      firsts.set(same, manifest);
      judged.push({ manifest, kind: kindOf(manifest.object)! });
    }
  }
  const read = (wanted: (kind: FlinkKind) => boolean, more: (manifest: Manifest) => WorkloadOptions = () => ({})) => judged
    .filter(({ kind }) => wanted(kind))
    .map(({ manifest }) => {
      const workload = Workload._of(manifest.object, { ...options, ...more(manifest), whereabouts: () => whereabouts(manifest) });
      return { manifest, workload };
    });
  const clusters = read(({ holds }) => holds.cluster);
  const byName = new Map(clusters.map(({ workload }) => [`${workload.namespace}/${workload.name}`, workload]));
  const sessionJobs = read(({ holds }) => holds.job && !holds.cluster, ({ object }) => (
    { cluster: byName.get(`${object.metadata?.namespace ?? 'default'}/${object.spec?.deploymentName}`) }
  ));
  const workloads = inOrder([...clusters, ...sessionJobs], manifests);
  const set = new WorkloadSet(workloads.map(({ workload }) => workload), others.map(({ object }) => object));
  const snapshots = judged.filter(({ kind: { holds } }) => !holds.cluster && !holds.job)
    .map(({ manifest }) => ({ manifest, snapshot: new Snapshot(manifest.object, operatorVersion, set) }));
  return { workloads, snapshots, notJudged, repeated, others, operatorVersion };
}

/** Whether an object is a canary of the operator: it is neither validated nor deployed. */
function isCanary({ metadata }: any): boolean {
  return metadata?.labels?.['flink.apache.org/canary'] === 'true';
}

function whereabouts({ file, lineOf }: Manifest): string {
  return `${file}:${lineOf(['metadata', 'name'])}`;
}

/** In the order of the manifests, instead of the order in which they were parsed. */
function inOrder(workloads: readonly ReadWorkload[], manifests: readonly Manifest[]): ReadWorkload[] {
  const position = new Map(manifests.map((manifest, i) => [manifest, i]));
  return [...workloads].sort((a, b) => position.get(a.manifest)! - position.get(b.manifest)!);
}

/**
 * Checks the operator's objects of a manifest set.
 *
 * @param progress called after each object
 * @param required ids of guidelines that cannot be suppressed
 */
export function checkObjects(
  objects: FlinkObjects, guidelines: readonly Guideline[], progress: (done: number) => void = () => undefined, required: readonly string[] = [],
): JudgedFinding[] {
  const companions = new Map(objects.others.map((each) => [keyOf(referenceTo(each.object)), each]));
  let done = 0;
  const locate = (manifest: Manifest, { findings, suppressed }: Verdict) => {
    progress(++done);
    const judged = () => manifest;
    const standsIn = ({ resource }: Finding) => (resource && companions.get(keyOf(resource))) ?? manifest;
    return [
      ...findings.map((finding) => ({ ...located(finding, standsIn(finding)), judged })),
      ...suppressed.map(({ finding, reason }) => ({ ...located(finding, standsIn(finding), reason), judged })),
    ];
  };
  return [
    ...objects.workloads.flatMap(({ workload, manifest }) => locate(manifest, judge(workload, guidelines, [], required))),
    ...objects.snapshots.flatMap(({ snapshot, manifest }) => locate(manifest, judgeSnapshot(snapshot, guidelines, required))),
    ...objects.repeated.flatMap(({ manifest, first }) => (
      locate(manifest, { findings: judgeRepeated(manifest.object, whereabouts(first), guidelines), suppressed: [] })
    )),
    ...objects.notJudged.flatMap(({ manifest }) => {
      const findings = judgeIdentity(manifest.object, objects.operatorVersion, guidelines);
      return locate(manifest, { findings, suppressed: [] });
    }),
  ].sort(byPlace);
}

function located(finding: Finding, { object, file, lineOf }: Manifest, suppressed?: string): LocatedFinding {
  const steps = stepsOf(finding.path, object);
  return {
    ...withShownValue(finding, object, steps),
    resource: finding.resource ?? referenceTo(object),
    file,
    line: lineOf(steps),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1) || compareFindings(a, b);
}

function keyOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** The steps of a path to its location: `spec.flinkConfiguration['a.b']` may be flat or nested, the operator reads both. */
export function stepsOf(path: string, object: any): string[] {
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
