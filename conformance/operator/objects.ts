/** Sound objects for the operator's validator, and how they are changed. */

/** One change of an object: a value at a place; undefined removes what is there. */
export interface Edit {
  readonly at: readonly string[];
  readonly value: any;
}

/** What is asked about: a base by its name, and what is changed about it. */
export interface Spec {
  readonly rule: string;
  readonly base: string;
  readonly edits: readonly Edit[];
}

/** An object, and the one that it belongs to: the cluster of a session job, the job of a snapshot. `unseen` is there, but not among our manifests. */
interface Base {
  readonly object: any;
  readonly related?: any;
  readonly unseen?: any;
}

export const STORE = 's3://bucket/orders';
export const SAVEPOINTS = 'execution.checkpointing.savepoint-dir';
export const CHECKPOINTS = 'execution.checkpointing.dir';
export const HA = 'high-availability.type';

const CONFIGURATION = {
  [HA]: 'kubernetes',
  'high-availability.storageDir': `${STORE}/ha`,
  [CHECKPOINTS]: `${STORE}/checkpoints`,
  [SAVEPOINTS]: `${STORE}/savepoints`,
  'execution.checkpointing.interval': '1 min',
  'taskmanager.numberOfTaskSlots': '2',
};

const CLUSTER = {
  image: 'registry.example.com/orders:1.0.0',
  flinkVersion: 'v2_2',
  serviceAccount: 'orders',
  flinkConfiguration: CONFIGURATION,
  jobManager: { replicas: 1, resource: { cpu: 1, memory: '2Gi' } },
  taskManager: { resource: { cpu: 1, memory: '4Gi' } },
};

const JOB = { jarURI: 'local:///opt/flink/usrlib/orders.jar', entryClass: 'com.example.Orders', parallelism: 2, upgradeMode: 'savepoint', state: 'running' };

// an address, so that nobody is asked for that of a name
const SESSION_JOB = { ...JOB, jarURI: 'https://93.184.216.34/orders.jar' };

const object = (kind: string, name: string, spec: any) => ({ apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name, namespace: 'shop' }, spec });

const APPLICATION = object('FlinkDeployment', 'orders', { ...CLUSTER, mode: 'native', job: JOB });
const SESSION = object('FlinkDeployment', 'shared', { ...CLUSTER, mode: 'native' });
const SESSION_JOB_OBJECT = object('FlinkSessionJob', 'orders', { deploymentName: 'shared', job: SESSION_JOB });

/** What the operator accepts, and nothing is found wrong with. */
export const BASES: { readonly [name: string]: Base } = {
  'application': { object: APPLICATION },
  'stateless application': { object: object('FlinkDeployment', 'orders', {
    ...CLUSTER, job: { ...JOB, upgradeMode: 'stateless' }, flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' },
  }) },
  'standalone application': { object: object('FlinkDeployment', 'orders', { ...CLUSTER, mode: 'standalone', flinkVersion: 'v1_20', job: JOB }) },
  'session cluster': { object: SESSION },
  'blue/green': { object: object('FlinkBlueGreenDeployment', 'orders', { template: { spec: APPLICATION.spec } }) },
  'session job': { object: SESSION_JOB_OBJECT, related: SESSION },
  'session job alone': { object: SESSION_JOB_OBJECT, unseen: SESSION },
  'snapshot': { object: object('FlinkStateSnapshot', 'before-friday', { savepoint: {}, jobReference: { kind: 'FlinkDeployment', name: 'orders' } }), related: APPLICATION },
};

/** The object of a spec, and what it belongs to. */
export function build({ base, edits }: Spec): Base {
  const { object: sound, related, unseen } = BASES[base];
  const built = structuredClone(sound);
  for (const { at, value } of edits) put(built, placeIn(built.kind, at), value);
  const owner = isOf(built, related) ? related : undefined;
  // whatever cluster a session job names, there is one
  const unseenOwner = unseen && { ...unseen, metadata: { ...unseen.metadata, name: built.spec?.deploymentName ?? unseen.metadata.name } };
  return { object: built, related: owner, unseen: unseenOwner };
}

/** Whether an object still names the one that it belongs to. */
function isOf({ spec }: any, related: any): boolean {
  return related !== undefined && [spec.deploymentName, spec.jobReference?.name].includes(related.metadata.name);
}

/** A deployment's spec lies deeper in a blue/green one. */
function placeIn(kind: string, at: readonly string[]): readonly string[] {
  return kind === 'FlinkBlueGreenDeployment' && at[0] === 'spec' ? ['spec', 'template', ...at] : at;
}

function put(target: any, [step, ...rest]: readonly string[], value: any): void {
  if (rest.length > 0) {
    if (typeof target[step] !== 'object' || target[step] === null) target[step] = {};
    put(target[step], rest, value);
  } else if (value === undefined) {
    delete target[step];
  } else {
    target[step] = value;
  }
}

/** What a spec changes, as text. */
export function describe({ base, edits }: Spec): string {
  const changes = edits.map(({ at, value }) => `${place(at)} ${value === undefined ? 'removed' : JSON.stringify(value)}`);
  return `${base}: ${changes.join(', ') || 'as it is'}`;
}

function place(at: readonly string[]): string {
  return at[1] === 'flinkConfiguration' && at.length > 2 ? at[2] : at.join('.').replace(/^spec\./, '');
}
