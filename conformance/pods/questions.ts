import * as fc from 'fast-check';

/** Values that an option of a pod may have. */
const OPTIONS: { readonly [key: string]: fc.Arbitrary<string> } = {
  'rest.port': fc.constantFrom('8081', '9090'),
  'rest.bind-port': fc.constantFrom('8081', '9091', '8090-8099'),
  'high-availability.type': fc.constantFrom('NONE', 'kubernetes'),
  'high-availability.jobmanager.port': fc.constantFrom('0', '6123', '50000-50100'),
  'jobmanager.rpc.port': fc.constantFrom('6123', '7123'),
  'blob.server.port': fc.constantFrom('0', '6124', '7124', '50100-50200'),
  'taskmanager.rpc.port': fc.constantFrom('0', '6122', '7122', '50100,50101'),
  'taskmanager.numberOfTaskSlots': fc.constantFrom('1', '2', '7'),
  'taskmanager.cpu.cores': fc.constantFrom('0.5', '3', '1e-3'),
  'kubernetes.jobmanager.cpu.limit-factor': fc.constantFrom('1', '1.3', '2.5', '0.9'),
  'kubernetes.jobmanager.memory.limit-factor': fc.constantFrom('1.0', '1.1', '2'),
  'kubernetes.taskmanager.cpu.limit-factor': fc.constantFrom('1', '1.3', '3.7'),
  'kubernetes.taskmanager.memory.limit-factor': fc.constantFrom('1.0', '1.25', '0.5'),
  'kubernetes.jobmanager.service-account': fc.constantFrom('leader'),
  'kubernetes.taskmanager.service-account': fc.constantFrom('worker'),
  'kubernetes.jobmanager.labels': fc.constantFrom('team:a', 'app:mine,tier:"x,y"', 'component:x'),
  'kubernetes.taskmanager.labels': fc.constantFrom('team:b', 'app:mine,type:other', 'no-colon'),
  'kubernetes.taskmanager.labels.by-key': fc.constantFrom('value'),
  'kubernetes.jobmanager.annotations': fc.constantFrom('a:b', "note:'x:y'"),
  'kubernetes.taskmanager.annotations': fc.constantFrom('a:b,c:d'),
  'kubernetes.jobmanager.node-selector': fc.constantFrom('disk:ssd', 'zone:a,disk:hdd'),
  'kubernetes.taskmanager.node-selector': fc.constantFrom('disk:ssd'),
  'kubernetes.jobmanager.tolerations': fc.constantFrom('key:k,operator:Equal,value:v,effect:NoSchedule', 'key:a,operator:Exists,effect:NoExecute,tolerationSeconds:60;key:b,operator:Exists'),
  'kubernetes.taskmanager.tolerations': fc.constantFrom('key:spot,operator:Exists'),
  'kubernetes.jobmanager.entrypoint.args': fc.constantFrom('-Da=b', "--x 'y z'"),
  'kubernetes.taskmanager.entrypoint.args': fc.constantFrom('-Da=b'),
  'kubernetes.container.image.pull-policy': fc.constantFrom('Always', 'Never'),
  'kubernetes.container.image.pull-secrets': fc.constantFrom('one', 'one;two', 'one; two;'),
  'kubernetes.entry.path': fc.constantFrom('/entry.sh'),
  'kubernetes.flink.conf.dir': fc.constantFrom('/etc/flink'),
  'kubernetes.flink.log.dir': fc.constantFrom('/logs'),
  'kubernetes.hostnetwork.enabled': fc.constantFrom('true', 'false'),
  'kubernetes.env.secretKeyRef': fc.constantFrom('env:A,secret:s,key:k', 'env:A,secret:s,key:k;env:B,secret:t,key:l'),
  'kubernetes.secrets': fc.constantFrom('one:/opt/one', 'one:/opt/one,two:/opt/two'),
  'kubernetes.hadoop.conf.config-map.name': fc.constantFrom('hadoop'),
  'kubernetes.decorator.hadoop-conf-mount.enabled': fc.constantFrom('true', 'false'),
  'kubernetes.decorator.kerberos-mount.enabled': fc.constantFrom('true', 'false'),
  'security.kerberos.login.keytab': fc.constant('/etc/hosts'),
  'security.kerberos.login.principal': fc.constant('flink'),
  'security.kerberos.krb5-conf.path': fc.constant('/etc/hosts'),
  'containerized.master.env.LD_PRELOAD': fc.constantFrom('/usr/lib/x.so'),
  'containerized.taskmanager.env.LD_PRELOAD': fc.constantFrom('/usr/lib/x.so'),
  'user.artifacts.base-dir': fc.constantFrom('/artifacts'),
  'external-resources': fc.constantFrom('gpu', 'gpu;fpga', 'none'),
  'external-resource.gpu.amount': fc.constantFrom('1', '2'),
  'external-resource.gpu.kubernetes.config-key': fc.constantFrom('nvidia.com/gpu'),
  'external-resource.fpga.amount': fc.constantFrom('1'),
  'taskmanager.memory.managed.fraction': fc.constantFrom('0.1', '0.6'),
};

const container = (name: fc.Arbitrary<string>) => fc.record({
  name,
  image: fc.constantFrom('sidecar:1', 'other:2'),
  imagePullPolicy: fc.constantFrom('Always', 'IfNotPresent'),
  command: fc.constant(['run']),
  args: fc.constant(['me']),
  env: fc.constantFrom([{ name: 'X', value: '1' }], [{ name: 'LD_PRELOAD', value: 'mine' }], [{ name: 'FLINK_CONF_DIR', value: '/mine' }]),
  ports: fc.constant([{ name: 'metrics', containerPort: 9249, protocol: 'TCP' }]),
  resources: fc.constantFrom({ limits: { 'cpu': '7', 'ephemeral-storage': '1Gi' } }, { requests: { 'memory': '3Gi', 'example.com/x': '1' } }),
  // The second is a volume that no template has: Flink adds it.
  volumeMounts: fc.constantFrom([{ name: 'scratch', mountPath: '/tmp' }], [{ name: 'flink-config-volume', mountPath: '/from', readOnly: true }]),
  securityContext: fc.constant({ readOnlyRootFilesystem: true }),
}, { requiredKeys: ['name'] });

const template = fc.record({
  metadata: fc.record({
    name: fc.constant('named'),
    labels: fc.constantFrom({ team: 'x' }, { app: 'theirs', component: 'theirs' }),
    annotations: fc.constant({ 'example.com/a': 'b' }),
  }, { requiredKeys: [] }),
  spec: fc.record({
    containers: fc.uniqueArray(container(fc.constantFrom('flink-main-container', 'sidecar', 'proxy')), { selector: ({ name }) => name, maxLength: 3 }),
    initContainers: fc.array(container(fc.constant('init')), { maxLength: 1 }),
    volumes: fc.constant([{ name: 'scratch', emptyDir: {} }]),
    restartPolicy: fc.constantFrom('Always', 'Never'),
    dnsPolicy: fc.constantFrom('Default', 'ClusterFirst'),
    serviceAccountName: fc.constant('theirs'),
    nodeSelector: fc.constant({ disk: 'nvme' }),
    tolerations: fc.constant([{ key: 'own', operator: 'Exists' }]),
    imagePullSecrets: fc.constant([{ name: 'own' }]),
    securityContext: fc.constant({ runAsUser: 9999, fsGroup: 9999 }),
    priorityClassName: fc.constant('high'),
    affinity: fc.constant({ podAntiAffinity: {} }),
  }, { requiredKeys: ['containers'] }),
}, { requiredKeys: [] });

const component = fc.record({
  resource: fc.record({
    cpu: fc.constantFrom(0.5, 1, 2.25),
    memory: fc.constantFrom('2g', '2048m', '3Gi', '5000000000', '100m'),
    ephemeralStorage: fc.constantFrom('10Gi'),
  }, { requiredKeys: ['memory'] }),
  podTemplate: template,
}, { requiredKeys: ['resource'] });

/** FlinkDeployments that say anything that a pod may depend on. */
export const deployments = (flinkVersion: string): fc.Arbitrary<any> => fc.record({
  apiVersion: fc.constant('flink.apache.org/v1beta1'),
  kind: fc.constant('FlinkDeployment'),
  metadata: fc.record({ name: fc.constantFrom('orders', 'a'), namespace: fc.constantFrom('shop', 'default') }),
  spec: fc.record({
    flinkVersion: fc.constant(`v${flinkVersion.replace('.', '_')}`),
    image: fc.constant('registry.example.com/orders:1.0.0'),
    imagePullPolicy: fc.constantFrom('IfNotPresent', 'Always'),
    serviceAccount: fc.constant('flink'),
    flinkConfiguration: fc.record(OPTIONS, { requiredKeys: [] }).chain((all) => fc.subarray(Object.keys(all))
      .map((keys) => Object.fromEntries(keys.map((key) => [key, all[key]])))),
    logConfiguration: fc.constantFrom({ 'log4j-console.properties': 'x' }, { 'logback-console.xml': 'x', 'log4j-console.properties': 'x' }, {}),
    podTemplate: template,
    jobManager: component,
    taskManager: component,
    job: fc.constant({ jarURI: 'local:///opt/flink/usrlib/job.jar', parallelism: 2 }),
  }, { requiredKeys: ['flinkVersion', 'serviceAccount', 'flinkConfiguration', 'jobManager', 'taskManager'] }),
});
