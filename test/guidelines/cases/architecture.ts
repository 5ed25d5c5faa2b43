import { Case, fires, silent } from './judge-case';

const WEBHOOK = 'what the webhook refuses';

/** Paths of the TaskManager's template, as changes and as findings name them. */
const POD = 'taskManager.podTemplate.spec';
const SIDECAR = `${POD}.containers.1`;
const AT = `error spec.${POD}`;
const shipper = (more: object) => ({ name: 'shipper', image: 'registry.example.com/shipper:3', ...more });
/** A common template beside those of the components. */
const common = (spec: object) => ({ podTemplate: { spec } });

const TEMPLATES: Case[] = [
  fires('ARC-12', 'a field of no custom resource', { object: { sepc: {} } }, 'error sepc'),
  fires('ARC-12', 'options that are no map', { spec: { flinkConfiguration: 'a: b' } }, 'error spec.flinkConfiguration'),
  fires('ARC-12', 'a misspelt field of a container', { spec: { [SIDECAR]: shipper({ volumeMount: [] }) } }, `${AT}.containers[1].volumeMount`),
  fires('ARC-12', 'a template without its spec', { spec: { podTemplate: { containers: [] } } }, 'error spec.podTemplate.containers'),
  fires('ARC-12', 'a variable that is a number', { spec: { [SIDECAR]: shipper({ env: [{ name: 'BATCH', value: 500 }] }) } }, `${AT}.containers[1].env[0].value`),
  fires('ARC-12', 'a label that is a number', { spec: { 'taskManager.podTemplate.metadata': { labels: { 'example.com/stage': 1 } } } },
    'error spec.taskManager.podTemplate.metadata.labels[\'example.com/stage\']'),
  fires('ARC-12', 'a map of tolerations', { spec: { [`${POD}.tolerations`]: { key: 'flink' } } }, `${AT}.tolerations`),
  fires('ARC-12', 'pull secrets that are texts', { spec: { [`${POD}.imagePullSecrets`]: ['registry'] } }, `${AT}.imagePullSecrets[0]`),
  fires('ARC-12', 'a policy that Kubernetes does not know', { spec: { [SIDECAR]: shipper({ imagePullPolicy: 'always' }) } }, `${AT}.containers[1].imagePullPolicy`),
  silent('ARC-12', 'fields that are null', { spec: { [SIDECAR]: shipper({ env: null, volumeMounts: null }), 'job.args': null, 'ingress': null } }),

  fires('ARC-12', 'a sidecar without a name', { spec: { [SIDECAR]: { image: 'x:1' } } }, `${AT}.containers[1]`),
  fires('ARC-12', 'a mount without a path', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp' }] }) } }, `${AT}.containers[1].volumeMounts[0]`),
  silent('ARC-12', 'a name that the common template has', { spec: { ...common({ containers: [{ name: 'flink-main-container' }, shipper({})] }), [SIDECAR]: { workingDir: '/x' } } }),
  fires('ARC-12', 'a sidecar without an image', { spec: { [SIDECAR]: { name: 'shipper' } } }, `${AT}.containers[1]`),
  fires('ARC-12', 'an init container without an image', { spec: { [`${POD}.initContainers`]: [{ name: 'fetch' }] } }, `${AT}.initContainers[0]`),
  fires('ARC-12', 'a main container by another name, without an image', { spec: { [`${POD}.containers`]: [{ name: 'sql', volumeMounts: [{ name: 'tmp', mountPath: '/sql' }] }] } }, `${AT}.containers[0]`),
  fires('ARC-12', 'a main container by nearly its name', { spec: { [`${POD}.containers`]: [{ name: 'flink-main', image: 'x:1' }] } }, `warning spec.${POD}.containers[0]`),
  fires('ARC-12', 'a main container by its image', { spec: { image: 'example.com/orders:2', [`${POD}.containers`]: [{ name: 'orders', image: 'example.com/orders:1' }] } }, `warning spec.${POD}.containers[0]`),
  silent('ARC-12', 'a sidecar that is called main, beside Flink\'s own container', { spec: { [SIDECAR]: { name: 'main', image: 'x:1' } } }),
  silent('ARC-12', 'a sidecar alone', { spec: { [`${POD}.containers`]: [shipper({})] } }),

  fires('ARC-12', 'a mount without its volume', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tpm', mountPath: '/x' }] }) } }, `${AT}.containers[1].volumeMounts[0]`),
  silent('ARC-12', 'a mount of a volume that Flink adds', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'flink-config-volume', mountPath: '/x' }] }) } }),
  silent('ARC-12', 'a mount of a Secret that an option names', {
    options: { 'kubernetes.secrets': 'keys:/keys' }, spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'keys-volume', mountPath: '/x' }] }) },
  }),
  silent('ARC-12', 'a mount of a volume that Flink adds, where nobody knows how', {
    byHand: true, spec: { flinkVersion: 'v1_18', [SIDECAR]: shipper({ volumeMounts: [{ name: 'flink-config-volume', mountPath: '/x' }] }) },
  }),
  fires('ARC-12', 'a mount of the common template whose volume is in one component alone', {
    byHand: true,
    spec: {
      ...common({ containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'models', mountPath: '/models' }] }] }),
      jobManager: { resource: { cpu: 1, memory: '2g' } },
      taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { volumes: [{ name: 'models', emptyDir: {} }] } } },
    },
  }, 'error spec.podTemplate.spec.containers[0].volumeMounts[0]'),
  fires('ARC-12', 'two mounts at one path', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp', mountPath: '/x' }, { name: 'tmp', mountPath: '/x' }] }) } }, `${AT}.containers[1].volumeMounts[1]`),
  fires('ARC-12', 'a mount over Flink\'s configuration', { spec: { [`${POD}.containers.0.volumeMounts.0`]: { name: 'tmp', mountPath: '/opt/flink/conf' } } }, `${AT}.containers[0].volumeMounts[0]`),
  silent('ARC-12', 'a mount at the path of Flink\'s configuration in a sidecar', { spec: { [SIDECAR]: shipper({ volumeMounts: [{ name: 'tmp', mountPath: '/opt/flink/conf' }] }) } }),
  fires('ARC-12', 'a volume with two sources', { spec: { [`${POD}.volumes.7`]: { name: 'data', emptyDir: {}, secret: { secretName: 'x' } } } }, `${AT}.volumes[7]`),
  silent('ARC-12', 'a volume with one source and one that is null', { spec: { [`${POD}.volumes.7`]: { name: 'data', emptyDir: null, secret: { secretName: 'x' } } } }),
  fires('ARC-12', 'two volumes of one name', { spec: { [`${POD}.volumes.7`]: { name: 'tmp', emptyDir: {} } } }, `${AT}.volumes[7]`),
  fires('ARC-12', 'an init container with the name of a sidecar', { spec: { [SIDECAR]: shipper({}), [`${POD}.initContainers`]: [shipper({})] } }, `${AT}.initContainers[0]`),
  fires('ARC-12', 'a request above the limit', { spec: { [SIDECAR]: shipper({ resources: { requests: { memory: '1Gi', cpu: '1' }, limits: { memory: '1000M', cpu: '1000m' } } }) } },
    `${AT}.containers[1].resources.requests.memory`),
  silent('ARC-12', 'a request above the limit that Flink overwrites', { spec: { [`${POD}.containers.0.resources`]: { requests: { cpu: '4' }, limits: { cpu: '2' } } } }),
  fires('ARC-12', 'a sidecar at the position of the main container', {
    byHand: true,
    spec: { ...common({ containers: [{ name: 'flink-main-container', workingDir: '/x' }] }), taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { containers: [shipper({})] } } } },
  }, `${AT}.containers[0]`),
  silent('ARC-12', 'a sidecar at the position of the main container, merged by name', {
    byHand: true,
    options: { 'kubernetes.operator.pod-template.merge-arrays-by-name': 'true' },
    spec: { ...common({ containers: [{ name: 'flink-main-container', workingDir: '/x' }] }), taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: { spec: { containers: [shipper({})] } } } },
  }),
];

export const ARCHITECTURE: Case[] = [
  fires('ARC-02', 'a session cluster', { spec: { job: undefined }, byHand: true }, 'advice spec.job'),
  silent('ARC-02', 'an application cluster', { byHand: true }),
  fires('ARC-03', 'per-job mode', { options: { 'execution.target': 'kubernetes-per-job' } }, 'error execution.target'),
  fires('ARC-04', 'a version that nobody serves', { object: { apiVersion: 'flink.apache.org/v1alpha1' } }, 'error apiVersion'),
  fires('ARC-05', 'standalone with high availability on Flink 2', { spec: { mode: 'standalone', flinkVersion: 'v2_1' } }, 'warning spec.mode'),
  silent('ARC-05', 'standalone with high availability on Flink 1.20', { spec: { mode: 'standalone' } }),
  fires('ARC-06', 'unchained operators in production', { options: { 'pipeline.operator-chaining.enabled': 'false' } }, 'error pipeline.operator-chaining.enabled'),
  fires('ARC-06', 'unchained operators', { options: { 'pipeline.operator-chaining.enabled': 'false' }, byHand: true }, 'warning pipeline.operator-chaining.enabled'),
  silent('ARC-06', 'nothing said about chaining', { options: { 'pipeline.operator-chaining.enabled': undefined } }),

  fires('ARC-08', 'the tag latest in production', { spec: { image: 'registry.example.com/orders:latest' } }, 'error spec.image'),
  fires('ARC-08', 'the tag latest', { spec: { image: 'registry.example.com/orders:latest' }, byHand: true }, 'warning spec.image'),
  fires('ARC-08', 'no tag', { spec: { image: 'registry.example.com:5000/orders' } }, 'error spec.image'),
  fires('ARC-08', 'no image', { spec: { image: undefined }, byHand: true }, 'warning spec.image'),
  fires('ARC-08', 'no name of an image', { spec: { image: 'my image' } }, 'error spec.image'),
  fires('ARC-08', 'Flink\'s image of another version', { spec: { image: 'flink:1.19.1-java17' } }, 'error spec.image'),
  fires('ARC-08', 'a version from before the operator', { spec: { flinkVersion: 'v1_13' }, byHand: true }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a deprecated version', { spec: { flinkVersion: 'v1_18' }, byHand: true }, 'warning spec.flinkVersion'),
  fires('ARC-08', 'a deprecated version in production', { spec: { flinkVersion: 'v1_18' } }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a version that the definition refuses', { spec: { flinkVersion: 'v2_3' } }, 'error spec.flinkVersion'),
  fires('ARC-08', 'no version', { spec: { flinkVersion: undefined }, byHand: true }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a version as people say it', { spec: { flinkVersion: '1.20' } }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a version as YAML reads it', { spec: { flinkVersion: 1.2 } }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a version that never was', { spec: { flinkVersion: 'v1_21' }, byHand: true }, 'error spec.flinkVersion'),
  fires('ARC-08', 'a version of no kind', { spec: { flinkVersion: ['v1_20'] } }, 'error spec.flinkVersion'),
  silent('ARC-08', 'Flink\'s image of the same version', { spec: { image: 'flink:1.20.1-scala_2.12-java17' } }),
  silent('ARC-08', 'a digest', { spec: { image: `registry.example.com/orders@sha256:${'0a'.repeat(32)}` } }),
  silent('ARC-08', 'an image of one\'s own named flink', { spec: { image: 'registry.example.com/flink:7' } }),

  fires('ARC-09', 'a remote jar before 1.19', { spec: { 'job.jarURI': 's3://jobs/orders.jar', 'flinkVersion': 'v1_18' }, byHand: true }, 'error spec.job.jarURI'),
  fires('ARC-09', 'a remote jar', { spec: { 'job.jarURI': 's3://jobs/orders.jar' } }, 'advice spec.job.jarURI'),
  fires('ARC-09', 'a jar over plain HTTP', { spec: { 'job.jarURI': 'http://jobs.build/orders.jar' } }, 'error spec.job.jarURI', 'advice spec.job.jarURI'),
  fires('ARC-09', 'a jar over plain HTTP that somebody allowed',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar' }, options: { 'user.artifacts.raw-http-enabled': 'true' } }, 'advice spec.job.jarURI'),
  fires('ARC-09', 'a jar over plain HTTP before 1.19, which is not fetched at all',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar', 'flinkVersion': 'v1_18' }, byHand: true }, 'error spec.job.jarURI'),
  fires('ARC-09', 'a jar over plain HTTP in standalone mode, which reads it otherwise',
    { spec: { 'job.jarURI': 'http://jobs.build/orders.jar', 'mode': 'standalone' } }, 'advice spec.job.jarURI'),
  fires('ARC-09', 'a jar over HTTPS', { spec: { 'job.jarURI': 'https://jobs.build/orders.jar' } }, 'advice spec.job.jarURI'),
  silent('ARC-09', 'a jar in the image', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/x.jar' } }),
  silent('ARC-09', 'no jar', { spec: { 'job.jarURI': undefined } }),

  fires('ARC-10', 'no account', { spec: { serviceAccount: undefined } }, 'error spec.serviceAccount'),
  fires('ARC-10', 'everybody\'s account', { spec: { serviceAccount: 'default' } }, 'warning spec.serviceAccount'),
  silent('ARC-10', 'an account of another name', { spec: { serviceAccount: 'flink' } }),
  fires('ARC-11', 'no name of a namespace', { object: { 'metadata/namespace': 'Shop_1' } }, 'error metadata.namespace'),
  silent('ARC-11', 'no namespace at all: the one that is applied to', { object: { 'metadata/namespace': undefined } }),

  fires('ARC-12', 'a name with capitals', { object: { 'metadata/name': 'Orders' } }, 'error metadata.name'),
  fires('ARC-12', 'a name that is too long', { object: { 'metadata/name': 'o'.repeat(46) } }, 'error metadata.name'),
  fires('ARC-12', 'a misspelt field of the job', { spec: { 'job.upgrademode': 'savepoint' } }, 'error spec.job.upgrademode'),
  fires('ARC-12', 'a field that no release reads', { spec: { 'jobManager.resources': { requests: { cpu: 1 } } } }, 'error spec.jobManager.resources'),
  fires('ARC-12', 'a field of a Deployment', { spec: { env: [] } }, 'error spec.env'),
  fires('ARC-12', 'memory as a number', { spec: { 'taskManager.resource.memory': 4096 } }, 'error spec.taskManager.resource.memory'),
  fires('ARC-12', 'processors as a text', { spec: { 'taskManager.resource.cpu': '2' } }, 'error spec.taskManager.resource.cpu'),
  fires('ARC-12', 'arguments that are numbers', { spec: { 'job.args': ['--rate', 5] } }, 'error spec.job.args[1]'),
  fires('ARC-12', 'an upgrade mode in capitals', { spec: { 'job.upgradeMode': 'LAST_STATE' } }, 'error spec.job.upgradeMode'),
  fires('ARC-12', 'no spec', { object: { spec: undefined }, byHand: true }, 'error spec'),
  fires('ARC-12', `${WEBHOOK}: a log file`, { spec: { logConfiguration: { 'log4j.properties': '' } } }, 'error spec.logConfiguration.log4j.properties'),
  fires('ARC-12', `${WEBHOOK}: no JobManager`, { spec: { 'jobManager.replicas': 0 } }, 'error spec.jobManager.replicas'),
  fires('ARC-12', `${WEBHOOK}: an ingress without a template`, { spec: { ingress: { className: 'nginx' } } }, 'error spec.ingress.template'),
  fires('ARC-12', `${WEBHOOK}: a redeployment from nowhere`, { spec: { 'job.savepointRedeployNonce': 1 } }, 'error spec.job.savepointRedeployNonce'),
  fires('ARC-12', `${WEBHOOK}: health checks without recovery`,
    { options: { 'kubernetes.operator.cluster.health-check.enabled': 'true', 'kubernetes.operator.jm-deployment-recovery.enabled': 'false' } },
    'error kubernetes.operator.jm-deployment-recovery.enabled'),
  fires('ARC-12', 'an unknown option', { options: { 'execution.checkpointing.intervall': '60 s' } }, 'error execution.checkpointing.intervall'),
  fires('ARC-12', 'TLS that is off although a key seems to switch it on', { options: { 'security.ssl.enabled': 'true' }, spec: { flinkVersion: 'v2_2' } }, 'error security.ssl.enabled'),
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
