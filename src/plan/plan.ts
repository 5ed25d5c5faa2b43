import { Change } from './change';
import { Difference } from './operator-diff';
import { FAILING, OUTCOMES } from './outcomes';
import { REFUSALS } from './refusals';
import { Pair, PlanRule } from './rule';
import { STATE_RULES } from './state-rules';
import { Verdict, worst } from './verdict';
import { Finding, ObjectReference, Severity } from '../configuration';
import { referenceTo } from '../configuration/finding';
import { isBatch } from '../facts';
import { FlinkObjects, ReadWorkload, stepsOf } from '../guidelines/check-manifests';
import { withShownValue } from '../guidelines/written-value';
import { pathText } from '../kubernetes/paths';
import { compareTexts } from '../kubernetes/sorted';
import { textOf } from '../kubernetes/text-of';
import { Manifest } from '../workload/manifests';
import { Workload } from '../workload/workload';

/** All rules, the ones that decide what the operator does first. */
export const PLAN_RULES: readonly PlanRule[] = [...OUTCOMES, ...REFUSALS, ...STATE_RULES];

/** A value before and after, and where it stands. */
export interface PlannedPlace {
  readonly path: string;
  /** Absent where nothing is written, and for maps, lists and what may be a secret. */
  readonly before?: string;
  readonly after?: string;
  readonly file: string;
  readonly line: number;
}

/** Why an object gets its verdict, or what is worth knowing. */
export interface PlannedCause extends PlannedPlace {
  readonly rule: string;
  readonly verdict: Verdict | 'note';
  readonly message: string;
  readonly advice: string;
  /** Whether the exit code reports it unless it is acknowledged. */
  readonly fails: boolean;
}

/** What applying the new manifests does to one object. */
export interface PlannedObject {
  readonly resource: ObjectReference;
  readonly verdict: Verdict;
  readonly file: string;
  readonly line: number;
  readonly causes: readonly PlannedCause[];
  /** Everything that differs, with what the operator does about it alone. */
  readonly changes: readonly (PlannedPlace & { readonly operator: Difference['type'] })[];
}

interface Halves {
  readonly old?: ReadWorkload;
  readonly now?: ReadWorkload;
}

/**
 * What applying the new manifests does to every job and cluster of the old and the new ones, in the order of kind, namespace and name.
 *
 * @param namespace of objects that name none
 */
export function planOf(before: FlinkObjects, after: FlinkObjects, namespace = 'default'): PlannedObject[] {
  const keyOf = ({ kind, name, manifest }: Workload) => `${kind}/${textOf(manifest.metadata?.namespace ?? namespace)}/${name}`;
  const halves = new Map<string, Halves>();
  for (const old of before.workloads.filter(isNoChild)) halves.set(keyOf(old.workload), { old });
  for (const now of after.workloads.filter(isNoChild)) halves.set(keyOf(now.workload), { ...halves.get(keyOf(now.workload)), now });
  const changes = new Map<string, Change>();
  const changeOf = (key: string): Change | undefined => {
    const { old, now } = halves.get(key) ?? {};
    if (!old || !now) return undefined;
    if (!changes.has(key)) {
      const cluster = now.workload._cluster;
      const sides = [inClusterOf(old.workload, now.workload), inClusterOf(now.workload, old.workload)] as const;
      changes.set(key, new Change(...sides, cluster && changeOf(keyOf(cluster))));
    }
    return changes.get(key);
  };
  const renamed = renames(halves);
  return [...halves].sort(([a], [b]) => compareTexts(a, b)).map(([key, { old, now }]) => {
    const change = changeOf(key);
    const pair: Pair = change ? { change } : now ? { added: now.workload, renamedFrom: renamed.get(key) } : { removed: old!.workload };
    return planned(pair, { old, now });
  });
}

/** A session job whose cluster is not among its manifests runs in that of the other side, if it has the same name. */
function inClusterOf(w: Workload, other: Workload): Workload {
  if (w._cluster !== undefined || other._cluster === undefined || w.field('deploymentName') !== other.field('deploymentName')) return w;
  return Workload._of(w.manifest, { operatorVersion: w.operatorVersion, cluster: other._cluster });
}

/** The operator makes the FlinkDeployments of a blue/green deployment, which a cluster shows beside it. */
function isNoChild({ manifest: { object } }: ReadWorkload): boolean {
  const owners: unknown = object.metadata?.ownerReferences;
  return !Array.isArray(owners) || !owners.some((owner) => owner?.kind === 'FlinkBlueGreenDeployment');
}

/** Of each object that only the new manifests have: one that only the old ones have and whose job it runs. */
function renames(halves: ReadonlyMap<string, Halves>): ReadonlyMap<string, string> {
  const gone = new Map<string, string>();
  for (const [key, { old, now }] of halves) {
    const job = old && !now ? jobOf(old.workload) : undefined;
    if (job !== undefined) gone.set(job, key.slice(key.indexOf('/') + 1));
  }
  const found = new Map<string, string>();
  for (const [key, { old, now }] of halves) {
    const from = now && !old ? gone.get(jobOf(now.workload) ?? '') : undefined;
    if (from !== undefined) found.set(key, from);
  }
  return found;
}

/** What makes two objects run one job: the code and its arguments. */
function jobOf(w: Workload): string | undefined {
  const { jarURI, entryClass, args } = w.field('job') ?? {};
  return jarURI === undefined && entryClass === undefined ? undefined : JSON.stringify([w.kind, jarURI, entryClass, args, String(w.field('image') ?? '').replace(/[:@][^/]*$/, '')]);
}

function planned(pair: Pair, { old, now }: Halves): PlannedObject {
  const { manifest, workload } = (now ?? old)!;
  const keepsNoState = isBatch((old ?? now)!.workload);
  const causes = PLAN_RULES.flatMap((rule) => rule.causes(pair).map((name): PlannedCause => {
    const { path, steps } = placeOf(workload, manifest, name, old?.workload);
    const message = typeof rule.message === 'string' ? rule.message : rule.message(pair);
    const advice = typeof rule.advice === 'string' ? rule.advice : rule.advice(pair);
    return {
      rule: rule.id,
      verdict: rule.verdict,
      ...valuesAt(path, old, now, name),
      ...whereIs(manifest, steps),
      message,
      advice,
      fails: rule.verdict !== 'note' && FAILING.includes(rule.verdict) && !(keepsNoState && rule.verdict !== 'refused'),
    };
  }));
  const changes = pair.change?.differences.map(({ steps, type }) => {
    const path = steps.at(-2) === 'flinkConfiguration' ? `${pathText(steps.slice(0, -1))}['${steps.at(-1)}']` : pathText(steps);
    return { ...valuesAt(path, old, now), ...whereIs(manifest, stepsOf(path, manifest.object)), operator: type };
  }) ?? [];
  const verdict = worst(causes.flatMap(({ verdict: each }) => each === 'note' ? [] : [each]));
  // a refused change has no effect; losses that would follow after its correction are still reported
  const told = verdict === 'refused' ? causes.filter(({ verdict: each, fails }) => each === 'note' || fails) : causes;
  return { resource: referenceTo(manifest.object), verdict, ...whereIs(manifest, ['metadata', 'name']), causes: told, changes };
}

/** Where a field or option is written, or would be. An option that the new version has not is where the old one has it. */
function placeOf(w: Workload, { object }: Manifest, name: string, old?: Workload): { readonly path: string; readonly steps: readonly string[] } {
  if (name === '') return { path: 'metadata.name', steps: ['metadata', 'name'] };
  const here = w.where(name);
  const path = here === `${w._specPath}.${name}` ? old?.where(name) ?? here : here;
  return { path, steps: stepsOf(path, object) };
}

function whereIs({ file, lineOf }: Manifest, steps: readonly string[]): { readonly file: string; readonly line: number } {
  return { file, line: lineOf(steps) };
}

function valuesAt(path: string, old?: ReadWorkload, now?: ReadWorkload, name = ''): Pick<PlannedPlace, 'path' | 'before' | 'after'> {
  const before = old && shown(old, name === '' ? path : old.workload.where(name));
  const after = now && shown(now, path);
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** A value for output that may end up in a log: nothing where it may be a secret. */
function shown({ manifest: { object } }: ReadWorkload, path: string): string | undefined {
  const { value }: Finding = withShownValue<Finding>({ guideline: '', severity: Severity.ADVICE, path, message: '', fix: '' }, object, stepsOf(path, object));
  return value;
}
