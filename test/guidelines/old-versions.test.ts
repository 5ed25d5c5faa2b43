import { FlinkVersion } from '../../src';
import { GUIDELINES } from '../../src/guidelines/registry';
import { judge } from '../../src/guidelines/verdict';
import { renderPods } from '../../src/workload/rendered-pods';
import { Workload } from '../../src/workload/workload';

/** What somebody wrote for a version that jobs are no longer made for, and that the operator still runs. */
const manifest = (minor: string, options: object = {}, container: object = {}) => ({
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkDeployment',
  metadata: { name: 'clicks', namespace: 'ads' },
  spec: {
    image: 'registry.example.com/clicks:3.1.0',
    flinkVersion: FlinkVersion.of(minor).manifestValue,
    serviceAccount: 'flink',
    flinkConfiguration: options,
    podTemplate: { spec: { containers: [{ name: 'flink-main-container', ...container }] } },
    jobManager: { resource: { cpu: 1, memory: '2g' } },
    taskManager: { resource: { cpu: 2, memory: '4g' } },
    job: { jarURI: 'local:///opt/flink/usrlib/clicks.jar', parallelism: 2, upgradeMode: 'last-state' },
  },
});

const workload = (...args: Parameters<typeof manifest>) => Workload._of(manifest(...args));
const said = (...args: Parameters<typeof manifest>) => judge(workload(...args), GUIDELINES).findings
  .map(({ severity, guideline, path, message, fix }) => `${severity} ${guideline} ${path}: ${message}. ${fix}`);
const about = (what: string, list: string[]) => list.filter((line) => line.includes(what));

describe.each(['1.15', '1.16', '1.17', '1.18'])('Flink %s', (minor) => {
  test('is deprecated, and judged in full', () => {
    const [version, ...others] = about('ARC-08', said(minor));
    expect(version).toContain('deprecated: operator 1.16 still runs this version');
    expect(others).toEqual([]);
    expect(['SEC-06', 'SEC-07', 'SEC-08'].filter((id) => about(`warning ${id}`, said(minor)).length === 0)).toEqual([]);
  });

  test('a secret in a variable, and none', () => {
    expect(about('SEC-05', said(minor, {}, { env: [{ name: 'KAFKA_PASSWORD', value: 'correct-horse' }] }))).toEqual([expect.stringContaining('KAFKA_PASSWORD contains a secret in plain text')]);
    expect(about('SEC-05', said(minor, {}, { env: [{ name: 'KAFKA_USER', value: 'clicks' }] }))).toEqual([]);
  });

  test('an option that nobody reads, and those it has', () => {
    expect(about('restart-strategy', said(minor, { 'restart-strategy': 'fixed-delay', 'restart-strategy.fixed-delay.retries': '3' })))
      .toContainEqual(expect.stringContaining(`error ARC-12 spec.flinkConfiguration['restart-strategy.fixed-delay.retries']: unknown option: Flink ${minor}`));
    expect(about('error', said(minor, { 'restart-strategy': 'fixed-delay', 'restart-strategy.fixed-delay.attempts': '3', 'state.checkpoints.dir': 's3://ads/clicks' }))
      .filter((line) => line.includes('flinkConfiguration'))).toEqual([]);
  });

  test('a name that came later is refused with the one that it reads', () => {
    expect(about('execution.checkpointing.dir', said(minor, { 'execution.checkpointing.dir': 's3://ads/clicks' })))
      .toEqual([expect.stringContaining(`unknown option in Flink ${minor}, where it has another name. Write state.checkpoints.dir`)]);
  });

  test('its own memory model answers, and its pods are rendered', () => {
    const { taskManager } = renderPods(workload(minor));
    expect(taskManager.spec.containers[0].resources).toEqual({ requests: { cpu: '2', memory: '4Gi' }, limits: { cpu: '2', memory: '4Gi' } });
    expect(about('MEM', said(minor, { 'taskmanager.memory.task.heap.size': '6g' }))).toContainEqual(expect.stringContaining('error'));
  });
});

test('advice names an option as the version does', () => {
  const highAvailability = (minor: string) => about('HA-01', said(minor))[0];
  expect(highAvailability('1.15')).toContain("spec.flinkConfiguration['high-availability']: ");
  expect(highAvailability('1.15')).toContain('Set high-availability to "kubernetes", and high-availability.storageDir');
  expect(highAvailability('1.18')).toContain('Set high-availability.type to "kubernetes"');
});
