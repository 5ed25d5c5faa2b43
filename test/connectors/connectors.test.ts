import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Connector, DeliveryGuarantee, EgressTarget, ProductionFlinkJob, ProductionFlinkJobProps, RestartStrategy, StartingOffsets } from '../../src';
import { chartOf, errorsOf, LEAST, only, specOf, synthJob } from '../jobs';

const BROKERS = ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'];
const BROKER_LIMIT = Duration.minutes(30);
const CONNECTORS = [
  Connector.kafkaSource('payments', { bootstrapServers: BROKERS, topics: ['payments'], partitions: 8, egress: EgressTarget.pods({ namespace: 'kafka', port: 9092 }) }),
  Connector.kafkaSink('fraud-alerts', {
    bootstrapServers: BROKERS,
    topics: ['alerts', 'audit'],
    deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE,
    brokerTransactionMaxTimeout: BROKER_LIMIT,
    egress: EgressTarget.pods({ namespace: 'kafka', port: 9092 }),
  }),
];

/** The variables of a component's main container. */
function variables(component: 'jobManager' | 'taskManager', props: Partial<ProductionFlinkJobProps>): { [name: string]: string } {
  const { env = [] } = specOf(props)[component].podTemplate.spec.containers[0];
  return Object.fromEntries(env.map(({ name, value }: any) => [name, value]));
}

function declared(props: Partial<ProductionFlinkJobProps>): any[] {
  return JSON.parse(only(synthJob(props), 'FlinkDeployment').metadata.annotations['cdk8s-flink.dev/connectors']);
}

test('the job reads in variables what was declared and what guidelines added', () => {
  const job = { connectors: CONNECTORS };
  expect(variables('jobManager', job)).toMatchObject({
    FRAUD_ALERTS_ACKS: 'all',
    FRAUD_ALERTS_BOOTSTRAP_SERVERS: BROKERS.join(','),
    FRAUD_ALERTS_COMPRESSION_TYPE: 'lz4',
    FRAUD_ALERTS_DELIVERY_GUARANTEE: 'exactly-once',
    FRAUD_ALERTS_TOPICS: 'alerts,audit',
    FRAUD_ALERTS_TRANSACTIONAL_ID_PREFIX: 'shop-orders-fraud-alerts',
    FRAUD_ALERTS_TRANSACTION_TIMEOUT_MS: '960000',
    PAYMENTS_BOOTSTRAP_SERVERS: BROKERS.join(','),
    PAYMENTS_GROUP_ID: 'shop-orders',
    PAYMENTS_STARTING_OFFSETS: 'committed',
    PAYMENTS_TOPICS: 'payments',
  });
  expect(Object.keys(variables('taskManager', job)).filter((name) => /^(FRAUD|PAYMENTS)/.test(name))).toEqual([]);
});

test('only Kafka writes in transactions of Kafka', () => {
  const sink = Connector.sink('out', { connector: 'iceberg', deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE });
  expect(declared({ connectors: [sink] })).toEqual([{ name: 'out', connector: 'iceberg', role: 'sink', deliveryGuarantee: 'exactly-once' }]);
  expect(declared({ connectors: CONNECTORS })[0]).toMatchObject({ transactionTimeoutMs: 960_000, transactionalIdPrefix: 'shop-orders-fraud-alerts' });
});

test('a pod template wins over a declared variable', () => {
  const podTemplate = { spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'PAYMENTS_TOPICS', value: 'mine' }] }] } };
  expect(variables('jobManager', { connectors: CONNECTORS, podTemplate }).PAYMENTS_TOPICS).toBe('mine');
});

test('a transaction lives as long as interval, timeout and delay, in whole minutes', () => {
  const job = {
    connectors: CONNECTORS,
    checkpointing: { interval: Duration.seconds(10), timeout: Duration.minutes(2) },
    restartStrategy: RestartStrategy.exponentialDelay({ maxBackoff: Duration.minutes(1) }),
  };
  expect(variables('jobManager', job).FRAUD_ALERTS_TRANSACTION_TIMEOUT_MS).toBe('240000');
});

test('all that a Kafka source can be told is there for the job to read', () => {
  const source = Connector.kafkaSource('in', {
    bootstrapServers: BROKERS,
    topics: ['t'],
    startingOffsets: StartingOffsets.EARLIEST,
    groupId: 'mine',
    partitionDiscoveryInterval: Duration.seconds(30),
    deadLetterTopic: 'bad',
    maxOutOfOrderness: Duration.seconds(5),
  });
  expect(variables('jobManager', { connectors: [source] })).toMatchObject({
    IN_STARTING_OFFSETS: 'earliest', IN_GROUP_ID: 'mine', IN_PARTITION_DISCOVERY_INTERVAL_MS: '30000', IN_DEAD_LETTER_TOPIC: 'bad', IN_MAX_OUT_OF_ORDERNESS_MS: '5000',
  });
  expect(Object.keys(variables('jobManager', { connectors: CONNECTORS })).filter((name) => /DISCOVERY|DEAD|ORDERNESS/.test(name))).toEqual([]);
});

test('the alert on late watermarks allows for what a source declares', () => {
  const limits = (maxOutOfOrderness?: Duration) => only(synthJob({
    connectors: [Connector.source('in', { connector: 'kafka', maxOutOfOrderness }), Connector.source('other', { connector: 'kafka', maxOutOfOrderness: Duration.seconds(1) })],
  }), 'PrometheusRule').spec.groups[1].rules.filter(({ alert }: any) => alert === 'FlinkWatermarkLag').map(({ expr }: any) => Number(/> (\d+)$/.exec(expr)![1]));
  expect(limits()).toEqual([721, 1441]);
  expect(limits(Duration.minutes(10))).toEqual([1320, 2040]);
});

test.each([
  ['as often as leaves time for the copy', { recoveryPoint: Duration.minutes(25) }, '10 min'],
  ['never more seldom than needed', { recoveryPoint: Duration.hours(4) }, '15 min'],
  ['never so often that it costs more than it saves', { recoveryPoint: Duration.minutes(16) }, '5 min'],
  ['oftener where the copy is slow', { recoveryPoint: Duration.minutes(40), replicationTime: Duration.minutes(30) }, '10 min'],
])('savepoints for another region: %s', (_, disasterRecovery, expected) => {
  const { flinkConfiguration } = specOf({ disasterRecovery });
  expect(flinkConfiguration['kubernetes.operator.periodic.savepoint.interval']).toBe(expected);
  expect(specOf().flinkConfiguration).not.toHaveProperty(['kubernetes.operator.periodic.savepoint.interval']);
  expect(specOf({ disasterRecovery, savepoints: { interval: Duration.hours(1) } }).flinkConfiguration['kubernetes.operator.periodic.savepoint.interval']).toBe('1 h');
});

test('what is promised about a region travels, and is held against savepoints', () => {
  const { annotations } = only(synthJob({ disasterRecovery: { recoveryPoint: Duration.minutes(30), replicationTime: Duration.minutes(5) } }), 'FlinkDeployment').metadata;
  expect(annotations).toMatchObject({ 'cdk8s-flink.dev/recovery-point': '1800000 ms', 'cdk8s-flink.dev/replication-time': '300000 ms' });
  const broken = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, disasterRecovery: { recoveryPoint: Duration.minutes(10) } }).findings
    .filter(({ guideline }) => guideline === 'DR-03');
  expect(broken).toMatchObject([{ path: 'disasterRecovery.recoveryPoint', message: expect.stringContaining('a loss of at most 10 min is declared, but up to 20 min are lost') }]);
});

test('a copy for twice the load has twice the parallelism, and divides its state as production does', () => {
  const groups = { heavy: 3 };
  const copy = specOf({ loadFactor: 2, parallelism: 60, slotSharingGroups: groups });
  expect(copy.job.parallelism).toBe(120);
  expect(copy.flinkConfiguration['pipeline.max-parallelism']).toBe(specOf({ parallelism: 60 }).flinkConfiguration['pipeline.max-parallelism']);
  expect(specOf({ parallelism: 120 }).flinkConfiguration['pipeline.max-parallelism']).not.toBe(copy.flinkConfiguration['pipeline.max-parallelism']);
  expect(JSON.parse(only(synthJob({ loadFactor: 2, slotSharingGroups: groups }), 'FlinkDeployment').metadata.annotations['cdk8s-flink.dev/slot-sharing-groups'])).toEqual({ heavy: 6 });
  expect(specOf({ loadFactor: 0.5, parallelism: 3 }).job.parallelism).toBe(2);
});

test('they travel with the manifest, sorted', () => {
  const connectors = declared({ connectors: CONNECTORS });
  expect(connectors.map(({ name }) => name)).toEqual(['fraud-alerts', 'payments']);
  expect(Object.keys(connectors[0])).toEqual([...Object.keys(connectors[0])].sort());
  expect(connectors[1]).toEqual({
    bootstrapServers: BROKERS, connector: 'kafka', groupId: 'shop-orders', name: 'payments', partitions: 8, role: 'source', startingOffsets: 'committed', topics: ['payments'],
  });
});

test('only what writes in transactions has any', () => {
  const [sink] = declared({ connectors: [Connector.kafkaSink('out', { bootstrapServers: BROKERS, topics: ['t'], idempotent: true })] });
  expect(Object.keys(sink).filter((property) => /transaction/i.test(property))).toEqual([]);
});

test('egress closes to what connectors declare, once for all of them', () => {
  const [jobManager] = synthJob({ connectors: CONNECTORS }).filter(({ kind }) => kind === 'NetworkPolicy');
  expect(jobManager.spec.policyTypes).toContain('Egress');
  const toKafka = jobManager.spec.egress.filter(({ ports }: any) => ports.some(({ port }: any) => port === 9092));
  expect(toKafka).toEqual([{
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kafka' } } }], ports: [{ port: 9092, protocol: 'TCP' }],
  }]);
  const without = synthJob({ connectors: [Connector.source('in', { connector: 'kinesis' })] }).find(({ kind }) => kind === 'NetworkPolicy');
  expect(without.spec.policyTypes).toEqual(['Ingress']);
});

test('two jobs of one app that share a prefix are both told', () => {
  const chart = chartOf();
  const sink = () => Connector.kafkaSink('out', {
    bootstrapServers: BROKERS, topics: [], deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE, brokerTransactionMaxTimeout: BROKER_LIMIT, transactionalIdPrefix: 'shop',
  });
  for (const name of ['orders', 'refunds']) new ProductionFlinkJob(chart, name, { ...LEAST, connectors: [sink()] });
  const errors = errorsOf(() => Testing.synth(chart)).filter((error) => error.includes('CON-05'));
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain('[chart/orders]');
  expect(errors[0]).toContain('connectors[0].transactionalIdPrefix');
  expect(errors[0]).toContain('shop/refunds');
});

test('slot sharing groups take TaskManagers', () => {
  const alone = (props: Partial<ProductionFlinkJobProps>) => only(synthJob(props).filter(({ metadata }) => /taskmanager$/.test(metadata.name)), 'PodDisruptionBudget');
  expect(alone({}).spec.minAvailable).toBe(1);
  expect(alone({ slotSharingGroups: { heavy: 4 } }).spec.minAvailable).toBe(3);
});

test('a suspended job is there, and misses nothing', () => {
  const manifests = synthJob({ suspended: true });
  expect(only(manifests, 'FlinkDeployment').spec.job.state).toBe('suspended');
  expect(manifests.map(({ kind }) => kind)).not.toContain('PrometheusRule');
  expect(synthJob().map(({ kind }) => kind)).toContain('PrometheusRule');
});

test('a compiled plan lies where the job\'s main runs', () => {
  const spec = specOf({ compiledPlan: { configMapName: 'orders-plan', key: 'v7.json' } });
  const { volumes, containers: [main] } = spec.jobManager.podTemplate.spec;
  expect(volumes).toContainEqual({ name: 'compiled-plan', configMap: { name: 'orders-plan', items: [{ key: 'v7.json', path: 'plan.json' }] } });
  expect(main.volumeMounts).toContainEqual({ name: 'compiled-plan', mountPath: '/opt/flink/plan', readOnly: true });
  expect(main.env).toContainEqual({ name: 'COMPILED_PLAN', value: '/opt/flink/plan/plan.json' });
  expect(JSON.stringify(spec.taskManager)).not.toContain('plan');
});

test('a promised recovery time is what the state is held against', () => {
  const findings = (minutes?: number) => new ProductionFlinkJob(new Chart(Testing.app(), 'chart', { namespace: 'shop' }), 'orders', {
    ...LEAST,
    expectedStateSize: Size.gibibytes(10),
    ...(minutes === undefined ? {} : { monitoring: { alerts: { serviceLevel: { recoveryTime: Duration.minutes(minutes) } } } }),
  }).findings.map(({ guideline }) => guideline);
  expect(findings()).not.toContain('RST-09');
  expect(findings(1)).toContain('RST-09');
});
