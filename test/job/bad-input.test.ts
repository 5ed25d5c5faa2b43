import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, Duration, Size, Testing } from 'cdk8s';
import {
  CheckpointingMode, Connector, DeliveryGuarantee, DurableStorage, EgressTarget, FlinkEnvironment, FlinkVersion, GarbageCollector,
  HighAvailability, JobArtifact, LocalVolume, LogLevel, OperatorVersion, ProductionFlinkJob, ProductionFlinkJobProps, RestartStrategy, S3FileSystem,
  SecretValue, StateBackend, Tls, UnalignedCheckpoints, UpgradeMode,
} from '../../src';
import { chartOf, errorsOf, LEAST, only } from '../jobs';

const stateless = { acknowledgeStateLoss: false };

const KAFKA = { bootstrapServers: ['kafka:9092'], topics: ['alerts'] };
const sink = (name: string, options: object) => ({ connectors: [Connector.kafkaSink(name, { ...KAFKA, ...options })] });

const KEYSTORES = SecretValue.fromSecret('keystores', 'password');
const certificate = (more: object) => ({ tls: Tls.certManager({ issuer: { name: 'ca' }, keystorePassword: KEYSTORES, ...more }) });
const stores = (more: object) => ({ tls: Tls.secret({ secretName: 'stores', keystorePassword: KEYSTORES, ...more }) });

const WITHOUT_HA = { flinkConfiguration: { 'high-availability.type': 'NONE' }, guidelines: { suppress: [{ id: 'HA-01', reason: 'another rule is looked at' }] } };

test.each<[string, Partial<ProductionFlinkJobProps> | any, string[]]>([
  ['a name that is too long', { name: 'a'.repeat(46) }, ['ARC-12 name = "aaa', 'must have at most 45 characters, not 46', `Write "${'a'.repeat(45)}"`]],
  ['capitals in the name', { name: 'Fraud_Detection' }, ['ARC-12 name = "Fraud_Detection"', 'Write "fraud-detection"']],
  ['a name that begins with a digit', { name: '3-jobs' }, ['ARC-12 name', 'Write "jobs"']],
  ['a namespace that is none', { namespace: 'Flink Jobs' }, ['ARC-11 namespace = "Flink Jobs"', 'Write "flink-jobs"']],
  ['an image without a tag', { image: 'registry.example.com:5000/orders' }, ['ARC-08 image', 'no tag means', '"registry.example.com:5000/orders:1.0.0"']],
  ['the tag latest', { image: 'orders:latest' }, ['ARC-08 image = "orders:latest"', 'Write a version: "orders:1.0.0"']],
  ['an empty image', { image: '' }, ['ARC-08 image = ""', 'must not have an empty part']],
  ['Flink\'s own image of another version', { image: 'flink:1.19.3-java17', artifact: JobArtifact.jar('local:///opt/flink/examples/streaming/WordCount.jar') }, ['ARC-08 image', 'this one has Flink 1.19']],
  ['a Flink version that the operator knows, and this library not yet', { flinkVersion: FlinkVersion.of('2.4') }, ['ARC-08 flinkVersion = "2.4"', '1.19, 1.20, 2.0, 2.1, 2.2, 2.3']],
  ['a Flink version that does not exist', { flinkVersion: FlinkVersion.of('v1_21') }, ['ARC-08 flinkVersion = "1.21"', 'Write one of 1.19']],
  ['parallelism 0', { parallelism: 0 }, ['PAR-08 parallelism = 0', 'at least 1']],
  ['a fractional parallelism', { parallelism: 1.5 }, ['PAR-08 parallelism = 1.5']],
  ['a parallelism that is a string', { parallelism: '4' }, ['ARC-12 parallelism: expected a number, got the string "4". Write 4, without quotes']],
  ['a parallelism above the max parallelism', { parallelism: 200, maxParallelism: 128 }, ['PAR-01 parallelism = 200', '128']],
  ['a parallelism above what Flink can', { parallelism: 40_000 }, ['PAR-01']],
  ['a max parallelism above what Flink can', { maxParallelism: 40_000 }, ['PAR-01 maxParallelism = "40000"', '32768']],
  ['root', { runAsUser: 0 }, ['SEC-06 runAsUser = 0', 'not root']],
  ['a user by name', { runAsUser: 'flink' }, ['ARC-12 runAsUser: expected a number, got the string "flink"']],
  ['no load', { loadFactor: 0 }, ['TST-01 loadFactor = 0', 'above 0']],
  ['no loss at all', { disasterRecovery: { recoveryPoint: Duration.seconds(0) } }, ['DR-02 disasterRecovery.recoveryPoint', 'longer than 0']],
  ['a copy in no time', { disasterRecovery: { recoveryPoint: Duration.hours(1), replicationTime: Duration.seconds(0) } }, ['DR-03 disasterRecovery.replicationTime', 'longer than 0']],
  ['a group without a name', { connectors: [Connector.kafkaSource('in', { ...KAFKA, groupId: ' ' })] }, ['CON-08 connectors[0].groupId = " "', 'must not be blank']],
  ['dead letters to nowhere', { connectors: [Connector.kafkaSource('in', { ...KAFKA, deadLetterTopic: '' })] }, ['CON-12 connectors[0].deadLetterTopic', 'must not be blank']],
  ['no time between discoveries', { connectors: [Connector.kafkaSource('in', { ...KAFKA, partitionDiscoveryInterval: Duration.seconds(0) })] },
    ['CON-09 connectors[0].partitionDiscoveryInterval']],
  ['no order at all', { connectors: [Connector.kafkaSource('in', { ...KAFKA, maxOutOfOrderness: Duration.seconds(0) })] }, ['WMK-02 connectors[0].maxOutOfOrderness']],
  ['a local file as jar', { artifact: JobArtifact.jar('file:///opt/job.jar') }, ['ARC-09 artifact = "file:///opt/job.jar"', 'write "local:///opt/job.jar"']],
  ['a path as jar', { artifact: JobArtifact.jar('opt/job.jar') }, ['ARC-09 artifact', '"local:///opt/job.jar"']],
  ['two slashes too few', { artifact: JobArtifact.jar('local://opt/job.jar') }, ['ARC-09 artifact', 'three slashes']],
  ['a jar from an unknown scheme', { artifact: JobArtifact.jar('ftp://host/job.jar') }, ['ARC-09 artifact', 'local, https']],
  ['an argument that is a number', { artifact: JobArtifact.jar('local:///opt/a.jar', { args: ['--n', 3 as any] }) }, ['ARC-12 artifact.args[1]: expected a string, got the number 3. Write "3"']],
  ['state in a local file', { storage: DurableStorage.s3('file:///tmp/state') }, ['CKP-10 storage = "file:///tmp/state"', 'persistentVolumeClaim']],
  ['state in an unknown store', { storage: DurableStorage.gcs('ftp://bucket') }, ['CKP-10 storage = "ftp://bucket"', 'gs://']],
  ['the wrong factory', { storage: DurableStorage.s3('gs://bucket') }, ['CKP-10 storage', 'Use DurableStorage.gcs']],
  ['a storage without a scheme', { storage: DurableStorage.s3('my-bucket') }, ['CKP-10 storage = "my-bucket"', 's3://']],
  ['a storage without a bucket', { storage: DurableStorage.s3('s3:///x') }, ['CKP-10 storage', 'must contain a bucket']],
  ['an endpoint that is no URL', { storage: DurableStorage.s3('s3://state', { endpoint: 'minio:9000' }) }, ['CKP-10 storage.endpoint = "minio:9000"', 'http://']],
  ['a region that the plugin does not read', { storage: DurableStorage.s3('s3://state', { region: 'eu-central-1' }) }, ['CKP-10 storage.region = "eu-central-1"', 'ignored: s3-fs-hadoop does not read it']],
  ['the native plugin before Flink 2.3', { storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.NATIVE, region: 'eu-central-1' }) }, ['CKP-10 storage.fileSystem = "s3-fs-native"', 'requires Flink 2.3 or newer']],
  ['a region that is none', { flinkVersion: FlinkVersion.V2_3, storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.NATIVE, region: 'EU Central' }) }, ['CKP-10 storage.region = "EU Central"', 'lower-case letters']],
  ['the native plugin at another store without a region', { flinkVersion: FlinkVersion.V2_3, storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.NATIVE, endpoint: 'http://10.0.0.9:9000' }) }, ['CKP-25', 'does not start without a region']],
  ['a bucket that no store has', { storage: DurableStorage.s3('s3://My_State/flink') }, ['CKP-25', 'must not contain an underscore']],
  ['an image in a pod template', { taskManager: { podTemplate: { spec: { containers: [{ name: 'flink-main-container', image: 'example.com/other:1' }] } } } }, ['ARC-12', 'Flink overwrites image']],
  ['a claim that cannot be', { storage: DurableStorage.persistentVolumeClaim('My Claim') }, ['CKP-10 storage.claimName = "My Claim"']],
  ['a relative mount path', { storage: DurableStorage.persistentVolumeClaim('c', { mountPath: 'state' }) }, ['CKP-10 storage.mountPath = "state"', '"/state"']],
  ['no processor', { taskManager: { cpu: 0 } }, ['MEM-11 taskManager.cpu = 0']],
  ['a negative processor', { jobManager: { cpu: -1 } }, ['MEM-11 jobManager.cpu = -1']],
  ['processors that are not a number', { jobManager: { cpu: '1' } }, ['ARC-12 jobManager.cpu: expected a number, got the string "1". Write 1, without quotes']],
  ['a process that is too small', { jobManager: { memory: Size.mebibytes(100) } }, ['MEM-01 jobManager.memory = "100m"', 'Set jobManager.memory to 577m']],
  ['an absurd process', { taskManager: { memory: Size.gibibytes(1_000_000) } }, ['MEM-11 taskManager.memory', '4096 GiB']],
  ['a process of half a MiB more', { taskManager: { memory: Size.kibibytes(4 * 1024 * 1024 + 512) } }, ['whole number of MiB', 'Size.mebibytes(4097)']],
  ['a process that its fractions do not fit into', { taskManager: { memory: Size.gibibytes(1) }, flinkConfiguration: { 'taskmanager.memory.managed.fraction': '0.6' } },
    ['MEM-01 taskManager.memory = "1024m"', 'managed', 'Set taskManager.memory to 1']],
  ['no memory', { jobManager: { memory: Size.kibibytes(0) } }, ['MEM-11 jobManager.memory = 0 KiB', 'Size.mebibytes(1)']],
  ['no local disk', { taskManager: { ephemeralStorage: Size.kibibytes(0) } }, ['RES-03 taskManager.ephemeralStorage']],
  ['a state volume larger than the pod\'s disk', {
    taskManager: { ephemeralStorage: Size.gibibytes(20) },
    stateBackend: StateBackend.rocksDb({ localVolume: LocalVolume.emptyDir({ sizeLimit: Size.gibibytes(50) }) }),
  }, ['RES-03 taskManager.ephemeralStorage', '(50Gi)', 'evict the pod']],
  ['no slots', { taskManager: { slots: 0 } }, ['PAR-03 taskManager.slots = 0']],
  ['no JobManager', { jobManager: { replicas: 0 } }, ['HA-04 jobManager.replicas = 0']],
  ['standbys without high availability', { jobManager: { replicas: 2 }, ...WITHOUT_HA }, ['HA-04 jobManager.replicas = 2', 'HighAvailability.kubernetes()']],
  ['rollback without high availability', { rollback: true, ...WITHOUT_HA }, ['UPG-15 rollback']],
  ['a ZooKeeper without a port', { highAvailability: HighAvailability.zooKeeper({ quorum: 'zk-0,zk-1:2181' }) }, ['HA-03 highAvailability.quorum', '"zk-0" is not host:port']],
  ['a stateless upgrade that nobody acknowledged', { upgradeMode: UpgradeMode.stateless(stateless) }, ['UPG-04 upgradeMode = "stateless"', 'acknowledgeStateLoss: true']],
  ['ForSt on Flink 1', { stateBackend: StateBackend.forSt({ acknowledgeExperimental: true }) }, ['STB-05 stateBackend = "forSt"', 'the job runs Flink 1.20']],
  ['ForSt that nobody acknowledged', { flinkVersion: FlinkVersion.V2_0, stateBackend: StateBackend.forSt({ acknowledgeExperimental: false }) }, ['STB-05 stateBackend.acknowledgeExperimental']],
  ['a disk of nothing', { stateBackend: StateBackend.rocksDb({ localVolume: LocalVolume.emptyDir({ sizeLimit: Size.kibibytes(0) }) }) }, ['STB-07 stateBackend.localVolume']],
  ['no interval', { checkpointing: { interval: Duration.millis(0) } }, ['CKP-02 checkpointing.interval', 'Duration.seconds(60)']],
  ['no timeout', { checkpointing: { timeout: Duration.millis(0) } }, ['CKP-04 checkpointing.timeout']],
  ['a pause longer than the interval', { checkpointing: { interval: Duration.seconds(30), minPause: Duration.minutes(1) } }, ['CKP-03 checkpointing.minPause = "1 min"', 'execution.checkpointing.interval']],
  ['no checkpoint kept', { checkpointing: { retained: 0 } }, ['CKP-07 checkpointing.retained = 0']],
  ['a negative tolerance', { checkpointing: { tolerableFailures: -1 } }, ['CKP-09 checkpointing.tolerableFailures = -1']],
  ['unaligned at-least-once', { checkpointing: { unaligned: UnalignedCheckpoints.always(), mode: CheckpointingMode.AT_LEAST_ONCE } }, ['CKP-12 checkpointing.unaligned']],
  ['file merging on 1.19', { flinkVersion: FlinkVersion.V1_19, checkpointing: { fileMerging: true } }, ['CKP-15 checkpointing.fileMerging', '1.20 or newer']],
  ['a delay that shrinks', { restartStrategy: RestartStrategy.exponentialDelay({ backoffMultiplier: 0.5 }) }, ['RST-01 restartStrategy.backoffMultiplier = 0.5']],
  ['a jitter above 1', { restartStrategy: RestartStrategy.exponentialDelay({ jitterFactor: 2 }) }, ['RST-01 restartStrategy.jitterFactor = 2']],
  ['no attempt', { restartStrategy: RestartStrategy.fixedDelay({ attempts: 0 }) }, ['RST-02 restartStrategy.attempts = 0']],
  ['a fractional failure rate', { restartStrategy: RestartStrategy.failureRate({ maxFailuresPerInterval: 0.5, interval: Duration.minutes(1) }) }, ['RST-02 restartStrategy.maxFailuresPerInterval = 0.5']],
  ['a connector with capitals', sink('Alerts', {}), ['CON-01 connectors[0].name = "Alerts"', '"dead-letters"']],
  ['two connectors of one name', { connectors: [Connector.kafkaSink('alerts', KAFKA), Connector.kafkaSource('alerts', KAFKA)] }, ['CON-01 connectors[1].name = "alerts"']],
  ['a connector without a name', { connectors: [Connector.source('in', { connector: ' ' })] }, ['CON-01 connectors[0].connector', 'such as "jdbc"']],
  ['a broker without a port', sink('alerts', { bootstrapServers: ['kafka'] }), ['CON-11 connectors[0].bootstrapServers[0] = "kafka"', 'host:port']],
  ['no broker', sink('alerts', { bootstrapServers: [] }), ['CON-11 connectors[0].bootstrapServers']],
  ['no topic', sink('alerts', { topics: [] }), ['CON-15 connectors[0].topics']],
  ['a connector\'s version without Flink\'s', sink('alerts', { version: '3.4.0' }), ['CON-14 connectors[0].version = "3.4.0"', '"3.4.0-1.20"']],
  ['acknowledgements that do not exist', sink('alerts', { acks: '2' }), ['CON-07 connectors[0].acks = "2"', 'all, -1, 1, 0']],
  ['a compression that does not exist', sink('alerts', { compressionType: 'zip' }), ['CON-07 connectors[0].compressionType = "zip"', 'lz4']],
  ['no partition', { connectors: [Connector.kafkaSource('in', { ...KAFKA, partitions: 0 })] }, ['PAR-04 connectors[0].partitions = 0']],
  ['a transaction of no time', sink('alerts', { transactionTimeout: Duration.millis(0) }), ['CON-06 connectors[0].transactionTimeout']],
  ['transactions that Kafka refuses', sink('alerts', { deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE }), ['CON-06 connectors[0].transactionTimeout', '16 min', '15 min', 'brokerTransactionMaxTimeout']],
  ['exactly once by JDBC', { connectors: [Connector.sink('out', { connector: 'jdbc', deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE })] },
    ['CON-04 connectors[0].deliveryGuarantee', 'must be at-least-once: jdbc does not support exactly-once', 'transactional: true']],
  ['a connector in a namespace that is none', sink('alerts', { egress: EgressTarget.pods({ namespace: 'Kafka', port: 9092 }) }), ['SEC-09 connectors[0].egress.namespace = "Kafka"']],
  ['no state at all', { expectedStateSize: Size.kibibytes(0) }, ['STB-01 expectedStateSize']],
  ['state that does not fit onto the disk', { expectedStateSize: Size.gibibytes(100) }, ['STB-01 expectedStateSize', '50 GiB of state per TaskManager', '10 GiB', 'LocalVolume']],
  ['a group of no slots', { slotSharingGroups: { heavy: 0 } }, ["ARC-07 slotSharingGroups['heavy'] = 0"]],
  ['ZGC on Java 11', { jvm: { garbageCollector: GarbageCollector.ZGC } }, ['JVM-01 jvm.garbageCollector = "ZGC"', 'javaVersion: 17']],
  ['a relative heap dump path', { jvm: { heapDumpPath: 'dumps' } }, ['JVM-02 jvm.heapDumpPath = "dumps"']],
  ['two options in one', { jvm: { options: ['-Xa -Xb'] } }, ['JVM-02 jvm.options[0] = "-Xa -Xb"']],
  ['a level that does not exist', { logging: { level: 'warning' } }, ['ARC-12 logging.level', 'TRACE, DEBUG, INFO, WARN, ERROR, OFF', 'got the string "warning". Write LogLevel.WARN']],
  ['a level of a logger that does not exist', { logging: { levels: { 'org.apache.flink': 'VERBOSE' } } }, ["ARC-12 logging.levels['org.apache.flink']", 'got the string "VERBOSE"']],
  ['a logger that is a pattern', { logging: { levels: { 'org.apache.*': LogLevel.DEBUG } } }, ["LOG-01 logging.levels['org.apache.*']", 'package or class', '"org.apache.kafka"']],
  ['the root logger by name', { logging: { levels: { root: LogLevel.INFO } } }, ["LOG-01 logging.levels['root']", 'Use logging.level']],
  ['a layout that does not exist', { logging: { layout: 'Jason' } }, ['ARC-12 logging.layout', 'PATTERN, JSON', 'got the string "Jason". Write LogLayout.JSON']],
  ['a log file of nothing', { logging: { rollingFile: { maxSize: Size.kibibytes(0) } } }, ['LOG-01 logging.rollingFile.maxSize', 'Size.mebibytes(1)']],
  ['no full log file kept', { logging: { rollingFile: { maxFiles: 0 } } }, ['LOG-01 logging.rollingFile.maxFiles = 0', 'at least 1']],
  ['a port that is none', { egress: [EgressTarget.anywhere(443), EgressTarget.pods({ namespace: 'kafka', port: 90921 })] }, ['SEC-09 egress[1].port = 90921', '1 to 65535']],
  ['a namespace that is none in a target', { egress: [EgressTarget.pods({ namespace: 'Kafka', port: 9092 })] }, ['SEC-09 egress[0].namespace = "Kafka"']],
  ['an address without a mask', { egress: [EgressTarget.cidr('10.0.0.1', { port: 1 })] }, ['SEC-09 egress[0].cidr', 'Write "10.0.0.1/32"']],
  ['an IPv6 address without a mask', { egress: [EgressTarget.cidr('fd00::1', { port: 1 })] }, ['SEC-09 egress[0].cidr', 'Write "fd00::1/128"']],
  ['a range that is none', { egress: [EgressTarget.cidr('10.0.0.999/8', { port: 1 })] }, ['SEC-09 egress[0].cidr', 'must be an IP range']],
  ['an issuer without a name', certificate({ issuer: undefined }), ['SEC-01 tls.issuer: must be set', 'certificateIssuer: { name: "flink-ca" }']],
  ['an issuer of no kind', certificate({ issuer: { name: 'ca', kind: 'Authority' } }), ['SEC-01 tls.issuer.kind = "Authority"', 'Issuer, ClusterIssuer']],
  ['a password that is in no Secret', certificate({ keystorePassword: undefined }), ['ARC-12 tls.keystorePassword', 'must be set', 'SecretValue.fromSecret']],
  ['a certificate of half an hour', certificate({ duration: Duration.minutes(30) }), ['SEC-01 tls.duration = 30 minutes', 'at least one hour']],
  ['a certificate that is renewed before it is made', certificate({ duration: Duration.days(30), renewBefore: Duration.days(31) }), ['SEC-01 tls.renewBefore = 31 days', 'shorter than the duration']],
  ['a host name with a scheme', certificate({ dnsNames: ['https://flink'] }), ['SEC-01 tls.dnsNames[0] = "https://flink"', '"flink.example.com"']],
  ['a kind of keystore that does not exist', stores({ keystoreType: 'pem' }), ['ARC-12 tls.keystoreType', 'PKCS12, JKS', 'got the string "pem"']],
  ['a Secret that cannot be', stores({ secretName: 'My Stores' }), ['SEC-01 tls.secretName = "My Stores"']],
  ['a key that cannot be', stores({ truststore: 'certs/ca.p12' }), ['SEC-01 tls.truststore = "certs/ca.p12"']],
  ['the password of a key that is nowhere', stores({ keyPassword: SecretValue.fromSecret('stores', '') }), ['SEC-01 tls.keyPassword.key = ""']],
  ['REST over something else', stores({ rest: true }), ['ARC-12 tls.rest', 'SERVER, MUTUAL', 'got the boolean true', 'RestTls.SERVER']],
  ['an alert that is none', { monitoring: { alerts: { overrides: { backPressure: {} } as any } } }, ['ARC-12 monitoring.alerts.overrides.backPressure', 'unknown property of FlinkAlertOverrides', 'Write backpressure']],
  ['a key that the operator refuses', { flinkConfiguration: { 'kubernetes.cluster-id': 'x' } }, ['HA-06 flinkConfiguration[\'kubernetes.cluster-id\'] = "x"', 'Leave it out']],
  ['a key that the operator overwrites', { flinkConfiguration: { 'taskmanager.memory.process.size': '4g' } }, ['MEM-01', 'Use taskManager.memory']],
  ['a pod template file', { flinkConfiguration: { 'kubernetes.pod-template-file.taskmanager': '/x.yaml' } }, ['ARC-12', 'Use taskManager.podTemplate']],
  ['a key of Flink\'s own', { flinkConfiguration: { '$internal.flink.version': 'v1_20' } }, ['ARC-12', 'Leave it out']],
  ['two names of one option', { flinkConfiguration: { 'state.backend': 'hashmap', 'state.backend.type': 'rocksdb' } }, ['ARC-12', 'is the same option (state.backend.type)']],
  ['a pod field that does not exist', { podTemplate: { spec: { containers: [], hostPID: true } as any } }, ['ARC-12 podTemplate.spec.hostPID = true', 'would be dropped']],
  ['a quantity that is a string', { podTemplate: { spec: { containers: [{ name: 'a', resources: { limits: { cpu: '1' as any } } }] } } },
    ['ARC-12 podTemplate.spec.containers[0].resources.limits.cpu = "1"', 'Quantity.fromString']],
  ['a container that is null', { podTemplate: { spec: { containers: [{ name: 'a', image: 'a:1' }, null as any] } } }, ['ARC-12 podTemplate.spec.containers[1] = null: must be a map', 'Remove the element']],
  ['containers that are a map', { taskManager: { podTemplate: { spec: { containers: { name: 'a' } as any } } } },
    ['ARC-12 taskManager.podTemplate.spec.containers: must be a list, not a map: it', 'Write a list']],
  ['containers that are a text', { podTemplate: { spec: { containers: 'a' as any } } }, ['ARC-12 podTemplate.spec.containers = "a": must be a list', 'Write a list']],
  ['labels that are a list', { podTemplate: { metadata: { labels: ['a'] as any } } }, ['ARC-12 podTemplate.metadata.labels: must be a map, not a list', 'Write a map']],
  ['a pod template that is a text', { podTemplate: 'x' as any }, ['ARC-12 podTemplate: expected a PodTemplateSpec, got the string "x"']],
  ['a pod template that is a list', { podTemplate: [] as any }, ['ARC-12 podTemplate: expected a PodTemplateSpec, got a list']],
])('%s', (_, props, expected) => {
  const errors = errorsOf(() => {
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props });
    Testing.synth(chart);
  });
  expect(errors[0]).toMatch(/^\[chart\/orders\] error /);
  for (const text of expected) expect(errors[0]).toContain(text);
  expect(errors).toHaveLength(1);
});

test('an operator version that does not exist', () => {
  const chart = chartOf();
  FlinkEnvironment.of(chart).set({ operatorVersion: OperatorVersion.of('1.51') });
  new ProductionFlinkJob(chart, 'orders', LEAST);
  expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringMatching(/ARC-04 operatorVersion = "1\.51".*OperatorVersion\.of\("1\.16"\)/)]);
});

test('no namespace anywhere', () => {
  const chart = new Chart(Testing.app(), 'chart');
  new ProductionFlinkJob(chart, 'orders', LEAST);
  expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('ARC-11 namespace: must be set')]);
});

test.each(['flinkVersion', 'image', 'artifact', 'parallelism', 'storage'])('%s left out, by a program that no compiler checked', (prop) => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, [prop]: undefined } as any);
  expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringMatching(new RegExp(`^\\[chart/orders\\] error [A-Z]+-\\d+ ${prop}: must be set`))]);
});

test('a duration that has no whole milliseconds', () => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, checkpointing: { interval: Duration.millis(0.5) } });
  expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('[chart/orders] error')]);
});

describe('two jobs of one namespace and name', () => {
  test('both are named', () => {
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'orders', LEAST);
    new ProductionFlinkJob(chart, 'more-orders', { ...LEAST, name: 'orders' });
    const errors = errorsOf(() => Testing.synth(chart));
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain('[chart/orders] error HA-06 name = "shop/orders"');
    expect(errors[0]).toContain('chart/more-orders');
    expect(errors[1]).toContain('[chart/more-orders] error HA-06');
  });

  test('also when one was written by hand, in another chart', () => {
    const app = Testing.app();
    const chart = chartOf(app);
    new ProductionFlinkJob(chart, 'orders', LEAST);
    const other = new Chart(app, 'other', { namespace: 'shop' });
    new ApiObject(other, 'hand', { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'orders' } });
    expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('at other/hand')]);
  });

  test('in two namespaces they are two', () => {
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'orders', LEAST);
    new ProductionFlinkJob(chart, 'other', { ...LEAST, name: 'orders', namespace: 'other' });
    expect(() => Testing.synth(chart)).not.toThrow();
  });
});

describe('all together, and nothing half-written', () => {
  let outdir: string;
  beforeEach(() => { outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-')); });
  afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

  test('every problem of every job of every chart comes at once', () => {
    const app = new App({ outdir });
    new ProductionFlinkJob(chartOf(app), 'orders', LEAST);
    const second = new Chart(app, 'second', { namespace: 'shop' });
    new ProductionFlinkJob(second, 'Payments', { ...LEAST, image: 'payments', parallelism: 0, storage: DurableStorage.s3('file:///x') });
    new ProductionFlinkJob(second, 'refunds', { ...LEAST, flinkConfiguration: { 'kubernetes.namespace': 'x' } });
    const errors = errorsOf(() => app.synth());
    expect(errors.map((error) => error.split(' ').slice(0, 3).join(' '))).toEqual([
      '[second/Payments] error ARC-08',
      '[second/Payments] error ARC-12',
      '[second/Payments] error CKP-10',
      '[second/Payments] error PAR-08',
      '[second/refunds] error HA-06',
    ]);
    expect(fs.readdirSync(outdir)).toEqual([]);
  });

  test('what fails while it renders fails before the first file is written', () => {
    const app = new App({ outdir });
    new ProductionFlinkJob(chartOf(app), 'orders', LEAST);
    const second = new Chart(app, 'second', { namespace: 'shop' });
    const job = new ProductionFlinkJob(second, 'payments', LEAST);
    new ApiObject(job, 'Broken', { apiVersion: 'v1', kind: 'ConfigMap', data: { resolve: () => { throw new Error('no such key'); } } } as any);
    expect(errorsOf(() => app.synth())).toEqual([expect.stringContaining('[second/payments] error ARC-12 ConfigMap')]);
    expect(fs.readdirSync(outdir)).toEqual([]);
  });
});

test('null stands for a field of a pod template that is not set', () => {
  const chart = chartOf();
  const nothing: any = { metadata: null, spec: { containers: null, securityContext: null, nodeSelector: { a: null, zone: 'a' } } };
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, podTemplate: nothing });
  expect(only(Testing.synth(chart), 'FlinkDeployment').spec.taskManager.podTemplate.spec.nodeSelector).toEqual({ zone: 'a' });
});
