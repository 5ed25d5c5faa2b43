/** Manifests as people write them, by what is special about each. */
const DEPLOYMENT = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
  namespace: shop
spec:
  image: registry.example.com/orders:1.0.0
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
    execution.checkpointing.interval: 60s
    execution.checkpointing.dir: s3://bucket/checkpoints
    execution.checkpointing.savepoint-dir: s3://bucket/savepoints
  jobManager:
    resource: { memory: 2048m, cpu: 1 }
  taskManager:
    resource: { memory: 4096m, cpu: 2 }
  job:
    jarURI: local:///opt/flink/lib/orders.jar
    parallelism: 4
    upgradeMode: savepoint
`;

const SESSION = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: { name: shared, namespace: shop }
spec:
  image: flink:1.20.5
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration: { taskmanager.numberOfTaskSlots: "4", execution.checkpointing.dir: "s3://bucket/shared" }
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 2048m, cpu: 1 } }
`;

/** With other options. */
const configured = (options: string) => DEPLOYMENT.replace('  jobManager:\n', `${options.split('\n').map((line) => `    ${line}\n`).join('')}  jobManager:\n`);

/** With other fields of the spec. */
const specified = (fields: string) => `${DEPLOYMENT}${fields}`;

const sessionJob = (name: string, more = '') => `---
apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: { name: ${name}, namespace: shop }
spec:
  deploymentName: shared
  job: { jarURI: "https://repo.example.com/${name}.jar", parallelism: 2, upgradeMode: stateless }
${more}`;

export const SHAPES: { readonly [what: string]: string } = {
  'a job': DEPLOYMENT,
  'a pod template for both components': specified(`  podTemplate:
    metadata: { labels: { tier: streaming }, creationTimestamp: null }
    spec:
      serviceAccountName: flink
      containers:
        - name: flink-main-container
          env: [{ name: A, value: "1" }, { name: B, valueFrom: { secretKeyRef: { name: db, key: password } } }]
          volumeMounts: [{ name: data, mountPath: /data }]
        - name: sidecar
          image: fluent-bit:3
          resources: { limits: { cpu: 100m, memory: 64Mi } }
          livenessProbe: { httpGet: { port: 2020, path: / } }
      volumes: [{ name: data, emptyDir: { sizeLimit: 1Gi } }]
`),
  'pod templates of each component': DEPLOYMENT.replace('cpu: 1 }\n', `cpu: 1 }
    podTemplate:
      spec:
        hostPID: false
        setHostnameAsFQDN: false
        terminationGracePeriodSeconds: 60
        containers: [{ name: flink-main-container, readinessProbe: { tcpSocket: { port: rest } }, resources: { limits: { nvidia.com/gpu: 1 } } }]
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }] }] } } }
`).replace('cpu: 2 }\n', `cpu: 2 }
    podTemplate: { spec: { tolerations: [{ key: spot, operator: Exists }], unknownField: { deep: [1, 2] }, containers: [{ name: other }, { name: flink-main-container }] } }
`),
  'a session cluster': SESSION,
  'session jobs': `${SESSION}${sessionJob('views')}${sessionJob('clicks', `  flinkConfiguration: { execution.checkpointing.interval: "30 s" }
  restartNonce: 2
`)}`,
  'a session job without its cluster': sessionJob('lonely'),
  'a session job before its cluster': `${sessionJob('early')}---\n${SESSION}`,
  'a blue/green job': `apiVersion: flink.apache.org/v1beta1
kind: FlinkBlueGreenDeployment
metadata: { name: orders, namespace: shop }
spec:
  configuration: { kubernetes.operator.bluegreen.abort.grace-period: 10 min, kubernetes.operator.bluegreen.deployment-deletion.delay: 5000 ms }
  ingress: { template: "orders.example.com", className: nginx }
  template:
    metadata: { labels: { a: b } }
    spec:
      image: flink:1.20.5
      flinkVersion: v1_20
      serviceAccount: flink
      flinkConfiguration: { execution.checkpointing.interval: 1 min, com.example.key: x }
      jobManager: { resource: { memory: 2048m, cpu: 1 } }
      taskManager: { resource: { memory: 2g, cpu: 1 } }
      job: { jarURI: "local:///opt/flink/examples/streaming/StateMachineExample.jar", parallelism: 2, upgradeMode: last-state }
`,
  'former names of options': configured(`state.backend: rocksdb
state.backend.incremental: "true"
high-availability: kubernetes
high-availability.storageDir: s3://bucket/ha
restart-strategy: fixed-delay
restart-strategy.fixed-delay.attempts: "3"
akka.ask.timeout: 30 s`),
  'options that nobody knows': configured('com.example.rate: "7"\nexecution.checkpointing.intervall: 30 s\nfs.cosn.bucket.region: ap-1'),
  'options that are no texts': configured('pipeline.object-reuse: true\nexecution.checkpointing.num-retained: 3\npipeline.max-parallelism: 1440'),
  'nested options': DEPLOYMENT.replace(/ {2}flinkConfiguration:\n(?: {4}.*\n)+/, `  flinkConfiguration:
    taskmanager: { numberOfTaskSlots: 2 }
    execution: { checkpointing: { interval: 1 min, dir: s3://bucket/checkpoints } }
`),
  'every typed option': configured(`execution.runtime-mode: STREAMING
execution.checkpointing.timeout: 10 min
execution.checkpointing.min-pause: 30 s
execution.checkpointing.mode: AT_LEAST_ONCE
execution.checkpointing.num-retained: "3"
execution.checkpointing.tolerable-failed-checkpoints: "2"
execution.checkpointing.unaligned.enabled: "true"
execution.checkpointing.aligned-checkpoint-timeout: 30 s
execution.checkpointing.incremental: "true"
execution.checkpointing.local-backup.enabled: "true"
execution.state-recovery.from-local: "true"
state.backend.type: rocksdb
high-availability.type: zookeeper
high-availability.zookeeper.quorum: zk-0:2181
high-availability.storageDir: s3://bucket/ha
restart-strategy.type: failure-rate
restart-strategy.failure-rate.max-failures-per-interval: "5"
restart-strategy.failure-rate.failure-rate-interval: 10 min
restart-strategy.failure-rate.delay: 1 s
kubernetes.operator.periodic.savepoint.interval: 1 h
kubernetes.operator.savepoint.history.max.age: 7 d
kubernetes.operator.savepoint.format.type: NATIVE
pipeline.generic-types: "false"
pipeline.max-parallelism: "1440"
pipeline.operator-chaining.enabled: "false"
taskmanager.network.memory.buffer-debloat.enabled: "true"`),
  'comments and anchors': DEPLOYMENT.replace('jobManager:\n    resource: {', '# sizes\n  jobManager:\n    resource: &size {').replace(/taskManager:\n {4}resource: .*/, 'taskManager:\n    resource: *size # as the JobManager'),
  'several jobs in one file': ['orders', 'returns', 'in', 'order-s'].map((name) => DEPLOYMENT.replace('name: orders', `name: ${name}`)).join('---\n'),
  'one name in two namespaces': `${DEPLOYMENT}---\n${DEPLOYMENT.replace('namespace: shop', 'namespace: dev')}`,
  'a List': `apiVersion: v1\nkind: List\nitems:\n${[DEPLOYMENT, SESSION].map((each) => `- ${each.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}`,
  'objects beside it': `${DEPLOYMENT}---
apiVersion: v1
kind: ConfigMap
metadata: { name: orders-config, namespace: shop, labels: {}, annotations: { a: "true" } }
data: { yes: "yes", octal: "0777", "null": "null", date: "2024-01-01", text: "a: b # c\\n\\ttab", float: "1.0", sexagesimal: "22:22" }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: flink, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders, namespace: shop }
spec: { podSelector: { matchLabels: { app: orders } }, ingress: [{}], egress: [], policyTypes: [Ingress] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: flink }
rules: []
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: orders, namespace: shop }
spec: { selector: { matchLabels: { app: orders } }, podMetricsEndpoints: [{ port: metrics, interval: 30s }] }
`,
  'two groups with the same kind and name': `apiVersion: extensions.example.com/v1
kind: Service
metadata: { name: orders, namespace: shop }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { ports: [{ port: 80 }] }
`,
  'labels of Helm': DEPLOYMENT.replace('  namespace: shop\n', `  namespace: shop
  labels: { app.kubernetes.io/managed-by: Helm, helm.sh/chart: orders-1.0.0, "it's": "o'clock" }
  annotations: { meta.helm.sh/release-name: orders, multi: "two\\nlines \`$\{x}\`" }
  finalizers: [example.com/kept]
  ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: owner, uid: "1" }]
`),
  'no namespace': DEPLOYMENT.replace('  namespace: shop\n', ''),
  'standbys of the JobManager': DEPLOYMENT.replace('jobManager:\n', 'jobManager:\n    replicas: 2\n'),
  'log configuration': specified('  logConfiguration:\n    log4j-console.properties: |\n      rootLogger.level = INFO\n      path = ${sys:log.file} `\\n`\n'),
  'an ingress': specified('  ingress: { template: "{{name}}.example.com/{{namespace}}(/|$)(.*)", className: nginx, annotations: { a: b } }\n'),
  'standalone mode': specified('  mode: standalone\n').replace('taskManager:\n', 'taskManager:\n    replicas: 3\n'),
  'other fields': specified('  imagePullPolicy: Always\n  restartNonce: 7\n').replace('upgradeMode: savepoint', 'upgradeMode: savepoint\n    state: suspended\n    savepointTriggerNonce: 1\n    allowNonRestoredState: true\n    initialSavepointPath: s3://bucket/savepoint'),
  'other sizes': DEPLOYMENT.replace('memory: 2048m, cpu: 1', 'memory: 2Gi, cpu: 0.5, ephemeralStorage: 10Gi').replace('memory: 4096m', 'memory: 4 gb, ephemeralStorage: 1000Mi'),
  'Python': DEPLOYMENT.replace(/ {4}jarURI: .*\n/, '    entryClass: org.apache.flink.client.python.PythonDriver\n    args: [-py, /opt/flink/usrlib/orders.py, --window, 5min]\n'),
  'Python with a jar': DEPLOYMENT.replace(/ {4}jarURI: .*\n/, '    jarURI: local:///opt/flink/opt/flink-python-1.20.5.jar\n    entryClass: org.apache.flink.client.python.PythonDriver\n    args: ["-pyclientexec", "/usr/bin/python3", "-py", "/a.py"]\n'),
  'no image': DEPLOYMENT.replace(/ {2}image: .*\n/, ''),
  'an old version': DEPLOYMENT.replace('v1_20', 'v1_16'),
  'no job jar': DEPLOYMENT.replace(/ {4}jarURI: .*\n/, ''),
  'an empty account': DEPLOYMENT.replace(/ {2}serviceAccount: .*\n/, ''),
  'what the library wrote': DEPLOYMENT.replace('  namespace: shop\n', `  namespace: shop
  annotations:
    cdk8s-flink.dev/construct: ProductionFlinkJob
    cdk8s-flink.dev/own-options: com.example.
    cdk8s-flink.dev/suppress: |-
      SEC-01: the mesh encrypts
      SEC-09: policies of the mesh
`).replace('flinkConfiguration:\n', 'flinkConfiguration:\n    com.example.rate: "7"\n'),
  'a snapshot': `apiVersion: flink.apache.org/v1beta1
kind: FlinkStateSnapshot
metadata: { name: before, namespace: shop }
spec: { backoffLimit: 0, jobReference: { kind: FlinkDeployment, name: orders }, savepoint: { alreadyExists: true, path: "s3://bucket/a" } }
`,
  'a kind that no operator serves': 'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeploymnt\nmetadata: { name: orders, namespace: shop }\nspec: { a: 1 }\n',
};
