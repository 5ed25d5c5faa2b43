/** Specs for the operator's validator: what may be changed about sound objects, on both sides of each of its limits. */
import * as fc from 'fast-check';
import { BASES, CHECKPOINTS, Edit, HA, SAVEPOINTS, Spec, STORE } from './objects';

const name = (...values: any[]) => values.map((value): Edit[] => [{ at: ['metadata', 'name'], value }]);
const field = (path: string, ...values: any[]) => values.map((value): Edit[] => [{ at: ['spec', ...path.split('.')], value }]);
/** Values of an option, by any of its names; an undefined one removes it. */
const option = (keys: string | readonly string[], ...values: any[]) => [keys].flat()
  .flatMap((key) => values.map((value): Edit[] => [{ at: ['spec', 'flinkConfiguration', key], value }]));
/** A part of the configuration as nested maps. */
const nested = (root: string, ...values: any[]) => option(root, ...values);
/** A former name instead of today's. */
const renamed = (today: string, former: string, ...values: any[]) => values.map((value): Edit[] => [
  { at: ['spec', 'flinkConfiguration', today], value: undefined }, { at: ['spec', 'flinkConfiguration', former], value },
]);
/** A former name beside today's. */
const twice = (today: string, former: string, ...values: readonly [any, any][]) => values.map(([now, then]): Edit[] => [
  { at: ['spec', 'flinkConfiguration', today], value: now }, { at: ['spec', 'flinkConfiguration', former], value: then },
]);

const BOOLEANS = ['true', 'TRUE', 'True', 'false', 'FALSE', true, false, 'yes', '1', '', ' true'];
const DIRECTORIES = [undefined, '', ' ', `${STORE}/other`];
const QUANTITIES = ['2Gi', '2g', '2G', '2048m', '2 gb', '2147483648', 4_294_967_296, '1.5Gi', '0', '0Gi', '-1Gi', '', ' ', 'x', '2Gb', '2 GiB', '1e9', '2Mi', '10Ti'];
const AMOUNTS = ['2Gi', '4Gi', '4096Mi', '0', '-1Gi', 'x', ''];

const resource = (component: string) => field(`${component}.resource`, undefined, null, {}, { cpu: 1 }, ...QUANTITIES.map((memory) => ({ cpu: 1, memory })));

/** The requests and limits that operator 1.16 knows, with and without what stood there before. */
const resources = (component: string) => [
  undefined, {}, { requests: {} }, ...AMOUNTS.flatMap((memory) => [{ requests: { memory } }, { limits: { memory } }]),
  ...['1', '500m', '0', '-1', 'x'].flatMap((cpu) => [{ requests: { cpu, memory: '2Gi' } }, { limits: { cpu, memory: '2Gi' } }]),
  ...['1Gi', '0', '-1Gi', 'x'].map((storage) => ({ requests: { 'memory': '2Gi', 'ephemeral-storage': storage } })),
  { requests: { memory: '3Gi' }, limits: { memory: '2Gi' } }, { requests: { memory: '2Gi' }, limits: { memory: '2048Mi' } },
  { requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '1' } }, { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1000m' } },
].flatMap((value) => [field(`${component}.resources`, value)[0], [...field(`${component}.resource`, undefined)[0], ...field(`${component}.resources`, value)[0]]]);

/** One size of a process that is given by options alone, or several. */
const sizes = (component: string, process: string, ...values: { readonly [option: string]: any }[]) => values.map((options): Edit[] => [
  ...field(`${component}.resource`, { cpu: 1 })[0], ...Object.entries(options).map(([key, value]) => ({ at: ['spec', 'flinkConfiguration', `${process}.${key}`], value })),
]);

const AUTOSCALER = 'job.autoscaler';
const scaled = (key: string, ...values: any[]) => option(`${AUTOSCALER}.${key}`, ...values);
const FRACTIONS = ['-0.01', '0', '0.5', '0.7', '0.71', '0.69', '1', '1.0', '1.01', 'x', ''];
const FACTORS = ['-0.1', '0', '0.6', '100000', '1e6', '-1', 'x'];

/** What may be changed about a deployment: for each thing, its values. */
const DEPLOYMENT: { readonly [what: string]: readonly Edit[][] } = {
  'name': name('a', 'a1', `a${'b'.repeat(38)}`, `a${'b'.repeat(39)}`, `a${'b'.repeat(43)}`, `a${'b'.repeat(44)}`, `a${'b'.repeat(45)}`, 'a-', '1a', 'A', 'aB', 'a.b', 'a_b', '-a', 'a--b', ''),
  'flinkVersion': field('flinkVersion', undefined, null, '', ...['13', '14', '15', '16', '17', '18', '19', '20'].map((minor) => `v1_${minor}`), 'v2_0', 'v2_1', 'v2_2', 'v2_3', '2.2', 2.2, 'V2_2', 'v2.2', 'v3_0'),
  'forbidden keys': [
    ...option(['kubernetes.namespace', 'kubernetes.cluster-id', 'high-availability.cluster-id'], '', 'shop', 'x'),
    ...nested('kubernetes', { 'cluster-id': 'x' }, { namespace: '' }, { rest: { 'service.exposed.type': 'ClusterIP' } }), ...nested('high-availability', { 'cluster-id': '' }),
    ...option('kubernetes.cluster-ids', 'x'), ...option('Kubernetes.namespace', 'x'),
  ],
  'rollback': [...option('kubernetes.operator.deployment.rollback.enabled', ...BOOLEANS), ...nested('kubernetes', { operator: { deployment: { rollback: { enabled: true } } } })],
  'high availability': [
    ...option(HA, undefined, '', ' ', 'NONE', 'none', 'None', 'kubernetes', 'KUBERNETES', 'zookeeper', 'other', 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory'),
    ...renamed(HA, 'high-availability', 'kubernetes', 'NONE', ''), ...renamed(HA, 'recovery.mode', 'kubernetes', 'NONE'), ...renamed(HA, 'high-availability', { type: 'kubernetes' }),
    ...twice(HA, 'high-availability', ['NONE', 'kubernetes'], ['kubernetes', 'NONE']),
  ],
  'health check': option('kubernetes.operator.cluster.health-check.enabled', ...BOOLEANS),
  'recovery': option('kubernetes.operator.jm-deployment-recovery.enabled', ...BOOLEANS),
  'ingress': field('ingress', undefined, null, {}, { className: 'nginx' }, ...[
    null, '', ' ', '{{name}}.{{namespace}}.example.com', 'http://{{name}}.example.com', 'https://{{name}}', '/{{namespace}}/{{name}}(/|$)(.*)', 'ftp://x', 'foo://x', 'x:port', 'x:99999', 'x:-1', 'x:80',
    'https:host', 'a b', '{{name', '{{other}}', '//x', ':80', 'http://[::1', 'http://[::1]',
  ].map((template) => ({ template }))),
  'log files': field('logConfiguration', undefined, null, {}, ...['log4j-console.properties', 'logback-console.xml', 'log4j.properties', 'LOG4J-console.properties', 'log4j-cli.properties', ''].map((file) => ({ [file]: 'x' })),
    { 'log4j-console.properties': 'x', 'other': 'y' }),
  'upgrade mode': field('job.upgradeMode', undefined, null, '', 'stateless', 'savepoint', 'last-state', 'SAVEPOINT', 'last_state', 'LAST_STATE', 'Stateless', 'other'),
  'checkpoint directory': [
    ...option(CHECKPOINTS, ...DIRECTORIES), ...renamed(CHECKPOINTS, 'state.checkpoints.dir', ...DIRECTORIES), ...renamed(CHECKPOINTS, 'execution', { checkpointing: { dir: `${STORE}/c` } }),
    ...twice(CHECKPOINTS, 'state.checkpoints.dir', ['', STORE], [' ', STORE], [STORE, '']),
  ],
  'savepoint directory': [
    ...option(SAVEPOINTS, ...DIRECTORIES), ...renamed(SAVEPOINTS, 'state.savepoints.dir', ...DIRECTORIES), ...renamed(SAVEPOINTS, 'savepoints.state.backend.fs.dir', ...DIRECTORIES),
    ...renamed(SAVEPOINTS, 'state', { savepoints: { dir: `${STORE}/s` } }), ...twice(SAVEPOINTS, 'state.savepoints.dir', ['', STORE], [' ', STORE], [STORE, '']),
  ],
  'savepoint trigger': field('job.savepointTriggerNonce', undefined, null, 0, 1, -1, '1', 'x', 1.5),
  'periodic savepoints': option('kubernetes.operator.periodic.savepoint.interval', undefined, '', '0', '0 s', '1 h', '0 0 * * * ?', 'x'),
  'checkpoint age': option('kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age', undefined, '', '0', '1 h', 'old'),
  'redeployment': [undefined, null, 0, 1, '1'].flatMap((nonce) => [undefined, null, '', ' ', `${STORE}/savepoints/1`]
    .map((path): Edit[] => [...field('job.savepointRedeployNonce', nonce)[0], ...field('job.initialSavepointPath', path)[0]])),
  'parallelism': field('job.parallelism', undefined, null, -1, 0, 1, 2, '0', '2', 'x', 1.5, 0.5),
  'TaskManagers': field('taskManager.replicas', undefined, null, -1, 0, 1, 2, '0', '2', 'x', 0.5),
  'JobManagers': field('jobManager.replicas', undefined, null, -1, 0, 1, 2, '2', 'x', 1.5),
  'JobManager memory': resource('jobManager'),
  'TaskManager memory': resource('taskManager'),
  'no JobManager': field('jobManager', undefined, null, {}),
  'no TaskManager': field('taskManager', undefined, null, {}, { replicas: 1 }),
  'JobManager disk': field('jobManager.resource.ephemeralStorage', null, '10Gi', '10G', '10 gb', 10, '0', '-1Gi', '', 'x', '1.5Gi'),
  'TaskManager disk': field('taskManager.resource.ephemeralStorage', null, '10Gi', '10G', '10 gb', 10, '0', '-1Gi', '', 'x', '1.5Gi'),
  'cpu': [...field('jobManager.resource.cpu', undefined, null, 0, -1, 0.5, '1', '1.0', '500m', 'x', ''), ...field('taskManager.resource.cpu', 0, '500m', 'x')],
  'JobManager memory by options': sizes('jobManager', 'jobmanager', {}, ...['2g', '2Gi', '2 gb', '100m', '0', 'x', '', ' '].map((size) => ({ 'memory.process.size': size })), { 'memory.flink.size': '1g' },
    { 'memory.heap.size': '1g' }, { 'memory.heap.size': '10m' }, { 'heap.size': '1g' }, { 'heap.mb': '1024' }, { 'memory.off-heap.size': '1g' }, { 'memory.process.size': '2g', 'memory.flink.size': '3g' }, { 'memory.process.size': '2g', 'memory.heap.size': '1g' }),
  'TaskManager memory by options': sizes('taskManager', 'taskmanager', {}, ...['4g', '4Gi', '4 gb', '100m', '0', 'x', '', ' '].map((size) => ({ 'memory.process.size': size })), { 'memory.flink.size': '1g' },
    { 'memory.task.heap.size': '1g' }, { 'memory.task.heap.size': '1g', 'memory.managed.size': '1g' }, { 'heap.size': '1g' }, { 'heap.mb': '1024' }, { 'memory.process.size': '2g', 'memory.flink.size': '3g' },
    { 'memory.process.size': '4g', 'memory.managed.fraction': '1.5' }, { 'memory.process.size': '4g', 'memory.network.min': '8g' }),
  'JobManager resources': resources('jobManager'),
  'TaskManager resources': resources('taskManager'),
  'service account': field('serviceAccount', undefined, null, '', ' ', 'default', 'orders', 1),
  'mode': field('mode', undefined, null, '', 'native', 'standalone', 'NATIVE', 'Standalone', 'other'),
  'no configuration': field('flinkConfiguration', undefined, null, {}),
};

/** Rules of more than one of these, all values of one with all of the other. */
const TOGETHER: readonly (readonly string[])[] = [
  ['rollback', 'high availability'], ['health check', 'recovery'], ['JobManagers', 'high availability'], ['upgrade mode', 'checkpoint directory'], ['upgrade mode', 'savepoint directory'],
  ['savepoint trigger', 'savepoint directory'], ['periodic savepoints', 'savepoint directory'], ['checkpoint age', 'savepoint directory'], ['parallelism', 'TaskManagers'],
];

/** With the autoscaler on: what the operator's own class judges. */
const WINDOW: { readonly [what: string]: readonly Edit[][] } = {
  'autoscaler': scaled('enabled', 'true', 'TRUE', 'false', 'yes', true, ''),
  'window': [
    ...scaled('metrics.window', undefined, '14 s', '14999 ms', '15 s', '15000 ms', '15001 ms', '1 min', '0', '-1 s', 'x', '', 'PT14S', 'PT15S'),
    ...option(`kubernetes.operator.${AUTOSCALER}.metrics.window`, '14 s', '15 s'),
  ],
  'reconcile interval': option('kubernetes.operator.reconcile.interval', undefined, '10 s', '16 s', '15 min', '20 min', 'x', ''),
};

/** With the autoscaler on: what we imitate, since the class that judges it is not published. */
const AUTOSCALED: { readonly [what: string]: readonly Edit[][] } = {
  'scale-down': scaled('scale-down.max-factor', ...FACTORS),
  'scale-up': scaled('scale-up.max-factor', ...FACTORS),
  'target': [...scaled('utilization.target', ...FRACTIONS), ...scaled('target.utilization', '1.1', '0.6'), ...option(`kubernetes.operator.${AUTOSCALER}.target.utilization`, '1.1', '0.6')],
  'boundary': scaled('target.utilization.boundary', '-0.1', '0', '0.3', '2', 'x'),
  'utilization.max': scaled('utilization.max', ...FRACTIONS),
  'utilization.min': scaled('utilization.min', ...FRACTIONS),
  'garbage collection': scaled('memory.gc-pressure.threshold', ...FRACTIONS),
  'heap': scaled('memory.heap-usage.threshold', ...FRACTIONS),
  'scalability': [undefined, 'true', 'false'].flatMap((on) => ['0', '0.009', '0.01', '0.5', '1', '1.01', 'x']
    .map((value): Edit[] => [...scaled('observed-scalability.enabled', on)[0], ...scaled('observed-scalability.coefficient-min', value)[0]])),
  'effectiveness': [undefined, 'true', 'false'].flatMap((on) => ['-0.1', '0', '1', '1.01', 'x']
    .map((value): Edit[] => [...scaled('scaling.effectiveness.detection.enabled', on)[0], ...scaled('scaling.effectiveness.threshold', value)[0]])),
  'tuning': [undefined, 'true', 'false'].flatMap((on) => ['-0.1', '0', '1', '1.01', 'x'].map((value): Edit[] => [...scaled('memory.tuning.enabled', on)[0], ...scaled('memory.tuning.overhead', value)[0]])),
  'excluded periods': scaled('excluded.periods', '', '9:00-11:00', '09:00-11:00', '9:00-11:00;13:00-14:00', '11:00-9:00', '9-11', '25:00-26:00', '* * 9-11 * * ?', '* * 9-11 * * *', '0 0 9 ? * MON', '9:00-11:00 && * * * ? * 2', '9:00-11:00 && x', 'x', '9:00-11:00;x'),
};

const ON: Edit[] = scaled('enabled', 'true')[0];

const SESSION_JOBS: { readonly [what: string]: readonly Edit[][] } = {
  'deploymentName': field('deploymentName', undefined, null, '', 'a', `a${'b'.repeat(44)}`, `a${'b'.repeat(45)}`, 'Shared', '1a', 'a-', 'a.b', 'a_b'),
  'no job': field('job', undefined, null, {}),
  'jar': field('job.jarURI', undefined, null, '', ' ', ...[
    'local:///x.jar', 'file:///x.jar', 's3://state/x.jar', 'http://93.184.216.34/x.jar', 'https://93.184.216.34/x.jar', 'HTTPS://93.184.216.34/x.jar', 'https://93.184.216.34:8443/x.jar', 'https://93.184.216.34:x/x.jar',
    'https://127.0.0.1/x.jar', 'https://10.0.0.1/x.jar', 'https://172.16.0.1/x.jar', 'https://172.32.0.1/x.jar', 'https://192.168.1.1/x.jar', 'https://169.254.1.1/x.jar', 'https://0.0.0.0/x.jar', 'https://224.0.0.1/x.jar',
    'https://100.64.0.1/x.jar', 'https://[::1]/x.jar', 'https://[fd00::1]/x.jar', 'https://[fe80::1]/x.jar', 'https://[2001:db8::1]/x.jar', 'https:///x.jar', 'https:x.jar', 'https:', 'https://', '//93.184.216.34/x.jar',
    'x.jar', '/opt/x.jar', 'ht tp://x', 'https://93.184.216.34/a b.jar', 'https://user@93.184.216.34/x.jar', 'https://93.184.216.34', 'https://93.184.216.34/%zz',
  ]),
  ...Object.fromEntries(['upgrade mode', 'checkpoint directory', 'savepoint directory', 'savepoint trigger', 'periodic savepoints', 'checkpoint age', 'parallelism', 'forbidden keys'].map((what) => [what, DEPLOYMENT[what]])),
  'name': name('A', 'a'.repeat(46), '1a', 'a.b'),
};

const SNAPSHOTS: { readonly [what: string]: readonly Edit[][] } = {
  'savepoint': field('savepoint', undefined, null, {}, { path: `${STORE}/s` }, { alreadyExists: true }, { alreadyExists: true, path: `${STORE}/s` }, { alreadyExists: false }, { formatType: 'NATIVE' }, { formatType: 'other' }, { disposeOnDelete: false }),
  'checkpoint': field('checkpoint', undefined, null, {}, { checkpointType: 'FULL' }),
  'job': field('jobReference', undefined, null, {}, { kind: 'FlinkDeployment' }, { name: 'orders' }, { kind: 'FlinkDeployment', name: 'orders' }, { kind: 'FlinkDeployment', name: '' }, { kind: 'Other', name: 'orders' }),
  'backoff': field('backoffLimit', undefined, null, -5, 0, 3, 'x'),
};

const CLUSTERS = ['application', 'stateless application', 'standalone application', 'session cluster', 'blue/green'];
const WITH_SESSION = ['session job', 'session job alone'];

type Rows = readonly { readonly what: string; readonly values: readonly Edit[][] }[];

/** Each thing with its values, after changes that all of them need. */
function alternatives(things: { readonly [what: string]: readonly Edit[][] }, prefix: readonly Edit[] = []): Rows {
  return Object.entries(things).map(([what, values]) => ({ what, values: values.map((edits) => [...prefix, ...edits]) }));
}

/** Each value by itself. */
function each(bases: readonly string[], rows: Rows): Spec[] {
  return bases.flatMap((base) => rows.flatMap(({ what, values }) => values.map((edits) => ({ rule: what, base, edits }))));
}

/** All values of some things with all of the others. */
function product(base: string, things: { readonly [what: string]: readonly Edit[][] }, names: readonly string[]): Spec[] {
  const all = names.reduce<readonly Edit[][]>((before, what) => before.flatMap((edits) => things[what].map((more) => [...edits, ...more])), [[]]);
  return all.map((edits) => ({ rule: names.join(' and '), base, edits }));
}

const MOST_AT_ONCE = 4;

/** Values of some things at random. */
function random(base: string, rows: Rows, count: number, seed: number): Spec[] {
  const some = fc.subarray([...rows], { minLength: 2, maxLength: Math.min(MOST_AT_ONCE, rows.length) })
    .chain((chosen) => fc.tuple(...chosen.map(({ values }) => fc.constantFrom(...values))));
  return fc.sample(some, { numRuns: count, seed }).map((edits) => ({ rule: 'random', base, edits: edits.flat() }));
}

/** All that is asked of the operator's own classes: each rule by itself, and at random together. */
export function specs(randomly: number, seed: number): Spec[] {
  const [deployments, sessionJobs, windows] = [DEPLOYMENT, SESSION_JOBS, WINDOW].map((things) => alternatives(things));
  const share = Math.ceil(randomly / (CLUSTERS.length + WITH_SESSION.length));
  return [
    ...Object.keys(BASES).map((base) => ({ rule: 'nothing', base, edits: [] })),
    ...each(CLUSTERS, deployments),
    ...TOGETHER.flatMap((names) => product('application', DEPLOYMENT, names)),
    ...product('application', WINDOW, Object.keys(WINDOW)),
    ...CLUSTERS.flatMap((base, i) => random(base, [...deployments, ...windows], share, seed + i)),
    ...each(WITH_SESSION, sessionJobs),
    ...WITH_SESSION.flatMap((base, i) => random(base, [...sessionJobs, ...windows], share, seed + CLUSTERS.length + i)),
    ...product('snapshot', SNAPSHOTS, ['savepoint', 'checkpoint', 'job']),
    ...each(['snapshot'], alternatives(SNAPSHOTS)),
  ];
}

/** All that is asked of what we imitate. */
export function imitated(randomly: number, seed: number): Spec[] {
  const rows = alternatives(AUTOSCALED, ON);
  const pairs = ['utilization.max', 'utilization.min'].flatMap((other) => product('application', AUTOSCALED, ['target', other]));
  return [
    ...each(['application', 'session job', 'blue/green'], rows),
    ...each(['application', 'session cluster'], alternatives(AUTOSCALED)),
    ...pairs.map((spec) => ({ ...spec, edits: [...ON, ...spec.edits] })),
    ...random('application', rows, randomly, seed),
  ];
}

/** What changes the configuration that Flink gets beyond what is written: deployments of all kinds. */
export function configured(): Spec[] {
  const changes: readonly Edit[][] = [
    [],
    field('taskManager.replicas', 3)[0],
    field('jobManager.replicas', 2)[0],
    field('job.parallelism', 5)[0],
    [...field('job.parallelism', undefined)[0], ...field('taskManager.replicas', 3)[0]],
    [...field('job.upgradeMode', 'last-state')[0], ...option('execution.checkpointing.interval', undefined)[0]],
    nested('execution', { checkpointing: { timeout: '5 min' } })[0],
    option('pipeline.name', 'other')[0],
    option('web.cancel.enable', 'true')[0],
  ];
  const all = CLUSTERS.flatMap((base) => changes.map((edits) => ({ rule: 'configuration', base, edits })));
  return all.filter(({ base, edits }) => base !== 'session cluster' || !edits.some(({ at }) => at[1] === 'job'));
}
