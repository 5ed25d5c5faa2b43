import { FlinkVersion, ProductionFlinkJob } from '../../src';
import { chartOf, SOUND } from '../jobs';

/** Findings about options as `severity key`, and their whole text by key. */
function judge(flinkVersion: FlinkVersion, flinkConfiguration: { [key: string]: string }) {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, flinkVersion, flinkConfiguration });
  const findings = job.findings.map(({ severity, path, message, fix }) => ({
    severity, key: /\['(.*)'\]/.exec(path)?.[1] ?? path, text: `${message}. ${fix}`,
  }));
  return {
    list: findings.map(({ severity, key }) => `${severity} ${key}`).sort(),
    of: (key: string) => findings.filter((finding) => finding.key === key).map(({ text }) => text).join('\n'),
  };
}

describe('configuration blocks of published guides, pasted as they stand', () => {
  test('a production guideline for 1.20', () => {
    const { list, of } = judge(FlinkVersion.V1_20, {
      'execution.checkpointing.interval': '60s',
      'execution.checkpointing.min-pause': '30s',
      'execution.checkpointing.timeout': '10min',
      'execution.checkpointing.unaligned': 'true',
      'state.checkpoints.num-retained': '3',
      'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
      'metrics.reporter.prom.port': '9249',
      'metrics.reporter.prom.interval': '15 SECONDS',
      'metrics.scope.jm.job': '<host>.jobmanager.<job_name>',
      'metrics.scope.tm.task': '<host>.taskmanager.<tm_id>.<job_name>.<task_name>',
    });
    expect(list).toEqual([
      // the former name; and savepoints of such a job wait for alignment
      'advice execution.checkpointing.unaligned',
      'advice execution.checkpointing.unaligned',
      'advice metrics.scope.jm.job',
      'advice state.checkpoints.num-retained',
      'error metrics.scope.tm.task',
      'warning metrics.reporter.prom.interval',
      'warning metrics.scope.jm.job',
    ]);
    expect(of('execution.checkpointing.unaligned')).toContain('execution.checkpointing.unaligned.enabled');
    expect(of('state.checkpoints.num-retained')).toContain('execution.checkpointing.num-retained');
    expect(of('metrics.scope.tm.task')).toContain('metrics.scope.task');
    expect(of('metrics.reporter.prom.interval')).toContain('ServiceMonitor');
  });

  test('tuning advice of the same guide', () => {
    const { list, of } = judge(FlinkVersion.V1_20, {
      'taskmanager.network.memory.fraction': '0.2',
      'taskmanager.network.memory.buffers-per-channel': '2',
      'akka.ask.timeout': '30s',
      'io.tmp.dirs': '/mnt/nvme',
      'pipeline.object-reuse': 'true',
    });
    expect(list).toEqual(['advice akka.ask.timeout', 'advice taskmanager.network.memory.buffers-per-channel', 'advice taskmanager.network.memory.fraction']);
    expect(of('taskmanager.network.memory.fraction')).toContain('taskmanager.memory.network.fraction');
    expect(of('akka.ask.timeout')).toContain('pekko.ask.timeout');
  });

  const operations = {
    'execution.checkpointing.interval': '60000',
    'execution.checkpointing.min-pause': '10000',
    'execution.checkpointing.timeout': '600000',
    'execution.checkpointing.num-retained': '2',
    'execution.checkpointing.mode': 'EXACTLY_ONCE',
    'state.checkpoints.dir': 's3://your-bucket/flink-checkpoints/',
    'state.backend': 'rocksdb',
    'state.backend.rocksdb.localdir': '/mnt/ssd/flink-rocksdb',
    'state.backend.incremental': 'true',
    'taskmanager.memory.process.size': '4096m',
    'taskmanager.memory.managed.fraction': '0.4',
    'taskmanager.memory.network.fraction': '0.15',
    'jobmanager.scheduler': 'adaptive',
    'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
    'metrics.reporter.prom.port': '9249',
  };
  const unitless = ['interval', 'min-pause', 'timeout'].map((option) => `warning execution.checkpointing.${option}`);

  test('an operations guide, on 1.20', () => {
    const { list, of } = judge(FlinkVersion.V1_20, operations);
    expect(list).toEqual([
      'advice state.backend', 'advice state.backend.incremental', 'advice state.checkpoints.dir', 'advice taskmanager.memory.process.size', 'warning state.backend.rocksdb.localdir', ...unitless,
    ].sort());
    expect(of('taskmanager.memory.process.size')).toContain('Use taskManager.memory');
    expect(of('execution.checkpointing.interval')).toContain('milliseconds');
  });

  test('an operations guide, on 2.2: old names now stand in each other\'s way', () => {
    const { list, of } = judge(FlinkVersion.V2_2, operations);
    expect(list).toContain('error state.backend');
    expect(of('state.backend')).toContain('state.backend.incremental');
    expect(list.filter((line) => line.startsWith('error'))).toEqual(['error state.backend']);
  });

  test('a tutorial\'s FlinkDeployment and its high availability', () => {
    const { list, of } = judge(FlinkVersion.V1_19, {
      'taskmanager.numberOfTaskSlots': '4',
      'state.backend': 'rocksdb',
      'state.backend.incremental': 'true',
      'state.checkpoints.dir': 's3://my-flink-bucket/checkpoints/',
      'state.savepoints.dir': 's3://my-flink-bucket/savepoints/',
      'execution.checkpointing.interval': '60000',
      'execution.checkpointing.mode': 'EXACTLY_ONCE',
      'high-availability': 'kubernetes',
      'high-availability.storageDir': 's3://my-flink-bucket/ha/',
      'kubernetes.cluster-id': 'fraud-detection-job',
      'ha.type': 'kubernetes',
      'kubernetes.leader-election.enabled': 'true',
      'scheduler-mode': 'reactive',
    });
    expect(list).toEqual([
      'advice high-availability',
      'advice state.backend',
      'error ha.type',
      'error kubernetes.cluster-id',
      'error kubernetes.leader-election.enabled',
      'error scheduler-mode',
      'warning execution.checkpointing.interval',
      // four on two processors
      'warning taskmanager.numberOfTaskSlots',
    ]);
    expect(of('ha.type')).toContain('high-availability.type');
    expect(of('scheduler-mode')).toContain('standalone');
  });

  test('a tutorial\'s checkpoint tuning', () => {
    const { list } = judge(FlinkVersion.V1_19, {
      'state.backend.rocksdb.memory.managed': 'true',
      'state.backend.rocksdb.memory.fixed-per-slot': '512mb',
      'state.backend.local-recovery': 'true',
      'execution.checkpointing.timeout': '120000',
      'execution.checkpointing.max-concurrent-checkpoints': '1',
      'taskmanager.network.memory.fraction': '0.1',
    });
    expect(list).toEqual([
      'advice taskmanager.network.memory.fraction',
      'error state.backend.rocksdb.memory.fixed-per-slot',
      'warning execution.checkpointing.timeout',
    ]);
  });
});

test('a key of one version in a job of another is an error', () => {
  expect(judge(FlinkVersion.V1_20, { 'state.backend.forst.cache.size-based-limit': '10gb' }).list).toEqual(['error state.backend.forst.cache.size-based-limit']);
});
