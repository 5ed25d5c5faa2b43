import { Duration, Size } from 'cdk8s';
import { AutoscalerOptions, Connector, DeploymentMode, FlinkVersion, JobArtifact, ProductionFlinkJob, ProductionFlinkJobProps, ReactiveScalingOptions, RuntimeMode, Scaling, ScalingTrigger } from '../../../src';
import { chartOf, errorsOf, LEAST, only, SOUND, synthJob } from '../../jobs';

const JAR = JobArtifact.jar('local:///opt/flink/jobs/orders.jar');
const of = (scaling: Scaling, props: Partial<ProductionFlinkJobProps> = {}) => synthJob({ ...SOUND, artifact: JAR, ...props, scaling });
const configuration = (manifests: any[]) => only(manifests, 'FlinkDeployment').spec.flinkConfiguration;
const messages = (scaling: Scaling, props: Partial<ProductionFlinkJobProps> = {}) => errorsOf(() => of(scaling, props)).join('\n');
const warnings = (scaling: Scaling, props: Partial<ProductionFlinkJobProps> = {}) =>
  new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ...SOUND, artifact: JAR, ...props, scaling }).findings.map(({ guideline, message, fix }) => `${guideline} ${message}. ${fix}`).join('\n');

describe('the operator\'s autoscaler', () => {
  const autoscaler = (options?: AutoscalerOptions) => Scaling.operatorAutoscaler(options);

  test('comes with the adaptive scheduler and a careful profile', () => {
    expect(configuration(of(autoscaler()))).toMatchObject({
      'job.autoscaler.enabled': 'true',
      'jobmanager.scheduler': 'adaptive',
      'job.autoscaler.utilization.target': '0.7',
      'job.autoscaler.utilization.min': '0.4',
      'job.autoscaler.utilization.max': '0.85',
      'job.autoscaler.scale-up.max-factor': '1.0',
      'job.autoscaler.stabilization.interval': '10 min',
      'job.autoscaler.vertex.max-parallelism': '200',
    });
  });

  test('sets an option for each property', () => {
    expect(configuration(of(autoscaler({
      targetUtilization: 0.6,
      minUtilization: 0.3,
      maxUtilization: 0.9,
      minParallelism: 2,
      maxParallelism: 48,
      metricsWindow: Duration.minutes(20),
      stabilizationInterval: Duration.minutes(30),
      scaleDownInterval: Duration.hours(2),
      scaleUpMaxFactor: 0.5,
      scaleDownMaxFactor: 0.2,
      restartTime: Duration.minutes(3),
      catchUpDuration: Duration.minutes(15),
      cpuQuota: 64,
      memoryQuota: Size.gibibytes(256),
      excludedPeriods: ['9:30-10:00', '* * 9-11 * * ?'],
      adviseOnly: true,
    })))).toMatchObject({
      'job.autoscaler.utilization.target': '0.6',
      'job.autoscaler.utilization.min': '0.3',
      'job.autoscaler.utilization.max': '0.9',
      'job.autoscaler.vertex.min-parallelism': '2',
      'job.autoscaler.vertex.max-parallelism': '48',
      'job.autoscaler.metrics.window': '20 min',
      'job.autoscaler.stabilization.interval': '30 min',
      'job.autoscaler.scale-down.interval': '2 h',
      'job.autoscaler.scale-up.max-factor': '0.5',
      'job.autoscaler.scale-down.max-factor': '0.2',
      'job.autoscaler.restart.time': '3 min',
      'job.autoscaler.catch-up.duration': '15 min',
      'job.autoscaler.quota.cpu': '64',
      'job.autoscaler.quota.memory': '256g',
      'job.autoscaler.excluded.periods': '9:30-10:00;* * 9-11 * * ?',
      'job.autoscaler.scaling.enabled': 'false',
    });
  });

  test.each([[0.95, '0.95'], [0.8, '0.85']])('a target of %d has its upper bound at %s at least', (targetUtilization, max) => {
    expect(configuration(of(autoscaler({ targetUtilization })))['job.autoscaler.utilization.max']).toBe(max);
  });

  test('stays below the max parallelism of a small job', () => {
    expect(configuration(of(autoscaler(), { maxParallelism: 120 }))['job.autoscaler.vertex.max-parallelism']).toBe('120');
    expect(warnings(autoscaler({ maxParallelism: 120 }), { maxParallelism: 120 })).not.toContain('ASC-06');
    expect(warnings(autoscaler({ maxParallelism: 121 }), { maxParallelism: 120 })).toContain('must be at most pipeline.max-parallelism, 120');
  });

  test.each<[string, AutoscalerOptions, string]>([
    ['a utilization above 1', { targetUtilization: 70 }, 'ASC-05 scaling.targetUtilization'],
    ['half a subtask', { maxParallelism: 4.5 }, 'ASC-06 scaling.maxParallelism = 4.5: must be a whole number'],
    ['no time at all', { stabilizationInterval: Duration.millis(0) }, 'ASC-05 scaling.stabilizationInterval'],
    ['no processors', { cpuQuota: 0 }, 'ASC-06 scaling.cpuQuota'],
    ['a period that is none', { excludedPeriods: ['at night'] }, 'must be times of a day or a cron expression'],
    ['bounds that exclude the target', { minUtilization: 0.8 }, 'on the wrong side of'],
  ])('%s is an error', (_, options, expected) => {
    expect(messages(autoscaler(options))).toContain(expected);
  });

  test('a job that scales by hand has none of it', () => {
    const keys = Object.keys(configuration(of(Scaling.fixed()))).filter((key) => /autoscaler|scheduler/.test(key));
    expect(keys).toEqual(['job.autoscaler.enabled']);
    expect(configuration(of(Scaling.fixed()))['job.autoscaler.enabled']).toBe('false');
  });
});

describe('reactive mode', () => {
  const reactive = (options: Partial<ReactiveScalingOptions> = {}) =>
    Scaling.reactive({ minTaskManagers: 2, maxTaskManagers: 10, trigger: ScalingTrigger.cpu(70), ...options });
  const LAG = { bootstrapServers: ['kafka.kafka:9092', 'kafka2.kafka:9092'], topic: 'orders', consumerGroup: 'fraud', lagThreshold: 10_000 };

  test('has a HorizontalPodAutoscaler of the FlinkDeployment', () => {
    const manifests = of(reactive());
    expect(only(manifests, 'HorizontalPodAutoscaler')).toMatchObject({
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        scaleTargetRef: { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', name: 'orders' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      },
    });
    const { spec } = only(manifests, 'FlinkDeployment');
    expect(spec).toMatchObject({
      mode: 'standalone',
      taskManager: { replicas: 2 },
      flinkConfiguration: { 'scheduler-mode': 'reactive', 'restart-strategy.type': 'exponential-delay' },
    });
    expect(Number.parseInt(spec.flinkConfiguration['execution.checkpointing.interval'], 10)).toBeGreaterThan(0);
  });

  test('has a ScaledObject of the FlinkDeployment', () => {
    const trigger = ScalingTrigger.kafkaLag({ ...LAG, authentication: 'kafka', pollingInterval: Duration.seconds(15) });
    const manifests = of(reactive({ trigger }));
    expect(only(manifests, 'ScaledObject')).toMatchObject({
      spec: {
        scaleTargetRef: { kind: 'FlinkDeployment', name: 'orders' },
        minReplicaCount: 2,
        maxReplicaCount: 10,
        pollingInterval: 15,
        triggers: [{
          type: 'kafka',
          metadata: { bootstrapServers: 'kafka.kafka:9092,kafka2.kafka:9092', consumerGroup: 'fraud', topic: 'orders', lagThreshold: '10000' },
          authenticationRef: { name: 'kafka' },
        }],
      },
    });
    expect(manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toEqual([]);
  });

  test('breaks no guideline', () => {
    expect(warnings(reactive())).toBe('');
    expect(warnings(reactive({ trigger: ScalingTrigger.kafkaLag(LAG) }))).toBe('');
  });

  test.each<[string, Partial<ReactiveScalingOptions>, Partial<ProductionFlinkJobProps>, string]>([
    ['fewer at most than at least', { maxTaskManagers: 1 }, {}, 'ASC-04 scaling.maxTaskManagers = 1: must be at least minTaskManagers, 2'],
    ['none at least', { minTaskManagers: 0 }, {}, 'ASC-04 scaling.minTaskManagers = 0: must be a whole number of at least 1'],
    ['more than all of a processor', { trigger: ScalingTrigger.cpu(101) }, {}, 'ASC-04 scaling.trigger = 101: must be a whole number of percent from 1 to 100'],
    ['nothing of a processor', { trigger: ScalingTrigger.cpu(0) }, {}, 'ASC-04 scaling.trigger = 0'],
    ['a lag of nothing', { trigger: ScalingTrigger.kafkaLag({ ...LAG, lagThreshold: 0 }) }, {}, 'ASC-03 scaling.trigger.lagThreshold = 0'],
    ['no servers', { trigger: ScalingTrigger.kafkaLag({ ...LAG, bootstrapServers: [] }) }, {}, 'ASC-03 scaling.trigger.bootstrapServers: must be a list with at least one server'],
    ['no trigger', { trigger: undefined }, {}, 'ARC-12 scaling.trigger: must be set. Write ScalingTrigger.cpu(percent)'],
    ['the autoscaler, too', {}, { flinkConfiguration: { 'job.autoscaler.enabled': 'true' } }, 'must not be combined with reactive mode'],
    ['blue/green', {}, { blueGreen: {} }, 'ASC-04 scaling: must not be reactive: the scaler targets the FlinkDeployment with the name of the job, which a blue/green job does not have'],
    ['a batch job', {}, { runtimeMode: RuntimeMode.BATCH }, 'ASC-02 scaling: must not be reactive: the reactive scheduler runs streaming jobs only'],
    ['a jar where the operator hides it', {}, { artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar') }, 'ARC-09'],
  ])('%s is an error', (_, options, props, expected) => {
    expect(messages(reactive(options), props)).toContain(expected);
  });

  test.each<[number, string]>([[3, 'ASC-04 mode.taskManagers = 3: must not differ from scaling.minTaskManagers, 2'], [2, '']])('a number of TaskManagers beside it, %d', (taskManagers, message) => {
    const mode = DeploymentMode.standalone({ taskManagers });
    const scaling = Scaling.reactive({ minTaskManagers: 2, maxTaskManagers: 4, trigger: ScalingTrigger.cpu(70) });
    const synth = () => of(scaling, { mode });
    if (message === '') expect(only(synth(), 'FlinkDeployment').spec.taskManager.replicas).toBe(2);
    else expect(errorsOf(synth).join('\n')).toContain(message);
  });

  test('records that wait for a checkpoint must not ask for TaskManagers', () => {
    const lag = (recordsPerSecond: number) => reactive({ trigger: ScalingTrigger.kafkaLag({ ...LAG, recordsPerSecond }) });
    const props = { checkpointing: { interval: Duration.seconds(20) } };
    expect(only(of(lag(1000), props), 'ScaledObject')).toBeDefined();
    expect(messages(lag(1001), props)).toContain('ASC-03 scaling.trigger.lagThreshold = 10000: must be at least 10010: offsets are committed with checkpoints, so that 20020 records');
  });

  test('more slots than the max parallelism are a warning', () => {
    expect(warnings(reactive({ maxTaskManagers: 60 }), { maxParallelism: 120, flinkVersion: FlinkVersion.V2_2 })).toBe('');
    expect(warnings(reactive({ maxTaskManagers: 61 }), { maxParallelism: 120 })).toContain('ASC-06 the maximum of 61 TaskManagers with 2 slots each is 122 slots, and pipeline.max-parallelism is 120');
  });

  test('a wide Kafka source is no finding', () => {
    const connectors = [Connector.kafkaSource('orders', { bootstrapServers: ['kafka:9092'], topics: ['orders'], groupId: 'fraud' })];
    expect(warnings(reactive(), { connectors })).not.toContain('ASC-');
  });
});
