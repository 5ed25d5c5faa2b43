import { operatorRules } from './operator-rules';
import { EXAMPLES, synthExample } from '../examples/examples';
import { SUPPORTED } from '../jobs';

const deploymentOf = (manifests: any[]) => manifests.find(({ kind }) => kind === 'FlinkDeployment');

test.each(EXAMPLES.flatMap((name) => SUPPORTED.map((version) => [name, version] as const)))('the operator accepts %s on Flink %s', (name, version) => {
  expect(operatorRules(deploymentOf(synthExample(name, version)))).toEqual([]);
});

test.each<[string, (deployment: any) => void, string[]]>([
  ['a name with capitals', (d) => { d.metadata.name = 'Orders_1'; }, ['name']],
  ['a name of 46 characters', (d) => { d.metadata.name = 'a'.repeat(46); }, ['name']],
  ['no Flink version', (d) => { delete d.spec.flinkVersion; }, ['flinkVersion']],
  ['an old Flink version', (d) => { d.spec.flinkVersion = 'v1_14'; }, ['flinkVersion']],
  ['a cluster id', (d) => { d.spec.flinkConfiguration['kubernetes.cluster-id'] = 'x'; }, ['forbidden key']],
  ['a standby without HA', (d) => { d.spec.jobManager.replicas = 2; delete d.spec.flinkConfiguration['high-availability.type']; }, ['standby needs HA']],
  ['no directories', (d) => {
    delete d.spec.flinkConfiguration['execution.checkpointing.dir'];
    delete d.spec.flinkConfiguration['execution.checkpointing.savepoint-dir'];
  }, ['checkpoint directory', 'savepoint directory']],
  ['a misspelt parallelism', (d) => { d.spec.job.paralelism = d.spec.job.parallelism; delete d.spec.job.parallelism; }, ['parallelism']],
  ['an unknown log file', (d) => { d.spec.logConfiguration['log4j.properties'] = ''; }, ['log configuration']],
  ['no service account', (d) => { delete d.spec.serviceAccount; }, ['service account']],
  ['memory in fractions', (d) => { d.spec.taskManager.resource.memory = '4.5Gi'; }, ['taskManager memory']],
  ['no memory', (d) => { delete d.spec.jobManager.resource; }, ['jobManager memory']],
  ['rollback without HA', (d) => {
    d.spec.flinkConfiguration['kubernetes.operator.deployment.rollback.enabled'] = 'true';
    d.spec.flinkConfiguration['high-availability.type'] = 'NONE';
  }, ['rollback needs HA']],
])('the operator refuses %s', (_, breakIt, expected) => {
  const deployment = structuredClone(deploymentOf(synthExample('quickstart')));
  breakIt(deployment);
  expect(operatorRules(deployment)).toEqual(expected);
});
