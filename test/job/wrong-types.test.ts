import { App, Chart, Duration, Lazy } from 'cdk8s';
import {
  Connector, DurableStorage, EgressTarget, FlinkAlerts, FlinkDefaults, FlinkDeployment, FlinkEnvironment, FlinkPodMonitor,
  FlinkSessionCluster, FlinkSessionJob, FlinkStateSnapshot, FlinkVersion, Guidelines, JobArtifact, ProductionFlinkJob,
  ProductionFlinkJobProps, RestartStrategy, Scaling, ScalingTrigger, SecretValue, StateBackend, Tls,
} from '../../src';
import { chartOf, errorsOf, LEAST, synthJob } from '../jobs';

const errors = (props: object) => errorsOf(() => synthJob(props as Partial<ProductionFlinkJobProps>)).join('\n');

/** What programs that no compiler has checked give, and what they are told. */
test.each<[string, object, string]>([
  ['a text for a class', { artifact: 'x' }, 'ARC-12 artifact: expected a JobArtifact, got the string "x". Write JobArtifact.jar(uri), '],
  ['an address for what a factory makes of it', { storage: 's3://state/x' }, 'storage: expected a DurableStorage, got the string "s3://state/x". Write DurableStorage.s3("s3://state/x").'],
  ['the name of a factory', { upgradeMode: 'last-state' }, 'got the string "last-state". Write UpgradeMode.lastState().'],
  ['the name of a mode', { mode: 'standalone' }, 'got the string "standalone". Write DeploymentMode.standalone().'],
  ['no name at all, where one factory loses state', { upgradeMode: 'x' }, 'Write UpgradeMode.lastState() or UpgradeMode.savepoint().'],
  ['null for a class', { artifact: null }, 'artifact: expected a JobArtifact, got null'],
  ['another class', { scaling: JobArtifact.jar('local:///a.jar') }, 'scaling: expected a Scaling, got a JobArtifact'],
  ['a class for a class of its options', { stateBackend: { incremental: true } }, 'stateBackend: expected a StateBackend, got a map. Write StateBackend.hashMap() or StateBackend.rocksDb()'],
  ['a text for a version', { flinkVersion: '1.20' }, 'flinkVersion: expected a FlinkVersion, got the string "1.20". Write FlinkVersion.V1_20.'],
  ['a text for a duration', { checkpointing: { interval: '60s' } }, 'checkpointing.interval: expected a Duration, got the string "60s". Write Duration.seconds(60).'],
  ['a text for a size', { taskManager: { memory: '4Gi' } }, 'taskManager.memory: expected a Size, got the string "4Gi". Write Size.gibibytes(4).'],
  ['a duration for a size', { taskManager: { memory: Duration.days(1) } }, 'taskManager.memory: expected a Size, got a Duration'],
  ['texts for targets', { egress: ['kafka:9092'] }, 'egress[0]: expected an EgressTarget, got the string "kafka:9092". Write EgressTarget.anywhere(port)'],
  ['one target', { egress: EgressTarget.anywhere(443) }, 'egress: expected a list of EgressTargets, got an EgressTarget'],
  ['a map for a list', { egress: {} }, 'egress: expected a list of EgressTargets, got a map'],
  ['a number for a script', { artifact: JobArtifact.sql(5 as any, { release: '1.20.1' }) }, 'artifact.statements: expected a string, got the number 5'],
  ['one argument for a list of them', { artifact: JobArtifact.jar('local:///a.jar', { args: '--x' as any }) }, 'artifact.args: expected a list of strings, got the string "--x". Write it in brackets: ["--x"].'],
  ['a number in quotes', { parallelism: '4' }, 'parallelism: expected a number, got the string "4". Write 4, without quotes.'],
  ['a word in quotes', { objectReuse: 'true' }, 'objectReuse: expected true or false, got the string "true". Write true, without quotes.'],
  ['an option that is no text', { flinkConfiguration: { 'table.exec.mini-batch.size': 5 } }, "flinkConfiguration['table.exec.mini-batch.size']: expected a string, got the number 5. Write \"5\"."],
  ['a constant of another name', { checkpointing: { mode: 'exactly-once' } }, 'checkpointing.mode: expected one of EXACTLY_ONCE, AT_LEAST_ONCE of CheckpointingMode, got the string "exactly-once". Write CheckpointingMode.EXACTLY_ONCE.'],
  ['a constant with the name of a method', { checkpointing: { mode: 'toString' } }, 'checkpointing.mode: expected one of EXACTLY_ONCE, AT_LEAST_ONCE of CheckpointingMode'],
  ['a property that is misspelt', { parallelizm: 4 }, 'parallelizm: unknown property of ProductionFlinkJobProps. Write parallelism.'],
  ['a property of a struct that is misspelt', { taskManager: { memroy: 1 } }, 'taskManager.memroy: unknown property of TaskManagerOptions. Write memory.'],
  ['a property with another ending', { checkpoints: {} }, 'checkpoints: unknown property of ProductionFlinkJobProps. Write checkpointing.'],
  ['a property of which only the beginning is known', { check: {} }, 'check: unknown property of ProductionFlinkJobProps. Write checkpointing.'],
  ['a property that is far from all', { disruptionBudget: { nothing: 1 } }, 'disruptionBudget.nothing: unknown property of JobDisruptionBudgetOptions. Known properties: '],
  ['a property of a factory that is misspelt', { stateBackend: StateBackend.rocksDb({ incremntal: false } as any) }, 'stateBackend.incremntal: unknown property of RocksDbOptions. Write incremental.'],
  ['a factory inside of another', { scaling: Scaling.reactive({ minTaskManagers: 1, maxTaskManagers: 2, trigger: ScalingTrigger.cpu('70' as any) }) }, 'scaling.trigger.percent: expected a number, got the string "70". Write 70, without quotes.'],
  ['a connector without topics', { connectors: [Connector.kafkaSource('in', { bootstrapServers: ['kafka:9092'] } as any)] }, 'connectors[0].topics: must be set'],
  ['a connector without anything', { connectors: [(Connector as any).kafkaSource('in')] }, 'connectors[0].bootstrapServers: must be set'],
  ['a factory without its arguments', { restartStrategy: (RestartStrategy as any).failureRate() }, 'restartStrategy.interval: must be set. Write Duration.seconds(60).'],
  ['a name that is a number', { storage: DurableStorage.s3(5 as any) }, 'storage.uri: expected a string, got the number 5'],
])('%s is an error that names property and type', (_, props, expected) => expect(errors(props)).toContain(expected));

test('a password is not printed', () => {
  const printed = errors({ tls: Tls.secret({ secretName: 'stores', keystorePassword: 'hunter2' as any }), secretEnv: { DB: 'hunter3' } });
  expect(printed).toContain('tls.keystorePassword: expected a SecretValue, got something that is not a reference to a Secret. Write SecretValue.fromSecret(name, key).');
  expect(printed).toContain("secretEnv['DB']: expected a SecretValue");
  expect(printed).not.toContain('hunter');
});

test('all of them are told at once, and nothing that follows from them', () => {
  const lines = errors({ storage: 's3://x', tls: 'on', scaling: 'auto' }).split('\n');
  expect(lines.map((line) => /ARC-12 (\w+): expected/.exec(line)?.[1]).sort()).toEqual(['scaling', 'storage', 'tls']);
});

test('with what can be spared taken out, everything else is judged', () => {
  const printed = errors({ objectReuse: 'yes', parallelism: 0, stateBackend: StateBackend.rocksDb({ incremental: 'yes' as any }), checkpointing: { interval: Duration.millis(0) } });
  for (const expected of ['objectReuse: expected', 'stateBackend.incremental: expected', 'PAR-08 parallelism = 0', 'CKP-02 checkpointing.interval']) expect(printed).toContain(expected);
});

test('a job of which properties are wrong and others missing is told both', () => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { storage: 's3://x', image: 'orders:1.0.0' } as any);
  expect(errorsOf(() => chart.toJson()).map((line) => /ARC-12 (\w+):/.exec(line)?.[1]).sort()).toEqual(['artifact', 'flinkVersion', 'parallelism', 'storage']);
});

test('values of the right types pass, and those that are computed later', () => {
  expect(synthJob({ ...LEAST, scaling: Scaling.fixed(), egress: [], connectors: [], reporters: [] }).length).toBeGreaterThan(5);
  expect(() => synthJob({ image: Lazy.any({ produce: () => 'orders:1.0.0' }) as any })).not.toThrow('expected a string');
});

/** Constructs, and calls of what belongs to a scope. */
test.each<[string, (chart: Chart, job: ProductionFlinkJob) => unknown, string]>([
  ['a job by its name', (chart) => new FlinkAlerts(chart, 'alerts', { deployment: 'orders' as any }), '[chart/alerts] error ARC-12 deployment: expected an IFlinkDeployment, got the string "orders". Pass a FlinkBlueGreenDeployment, '],
  ['no job', (chart) => new (FlinkAlerts as any)(chart, 'alerts', {}), '[chart/alerts] error ARC-12 deployment: must be set. Pass '],
  ['no properties', (chart) => new (FlinkPodMonitor as any)(chart, 'monitor'), '[chart/monitor] error ARC-12 deployment: must be set'],
  ['an interval in seconds', (chart, job) => new FlinkPodMonitor(chart, 'monitor', { deployment: job, interval: 30 as any }), 'interval: expected a Duration, got the number 30'],
  ['a count in quotes', (chart, job) => new FlinkStateSnapshot(chart, 'snapshot', { deployment: job, backoffLimit: '3' as any }), 'backoffLimit: expected a number, got the string "3"'],
  ['a cluster by its name', (chart) => new FlinkSessionJob(chart, 'job', { cluster: 'session' as any, artifact: JobArtifact.jar('https://x/a.jar'), parallelism: 1 }), 'cluster: expected an IFlinkDeployment'],
  ['a session cluster with a wrong type', (chart) => new FlinkSessionCluster(chart, 'session', { flinkVersion: '2.2', image: 'flink:2.2.1', storage: DurableStorage.s3('s3://state') } as any), 'flinkVersion: expected a FlinkVersion'],
  ['a plain deployment with a wrong type', (chart) => new FlinkDeployment(chart, 'plain', { flinkVersion: FlinkVersion.V1_20, image: 5 as any }), 'image: expected a string, got the number 5'],
  ['an environment', (chart) => FlinkEnvironment.of(chart).set({ operatorNamspace: 'flink' } as any), '[chart] error ARC-12 FlinkEnvironment.set.operatorNamspace: unknown property of FlinkEnvironmentOptions. Write operatorNamespace.'],
  ['defaults', (chart) => FlinkDefaults.of(chart).set({ storage: 's3://state' as any }), 'FlinkDefaults.set.storage: expected a DurableStorage, got the string "s3://state"'],
  ['a guideline by its name', (chart) => Guidelines.of(chart).add('SHOP-01' as any), 'Guidelines.add.guideline: expected a Guideline, got the string "SHOP-01"'],
])('%s is an error of the construct', (_, act, expected) => {
  const chart = chartOf();
  const job = new ProductionFlinkJob(chart, 'orders', LEAST);
  act(chart, job);
  const lines = errorsOf(() => chart.toJson());
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(expected);
});

test('what is made for a construct that could not be made says nothing more', () => {
  const chart = chartOf();
  const job = new FlinkSessionJob(chart, 'job', { cluster: 'session' as any, artifact: JobArtifact.jar('https://x/a.jar'), parallelism: 1 });
  new FlinkAlerts(chart, 'alerts', { deployment: job });
  expect(errorsOf(() => chart.toJson())).toHaveLength(1);
});

test('a scope that is none is told where it is written', () => {
  expect(() => FlinkEnvironment.of(undefined as any)).toThrow('FlinkEnvironment.of.scope: must be set');
  expect(() => FlinkDefaults.of('app' as any)).toThrow('FlinkDefaults.of.scope: expected a construct, got the string "app"');
  expect(() => FlinkDeployment.fromManifest('chart' as any, 'job', {})).toThrow('FlinkDeployment.fromManifest.scope: expected a Construct, got the string "chart"');
});

test('constructs of this library are still what their class says, and may be extended', () => {
  class Mine extends FlinkAlerts {
    public readonly mine = true;
  }
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  const job = new ProductionFlinkJob(chart, 'orders', LEAST);
  const alerts = new Mine(chart, 'alerts', { deployment: job });
  expect([alerts instanceof FlinkAlerts, alerts instanceof Mine, alerts.mine, SecretValue.fromSecret('a', 'b') instanceof SecretValue]).toEqual([true, true, true, true]);
});
