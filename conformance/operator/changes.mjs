// What the operator does about a change of a spec that runs already: a row each, with its verdict. `before` and `after` are what the sound spec has at a
// place, undefined where it has nothing.

const [IGNORE, SCALE, UPGRADE, REDEPLOY] = ['IGNORE', 'SCALE', 'UPGRADE', 'SAVEPOINT_REDEPLOY'];

const field = (path, before, after, verdict, others) => ({ what: path, edits: [{ at: path.split('.'), before, after }], verdict, ...others });
const option = (key, before, after, verdict, others) => ({ what: key, edits: [{ at: ['flinkConfiguration', key], before, after }], verdict, ...others });
const together = (verdict, rows, others) => ({ what: rows.map(({ what }) => what).join(' and '), edits: rows.flatMap(({ edits }) => edits), verdict, ...others });

const HISTORY = 'kubernetes.operator.savepoint.history.max.count';
const pod = (cpu) => ({ spec: { containers: [{ name: 'flink-main-container', resources: { limits: { cpu } } }] } });
const template = (more) => ({ metadata: { labels: { team: 'a', ...more } } });

/** Written otherwise, and the same once it is read: a blue/green deployment has nothing to hand on. */
const SAME = { blueGreen: IGNORE };

/** Of a FlinkDeployment in native mode; in standalone mode the same unless said otherwise, and of a blue/green deployment what follows unless said otherwise. */
export const CHANGES = [
  together(IGNORE, []),
  field('job.parallelism', 2, 4, UPGRADE, { standalone: SCALE }),
  field('taskManager.replicas', 2, 3, UPGRADE, { standalone: SCALE }),
  field('taskManager.replicas', undefined, 2, UPGRADE, { standalone: SCALE }),
  field('taskManager.replicas', 2, undefined, UPGRADE, { standalone: SCALE }),
  field('image', 'orders:1', 'orders:2', UPGRADE),
  field('imagePullPolicy', 'IfNotPresent', 'Always', UPGRADE),
  field('flinkVersion', 'v2_1', 'v2_2', UPGRADE),
  field('serviceAccount', 'orders', 'other', UPGRADE),
  option(HISTORY, '10', '20', IGNORE),
  option(HISTORY, '10', 10, IGNORE),
  option('kubernetes.operator.job.restart.failed', undefined, 'true', IGNORE),
  option('kubernetes.operatorX', undefined, '1', IGNORE),
  option('job.autoscaler.enabled', 'false', 'true', IGNORE),
  option('job.autoscaler.vertex.max-parallelism', undefined, '100', IGNORE),
  option('parallelism.default', '1', '3', IGNORE),
  option('parallelism.default', '1', undefined, IGNORE),
  option('pipeline.jobvertex-parallelism-overrides', undefined, 'a:1', SCALE, { standalone: UPGRADE }),
  option('pipeline.jobvertex-parallelism-overrides', 'a:1', undefined, SCALE, { standalone: UPGRADE }),
  option('pipeline.max-parallelism', undefined, '720', UPGRADE),
  option('execution.checkpointing.interval', undefined, '2 min', UPGRADE),
  option('taskmanager.numberOfTaskSlots', '2', '4', UPGRADE),
  option('taskmanager.numberOfTaskSlots', '2', 2, IGNORE),
  option('metrics.reporters', undefined, 'prom', UPGRADE),
  option('kubernetes.pod-template-file.default', undefined, 'x', UPGRADE),
  option('web.submit.enable', undefined, 'false', UPGRADE),
  option('com.example.x', undefined, '1', UPGRADE),
  option('high-availability.type', undefined, 'kubernetes', UPGRADE),
  field('flinkConfiguration', { 'web.timeout': '10 s' }, { web: { timeout: '10 s' } }, IGNORE),
  field('flinkConfiguration', { 'web.timeout': '10 s' }, undefined, UPGRADE),
  field('logConfiguration', { 'log4j-console.properties': 'a' }, { 'log4j-console.properties': 'b' }, UPGRADE),
  field('logConfiguration', { 'log4j-console.properties': 'a' }, undefined, UPGRADE),
  field('podTemplate', template(), template({ team: 'b' }), UPGRADE),
  field('podTemplate', template(), { ...template(), apiVersion: 'v1', kind: 'Pod' }, IGNORE, SAME),
  field('podTemplate', template(), { metadata: { ...template().metadata, annotations: { a: 'b' } } }, UPGRADE),
  field('podTemplate', template(), { metadata: { ...template().metadata, name: 'pod-template' } }, UPGRADE),
  field('taskManager.podTemplate', pod('2'), pod('3'), UPGRADE),
  field('taskManager.podTemplate', pod('2'), pod('2000m'), IGNORE, SAME),
  field('ingress', undefined, { template: '{{name}}.example.com' }, UPGRADE),
  field('ingress', { template: '{{name}}.example.com' }, { template: '{{name}}.example.com', annotations: { a: 'b' } }, UPGRADE),
  field('job.upgradeMode', 'savepoint', 'last-state', IGNORE),
  field('job.upgradeMode', 'savepoint', 'stateless', IGNORE),
  field('job.state', 'running', 'suspended', UPGRADE, { blueGreen: 'SUSPEND' }),
  field('job.args', ['--x', '1'], ['--x', '2'], UPGRADE),
  field('job.entryClass', 'a.B', 'a.C', UPGRADE),
  field('job.jarURI', 'local:///x.jar', 'local:///y.jar', UPGRADE),
  field('job.initialSavepointPath', undefined, 's3://state/sp', IGNORE),
  field('job.allowNonRestoredState', false, true, IGNORE),
  field('job.savepointTriggerNonce', 1, 2, IGNORE),
  field('job.checkpointTriggerNonce', 1, 2, IGNORE),
  field('job.autoscalerResetNonce', undefined, 1, IGNORE),
  field('job.savepointRedeployNonce', undefined, 1, REDEPLOY),
  field('job.savepointRedeployNonce', 1, 2, REDEPLOY),
  field('job.savepointRedeployNonce', 1, undefined, IGNORE),
  together(REDEPLOY, [field('job.savepointRedeployNonce', undefined, 1), field('image', 'orders:1', 'orders:2')]),
  together(UPGRADE, [field('job.parallelism', 2, 4), field('image', 'orders:1', 'orders:2')]),
  together(UPGRADE, [field('job.parallelism', 2, 4), option(HISTORY, '10', '3')], { standalone: SCALE }),
  field('restartNonce', 1, 2, UPGRADE),
  field('restartNonce', undefined, 1, UPGRADE),
  field('restartNonce', 1, undefined, IGNORE),
  field('jobManager.replicas', 1, 2, UPGRADE),
  field('jobManager.resource.memory', '2Gi', '3Gi', UPGRADE),
  field('jobManager.resource.memory', '2Gi', '2048Mi', UPGRADE),
  field('jobManager.resource.cpu', 1, 2, UPGRADE),
  field('taskManager.resource.memory', '2Gi', '3Gi', UPGRADE),
  field('taskManager.resource.ephemeralStorage', undefined, '10Gi', UPGRADE),
  field('taskManager.resources', undefined, { limits: { cpu: '3' } }, UPGRADE),
  field('job', { jarURI: 'local:///x.jar', parallelism: 2 }, undefined, UPGRADE, { blueGreen: false }),
];

/** Of a FlinkSessionJob. */
export const SESSION_JOB_CHANGES = [
  field('job.parallelism', 2, 4, UPGRADE),
  field('job.args', ['1'], ['2'], UPGRADE),
  field('job.jarURI', 'https://example.com/x.jar', 'https://example.com/y.jar', UPGRADE),
  field('job.state', 'running', 'suspended', UPGRADE),
  field('deploymentName', 'shared', 'other', UPGRADE),
  field('restartNonce', 1, 2, UPGRADE),
  option('execution.checkpointing.interval', undefined, '2 min', UPGRADE),
  option('kubernetes.operator.job.restart.failed', undefined, 'true', IGNORE),
  option('job.autoscaler.enabled', 'false', 'true', IGNORE),
  option('parallelism.default', '1', '3', IGNORE),
  option('pipeline.jobvertex-parallelism-overrides', undefined, 'a:1', SCALE),
];

/** Of a FlinkBlueGreenDeployment beside its template's spec. */
export const BLUE_GREEN_CHANGES = [
  together(IGNORE, []),
  field('configuration', undefined, { 'kubernetes.operator.bluegreen.deployment-deletion.delay': '1 min' }, IGNORE),
  field('ingress', undefined, { template: '{{name}}.example.com' }, IGNORE),
  field('template.metadata', { labels: { a: 'b' } }, { labels: { a: 'c' } }, IGNORE),
];

/** What the operator does about the template of a blue/green deployment when it would do this about a deployment. */
export const OF_TEMPLATE = { [IGNORE]: 'PATCH_CHILD', [SCALE]: 'TRANSITION', [UPGRADE]: 'TRANSITION', [REDEPLOY]: REDEPLOY };
