import { Case, fires, silent } from './judge-case';

const WEBHOOK = 'what the webhook refuses';

/** Paths of the TaskManager's template, as changes and as findings name them. */
const POD = 'taskManager.podTemplate.spec';
const SIDECAR = `${POD}.containers.1`;
const shipper = (more: object) => ({ name: 'shipper', image: 'registry.example.com/shipper:3', ...more });
/** A common template beside those of the components. */
const common = (spec: object) => ({ podTemplate: { spec } });

const TEMPLATES: Case[] = [
  fires('ARC-12', 'a field of no custom resource', { object: { sepc: {} } }, 'error sepc: the API server drops it silently'),
  ...Object.entries({ 'job.savepointPath': 's3://orders/savepoints/savepoint-1', 'serviceAccountName': 'orders', 'job.className': 'a.B', 'job.jar': 'local:///a.jar', 'version': '1.20', 'job.programArgs': '--a b', 'job.restartPolicy': 'Always' })
    .map(([field, value]) => fires('ARC-12', `${field}, as other tools call it`, { spec: { [field]: value } }, `error spec.${field}: unknown field ${field.split('.').at(-1)}`)),
  fires('ARC-12', 'options that are no map', { spec: { flinkConfiguration: 'a: b' } }, 'error spec.flinkConfiguration: must be a map from options to values'),
  fires('ARC-12', 'a misspelt field of a container', { spec: { [SIDECAR]: shipper({ volumeMount: [] }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].volumeMount: the API server drops it silently'),
  fires('ARC-12', 'a template without its spec', { spec: { podTemplate: { containers: [] } } }, 'error spec.podTemplate.containers: the API server drops it silently'),
  fires('ARC-12', 'a variable that is a number', { spec: { [SIDECAR]: shipper({ env: [{ name: 'BATCH', value: 500 }] }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].env[0].value: the API server refuses the manifest'),
  fires('ARC-12', 'a label that is a number', { spec: { 'taskManager.podTemplate.metadata': { labels: { 'example.com/stage': 1 } } } },
    'error spec.taskManager.podTemplate.metadata.labels[\'example.com/stage\']: the API server refuses the manifest'),
  fires('ARC-12', 'a map of tolerations', { spec: { [`${POD}.tolerations`]: { key: 'flink' } } }, 'error spec.taskManager.podTemplate.spec.tolerations: the API server refuses the manifest'),
  fires('ARC-12', 'pull secrets that are texts', { spec: { [`${POD}.imagePullSecrets`]: ['registry'] } }, 'error spec.taskManager.podTemplate.spec.imagePullSecrets[0]: the API server refuses the manifest'),
  fires('ARC-12', 'a policy that Kubernetes does not know', { spec: { [SIDECAR]: shipper({ imagePullPolicy: 'always' }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].imagePullPolicy: Kubernetes refuses the pods'),
  silent('ARC-12', 'fields that are null', { spec: { [SIDECAR]: shipper({ env: null, volumeMounts: null }), 'job.args': null, 'ingress': null } }),

  fires('ARC-12', 'a sidecar without a name', { spec: { [SIDECAR]: { image: 'x:1' } } }, 'error spec.taskManager.podTemplate.spec.containers[1]: Kubernetes refuses the TaskManager\'s pods'),
  fires('ARC-12', 'a mount without a path', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp' }] }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].volumeMounts[0]: Kubernetes refuses the TaskManager\'s pods'),
  silent('ARC-12', 'a name that the common template has', { spec: { ...common({ containers: [{ name: 'flink-main-container' }, shipper({})] }), [SIDECAR]: { workingDir: '/x' } } }),
  fires('ARC-12', 'a sidecar without an image', { spec: { [SIDECAR]: { name: 'shipper' } } }, 'error spec.taskManager.podTemplate.spec.containers[1]: Flink sets one for flink-main-container only'),
  fires('ARC-12', 'an init container without an image', { spec: { [`${POD}.initContainers`]: [{ name: 'fetch' }] } }, 'error spec.taskManager.podTemplate.spec.initContainers[0]: Flink sets one for flink-main-container only'),
  fires('ARC-12', 'a main container by another name, without an image', { spec: { [`${POD}.containers`]: [{ name: 'sql', volumeMounts: [{ name: 'tmp', mountPath: '/sql' }] }] } }, 'error spec.taskManager.podTemplate.spec.containers[0]: Flink sets one for flink-main-container only'),
  fires('ARC-12', 'a main container by nearly its name', { spec: { [`${POD}.containers`]: [{ name: 'flink-main', image: 'x:1' }] } }, 'warning spec.taskManager.podTemplate.spec.containers[0]: no container of the template is named'),
  fires('ARC-12', 'a main container by its image', { spec: { image: 'example.com/orders:2', [`${POD}.containers`]: [{ name: 'orders', image: 'example.com/orders:1' }] } }, 'warning spec.taskManager.podTemplate.spec.containers[0]: no container of the template is named'),
  silent('ARC-12', 'a sidecar that is called main, beside Flink\'s own container', { spec: { [SIDECAR]: { name: 'main', image: 'x:1' } } }),
  silent('ARC-12', 'a sidecar alone', { spec: { [`${POD}.containers`]: [shipper({})] } }),

  fires('ARC-12', 'a mount without its volume', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tpm', mountPath: '/x' }] }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].volumeMounts[0]: Kubernetes refuses the TaskManager\'s pods'),
  silent('ARC-12', 'a mount of a volume that Flink adds', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'flink-config-volume', mountPath: '/x' }] }) } }),
  silent('ARC-12', 'a mount of a Secret that an option names', {
    options: { 'kubernetes.secrets': 'keys:/keys' }, spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'keys-volume', mountPath: '/x' }] }) },
  }),
  silent('ARC-12', 'a mount of a volume that Flink adds, where nobody knows how', {
    byHand: true, spec: { flinkVersion: 'v2_4', [SIDECAR]: shipper({ volumeMounts: [{ name: 'flink-config-volume', mountPath: '/x' }] }) },
  }),
  fires('ARC-12', 'a mount of the common template whose volume is in one component alone', {
    byHand: true,
    spec: {
      ...common({ containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'models', mountPath: '/models' }] }] }),
      jobManager: { resource: { cpu: 1, memory: '2g' } },
      taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { volumes: [{ name: 'models', emptyDir: {} }] } } },
    },
  }, 'error spec.podTemplate.spec.containers[0].volumeMounts[0]: Kubernetes refuses the JobManager\'s pods'),
  fires('ARC-12', 'two mounts at one path', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp', mountPath: '/x' }, { name: 'tmp', mountPath: '/x' }] }) } }, 'error spec.taskManager.podTemplate.spec.containers[1].volumeMounts[1]: another mount of the container has this path'),
  fires('ARC-12', 'a mount over Flink\'s configuration', { spec: { [`${POD}.containers.0.volumeMounts.0`]: { name: 'tmp', mountPath: '/opt/flink/conf' } } }, 'error spec.taskManager.podTemplate.spec.containers[0].volumeMounts[0]: Flink mounts the volume flink-config-volume at this'),
  silent('ARC-12', 'a mount at the path of Flink\'s configuration in a sidecar', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp', mountPath: '/opt/flink/conf' }] }) } }),
  fires('ARC-12', 'a volume with two sources', { spec: { [`${POD}.volumes.7`]: { name: 'data', emptyDir: {}, secret: { secretName: 'x' } } } }, 'error spec.taskManager.podTemplate.spec.volumes[7]: Kubernetes refuses the TaskManager\'s pods'),
  silent('ARC-12', 'a volume with one source and one that is null', { spec: { [`${POD}.volumes.7`]: { name: 'data', emptyDir: null, secret: { secretName: 'x' } } } }),
  fires('ARC-12', 'two volumes of one name', { spec: { [`${POD}.volumes.7`]: { name: 'tmp', emptyDir: {} } } }, 'error spec.taskManager.podTemplate.spec.volumes[7]: Kubernetes refuses the TaskManager\'s pods'),
  fires('ARC-12', 'an init container with the name of a sidecar', { spec: { [SIDECAR]: shipper({}), [`${POD}.initContainers`]: [shipper({})] } }, 'error spec.taskManager.podTemplate.spec.initContainers[0]: Kubernetes refuses the TaskManager\'s pods'),
  fires('ARC-12', 'a request above the limit', { spec: { [SIDECAR]: shipper({ resources: { requests: { memory: '1Gi', cpu: '1' }, limits: { memory: '1000M', cpu: '1000m' } } }) } },
    'error spec.taskManager.podTemplate.spec.containers[1].resources.requests.memory: Kubernetes refuses the TaskManager\'s pods'),
  fires('ARC-12', 'a request above the limit that Flink overwrites', { spec: { [`${POD}.containers.0.resources`]: { requests: { cpu: '4' }, limits: { cpu: '2' } } } }, 'error spec.taskManager.podTemplate.spec.containers[0].resources.requests.cpu: Flink overwrites cpu and memory'),
  fires('ARC-12', 'a sidecar at the position of the main container', {
    byHand: true,
    spec: { ...common({ containers: [{ name: 'flink-main-container', workingDir: '/x' }] }), taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { containers: [shipper({})] } } } },
  }, 'error spec.taskManager.podTemplate.spec.containers[0]: "shipper" is merged into "flink-main-container"'),
  silent('ARC-12', 'a sidecar at the position of the main container, merged by name', {
    byHand: true,
    options: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true' },
    spec: { ...common({ containers: [{ name: 'flink-main-container', workingDir: '/x' }] }), taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { containers: [shipper({})] } } } },
  }),
];

/** A session job of parallelism 2 in the cluster `orders`. */
const sessionJobOf = (name: string) => `apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: {name: ${name}, namespace: shop}
spec: {deploymentName: orders, job: {jarURI: "https://repo.example.com/${name}.jar", parallelism: 2, upgradeMode: savepoint}}
`;

export const ARCHITECTURE: Case[] = [
  fires('ARC-02', 'a session cluster', { spec: { job: undefined }, byHand: true }, 'advice spec.job: not set, so this is a session cluster: its jobs share processes, and fail together'),
  silent('ARC-02', 'an application cluster', { byHand: true }),
  fires('ARC-03', 'per-job mode', { options: { 'execution.target': 'kubernetes-per-job' } }, 'error execution.target: must not be set: the operator sets it'),
  fires('ARC-04', 'a version that nobody serves', { object: { apiVersion: 'flink.apache.org/v1alpha1' } }, 'error apiVersion: the API server refuses the FlinkDeployment'),
  fires('ARC-05', 'standalone with high availability on Flink 2', { spec: { mode: 'standalone', flinkVersion: 'v2_1' }, operator: '1.15' }, 'warning spec.mode: operators up to 1.15 do not start a standalone cluster of Flink 2 with high availability correctly'),
  silent('ARC-05', 'standalone with high availability on Flink 2, and an operator that starts it well', { spec: { mode: 'standalone', flinkVersion: 'v2_1' } }),
  silent('ARC-05', 'standalone with high availability on Flink 1.20', { spec: { mode: 'standalone' } }),
  fires('ARC-06', 'unchained operators in production', { options: { 'pipeline.operator-chaining.enabled': 'false' } }, 'error pipeline.operator-chaining.enabled: every record passes through a queue between any two operators'),
  fires('ARC-06', 'unchained operators', { options: { 'pipeline.operator-chaining.enabled': 'false' }, byHand: true }, 'warning pipeline.operator-chaining.enabled: every record passes through a queue between any two operators'),
  silent('ARC-06', 'nothing said about chaining', { options: { 'pipeline.operator-chaining.enabled': undefined } }),

  fires('ARC-08', 'the tag latest in production', { spec: { image: 'registry.example.com/orders:latest' } }, 'error spec.image: the tag "latest" means that every restart may run another image'),
  fires('ARC-08', 'the tag latest', { spec: { image: 'registry.example.com/orders:latest' }, byHand: true }, 'warning spec.image: the tag "latest" means that every restart may run another image'),
  fires('ARC-08', 'no tag', { spec: { image: 'registry.example.com:5000/orders' } }, 'error spec.image: no tag means that every restart may run another image'),
  fires('ARC-08', 'a blank image, which the operator ignores', { spec: { image: ' ' }, byHand: true }, 'warning spec.image: must be set: without it the job runs the default image of the operator'),
  fires('ARC-08', 'no image', { spec: { image: undefined }, byHand: true }, 'warning spec.image: must be set: without it the job runs the default image of the operator'),
  fires('ARC-08', 'no name of an image', { spec: { image: 'my image' } }, 'error spec.image: must not contain white space: Kubernetes does not start the pods'),
  fires('ARC-08', 'Flink\'s image of another version', { spec: { image: 'flink:1.19.1-java17' } }, 'error spec.image: must be an image of Flink 1.20, as in flinkVersion'),
  fires('ARC-08', 'a version from before the operator', { spec: { flinkVersion: 'v1_13' }, byHand: true }, 'error spec.flinkVersion: must be v1_15 or newer: the operator refuses older versions'),
  fires('ARC-08', 'a deprecated version', { spec: { flinkVersion: 'v1_18' }, byHand: true }, 'warning spec.flinkVersion: deprecated: operator 1.16 still runs this version, a later one will not'),
  fires('ARC-08', 'a deprecated version in production', { spec: { flinkVersion: 'v1_18' } }, 'error spec.flinkVersion: must be a version that this library supports'),
  fires('ARC-08', 'a version that the definition refuses', { spec: { flinkVersion: 'v2_3' }, operator: '1.15' }, 'error spec.flinkVersion: the custom resource definition of operator 1.15 does'),
  fires('ARC-08', 'a version whose options nobody knows yet', { spec: { flinkVersion: 'v2_4' }, byHand: true }, 'warning spec.flinkVersion: the options of this version are not known here: they are not checked'),
  fires('ARC-08', 'no version', { spec: { flinkVersion: undefined }, byHand: true }, 'error spec.flinkVersion: must be set: the operator cannot tell which Flink version'),
  fires('ARC-08', 'a version as people say it', { spec: { flinkVersion: '1.20' } }, 'error spec.flinkVersion: the custom resource definition of operator 1.16 does'),
  fires('ARC-08', 'a version as YAML reads it', { spec: { flinkVersion: 1.2 } }, 'error spec.flinkVersion: the custom resource definition of operator 1.16 does'),
  fires('ARC-08', 'a version that never was', { spec: { flinkVersion: 'v1_21' }, byHand: true }, 'error spec.flinkVersion: the custom resource definition of operator 1.16 does'),
  fires('ARC-08', 'a version of no kind', { spec: { flinkVersion: ['v1_20'] } }, 'error spec.flinkVersion: the custom resource definition of operator 1.16 does'),
  silent('ARC-08', 'Flink\'s image of the same version', { spec: { image: 'flink:1.20.1-scala_2.12-java17' } }),
  silent('ARC-08', 'a digest', { spec: { image: `registry.example.com/orders@sha256:${'0a'.repeat(32)}` } }),
  silent('ARC-08', 'an image of one\'s own named flink', { spec: { image: 'registry.example.com/flink:7' } }),

  fires('ARC-09', 'a remote jar before 1.19', { spec: { 'job.jarURI': 's3://jobs/orders.jar', 'flinkVersion': 'v1_18' }, byHand: true }, 'error spec.job.jarURI: must be a local: path: before 1.19 an application cluster reads its jar only from the image'),
  fires('ARC-09', 'a remote jar', { spec: { 'job.jarURI': 's3://jobs/orders.jar' } }, 'advice spec.job.jarURI: the JobManager fetches the jar at every start'),
  fires('ARC-09', 'a jar over plain HTTP', { spec: { 'job.jarURI': 'http://jobs.build/orders.jar' } }, 'error spec.job.jarURI: Flink refuses plain HTTP unless user.artifacts.raw-http-enabled is true', 'advice spec.job.jarURI: the JobManager fetches the jar at every start'),
  fires('ARC-09', 'a jar over plain HTTP that somebody allowed',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar' }, options: { 'user.artifacts.raw-http-enabled': 'true' } }, 'advice spec.job.jarURI: the JobManager fetches the jar at every start'),
  fires('ARC-09', 'a jar over plain HTTP before 1.19, which is not fetched at all',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar', 'flinkVersion': 'v1_18' }, byHand: true }, 'error spec.job.jarURI: must be a local: path: before 1.19 an application cluster reads its jar only from the image'),
  fires('ARC-09', 'a jar over plain HTTP in standalone mode, which reads it otherwise',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar', 'mode': 'standalone' } }, 'advice spec.job.jarURI: the JobManager fetches the jar at every start'),
  fires('ARC-09', 'a jar over HTTPS', { spec: { 'job.jarURI': 'https://jobs.build/orders.jar' } }, 'advice spec.job.jarURI: the JobManager fetches the jar at every start'),
  fires('ARC-09', 'a jar that the operator hides', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.jarURI': 'local:///opt/flink/usrlib/x.jar' } }, 'error spec.job.jarURI: in standalone mode the operator mounts an empty directory over /opt/flink/usrlib'),
  silent('ARC-09', 'a jar in another folder', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.jarURI': 'local:///opt/flink/jobs/x.jar' } }),
  silent('ARC-09', 'a jar on a volume of the job\'s own', {
    spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.jarURI': 'local:///opt/flink/usrlib/x.jar' },
    pod: { volumes: [{ name: 'jars', persistentVolumeClaim: { claimName: 'jars' } }] },
    container: { volumeMounts: [{ name: 'jars', mountPath: '/opt/flink/usrlib' }] },
  }),
  ...['-py /opt/flink/usrlib/x.py', '--scriptUri file:///opt/flink/usrlib/x.sql'].map((args) => fires('ARC-09', `a file that the operator hides: ${args}`,
    { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.jarURI': 'local:///opt/flink/jobs/x.jar', 'job.args': args.split(' ') } }, 'error spec.job.args: the operator mounts an empty directory over /opt/flink/usrlib: the file is hidden')),
  silent('ARC-09', 'a file beside it', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'job.jarURI': 'local:///opt/flink/jobs/x.jar', 'job.args': ['-py', '/opt/flink/jobs/x.py'] } }),
  silent('ARC-09', 'a jar in the image', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/x.jar' } }),
  fires('ARC-09', 'no jar', { spec: { 'job.jarURI': undefined } }, 'error spec.job.jarURI: must be set: the operator cannot start an application without a jar'),

  fires('ARC-10', 'no account', { spec: { serviceAccount: undefined } }, 'error spec.serviceAccount: the operator refuses a FlinkDeployment without it'),
  fires('ARC-10', 'everybody\'s account', { spec: { serviceAccount: 'default' } }, 'warning spec.serviceAccount: every pod of the namespace without an account of its own gets the permissions of the JobManager'),
  silent('ARC-10', 'an account of another name', { spec: { serviceAccount: 'flink' } }),
  fires('ARC-11', 'no name of a namespace', { object: { 'metadata/namespace': 'Shop_1' } }, 'error metadata.namespace: at most 63 characters'),
  silent('ARC-11', 'no namespace at all: the one that is applied to', { object: { 'metadata/namespace': undefined } }),

  ...[2, 4].map((replicas) => {
    const cluster = { spec: { 'mode': 'standalone', 'job': undefined, 'taskManager.replicas': replicas }, options: { 'taskmanager.numberOfTaskSlots': '1' }, beside: ['clicks', 'views'].map(sessionJobOf).join('---\n') };
    return replicas < 4
      ? fires('ARC-07', 'two session jobs for the slots of one', cluster, 'error spec.taskManager.replicas: its session jobs in these manifests (2) need 4')
      : silent('ARC-07', 'two session jobs with slots enough', cluster);
  }),
  silent('ARC-07', 'two session jobs for the slots of one, with a scaler', {
    spec: { 'mode': 'standalone', 'job': undefined, 'taskManager.replicas': 2 },
    options: { 'taskmanager.numberOfTaskSlots': '1' },
    beside: `${['clicks', 'views'].map(sessionJobOf).join('---\n')}---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: scaler, namespace: shop}, spec: {maxReplicas: 4, scaleTargetRef: {apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, name: orders}}}
`,
  }),
  fires('ARC-12', 'a name with capitals', { object: { 'metadata/name': 'Orders' } }, 'error metadata.name: must contain only lower-case letters, digits and'),
  fires('ARC-12', 'a name that is too long', { object: { 'metadata/name': 'o'.repeat(46) } }, 'error metadata.name: must have at most 45 characters, not 46'),
  fires('ARC-12', 'a misspelt field of the job', { spec: { 'job.upgrademode': 'savepoint' } }, 'error spec.job.upgrademode: the API server drops it silently'),
  fires('ARC-12', 'a field that no release reads', { spec: { 'jobManager.resources': { requests: { cpu: 1 } } }, operator: '1.15' }, 'error spec.jobManager.resources: operator 1.15 does not have it yet'),
  fires('ARC-12', 'a field of a Deployment', { spec: { env: [] } }, 'error spec.env: the API server drops it silently'),
  fires('ARC-12', 'memory as a number', { spec: { 'taskManager.resource.memory': 4096 } }, 'error spec.taskManager.resource.memory: the API server refuses the manifest'),
  fires('ARC-12', 'processors as a text', { spec: { 'taskManager.resource.cpu': '2' } }, 'error spec.taskManager.resource.cpu: the API server refuses the manifest'),
  fires('ARC-12', 'arguments that are numbers', { spec: { 'job.args': ['--rate', 5] } }, 'error spec.job.args[1]: the API server refuses the manifest'),
  fires('ARC-12', 'an upgrade mode in capitals', { spec: { 'job.upgradeMode': 'LAST_STATE' } }, 'error spec.job.upgradeMode: the API server refuses the manifest'),
  fires('ARC-12', 'no spec', { object: { spec: undefined }, byHand: true }, 'error spec: there is nothing to deploy'),
  fires('ARC-12', `${WEBHOOK}: a log file`, { spec: { logConfiguration: { 'log4j.properties': '' } } }, 'error spec.logConfiguration.log4j.properties: must be one of log4j-console.properties, logback-console.xml'),
  fires('ARC-12', `${WEBHOOK}: no JobManager`, { spec: { 'jobManager.replicas': 0 } }, 'error spec.jobManager.replicas: must be at least 1'),
  fires('ARC-12', `${WEBHOOK}: an ingress without a template`, { spec: { ingress: { className: 'nginx' } } }, 'error spec.ingress.template: refuses an ingress without it'),
  fires('ARC-12', `${WEBHOOK}: a redeployment from nowhere`, { spec: { 'job.savepointRedeployNonce': 1 } }, 'warning spec.job.savepointRedeployNonce: the operator refuses the job as soon as the nonce changes'),
  fires('ARC-12', `${WEBHOOK}: health checks without recovery`,
    { options: { 'kubernetes.operator.cluster.health-check.enabled': 'true', 'kubernetes.operator.jm-deployment-recovery.enabled': 'false' } },
    'error kubernetes.operator.jm-deployment-recovery.enabled: must be true with kubernetes.operator.cluster.health-check.enabled'),
  fires('ARC-12', 'a range of ports', { options: { 'blob.server.port': '50100-50200' } }, 'error blob.server.port: Flink creates no pod: blob.server.port is \'50100-50200\''),
  fires('ARC-12', 'half of a login', { options: { 'security.kerberos.login.principal': 'flink' } }, 'error security.kerberos.login.keytab: must be set both, or neither'),
  fires('ARC-12', 'standalone mode without processors', { spec: { 'mode': 'standalone', 'taskManager.replicas': 2, 'taskManager.resource.cpu': undefined } }, 'error spec.taskManager.resource.cpu: in standalone mode nothing stands in for it'),
  fires('ARC-12', 'an unknown option', { options: { 'execution.checkpointing.intervall': '60 s' } }, 'error execution.checkpointing.intervall: unknown option: Flink 1.20 and operator 1.16 ignore it silently'),
  fires('ARC-12', 'TLS that is off although a key seems to switch it on', { options: { 'security.ssl.enabled': 'true' }, spec: { flinkVersion: 'v2_2' } }, 'error security.ssl.enabled: unknown option in Flink 2.2'),
  ...TEMPLATES,
  silent('ARC-12', 'every field there is', {
    spec: {
      'restartNonce': 1,
      'job.checkpointTriggerNonce': 1,
      'job.autoscalerResetNonce': 2,
      'job.entryClass': 'a.B',
      'job.args': ['5'],
      'podTemplate': { spec: {} },
      'ingress': { template: '{{name}}.example.com', className: 'x', annotations: {}, labels: {}, tls: [] },
    },
  }),
  silent('ARC-12', 'health checks with recovery', { options: { 'kubernetes.operator.cluster.health-check.enabled': 'true' } }),
];
