import { OPTION } from '../../../facts';
import { pathText } from '../../../kubernetes/paths';
import { schemaOf, Steps } from '../../../kubernetes/schema';
import { specOf } from '../../../workload/kinds';

/** The meaning of an unknown field name in the spec of a FlinkDeployment. `*` is the component in which the name was written. */
type Meaning =
  /** A field by its path in the spec, with the same value, or with a value converted by `as`. */
  | { readonly field: string; readonly as?: string }
  | { readonly option: string }
  /** A field of Flink's main container. */
  | { readonly container: string }
  | { readonly fix: string };

const ENTRY_CLASS: Meaning = { field: 'job.entryClass' };
const ARGS: Meaning = { field: 'job.args', as: 'a list with one element for each argument' };
const SAVEPOINT: Meaning = { field: 'job.initialSavepointPath' };
const RESTARTS: Meaning = { option: OPTION.RESTART_STRATEGY };
const SLOTS: Meaning = { option: OPTION.SLOTS };
const COMPONENTS_RESOURCE: Meaning = { fix: 'Move it to jobManager.resource and taskManager.resource, each with cpu and memory and without requests and limits' };

/** Fields of a container that are often written at the level above. */
const OF_CONTAINER = ['env', 'envFrom', 'volumeMounts', 'ports', 'livenessProbe', 'readinessProbe'];

/**
 * Names from Flink's command line, other operators, Deployments and older guides, by their path in the spec. They are looked up before the nearest
 * name.
 */
const MEANT: { readonly [place: string]: Meaning } = {
  'job.savepointPath': SAVEPOINT,
  'job.fromSavepoint': SAVEPOINT,
  'job.savepoint': SAVEPOINT,
  'job.className': ENTRY_CLASS,
  'job.mainClass': ENTRY_CLASS,
  'job.entrypoint': ENTRY_CLASS,
  'job.entryPoint': ENTRY_CLASS,
  'job.programArgs': ARGS,
  'job.arguments': ARGS,
  'job.jar': { field: 'job.jarURI' },
  'job.jarUri': { field: 'job.jarURI' },
  'job.jarFile': { field: 'job.jarURI' },
  'job.restartPolicy': RESTARTS,
  'job.restartStrategy': RESTARTS,
  'restartPolicy': RESTARTS,
  'restartStrategy': RESTARTS,
  'job.savepointsDir': { option: 'execution.checkpointing.savepoint-dir' },
  'job.savepointDir': { option: 'execution.checkpointing.savepoint-dir' },
  'job.checkpointDir': { option: 'execution.checkpointing.dir' },
  'job.checkpointInterval': { option: OPTION.CHECKPOINT_INTERVAL },
  'parallelism': { field: 'job.parallelism' },
  'version': { field: 'flinkVersion', as: 'with a value such as v1_20' },
  'flinkConf': { field: 'flinkConfiguration' },
  'serviceAccountName': { field: 'serviceAccount' },
  'taskManagerReplicas': { field: 'taskManager.replicas' },
  'jobManagerReplicas': { field: 'jobManager.replicas' },
  'resources': COMPONENTS_RESOURCE,
  'resource': COMPONENTS_RESOURCE,
  '*.resources': { fix: 'Write resource with cpu and memory, as in resource: {cpu: 1, memory: 2048m}' },
  'numberOfTaskSlots': SLOTS,
  'taskSlots': SLOTS,
  '*.numberOfTaskSlots': SLOTS,
  '*.taskSlots': SLOTS,
  '*.slots': SLOTS,
  'labels': { field: 'podTemplate.metadata.labels' },
  'annotations': { field: 'podTemplate.metadata.annotations' },
  '*.labels': { field: '*.podTemplate.metadata.labels' },
  '*.annotations': { field: '*.podTemplate.metadata.annotations' },
  'podTemplate.labels': { field: 'podTemplate.metadata.labels' },
  'podTemplate.annotations': { field: 'podTemplate.metadata.annotations' },
  '*.podTemplate.labels': { field: '*.podTemplate.metadata.labels' },
  '*.podTemplate.annotations': { field: '*.podTemplate.metadata.annotations' },
  'ingress.ingressClassName': { field: 'ingress.className' },
  'ingress.host': { field: 'ingress.template' },
  ...Object.fromEntries(OF_CONTAINER.flatMap((container) => ['', '*.', 'podTemplate.spec.', '*.podTemplate.spec.'].map((place) => [`${place}${container}`, { container }]))),
};

/** The fix for an unknown field whose name is known from elsewhere; undefined if it is not. */
export function synonymFix(kind: string, operator: string, object: any, steps: Steps, pathOf: (steps: Steps) => string): string | undefined {
  const depth = kind === 'FlinkBlueGreenDeployment' ? 3 : 1;
  if (kind === 'FlinkStateSnapshot' || steps.length <= depth || steps.some((step) => typeof step !== 'string')) return undefined;
  const [spec, below] = [steps.slice(0, depth), steps.slice(depth) as readonly string[]];
  const isOfComponent = ['jobManager', 'taskManager'].includes(below[0]);
  const place = isOfComponent ? ['*', ...below.slice(1)].join('.') : below.join('.');
  if (!Object.hasOwn(MEANT, place)) return undefined;
  const meant = MEANT[place];
  const placed = (path: string) => path.split('.').map((step) => step === '*' ? below[0] : step);
  const has = (path: readonly string[]) => schemaOf(kind, operator)?.typeAt([...spec, ...path].map(String)) !== undefined;
  const ofCluster = !has(['image']) && place !== 'parallelism' && !place.startsWith('job.') && meant !== RESTARTS;
  if (ofCluster) return 'Remove it: it belongs to the FlinkDeployment of the session cluster';
  if ('fix' in meant) return meant.fix;
  if ('option' in meant) return `Remove it, and set the option ${meant.option} in ${pathOf([...spec, 'flinkConfiguration'])}`;
  if ('container' in meant) {
    const template = [...spec, ...isOfComponent ? [below[0]] : [], 'podTemplate'];
    return `Move it to the container flink-main-container in ${pathOf([...template, 'spec', 'containers'])}`;
  }
  const target = placed(meant.field);
  if (!has(target)) return undefined;
  const written = target.reduce((value, step) => value?.[step], specOf(object));
  if (written !== undefined && written !== null) return `Remove it: ${pathOf([...spec, ...target])} is set`;
  const isBeside = pathText(target.slice(0, -1)) === pathText(below.slice(0, -1));
  if (meant.as !== undefined) return `${isBeside ? `Rename it to ${target.at(-1)}` : `Move it to ${pathOf([...spec, ...target])}`}, ${meant.as}`;
  return isBeside ? `Write ${target.at(-1)}` : `Move it to ${pathOf([...spec, ...target])}`;
}
