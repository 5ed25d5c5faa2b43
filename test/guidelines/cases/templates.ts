import { Case, fires, silent } from './judge-case';

/** Paths of the TaskManager's template, as changes name them. */
const POD = 'taskManager.podTemplate.spec';
const MAIN = `${POD}.containers.0`;
const MOUNTS = `${MAIN}.volumeMounts`;
const AT = 'spec.taskManager.podTemplate.spec';
const component = (spec: object) => ({ resource: { cpu: 1, memory: '3g' }, podTemplate: { spec } });
/** A manifest whose templates are merged: a common one, and one of the TaskManagers. */
const merged = (common: object, own: object, byName?: 'true') => ({
  byHand: true,
  options: { 'kubernetes.operator.pod-template.merge-arrays-by-name': byName },
  spec: { podTemplate: { spec: common }, jobManager: { resource: { cpu: 1, memory: '2g' } }, taskManager: component(own) },
});
const main = (more: object) => ({ name: 'flink-main-container', ...more });
const claim = (mode: string) => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: reference-data, namespace: shop}
spec: {accessModes: [${mode}]}
`;
/** The positions behind what a component has already. */
const FREE: { readonly [component: string]: readonly [number, number] } = { jobManager: [6, 5], taskManager: [7, 6] };
const mountedBy = (...components: string[]) => Object.fromEntries(components.flatMap((each) => [
  [`${each}.podTemplate.spec.volumes.${FREE[each][0]}`, { name: 'reference', persistentVolumeClaim: { claimName: 'reference-data' } }],
  [`${each}.podTemplate.spec.containers.0.volumeMounts.${FREE[each][1]}`, { name: 'reference', mountPath: '/reference' }],
]));
const HOST = 'kubernetes.io/hostname';

/** ARC-12: what Flink and the operator overwrite or drop of pod templates, and what Kubernetes refuses in them. */
export const POD_TEMPLATES: Case[] = [
  fires('ARC-12', 'an image in the template', { spec: { [`${MAIN}.image`]: 'example.com/billing:7' } }, `error ${AT}.containers[0].image: Flink overwrites image of flink-main-container`),
  silent('ARC-12', 'the job\'s image in the template, too', { spec: { image: 'example.com/billing:7', [`${MAIN}.image`]: 'example.com/billing:7' } }),
  fires('ARC-12', 'a pull policy in the template', { spec: { [`${MAIN}.imagePullPolicy`]: 'Always' } }, `warning ${AT}.containers[0].imagePullPolicy: Flink overwrites imagePullPolicy`),
  fires('ARC-12', 'a command of one\'s own', { spec: { [`${MAIN}.command`]: ['/bin/sh'], [`${MAIN}.args`]: ['-c', 'sleep 5'] } },
    `error ${AT}.containers[0].command: Flink overwrites command`, `error ${AT}.containers[0].args: Flink overwrites args`),
  silent('ARC-12', 'the command that runs', { spec: { [`${MAIN}.command`]: ['/docker-entrypoint.sh'], [`${MAIN}.args`]: [] } }),
  silent('ARC-12', 'arguments that a standalone session cluster keeps', {
    byHand: true, spec: { 'mode': 'standalone', 'job': undefined, 'taskManager.replicas': 1, 'jobManager.podTemplate.spec.containers.0.args': ['--verbose'] },
  }),
  fires('ARC-12', 'memory in the template', { spec: { [`${MAIN}.resources`]: { requests: { memory: '9Gi' }, limits: { memory: '9Gi' } } } },
    `error ${AT}.containers[0].resources.requests.memory: run with memory requests of`, `error ${AT}.containers[0].resources.limits.memory: run with memory limits of`),
  silent('ARC-12', 'what runs, spelled otherwise', { spec: { 'taskManager': undefined, 'taskManager.resource': { cpu: 2, memory: '4g' }, [`${POD}.containers`]: [main({ resources: { requests: { cpu: '2000m', memory: '4096Mi' }, limits: { cpu: 2 } } })] }, byHand: true }),
  silent('ARC-12', 'a resource that Flink leaves alone', { spec: { [`${MAIN}.resources`]: { requests: { 'ephemeral-storage': '2Gi' }, limits: { 'ephemeral-storage': '2Gi' } } } }),
  fires('ARC-12', 'a limit just above the one that runs', { byHand: true, spec: { 'taskManager': undefined, 'taskManager.resource': { cpu: 2, memory: '4g' }, [`${POD}.containers`]: [main({ resources: { limits: { cpu: '2001m' } } })] } },
    `error ${AT}.containers[0].resources.limits.cpu: run with cpu limits of 2`),
  fires('ARC-12', 'a variable that Flink sets itself', { spec: { [`${MAIN}.env.3`]: { name: 'FLINK_TM_JVM_MEM_OPTS', value: '-Xmx1g' } } }, `warning ${AT}.containers[0].env[3]: Flink sets this variable itself`),
  fires('ARC-12', 'options for the entrypoint', { spec: { [`${MAIN}.env.3`]: { name: 'FLINK_PROPERTIES', value: 'state.backend.type: rocksdb' } } }, `warning ${AT}.containers[0].env[3].name: ignored in the TaskManager's pods`),
  silent('ARC-12', 'options for a sidecar', { byHand: true, spec: { [`${POD}.containers.1`]: { name: 'shipper', image: 'x:1', env: [{ name: 'FLINK_PROPERTIES', value: 'a: b' }] } } }),
  fires('ARC-12', 'a variable twice', { spec: { [`${MAIN}.env.3`]: { name: 'STAGE', value: 'a' }, [`${MAIN}.env.4`]: { name: 'STAGE', value: 'b' } } }, `warning ${AT}.containers[0].env[3]: the variable is set again later in the list`),
  fires('ARC-12', 'an account in the template', { spec: { [`${POD}.serviceAccountName`]: 'billing' } }, `error ${AT}.serviceAccountName: Flink overwrites serviceAccountName`),
  fires('ARC-12', 'an account in the template, by the old field', { spec: { [`${POD}.serviceAccount`]: 'billing' } }, `error ${AT}.serviceAccount: Flink overwrites serviceAccount`),
  silent('ARC-12', 'the account that runs', { byHand: true, options: { 'kubernetes.taskmanager.service-account': 'billing' }, spec: { [`${POD}.serviceAccountName`]: 'billing' } }),
  fires('ARC-12', 'a restart policy of TaskManagers', { spec: { [`${POD}.restartPolicy`]: 'OnFailure' } }, `warning ${AT}.restartPolicy: run with Never`),
  silent('ARC-12', 'the restart policy of TaskManagers', { spec: { [`${POD}.restartPolicy`]: 'Never' } }),
  fires('ARC-12', 'a restart policy that a Deployment does not take', { spec: { 'jobManager.podTemplate.spec.restartPolicy': 'Never' } }, 'error spec.jobManager.podTemplate.spec.restartPolicy: a Deployment creates the JobManager\'s pods, and allows only Always'),
  silent('ARC-12', 'the restart policy of a Deployment', { spec: { 'jobManager.podTemplate.spec.restartPolicy': 'Always' } }),
  fires('ARC-12', 'the network of the node', { spec: { [`${POD}.hostNetwork`]: true } }, `warning ${AT}.hostNetwork: run without it`),
  fires('ARC-12', 'labels of the operator', { spec: { 'taskManager.podTemplate.metadata.labels': { app: 'billing', team: 'x' } } }, 'warning spec.taskManager.podTemplate.metadata.labels.app: Flink overwrites the label app'),
  silent('ARC-12', 'a label of one\'s own', { spec: { 'taskManager.podTemplate.metadata.labels': { 'app.kubernetes.io/name': 'billing' } } }),
  fires('ARC-12', 'a volume by the name of Flink\'s', { spec: { [`${POD}.volumes.7`]: { name: 'flink-config-volume', emptyDir: {} } } }, `error ${AT}.volumes[7]: Flink adds a volume of this name`),
  fires('ARC-12', 'a port by the name of Flink\'s', { spec: { [`${MAIN}.ports`]: [{ name: 'taskmanager-rpc', containerPort: 7000 }, { name: 'own', containerPort: 7001 }] } },
    `error ${AT}.containers[0].ports[0]: Flink adds a port of this name`),
  fires('ARC-12', 'a volume over Flink', { spec: { [`${POD}.initContainers`]: [], [`${MOUNTS}.6`]: { name: 'tmp', mountPath: '/opt/flink/' } } }, `error ${AT}.containers[0].volumeMounts[6]: the volume hides the files of the image at this path`),
  silent('ARC-12', 'a volume over Flink that an init container fills', { spec: { [`${MOUNTS}.6`]: { name: 'tmp', mountPath: '/opt/flink' } } }),
  fires('ARC-12', 'a ConfigMap over the libraries', { spec: { [`${POD}.volumes.7`]: { name: 'jars', configMap: { name: 'jars' } }, [`${MOUNTS}.6`]: { name: 'jars', mountPath: '/opt/flink/lib' } } },
    `error ${AT}.containers[0].volumeMounts[6]: the volume hides the files of the image at this path`),
  silent('ARC-12', 'a file among the libraries', { spec: { [`${POD}.volumes.7`]: { name: 'jars', configMap: { name: 'jars' } }, [`${MOUNTS}.6`]: { name: 'jars', mountPath: '/opt/flink/lib', subPath: 'a.jar' } } }),
  silent('ARC-12', 'a folder beside Flink\'s', { spec: { [`${MOUNTS}.6`]: { name: 'tmp', mountPath: '/opt/flink/library' } } }),
  ...([
    ['a name of a container with capitals', `${POD}.containers.1`, { name: 'Log_Shipper', image: 'x:1' }, 'containers[1].name: lower-case letters, digits and "-"'],
    ['a name of a volume of 64 characters', `${POD}.volumes.7`, { name: 'v'.repeat(64), emptyDir: {} }, 'volumes[7].name: at most 63 characters'],
    ['a name of a port of 16 characters', `${MAIN}.ports`, [{ name: 'prometheus-ports', containerPort: 7000 }], 'containers[0].ports[0].name: at most 15 characters'],
    ['a name of a port without a letter', `${MAIN}.ports`, [{ name: '9249', containerPort: 9249 }], 'containers[0].ports[0].name: one of them a letter'],
    ['the port 0', `${MAIN}.ports`, [{ name: 'own', containerPort: 0 }], 'containers[0].ports[0].containerPort: numbers from 1 to 65535'],
    ['the port 65536', `${MAIN}.ports`, [{ name: 'own', containerPort: 65536 }], 'containers[0].ports[0].containerPort: numbers from 1 to 65535'],
    ['two ports of one name', `${MAIN}.ports`, [{ name: 'own', containerPort: 7000 }, { name: 'own', containerPort: 7001 }], 'containers[0].ports[1]: another port of the container has this name'],
    ['a node label that no node has', `${POD}.nodeSelector`, { pool: 'a b' }, 'nodeSelector.pool: the field allows only letters, digits'],
  ] as const).map(([why, path, value, found]) => fires('ARC-12', why, { spec: { [path]: value } }, `error ${AT}.${found}`)),
  fires('ARC-12', 'a label with a space', { spec: { 'taskManager.podTemplate.metadata.labels': { team: 'data platform' } } }, 'error spec.taskManager.podTemplate.metadata.labels.team: the field allows only letters'),
  fires('ARC-12', 'a label of 64 characters', { spec: { 'taskManager.podTemplate.metadata.labels': { team: 'x'.repeat(64) } } }, 'error spec.taskManager.podTemplate.metadata.labels.team: at most 63 characters'),
  fires('ARC-12', 'a key of a label with two slashes', { spec: { 'taskManager.podTemplate.metadata.labels': { 'a/b/c': 'x' } } }, 'error spec.taskManager.podTemplate.metadata.labels[\'a/b/c\']: a key allows only a name'),
  fires('ARC-12', 'a key of an annotation with a space', { spec: { 'taskManager.podTemplate.metadata.annotations': { 'my note': 'x y' } } }, 'error spec.taskManager.podTemplate.metadata.annotations[\'my note\']: a key allows only a name'),
  silent('ARC-12', 'names and values at their limits', {
    spec: {
      'taskManager.podTemplate.metadata': { labels: { 'team': '', 'example.com/x': 'X'.repeat(63), [`example.com/${'a'.repeat(63)}`]: 'a_B.c-9' }, annotations: { 'a.b/C_d': 'any text: {}' } },
      [`${MAIN}.ports`]: [{ name: 'prometheus-port', containerPort: 1 }, { name: '9p', containerPort: 65535, protocol: 'UDP' }, { containerPort: 7000 }, { containerPort: 7001 }],
      [`${POD}.volumes.7`]: { name: 'v'.repeat(63), emptyDir: {} },
      [`${POD}.containers.1`]: { name: '1-sidecar', image: 'x:1', imagePullPolicy: 'Always', ports: [{ name: 'prometheus-port', containerPort: 2 }], securityContext: undefined },
    },
  }),
  fires('ARC-12', 'a port of a process that there is not', { options: { 'jobmanager.rpc.port': '65536' } }, 'error jobmanager.rpc.port: must be a port of at most 65535: the process does not start, or Kubernetes refuses its pod'),
  fires('ARC-12', 'a range of ports that ends too high', { options: { 'metrics.internal.query-service.port': '65000-70000' } }, 'error metrics.internal.query-service.port: must be a port of at most 65535: the process does not start, or Kubernetes refuses its pod'),
  fires('ARC-12', 'a port that is another\'s', { options: { 'blob.server.port': '8081' } }, 'error blob.server.port: must not be 8081, the port of rest.port: only one of the two can listen on it'),
  fires('ARC-12', 'a port that is the REST API\'s, which is moved', { options: { 'rest.port': '6124', 'blob.server.port': undefined } }, 'error rest.port: must not be 6124, the port of blob.server.port'),
  fires('ARC-12', 'a reporter at the port of another socket', { options: { 'metrics.reporter.prom.port': '6122' } }, 'error metrics.reporter.prom.port: must not be 6122, the port of taskmanager.rpc.port'),
  fires('ARC-12', 'a data port that is the reporter\'s', { options: { 'taskmanager.data.port': '9249', 'metrics.reporter.prom.port': undefined } }, 'error taskmanager.data.port: must not be 9249, the port of metrics.reporter.prom.port'),
  fires('ARC-12', 'JMX at the port of the REST API', { options: { 'metrics.reporter.jmx.factory.class': 'org.apache.flink.metrics.jmx.JMXReporterFactory', 'metrics.reporter.jmx.port': '8081' } }, 'error metrics.reporter.jmx.port: must not be 8081, the port of rest.port'),
  silent('ARC-12', 'JMX at a range of ports', { options: { 'metrics.reporter.jmx.factory.class': 'org.apache.flink.metrics.jmx.JMXReporterFactory', 'metrics.reporter.jmx.port': '8081-8085' } }),
  silent('ARC-12', 'a reporter that is not started', { options: { 'metrics.reporters': 'prom', 'metrics.reporter.p2.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory', 'metrics.reporter.p2.port': '9249' } }),
  fires('ARC-12', 'two reporters at one port', { options: { 'metrics.reporter.p2.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory', 'metrics.reporter.p2.port': '9249' } }, 'error metrics.reporter.prom.port: must not be 9249, the port of metrics.reporter.p2.port'),
  fires('ARC-12', 'the REST API at the usual port of another', { options: { 'rest.port': '6124', 'blob.server.port': '6124' } }, 'error blob.server.port: must not be 6124, the port of rest.port'),
  silent('ARC-12', 'pods on the network of the node', { options: { 'kubernetes.hostnetwork.enabled': 'true', 'rest.port': '6124' } }),
  silent('ARC-12', 'a server that has the number of a port', { options: { 'metrics.reporter.graphite.factory.class': 'org.apache.flink.metrics.graphite.GraphiteReporterFactory', 'metrics.reporter.graphite.port': '8081' } }),
  silent('ARC-12', 'one number for sockets of different processes', { options: { 'taskmanager.rpc.port': '6123' } }),
  fires('ARC-12', 'a port of a reporter that there is not', { options: { 'metrics.reporter.prom.port': '92490' } }, 'error metrics.reporter.prom.port: must be a port of at most 65535: the process does not start, or Kubernetes refuses its pod'),
  silent('ARC-12', 'the highest port', { options: { 'blob.server.port': '65535', 'metrics.internal.query-service.port': '65000-65535' } }),
  fires('ARC-12', 'a value and where it comes from', { spec: { [`${MAIN}.env.3`]: { name: 'REGION', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } } } }, `error ${AT}.containers[0].env[3]: has both value and valueFrom`),
  fires('ARC-12', 'two sources of a value', { spec: { [`${MAIN}.env.3`]: { name: 'REGION', valueFrom: { fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 'x', key: 'y' } } } } }, `error ${AT}.containers[0].env[3]: has several sources`),
  fires('ARC-12', 'a source that is empty', { spec: { [`${MAIN}.env.3`]: { name: 'REGION', valueFrom: {} } } }, `error ${AT}.containers[0].env[3]: has an empty valueFrom`),
  silent('ARC-12', 'an empty value beside a source', { spec: { [`${MAIN}.env.3`]: { name: 'REGION', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } } } }),
  fires('ARC-12', 'an image of a sidecar with capitals', { spec: { [`${POD}.containers.1`]: { name: 'shipper', image: 'example.com/Shipper:1' } } }, `error ${AT}.containers[1].image: must have a repository in lower case`),

  fires('ARC-12', 'variables at the position of others', merged({ containers: [main({ env: [{ name: 'KEEP', value: '1' }] })] }, { containers: [main({ env: [{ name: 'OWN', value: '2' }] })] }),
    `error ${AT}.containers[0].env[0]: "OWN" is merged into "KEEP"`),
  silent('ARC-12', 'variables by their names', merged({ containers: [main({ env: [{ name: 'KEEP', value: '1' }] })] }, { containers: [main({ env: [{ name: 'OWN', value: '2' }] })] }, 'true')),
  fires('ARC-12', 'mounts of one volume at the position of others', merged({ containers: [main({ volumeMounts: [{ name: 'd', mountPath: '/a' }] })], volumes: [{ name: 'd', emptyDir: {} }] }, { containers: [main({ volumeMounts: [{ name: 'd', mountPath: '/b' }] })] }),
    `error ${AT}.containers[0].volumeMounts[0]: "/b" is merged into "/a", which has the same position`),
  fires('ARC-12', 'mounts of one volume, merged by name', merged({ containers: [main({ volumeMounts: [{ name: 'd', mountPath: '/a' }] })], volumes: [{ name: 'd', emptyDir: {} }] }, { containers: [main({ volumeMounts: [{ name: 'd', mountPath: '/b' }] })] }, 'true'),
    `error ${AT}.containers[0].volumeMounts[0]: "/b" is merged into "/a", which has the same name`),
  fires('ARC-12', 'tolerations at the position of others', merged({ tolerations: [{ key: 'a', operator: 'Exists' }] }, { tolerations: [{ key: 'b', operator: 'Exists' }] }, 'true'), `error ${AT}.tolerations[0]: "b" is merged into "a"`),
  silent('ARC-12', 'a toleration that both have', merged({ tolerations: [{ key: 'a', operator: 'Exists' }] }, { tolerations: [{ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'Exists' }] })),
  fires('ARC-12', 'a Secret of variables at the position of a ConfigMap', merged({ containers: [main({ envFrom: [{ configMapRef: { name: 'a' } }] })] }, { containers: [main({ envFrom: [{ secretRef: { name: 'b' } }] })] }),
    `error ${AT}.containers[0].envFrom[0]: "Secret b" is merged into "ConfigMap a"`),

  fires('ARC-12', 'a claim of one node in both pods', { spec: mountedBy('jobManager', 'taskManager'), beside: claim('ReadWriteOnce') }, 'error spec.jobManager.podTemplate.spec.volumes[6].persistentVolumeClaim.claimName: pods on another node than the first do not start'),
  fires('ARC-12', 'a claim of one pod in both', { spec: mountedBy('jobManager', 'taskManager'), beside: claim('ReadWriteOncePod') }, 'error spec.jobManager.podTemplate.spec.volumes[6].persistentVolumeClaim.claimName: only one pod starts'),
  silent('ARC-12', 'a claim of all nodes in both pods', { spec: mountedBy('jobManager', 'taskManager'), beside: claim('ReadWriteMany') }),
  silent('ARC-12', 'a claim of one node in the JobManager\'s pod', { spec: mountedBy('jobManager'), beside: claim('ReadWriteOnce') }),
  silent('ARC-12', 'a claim of one node in pods of one node', {
    spec: { ...mountedBy('jobManager', 'taskManager'), 'jobManager.podTemplate.spec.nodeSelector': { [HOST]: 'a' }, 'taskManager.podTemplate.spec.nodeSelector': { [HOST]: 'a' } }, beside: claim('ReadWriteOnce'),
  }),

  fires('ARC-08', 'the name of a repository with capitals', { spec: { image: 'example.com/Billing:1.0' } }, 'error spec.image: must have a repository in lower case'),
  fires('ARC-08', 'a digest that is too short', { spec: { image: `example.com/billing@sha256:${'a'.repeat(63)}` } }, 'error spec.image: must have a valid digest'),
  silent('ARC-08', 'a digest', { spec: { image: `example.com/billing@sha256:${'a'.repeat(64)}` } }),
  silent('ARC-08', 'a registry with a port and capitals', { spec: { image: 'Registry.local:5000/billing:1.0' } }),
  fires('ARC-08', 'a URL', { spec: { image: 'https://example.com/billing:1.0' } }, 'error spec.image: must not begin with the scheme of a URL'),
  fires('ARC-08', 'an image of Flink by another maker, of another version', { spec: { image: 'example.com/data/flink:1.19.1-v5' } }, 'error spec.image: must be an image of Flink 1.20, as in flinkVersion'),
  fires('ARC-08', 'a tag that names another version of Flink', { spec: { image: 'example.com/billing:3.1-flink1.18' } }, 'error spec.image: must be an image of Flink 1.20, as in flinkVersion'),
  silent('ARC-08', 'an image of Flink by another maker, of this version', { spec: { image: 'example.com/data/flink:1.20.1-v5' } }),
  silent('ARC-08', 'a number of its own', { spec: { image: 'example.com/data/flink-billing:1.19.1' } }),
  fires('ARC-08', 'the image of the operator', { spec: { image: 'apache/flink-kubernetes-operator:1.16.1' } }, 'error spec.image: must be an image of Flink: this one is the operator itself'),
  fires('ARC-08', 'an image in the templates alone', { byHand: true, spec: { 'image': undefined, 'jobManager.podTemplate.spec.containers.0.image': 'flink:1.20.1', [`${MAIN}.image`]: 'flink:1.20.1' } }, 'warning spec.image: must be set: flink:1.20.1 in the pod template is used only while the operator\'s own'),
];
