import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import { ActiveRegion, Connector, DeliveryGuarantee, DurableStorage, FlinkDisasterRecovery, FlinkDisasterRecoveryProps, FlinkVersion, JobArtifact } from '../../src';
import { errorsOf, only, TLS } from '../jobs';

const JOB = {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/orders:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
  parallelism: 8,
  tls: TLS,
};

function recovery(props: Partial<FlinkDisasterRecoveryProps> = {}) {
  const app = Testing.app();
  const [eu, us] = ['eu', 'us'].map((region) => new Chart(app, region, { namespace: 'shop' }));
  const construct = new FlinkDisasterRecovery(app, 'orders', {
    job: JOB,
    primary: { scope: eu, storage: DurableStorage.s3('s3://state-eu'), kubeContext: 'prod-eu' },
    standby: { scope: us, storage: DurableStorage.s3('s3://state-us') },
    recoveryPoint: Duration.minutes(30),
    recoveryTime: Duration.minutes(15),
    ...props,
  });
  return { app, eu, us, construct };
}

const specs = (props: Partial<FlinkDisasterRecoveryProps> = {}) => {
  const { eu, us } = recovery(props);
  return [eu, us].map((chart) => only(Testing.synth(chart), 'FlinkDeployment').spec);
};
const messages = (props: Partial<FlinkDisasterRecoveryProps>) => errorsOf(() => recovery(props).app.synth()).join('\n');
const RESTORED = { active: ActiveRegion.STANDBY, restoreFrom: 's3://state-us/flink/shop/orders/savepoints/savepoint-1a2b3c-4d5e6f' };

describe('one job in two regions', () => {
  test('runs in the primary, and is suspended in the standby region', () => {
    const [eu, us] = specs();
    expect([eu.job.state, us.job.state]).toEqual(['running', 'suspended']);
    for (const [{ flinkConfiguration }, bucket] of [[eu, 's3://state-eu'], [us, 's3://state-us']]) {
      expect(flinkConfiguration['state.savepoints.dir'] ?? flinkConfiguration['execution.checkpointing.savepoint-dir']).toContain(bucket);
      expect(flinkConfiguration['kubernetes.operator.periodic.savepoint.interval']).toBe('15 min');
    }
  });

  test('differs in nothing but storage and state', () => {
    const [eu, us] = specs().map((spec) => JSON.stringify(spec).replaceAll(/state-(eu|us)/g, 'bucket').replaceAll(/"(running|suspended|primary|standby)"/g, '"state"'));
    expect(us).toBe(eu);
  });

  test('breaks no guideline, with transactions and a consumer group', () => {
    const connectors = [
      Connector.kafkaSource('in', { bootstrapServers: ['kafka:9092'], topics: ['orders'], groupId: 'orders' }),
      Connector.kafkaSink('out', {
        bootstrapServers: ['kafka:9092'], topics: ['totals'], deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE, transactionalIdPrefix: 'orders', brokerTransactionMaxTimeout: Duration.hours(1),
      }),
    ];
    const { construct } = recovery({ job: { ...JOB, connectors } });
    expect([...construct.primary.findings, ...construct.standby.findings].map(({ guideline, message }) => `${guideline} ${message}`)).toEqual([]);
  });

  test('a failover is two properties', () => {
    const [eu, us] = specs(RESTORED);
    expect([eu.job.state, us.job.state]).toEqual(['suspended', 'running']);
    expect(us.job.initialSavepointPath).toBe(RESTORED.restoreFrom);
    expect(eu.job.initialSavepointPath).toBeUndefined();
  });

  test('without a savepoint it would start without state', () => {
    expect(messages({ active: ActiveRegion.STANDBY })).toContain('DR-04 restoreFrom: must be set: the standby region would start without state. Write the newest savepoint in s3://state-us');
  });

  test.each<[string, (charts: Chart[]) => Partial<FlinkDisasterRecoveryProps>, string]>([
    ['one bucket for both', ([, us]) => ({ standby: { scope: us, storage: DurableStorage.s3('s3://state-eu') } }), 'DR-01 standby.storage'],
    ['one cluster for both', ([, us]) => ({ standby: { scope: us, storage: DurableStorage.s3('s3://state-us'), kubeContext: 'prod-eu' } }), 'DR-01 standby.kubeContext = "prod-eu"'],
    ['blue/green', () => ({ job: { ...JOB, blueGreen: {} } }), 'DR-01 job.blueGreen'],
    ['all savepoints', () => ({ ...RESTORED, restoreFrom: 's3://state-us/shop/orders/savepoints/' }), 'must be one savepoint, not the directory of all savepoints'],
  ])('%s is an error', (_, props, expected) => {
    const app = Testing.app();
    const charts = ['eu', 'us'].map((region) => new Chart(app, region, { namespace: 'shop' }));
    new FlinkDisasterRecovery(app, 'orders', {
      job: JOB,
      primary: { scope: charts[0], storage: DurableStorage.s3('s3://state-eu'), kubeContext: 'prod-eu' },
      standby: { scope: charts[1], storage: DurableStorage.s3('s3://state-us') },
      recoveryPoint: Duration.minutes(30),
      recoveryTime: Duration.minutes(15),
      ...props(charts),
    });
    expect(errorsOf(() => app.synth()).join('\n')).toContain(expected);
  });

  test('a savepoint in the other region is lost with it', () => {
    expect(messages({ ...RESTORED, restoreFrom: 's3://state-eu/flink/savepoint-1' })).toContain('must be in the storage of the standby region, s3://state-us');
    expect(messages({ ...RESTORED, restoreFrom: 's3://state-us2/flink/savepoint-1' })).toContain('must be in the storage of the standby region, s3://state-us');
  });
});

describe('objectives', () => {
  test('are computed', () => {
    const { construct } = recovery({ replicationTime: Duration.minutes(5), job: { ...JOB, expectedStateSize: Size.gibibytes(400) } });
    expect(construct.worstRecoveryPoint.toMinutes()).toBe(20);
    // 100 GiB for each of 4 TaskManagers, at 200 GiB in a quarter of an hour
    expect(construct.leastRecoveryTime.toSeconds({ integral: false })).toBe((3 + 7.5) * 60);
  });

  test('a recovery time below that of a start is an error, on the spot it is none', () => {
    const job = { ...JOB, expectedStateSize: Size.gibibytes(40) };
    expect(messages({ job, recoveryTime: Duration.seconds(224) })).toContain('DR-01 recoveryTime = "224 s": must be at least 225 s, the time to start the pods and to read the state');
    expect(recovery({ job, recoveryTime: Duration.seconds(225) }).app.synth()).toBeUndefined();
  });

  test('a recovery point below interval and replication is a warning of guideline DR-03', () => {
    const { construct } = recovery({ recoveryPoint: Duration.minutes(10) });
    expect(construct.primary.findings.map(({ guideline }) => guideline)).toContain('DR-03');
  });
});

describe('runbooks', () => {
  test('name the clusters, the job and the bucket', () => {
    const { failoverRunbook, failbackRunbook } = recovery().construct;
    expect(failoverRunbook).toContain('kubectl --context prod-eu patch flinkdeployment orders --namespace shop --type merge');
    expect(failoverRunbook).toContain('kubectl --context standby delete flinkdeployment orders --namespace shop --ignore-not-found');
    expect(failoverRunbook).toContain('kubectl --context standby get flinkdeployment orders --namespace shop --watch');
    expect(failoverRunbook).toMatch(/aws s3 ls --recursive s3:\/\/state-us\/\S+ \| grep _metadata/);
    expect(failoverRunbook).toContain('active: ActiveRegion.STANDBY');
    expect(failbackRunbook).toContain('kubectl --context standby delete flinkdeployment orders --namespace shop');
  });

  test('after a failover, lead back', () => {
    const { failbackRunbook } = recovery(RESTORED).construct;
    expect(failbackRunbook).toContain('planned move from standby to primary');
    expect(failbackRunbook).toContain('kubectl --context prod-eu delete flinkdeployment orders --namespace shop');
    expect(failbackRunbook).toContain('active: ActiveRegion.PRIMARY');
  });

  test.each([
    [DurableStorage.gcs('gs://state-us'), 'gcloud storage ls'],
    [DurableStorage.azure('abfss://flink@account.dfs.core.windows.net'), '--file-system flink'],
    [DurableStorage.hdfs('hdfs://namenode:8020/flink'), 'hdfs dfs -ls -R'],
  ])('list savepoints in each store', (storage, command) => {
    const app = new App();
    expect(recovery({ standby: { scope: new Chart(app, 'x', { namespace: 'shop' }), storage } }).construct.failoverRunbook).toContain(command);
  });
});
