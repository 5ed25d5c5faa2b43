import { Case, Change, fires, silent } from './judge-case';

const ANNOTATION = 'cdk8s-flink.dev/connectors';

const SOURCE = { name: 'in', connector: 'kafka', role: 'source', topics: ['orders'], bootstrapServers: ['kafka-bootstrap:9092'] };
const SINK = { name: 'out', connector: 'kafka', role: 'sink', topics: ['alerts'], bootstrapServers: ['kafka-bootstrap:9092'], deliveryGuarantee: 'at-least-once', idempotent: true };
const TRANSACTIONS = {
  ...SINK, deliveryGuarantee: 'exactly-once', transactionalIdPrefix: 'shop-orders-out', transactionTimeoutMs: 960_000, brokerTransactionMaxTimeoutMs: 3_600_000,
};

const declaring = (...connectors: object[]): Change => ({ annotations: { [ANNOTATION]: JSON.stringify(connectors) } });
const AT_CONNECTORS = (severity: string, message: string) => `${severity} metadata.annotations['${ANNOTATION}']: ${message}`;
const withState = (size: string, change: Change = {}): Change => ({ ...change, annotations: { 'cdk8s-flink.dev/expected-state-size': size, ...change.annotations } });

/** Another job beside the sound one, with connectors of its own. */
/** A reactive job whose scaler adds TaskManagers with 2 slots each up to a number, for a source with 6 partitions. */
const scaledTo = (most: number, make: (change: Change) => Case): Case[] => [make({
  ...declaring({ ...SOURCE, partitions: 6 }),
  options: { 'scheduler-mode': 'reactive', 'taskmanager.numberOfTaskSlots': '2' },
  spec: { 'mode': 'standalone', 'taskManager.replicas': 1, 'job.parallelism': undefined },
  beside: `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: scaler, namespace: shop}, spec: {minReplicas: 1, maxReplicas: ${most}, scaleTargetRef: {apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, name: orders}}}\n`,
})];
const another = (...connectors: object[]) => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: shipments
  namespace: shop
  annotations: {cdk8s-flink.dev/connectors: '${JSON.stringify(connectors)}'}
spec: {flinkVersion: v1_20, image: 'shipments:1', serviceAccount: flink, flinkConfiguration: {high-availability.type: kubernetes}}
`;

/** A promise about what is lost with a region. */
const promising = (recoveryPoint: string, savepoints: string | undefined, replicationTime?: string): Change => ({
  options: { 'kubernetes.operator.periodic.savepoint.interval': savepoints },
  annotations: {
    'cdk8s-flink.dev/recovery-point': recoveryPoint,
    ...(replicationTime === undefined ? {} : { 'cdk8s-flink.dev/replication-time': replicationTime }),
  },
});

const STANDALONE = { 'mode': 'standalone', 'taskManager.replicas': 2 };
const GROUPS = 'cdk8s-flink.dev/slot-sharing-groups';

/** What follows from what a job declares of itself. */
export const DECLARED: Case[] = [
  fires('CON-01', 'a connector without its kind', { annotations: { [ANNOTATION]: '[{"name": "in", "role": "source"}]' } }, AT_CONNECTORS('error', 'in.connector: must be set: a text')),
  fires('CON-01', 'a list of other things', { annotations: { [ANNOTATION]: '["kafka"]' } }, AT_CONNECTORS('error', 'connectors[0]: must be an object with name, connector and role')),
  fires('CON-01', 'a guarantee in other letters', declaring({ ...SINK, deliveryGuarantee: 'EXACTLY_ONCE' }), AT_CONNECTORS('error', 'out.deliveryGuarantee: must be one of exactly-once, at-least-once, none, not "EXACTLY_ONCE"')),
  fires('CON-01', 'a misspelt property', declaring({ ...SOURCE, topic: ['orders'] }), AT_CONNECTORS('error', 'in.topic: unknown property of a connector')),
  fires('CON-01', 'a misspelt connector', declaring({ ...SOURCE, connector: 'kafak' }), AT_CONNECTORS('warning', 'in.connector: unknown connector "kafak": its guarantees are not checked')),
  silent('CON-01', 'a connector of their own', declaring({ ...SOURCE, connector: 'our-kafka' })),
  fires('CON-01', 'a role that is none', declaring({ ...SOURCE, role: 'reader' }), AT_CONNECTORS('error', 'in.role: must be one of source, sink')),
  fires('CON-01', 'no topics', declaring({ ...SOURCE, topics: [] }), AT_CONNECTORS('error', 'in.topics: must be a list of texts, with at least one')),
  fires('CON-01', 'a server without a port', declaring({ ...SOURCE, bootstrapServers: ['kafka'] }), AT_CONNECTORS('error', 'in.bootstrapServers: must be a list of host:port')),
  fires('CON-01', 'no partitions', declaring({ ...SOURCE, partitions: 0 }), AT_CONNECTORS('error', 'in.partitions: must be a whole number above 0')),
  silent('CON-01', 'one partition', declaring({ ...SOURCE, partitions: 1, parallelism: 1 })),
  fires('CON-01', 'a time in words', declaring({ ...TRANSACTIONS, transactionTimeoutMs: '15 min' }), AT_CONNECTORS('error', 'out.transactionTimeoutMs: must be a number of milliseconds above 0')),
  fires('CON-01', 'a flag in quotes', declaring({ ...SINK, idempotent: 'true' }), AT_CONNECTORS('error', 'out.idempotent: must be true or false')),
  fires('CON-01', 'a blank topic for bad records', declaring({ ...SOURCE, deadLetterTopic: ' ' }), AT_CONNECTORS('error', 'in.deadLetterTopic: must be a text')),
  fires('CON-01', 'two connectors of one name', declaring(SOURCE, { ...SINK, name: 'in' }), AT_CONNECTORS('error', 'in.name: must be unique')),
  silent('CON-03', 'a guarantee that cannot be read', declaring({ ...SINK, deliveryGuarantee: 'exactly_once', idempotent: undefined })),
  fires('CON-01', 'connectors that are no JSON', { annotations: { [ANNOTATION]: 'kafka' } }, 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: must be a JSON list of connectors'),
  fires('CON-01', 'a size that is none', withState('much'), 'error metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: must be a size such as 100Gi'),
  fires('CON-01', 'groups that are none', { annotations: { [GROUPS]: '{"heavy": 0}' } }, 'error metadata.annotations[\'cdk8s-flink.dev/slot-sharing-groups\']: must be a JSON object of group'),
  silent('CON-01', 'connectors', declaring(SOURCE, SINK)),
  fires('CON-02', 'a consumer that Flink 2 has no more', { ...declaring({ ...SOURCE, connector: 'FlinkKafkaConsumer' }), spec: { flinkVersion: 'v2_0' } }, 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: Flink 2.0 has no such class'),
  fires('CON-02', 'a producer that is old', declaring({ ...SINK, connector: 'flink-kafka-producer' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: it is removed from Flink 2'),
  fires('CON-02', 'the connector of a version', declaring({ ...SOURCE, connector: 'kafka-0.11' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.connector: kafka-0.11: it is removed from Flink 2'),
  silent('CON-02', 'Kafka, and one of its cousins', declaring(SOURCE, { ...SINK, connector: 'upsert-kafka' })),
  fires('CON-03', 'a sink that loses records', declaring({ ...SINK, deliveryGuarantee: 'none' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.deliveryGuarantee: without a guarantee, records in flight when the job fails are lost'),
  fires('CON-03', 'a sink that writes twice', declaring({ ...SINK, idempotent: false }), 'advice metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.deliveryGuarantee: with at-least-once the sink contains duplicates after a failure'),
  silent('CON-03', 'a sink that replaces', declaring(SINK)),
  silent('CON-03', 'a job that wants no more', { ...declaring({ ...SINK, idempotent: false }), options: { 'execution.checkpointing.mode': 'AT_LEAST_ONCE' } }),
  fires('CON-04', 'exactly once by JDBC', declaring({ ...SINK, connector: 'jdbc', deliveryGuarantee: 'exactly-once' }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.deliveryGuarantee: must be at-least-once: jdbc does not support exactly-once'),
  fires('CON-04', 'exactly once of records that come twice', { ...declaring(TRANSACTIONS), options: { 'execution.checkpointing.mode': 'AT_LEAST_ONCE' } }, 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: records are processed twice before they reach the sink'),
  fires('CON-04', 'transactions that never end', { ...declaring(TRANSACTIONS), options: { 'execution.checkpointing.interval': undefined } }, 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.deliveryGuarantee: exactly-once needs checkpoints'),
  silent('CON-04', 'JDBC with XA', declaring({ ...SINK, connector: 'jdbc', deliveryGuarantee: 'exactly-once', transactional: true })),
  silent('CON-04', 'a connector that nobody knows', declaring({ ...SINK, connector: 'our-own', deliveryGuarantee: 'exactly-once' })),
  fires('CON-05', 'two jobs with one prefix', { ...declaring(TRANSACTIONS), beside: another({ ...TRANSACTIONS, topics: ['other'] }) }, 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionalIdPrefix: shop/orders uses the same prefix', 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionalIdPrefix: shop/shipments uses the same prefix'),
  fires('CON-05', 'two sinks with one prefix', declaring(TRANSACTIONS, { ...TRANSACTIONS, name: 'too' }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionalIdPrefix: too of this job uses the same prefix', 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: too.transactionalIdPrefix: out of this job uses the same prefix'),
  fires('CON-05', 'no prefix', declaring({ ...TRANSACTIONS, transactionalIdPrefix: undefined }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: KafkaSink does not start without one'),
  silent('CON-05', 'prefixes of their own', { ...declaring(TRANSACTIONS), beside: another({ ...TRANSACTIONS, transactionalIdPrefix: 'shop-shipments-out' }) }),
  silent('CON-05', 'one prefix, but no transactions', { ...declaring(TRANSACTIONS), beside: another({ ...TRANSACTIONS, deliveryGuarantee: 'at-least-once' }) }),
  fires('CON-06', 'transactions that end too early', declaring({ ...TRANSACTIONS, transactionTimeoutMs: 959_000 }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionTimeout: 959 s must be at least 16 min'),
  fires('CON-06', 'transactions that the brokers refuse', declaring({ ...TRANSACTIONS, brokerTransactionMaxTimeoutMs: 900_000 }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionTimeout: 16 min exceeds 15 min, the maximum of the brokers'),
  fires('CON-06', 'transactions that brokers refuse by default', declaring({ ...TRANSACTIONS, brokerTransactionMaxTimeoutMs: undefined }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.transactionTimeout: 16 min exceeds 15 min, the maximum of the brokers'),
  silent('CON-06', 'transactions that live long enough', declaring(TRANSACTIONS)),
  fires('CON-07', 'one replica', declaring({ ...SINK, acks: '1' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: records that the other replicas do not have yet are'),
  fires('CON-07', 'records as they are', declaring({ ...SINK, acks: 'all', compressionType: 'none' }), 'advice metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.compressionType: without compression brokers store and send every byte'),
  silent('CON-07', 'all replicas', declaring({ ...SINK, acks: '-1', compressionType: 'zstd' })),
  fires('CON-08', 'what comes from now on', declaring({ ...SOURCE, startingOffsets: 'latest' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.startingOffsets: with latest, records written before the first start are never read'),
  fires('CON-08', 'two jobs in one group', { ...declaring({ ...SOURCE, groupId: 'shop' }), beside: another({ ...SOURCE, groupId: 'shop' }) }, 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.groupId: shop/orders reads the same topic with the same group', 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.groupId: shop/shipments reads the same topic with the same group'),
  silent('CON-08', 'what is there', declaring({ ...SOURCE, startingOffsets: 'earliest', groupId: 'shop' })),
  silent('CON-08', 'one group, of other topics', { ...declaring({ ...SOURCE, groupId: 'shop' }), beside: another({ ...SOURCE, topics: ['other'], groupId: 'shop' }) }),
  silent('CON-08', 'one topic, by two groups', { ...declaring({ ...SOURCE, groupId: 'orders' }), beside: another({ ...SOURCE, groupId: 'shipments' }) }),
  silent('CON-08', 'two jobs that name no group', { ...declaring(SOURCE), beside: another(SOURCE) }),
  fires('CON-11', 'one broker', declaring({ ...SOURCE, bootstrapServers: ['kafka-0.kafka:9092'] }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.bootstrapServers: while the only broker'),
  fires('CON-11', 'one address', declaring({ ...SOURCE, bootstrapServers: ['10.0.0.7:9092'] }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.bootstrapServers: while the only broker, "10.0.0.7:9092", is down, the job cannot start'),
  silent('CON-11', 'one name for all', declaring(SOURCE)),
  silent('CON-11', 'two brokers', declaring({ ...SOURCE, bootstrapServers: ['b-1.example.com:9092', 'b-2.example.com:9092'] })),
  fires('CON-12', 'bad records that come back', declaring({ ...SOURCE, deadLetterTopic: 'orders' }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: each bad record is read again indefinitely'),
  fires('CON-12', 'bad records that come back by another source', declaring({ ...SOURCE, deadLetterTopic: 'bad' }, { ...SOURCE, name: 'again', topics: ['bad'] }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: each bad record is read again indefinitely'),
  silent('CON-12', 'bad records on a topic of their own', declaring({ ...SOURCE, deadLetterTopic: 'orders-dead-letters' })),
  silent('CON-12', 'no place for bad records', declaring(SOURCE)),
  fires('CON-14', 'a connector for Flink 2', declaring({ ...SOURCE, version: '4.0.0-2.0' }), 'error metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.version: version 4.0.0-2.0 is made for Flink 2.0'),
  fires('CON-14', 'a connector for an older Flink', declaring({ ...SOURCE, version: '3.3.0-1.19' }), 'advice metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.version: version 3.3.0-1.19 is made for Flink 1.19'),
  fires('CON-14', 'a connector for a newer Flink', { ...declaring({ ...SOURCE, version: '3.3.0-1.20' }), spec: { flinkVersion: 'v1_19' } }, 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.version: version 3.3.0-1.20 is made for Flink 1.20'),
  silent('CON-14', 'the connector for this Flink', declaring({ ...SOURCE, version: '3.4.0-1.20' })),
  fires('CON-15', 'two writers', { ...declaring(SINK), beside: another(SINK) }, 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.topics: shop/orders also writes "alerts"', 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.topics: shop/shipments also writes "alerts"'),
  silent('CON-15', 'a topic of that name elsewhere', { ...declaring(SINK), beside: another({ ...SINK, bootstrapServers: ['other-bootstrap:9092'] }) }),
  silent('CON-15', 'two readers', { ...declaring(SOURCE), beside: another(SOURCE) }),
  fires('ARC-14', 'a socket', declaring({ name: 'in', connector: 'socket', role: 'source' }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.replayable: the source cannot be read again'),
  fires('ARC-14', 'a source that says so', declaring({ name: 'in', connector: 'our-own', role: 'source', replayable: false }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.replayable: the source cannot be read again'),
  silent('ARC-14', 'Kafka', declaring(SOURCE)),
  silent('ARC-14', 'a source that nobody knows', declaring({ name: 'in', connector: 'our-own', role: 'source' })),
  fires('PAR-04', 'fewer partitions than subtasks', declaring({ ...SOURCE, partitions: 3 }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.partitions: 3 partitions for a source with 4 subtasks'),
  fires('PAR-04', 'partitions that do not come out even', declaring({ ...SOURCE, partitions: 10 }), 'advice metadata.annotations[\'cdk8s-flink.dev/connectors\']: in.partitions: 4 subtasks share 10 partitions unevenly: some read more than others'),
  ...scaledTo(4, (change) => fires('ASC-06', 'a scaler beyond the partitions', change, 'warning HorizontalPodAutoscaler spec.maxReplicas: no source has more than 6 partitions')),
  ...scaledTo(3, (change) => silent('ASC-06', 'a scaler up to the partitions', change)),
  silent('PAR-04', 'two partitions a subtask', declaring({ ...SOURCE, partitions: 8 })),
  silent('PAR-04', 'a source with a parallelism of its own', declaring({ ...SOURCE, partitions: 3, parallelism: 3 })),
  fires('CKP-19', 'records that are seen too late', declaring({ ...TRANSACTIONS, maxLatencyMs: 30_000 }), 'warning metadata.annotations[\'cdk8s-flink.dev/connectors\']: out.maxLatency: a latency of 30 s is not possible: transactions are committed with checkpoints, every 60 s'),
  silent('CKP-19', 'records that are seen in time', declaring({ ...TRANSACTIONS, maxLatencyMs: 60_000 })),
  silent('CKP-19', 'records that are seen at once', declaring({ ...SINK, maxLatencyMs: 1_000 })),

  fires('DR-02', 'a promise without savepoints', promising('1 h', undefined), 'warning metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: the tolerated loss is declared, but the operator takes no periodic savepoints'),
  fires('DR-02', 'a promise, and savepoints are off', promising('1 h', '0'), 'warning metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: the tolerated loss is declared, but the operator takes no periodic savepoints'),
  silent('DR-02', 'savepoints', promising('1 h', '15 min')),
  silent('DR-02', 'no promise', { options: { 'kubernetes.operator.periodic.savepoint.interval': undefined } }),
  fires('DR-03', 'a copy that takes too long', promising('20 min', '10 min'), 'warning metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: a savepoint is taken every 10 min'),
  fires('DR-03', 'a copy that takes too long, as somebody says', promising('20 min', '10 min', '11 min'), 'warning metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: a savepoint is taken every 10 min'),
  silent('DR-03', 'a copy in time', promising('25 min', '10 min')),
  fires('DR-03', 'a copy that takes a moment too long', promising('1499999 ms', '10 min'), 'warning metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: and copied within 15 min'),
  silent('DR-03', 'a quick copy', promising('20 min', '10 min', '10 min')),
  fires('CON-01', 'a promise that nobody can read', promising('soon', '10 min'), 'error metadata.annotations[\'cdk8s-flink.dev/recovery-point\']: must be a duration such as 30 min'),

  fires('STB-01', 'a heap that overflows', withState('20Gi', { options: { 'state.backend.type': 'hashmap' } }), 'error metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: whose task heap is 1.4 GiB'),
  fires('STB-01', 'a heap full of state', withState('3Gi', { options: { 'state.backend.type': 'hashmap' }, spec: { 'taskManager.resource.memory': '16g' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: 768 MiB of state per slot on the heap'),
  fires('STB-01', 'a disk that overflows', withState('30Gi'), 'error metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: 15 GiB of state per TaskManager, whose disk for it has 10 GiB'),
  fires('STB-01', 'a disk without room', withState('16Gi'), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: 8 GiB of state per TaskManager, whose disk for it has 10 GiB'),
  fires('STB-01', 'a heap with a little too much state', withState('2001Mi', { options: { 'state.backend.type': 'hashmap' }, spec: { 'taskManager.resource.memory': '16g' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: 500 MiB of state per slot on the heap'),
  silent('STB-01', 'a heap with much state', withState('2000Mi', { options: { 'state.backend.type': 'hashmap' }, spec: { 'taskManager.resource.memory': '16g' } })),
  fires('STB-01', 'a disk that overflows by a little', withState('20481Mi'), 'error metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: the pod is evicted'),
  fires('STB-01', 'a disk that is full', withState('20Gi'), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: RocksDB needs 50 % more while it compacts its files'),
  fires('STB-01', 'a disk with a little too little room', withState('13654Mi'), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: RocksDB needs 50 % more while it compacts its files'),
  silent('STB-01', 'a disk with just enough room', withState('13653Mi')),
  silent('STB-01', 'a disk with room', withState('12Gi')),
  silent('STB-01', 'a small heap of state', withState('100Mi', { options: { 'state.backend.type': 'hashmap' } })),
  fires('PAR-07', 'giant subtasks', withState('201Gi'), 'advice metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: 50.3 GiB of state per subtask, at a parallelism of 4'),
  silent('PAR-07', 'large subtasks', withState('200Gi')),
  fires('RST-09', 'a promise that cannot be kept', withState('10Gi', { annotations: { 'cdk8s-flink.dev/recovery-time': '60000 ms' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: a recovery takes at least 2 min with 2 slots per TaskManager'),
  fires('RST-09', 'state that takes long', withState('200Gi'), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: a recovery takes at least 9 min with 2 slots per TaskManager'),
  silent('RST-09', 'a promise that allows for it', withState('200Gi', { annotations: { 'cdk8s-flink.dev/recovery-time': '20 min' } })),
  fires('RST-09', 'a promise broken by a moment', withState('10Gi', { annotations: { 'cdk8s-flink.dev/recovery-time': '132499 ms' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: a recovery takes at least 2 min with 2 slots per TaskManager'),
  silent('RST-09', 'a promise just kept', withState('10Gi', { annotations: { 'cdk8s-flink.dev/recovery-time': '132500 ms' } })),
  fires('RST-09', 'state that takes a little longer than is expected where nothing is promised', withState('86500Mi'), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: a recovery takes at least 5 min with 2 slots per TaskManager'),
  silent('RST-09', 'state that is read in time', withState('86400Mi')),
  silent('RST-09', 'little state', withState('1Gi')),
  fires('ASC-07', 'an autoscaler in a hurry', withState('200Gi', { options: { 'job.autoscaler.enabled': 'true' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: reading the state after each rescaling takes at least 8 min'),
  fires('ASC-07', 'an autoscaler a moment too early', withState('10Gi', { options: { 'job.autoscaler.enabled': 'true', 'job.autoscaler.stabilization.interval': '22499 ms' } }), 'warning metadata.annotations[\'cdk8s-flink.dev/expected-state-size\']: reading the state after each rescaling takes at least 23 s'),
  silent('ASC-07', 'an autoscaler just late enough', withState('10Gi', { options: { 'job.autoscaler.enabled': 'true', 'job.autoscaler.stabilization.interval': '22500 ms' } })),
  silent('ASC-07', 'an autoscaler with patience',
    withState('200Gi', { options: { 'job.autoscaler.enabled': 'true', 'job.autoscaler.stabilization.interval': '30 min' } })),
  silent('ASC-07', 'no autoscaler', withState('200Gi')),
  fires('ARC-07', 'groups without slots', { spec: STANDALONE, annotations: { [GROUPS]: '{"heavy": 2}' } }, 'error spec.taskManager.replicas: 4 slots in all, and the slot sharing groups need 6: the job waits for the rest indefinitely'),
  fires('ARC-07', 'fewer slots than groups take', { options: { 'slotmanager.number-of-slots.max': '5' }, annotations: { [GROUPS]: '{"heavy": 2}' } },
    'error slotmanager.number-of-slots.max: must be at least 6, the slots that the job needs: it waits for the rest indefinitely'),
  silent('ARC-07', 'slots for all groups', { options: { 'slotmanager.number-of-slots.max': '6' }, annotations: { [GROUPS]: '{"heavy": 2}' } }),
  silent('ARC-07', 'one group', { spec: STANDALONE }),
];
