import { ApiObject, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  CheckpointingMode, DurableStorage, flinkConfiguration, FlinkVersion, GarbageCollector, HighAvailability, JobArtifact, LocalVolume,
  MetricsCollector, ProductionFlinkJob, ProductionFlinkJobProps, RestartStrategy, S3FileSystem, SavepointFormat, StateBackend,
  UnalignedCheckpoints, UpgradeMode,
} from '../../src';
import { chartOf, configurationOf, errorsOf, LEAST, only, SOUND, specOf, synthJob } from '../jobs';

test('objects stand in a stable order', () => {
  expect(synthJob().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ServiceAccount orders',
    'Role orders',
    'RoleBinding orders',
    'ServiceAccount orders-taskmanager',
    'Role orders-taskmanager',
    'RoleBinding orders-taskmanager',
    'NetworkPolicy orders-jobmanager',
    'NetworkPolicy orders-taskmanager',
    'FlinkDeployment orders',
    'Service orders-metrics',
    'ServiceMonitor orders',
    'PrometheusRule orders',
    'PodDisruptionBudget orders-taskmanager',
  ]);
});

test('nothing undefined gets into a manifest', () => {
  expect(JSON.stringify(synthJob())).not.toContain('undefined');
});

test('every object is in the namespace of the job', () => {
  for (const { metadata } of synthJob({ namespace: 'elsewhere' })) expect(metadata.namespace).toBe('elsewhere');
});

test.each<[string, Partial<ProductionFlinkJobProps>, string[]]>([
  ['the accounts', { serviceAccount: { enabled: false } }, ['ServiceAccount', 'Role', 'RoleBinding']],
  ['the network policies', { networkPolicy: { enabled: false } }, ['NetworkPolicy']],
  ['what collects the metrics', { monitoring: { collector: MetricsCollector.NONE } }, ['Service', 'ServiceMonitor']],
  ['the alerts', { monitoring: { alerts: { enabled: false } } }, ['PrometheusRule']],
  ['the disruption budgets', { disruptionBudget: { enabled: false } }, ['PodDisruptionBudget']],
])('%s can be left out', (_, props, kinds) => {
  const left = new Set(synthJob(props).map(({ kind }) => kind));
  const all = new Set(synthJob().map(({ kind }) => kind));
  expect([...all].filter((kind) => !left.has(kind))).toEqual(kinds);
});

test('an existing service account replaces the job\'s own', () => {
  const manifests = synthJob({ serviceAccount: { name: 'flink' } });
  expect(manifests.map(({ kind }) => kind)).not.toContain('ServiceAccount');
  expect(only(manifests, 'FlinkDeployment').spec.serviceAccount).toBe('flink');
});

test('service account annotations', () => {
  const manifests = synthJob({ serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' } } });
  const accounts = manifests.filter(({ kind }) => kind === 'ServiceAccount');
  expect(accounts).toHaveLength(2);
  for (const { metadata } of accounts) expect(metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' });
});

describe('names', () => {
  test('the construct id is the name', () => {
    expect(only(synthJob(), 'FlinkDeployment').metadata).toMatchObject({ name: 'orders', namespace: 'shop' });
  });

  test('a name of 45 characters fits everything derived from it', () => {
    const name = 'a'.repeat(45);
    for (const { metadata } of synthJob({ name })) expect(metadata.name.length).toBeLessThanOrEqual(63);
  });
});

describe('settings', () => {
  test('artifact', () => {
    const artifact = JobArtifact.jar('local:///opt/flink/usrlib/a.jar', { entryClass: 'com.example.A', args: ['--x', '1'] });
    expect(specOf({ artifact }).job).toMatchObject({ jarURI: 'local:///opt/flink/usrlib/a.jar', entryClass: 'com.example.A', args: ['--x', '1'] });
  });

  test('arguments are copied', () => {
    const args = ['--x'];
    const artifact = JobArtifact.jar('local:///opt/flink/usrlib/a.jar', { args });
    args.push('--later');
    expect(specOf({ artifact }).job.args).toEqual(['--x']);
  });

  test('job manager', () => {
    const jobManager = { cpu: 0.5, memory: Size.mebibytes(1536), ephemeralStorage: Size.gibibytes(3), replicas: 2 };
    expect(specOf({ jobManager }).jobManager).toMatchObject({ replicas: 2, resource: { cpu: 0.5, memory: '1536m', ephemeralStorage: '3Gi' } });
  });

  test('task manager', () => {
    const spec = specOf({ taskManager: { cpu: 3, memory: Size.gibibytes(6), slots: 2, ephemeralStorage: Size.mebibytes(1500) } });
    expect(spec.taskManager.resource).toEqual({ cpu: 3, memory: '6144m', ephemeralStorage: '1500Mi' });
    expect(spec.flinkConfiguration['taskmanager.numberOfTaskSlots']).toBe('2');
  });

  test.each([[1, '1'], [1.5, '2'], [4, '4'], [0.5, '1']])('slots of %d processors are %s', (cpu, slots) => {
    expect(configurationOf({ taskManager: { cpu } })['taskmanager.numberOfTaskSlots']).toBe(slots);
  });

  test.each([[1, '720'], [72, '720'], [73, '1440'], [144, '1440'], [145, '4320'], [432, '4320'], [500, '5000'], [4000, '32768'], [32768, '32768']])(
    'max parallelism of parallelism %d is %s', (parallelism, most) => {
      expect(configurationOf({ parallelism })['pipeline.max-parallelism']).toBe(most);
    });

  test('checkpointing', () => {
    expect(configurationOf({
      checkpointing: {
        interval: Duration.seconds(90),
        timeout: Duration.minutes(3),
        minPause: Duration.seconds(10),
        mode: CheckpointingMode.AT_LEAST_ONCE,
        retained: 5,
        tolerableFailures: 0,
        fileMerging: true,
        localRecovery: true,
      },
    })).toMatchObject({
      'execution.checkpointing.interval': '90 s',
      'execution.checkpointing.timeout': '3 min',
      'execution.checkpointing.min-pause': '10 s',
      'execution.checkpointing.mode': 'AT_LEAST_ONCE',
      'execution.checkpointing.num-retained': '5',
      'execution.checkpointing.tolerable-failed-checkpoints': '0',
      'execution.checkpointing.file-merging.enabled': 'true',
      'execution.checkpointing.local-backup.enabled': 'true',
      'execution.state-recovery.from-local': 'true',
    });
  });

  test.each([[Duration.minutes(5), '30 s'], [Duration.seconds(60), '30 s'], [Duration.seconds(15), '7500 ms'], [Duration.seconds(1), '500 ms']])(
    'the pause follows the interval', (interval, pause) => {
      expect(configurationOf({ checkpointing: { interval } })['execution.checkpointing.min-pause']).toBe(pause);
    });

  test.each<[string, UnalignedCheckpoints, any]>([
    ['never', UnalignedCheckpoints.never(), { 'execution.checkpointing.unaligned.enabled': 'false' }],
    ['always', UnalignedCheckpoints.always(), { 'execution.checkpointing.unaligned.enabled': 'true', 'taskmanager.network.memory.buffer-debloat.enabled': 'true' }],
    ['after a timeout', UnalignedCheckpoints.afterTimeout(Duration.seconds(30)), {
      'execution.checkpointing.unaligned.enabled': 'true',
      'execution.checkpointing.aligned-checkpoint-timeout': '30 s',
      'taskmanager.network.memory.buffer-debloat.enabled': 'true',
    }],
  ])('unaligned %s', (_, unaligned, expected) => {
    expect(configurationOf({ checkpointing: { unaligned } })).toMatchObject(expected);
  });

  test('no buffer debloating where checkpoints are aligned', () => {
    expect(configurationOf()).not.toHaveProperty(['taskmanager.network.memory.buffer-debloat.enabled']);
  });

  test('changelog takes ownership of what it starts from', () => {
    expect(configurationOf({ checkpointing: { changelog: { materializeInterval: Duration.minutes(20) } } })).toMatchObject({
      'state.changelog.enabled': 'true',
      'state.changelog.storage': 'filesystem',
      'state.changelog.dstl.dfs.base-path': 's3://state/shop/orders/changelog',
      'state.changelog.periodic-materialize.interval': '20 min',
      'execution.state-recovery.claim-mode': 'CLAIM',
    });
  });

  test('savepoints', () => {
    expect(configurationOf({
      savepoints: {
        onDeletion: true,
        interval: Duration.minutes(15),
        historyMaxAge: Duration.hours(30),
        historyMaxCount: 3,
        format: SavepointFormat.NATIVE,
      },
    })).toMatchObject({
      'kubernetes.operator.job.savepoint-on-deletion': 'true',
      'kubernetes.operator.periodic.savepoint.interval': '15 min',
      'kubernetes.operator.savepoint.history.max.age': '30 h',
      'kubernetes.operator.savepoint.history.max.count': '3',
      'kubernetes.operator.savepoint.format.type': 'NATIVE',
    });
  });

  test('hashMap takes little managed memory, and no disk', () => {
    const spec = specOf({ stateBackend: StateBackend.hashMap() });
    expect(spec.flinkConfiguration).toMatchObject({ 'state.backend.type': 'hashmap', 'taskmanager.memory.managed.fraction': '0.1' });
    expect(Object.keys(spec.flinkConfiguration).filter((key) => /rocksdb|incremental/.test(key))).toEqual([]);
    expect(volumeNames(spec.taskManager)).toEqual(['tmp', 'log', 'plugin-s3-fs-hadoop']);
  });

  test('forSt', () => {
    const spec = specOf({ flinkVersion: FlinkVersion.V2_1, stateBackend: StateBackend.forSt({ acknowledgeExperimental: true }) });
    expect(spec.flinkConfiguration).toMatchObject({
      'state.backend.type': 'forst', 'state.backend.forst.local-dir': '/opt/flink/forst', 'execution.checkpointing.incremental': 'true',
    });
    expect(mounts(spec.taskManager)['/opt/flink/forst']).toBe('local-state');
  });

  test('rocksDb with memory of its own', () => {
    expect(configurationOf({ stateBackend: StateBackend.rocksDb({ incremental: false, fixedMemoryPerSlot: Size.mebibytes(512) }) })).toMatchObject({
      'execution.checkpointing.incremental': 'false',
      'state.backend.rocksdb.memory.fixed-per-slot': '512m',
      'state.backend.rocksdb.memory.managed': 'false',
    });
  });

  test('rocksDb on a generic ephemeral volume', () => {
    const localVolume = LocalVolume.genericEphemeral({ size: Size.gibibytes(400), storageClassName: 'nvme' });
    const spec = specOf({ stateBackend: StateBackend.rocksDb({ localVolume }) });
    const [volume, ...others] = spec.taskManager.podTemplate.spec.volumes.filter((v: any) => v.name === 'local-state');
    expect(others).toEqual([]);
    expect(volume.ephemeral.volumeClaimTemplate.spec).toEqual({
      accessModes: ['ReadWriteOnce'], storageClassName: 'nvme', resources: { requests: { storage: '400Gi' } },
    });
    expect(volumeNames(spec.jobManager)).not.toContain('local-state');
  });

  test.each([[50, '52Gi'], [4, '10Gi']])('an emptyDir of %d GiB makes an ephemeral storage of %s', (gibibytes, expected) => {
    const spec = specOf({ stateBackend: StateBackend.rocksDb({ localVolume: LocalVolume.emptyDir({ sizeLimit: Size.gibibytes(gibibytes) }) }) });
    expect(spec.taskManager.resource.ephemeralStorage).toBe(expected);
    expect(spec.taskManager.podTemplate.spec.volumes).toContainEqual({ name: 'local-state', emptyDir: { sizeLimit: `${gibibytes}Gi` } });
  });

  test('rocksDb on an emptyDir of the size of the ephemeral storage', () => {
    const spec = specOf({ taskManager: { ephemeralStorage: Size.gibibytes(25) } });
    expect(spec.taskManager.podTemplate.spec.volumes).toContainEqual({ name: 'local-state', emptyDir: { sizeLimit: '25Gi' } });
    expect(mounts(spec.taskManager)[spec.flinkConfiguration['state.backend.rocksdb.localdir']]).toBe('local-state');
  });

  test('zooKeeper', () => {
    const manifests = synthJob({ highAvailability: HighAvailability.zooKeeper({ quorum: 'zk-0.zk:2181,zk-1.zk:2181', pathRoot: '/jobs' }) });
    expect(only(manifests, 'FlinkDeployment').spec.flinkConfiguration).toMatchObject({
      'high-availability.type': 'zookeeper',
      'high-availability.zookeeper.quorum': 'zk-0.zk:2181,zk-1.zk:2181',
      'high-availability.zookeeper.path.root': '/jobs',
      'high-availability.storageDir': 's3://state/shop/orders/ha',
    });
    expect(only(manifests, 'Role').rules.flatMap((rule: any) => rule.resources)).toEqual(['pods', 'deployments']);
  });

  test.each<[string, RestartStrategy, any]>([
    ['exponential delay', RestartStrategy.exponentialDelay({
      initialBackoff: Duration.seconds(2), maxBackoff: Duration.minutes(20), backoffMultiplier: 1.5, jitterFactor: 0.2, attempts: 9,
    }), {
      'restart-strategy.type': 'exponential-delay',
      'restart-strategy.exponential-delay.initial-backoff': '2 s',
      'restart-strategy.exponential-delay.max-backoff': '20 min',
      'restart-strategy.exponential-delay.backoff-multiplier': '1.5',
      'restart-strategy.exponential-delay.jitter-factor': '0.2',
      'restart-strategy.exponential-delay.attempts-before-reset-backoff': '9',
      'restart-strategy.exponential-delay.reset-backoff-threshold': '20 min',
    }],
    ['fixed delay', RestartStrategy.fixedDelay({ attempts: 5, delay: Duration.seconds(10) }), {
      'restart-strategy.type': 'fixed-delay', 'restart-strategy.fixed-delay.attempts': '5', 'restart-strategy.fixed-delay.delay': '10 s',
    }],
    ['failure rate', RestartStrategy.failureRate({ maxFailuresPerInterval: 3, interval: Duration.minutes(5), delay: Duration.seconds(1) }), {
      'restart-strategy.type': 'failure-rate',
      'restart-strategy.failure-rate.max-failures-per-interval': '3',
      'restart-strategy.failure-rate.failure-rate-interval': '5 min',
      'restart-strategy.failure-rate.delay': '1 s',
    }],
  ])('restart strategy %s', (_, restartStrategy, expected) => {
    const configuration = configurationOf({ restartStrategy });
    expect(Object.fromEntries(Object.entries(configuration).filter(([key]) => key.startsWith('restart-strategy')))).toEqual(expected);
  });

  test('last-state', () => {
    const spec = specOf({ upgradeMode: UpgradeMode.lastState({ maxAllowedCheckpointAge: Duration.minutes(15) }) });
    expect(spec.job.upgradeMode).toBe('last-state');
    expect(spec.flinkConfiguration['kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age']).toBe('15 min');
  });

  test('stateless, acknowledged', () => {
    expect(specOf({ upgradeMode: UpgradeMode.stateless({ acknowledgeStateLoss: true }) }).job.upgradeMode).toBe('stateless');
  });

  test('one-to-one properties', () => {
    const spec = specOf({
      maxParallelism: 128,
      bufferDebloating: true,
      objectReuse: true,
      requireOperatorUids: true,
      forbidGenericTypes: true,
      hadoopConfiguration: 'hadoop-conf',
      rollback: true,
      initialSavepointPath: 's3://state/old/savepoint-1',
      allowNonRestoredState: true,
    });
    expect(spec.flinkConfiguration).toMatchObject({
      'pipeline.max-parallelism': '128',
      'taskmanager.network.memory.buffer-debloat.enabled': 'true',
      'pipeline.object-reuse': 'true',
      'pipeline.auto-generate-uids': 'false',
      'pipeline.generic-types': 'false',
      'kubernetes.hadoop.conf.config-map.name': 'hadoop-conf',
      'kubernetes.operator.deployment.rollback.enabled': 'true',
    });
    expect(spec.job).toMatchObject({ initialSavepointPath: 's3://state/old/savepoint-1', allowNonRestoredState: true });
  });

  test('the JVM', () => {
    const jvm = { garbageCollector: GarbageCollector.ZGC, javaVersion: 17, heapDumpPath: '/dumps', options: ['-XX:+AlwaysPreTouch'], garbageCollectionLog: true };
    expect(configurationOf({ jvm })['env.java.opts.all'])
      .toBe('-XX:+UseZGC -XX:+ExitOnOutOfMemoryError -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/dumps '
        + '-Xlog:gc*:file=/opt/flink/log/gc.log:time,uptime,level,tags:filecount=5,filesize=20M -XX:+AlwaysPreTouch');
  });

  test('the heap dump goes to a writable volume', () => {
    const spec = specOf();
    const path = /HeapDumpPath=(\S+)/.exec(spec.flinkConfiguration['env.java.opts.all'])![1];
    for (const component of [spec.jobManager, spec.taskManager]) expect(mounts(component)).toHaveProperty([path]);
  });
});

describe('storage', () => {
  test.each<[string, DurableStorage, string, string[]]>([
    ['s3', DurableStorage.s3('s3://bucket/prefix/'), 's3://bucket/prefix', ['s3-fs-hadoop']],
    ['s3 with presto', DurableStorage.s3('s3p://bucket', { fileSystem: S3FileSystem.PRESTO }), 's3p://bucket', ['s3-fs-presto']],
    ['s3 with the plugin in the image', DurableStorage.s3('s3://bucket', { pluginInImage: true }), 's3://bucket', []],
    ['gcs', DurableStorage.gcs('gs://bucket'), 'gs://bucket', ['gs-fs-hadoop']],
    ['azure', DurableStorage.azure('abfss://flink@account.dfs.core.windows.net/x'), 'abfss://flink@account.dfs.core.windows.net/x', ['azure-fs-hadoop']],
    ['hdfs', DurableStorage.hdfs('hdfs://nn/flink'), 'hdfs://nn/flink', []],
  ])('%s', (_, storage, root, plugins) => {
    const spec = specOf({ storage });
    expect(spec.flinkConfiguration).toMatchObject({
      'execution.checkpointing.dir': `${root}/shop/orders/checkpoints`,
      'execution.checkpointing.savepoint-dir': `${root}/shop/orders/savepoints`,
      'high-availability.storageDir': `${root}/shop/orders/ha`,
    });
    for (const component of [spec.jobManager, spec.taskManager]) {
      const { initContainers = [] } = component.podTemplate.spec;
      expect(initContainers.map((c: any) => c.name)).toEqual(plugins.map((plugin) => `plugin-${plugin}`));
      for (const plugin of plugins) expect(mounts(component)[`/opt/flink/plugins/${plugin}`]).toBe(`plugin-${plugin}`);
      expect(mounts(component)).not.toHaveProperty(['/opt/flink/plugins']);
    }
  });

  test('the native plugin of Flink 2.3, with its region', () => {
    const spec = specOf({ flinkVersion: FlinkVersion.V2_3, image: 'example.com/orders:1.0', storage: DurableStorage.s3('s3://bucket', { fileSystem: S3FileSystem.NATIVE, region: 'eu-central-1' }) });
    expect(spec.flinkConfiguration).toMatchObject({ 's3.region': 'eu-central-1' });
    for (const component of [spec.jobManager, spec.taskManager]) expect(mounts(component)).toMatchObject({ '/opt/flink/plugins/s3-fs-native': 'plugin-s3-fs-native' });
  });

  test('s3 endpoint, path style and entropy', () => {
    const configuration = configurationOf({
      storage: DurableStorage.s3('s3://bucket', { endpoint: 'http://minio.storage:9000', pathStyleAccess: true, entropy: true }),
    });
    expect(configuration).toMatchObject({
      's3.endpoint': 'http://minio.storage:9000',
      's3.path.style.access': 'true',
      's3.entropy.key': '_entropy_',
      'execution.checkpointing.dir': 's3://bucket/_entropy_/shop/orders/checkpoints',
      'execution.checkpointing.savepoint-dir': 's3://bucket/shop/orders/savepoints',
    });
  });

  test('a volume that all pods mount', () => {
    const spec = specOf({ storage: DurableStorage.persistentVolumeClaim('flink-state') });
    expect(spec.flinkConfiguration['execution.checkpointing.dir']).toBe('file:///opt/flink/state/shop/orders/checkpoints');
    for (const component of [spec.jobManager, spec.taskManager]) {
      expect(mounts(component)['/opt/flink/state']).toBe('flink-state');
      expect(component.podTemplate.spec.volumes).toContainEqual({ name: 'flink-state', persistentVolumeClaim: { claimName: 'flink-state' } });
    }
  });

  test('high-availability data is never inside the checkpoint directory', () => {
    const configuration = configurationOf();
    expect(configuration['high-availability.storageDir'].startsWith(configuration['execution.checkpointing.dir'])).toBe(false);
  });
});

describe('the rarer way of saying it wins', () => {
  test('flinkConfiguration over a property, reported with both', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', {
      ...SOUND,
      checkpointing: { interval: Duration.seconds(30) },
      flinkConfiguration: { 'execution.checkpointing.interval': '2 min' },
    });
    expect(only(Testing.synth(chart), 'FlinkDeployment').spec.flinkConfiguration['execution.checkpointing.interval']).toBe('2 min');
    expect(job.findings).toEqual([expect.objectContaining({
      guideline: 'ARC-12',
      severity: 'advice',
      path: 'flinkConfiguration[\'execution.checkpointing.interval\']',
      message: 'this option overrides the property checkpointing.interval, which is "30 s"',
    })]);
  });

  test('flinkConfiguration over a default, silently', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, flinkConfiguration: { 'heartbeat.timeout': '40 s' } });
    expect(only(Testing.synth(chart), 'FlinkDeployment').spec.flinkConfiguration['heartbeat.timeout']).toBe('40 s');
    expect(job.findings).toEqual([]);
    expect(job.settings.originOf('heartbeat.timeout')).toBe('user flinkConfiguration[\'heartbeat.timeout\']');
  });

  test('an old name of an option is that option', () => {
    const configuration = configurationOf({ flinkConfiguration: { 'state.backend': 'hashmap', 'state.checkpoints.num-retained': '7' } });
    expect(configuration).toMatchObject({ 'state.backend.type': 'hashmap', 'execution.checkpointing.num-retained': '7' });
    expect(configuration).not.toHaveProperty(['state.backend']);
    expect(configuration).not.toHaveProperty(['state.backend.rocksdb.memory.managed']);
  });

  test('the pod template over everything of ours, by name', () => {
    const spec = specOf({
      podTemplate: { metadata: { labels: { team: 'shop' } }, spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'TZ', value: 'UTC' }] }] } },
      taskManager: {
        podTemplate: {
          spec: {
            containers: [{ name: 'sidecar', image: 'registry.example.com/sidecar:1' }],
            volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory' } }],
            securityContext: { runAsUser: 10001 },
          },
        },
      },
    });
    const { metadata, spec: pod } = spec.taskManager.podTemplate;
    expect(metadata.labels).toEqual({ team: 'shop' });
    expect(pod.containers.map((c: any) => c.name)).toEqual(['flink-main-container', 'sidecar']);
    expect(pod.containers[0].env).toContainEqual({ name: 'TZ', value: 'UTC' });
    expect(pod.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    expect(pod.volumes).toContainEqual({ name: 'tmp', emptyDir: { medium: 'Memory' } });
    expect(pod.securityContext).toMatchObject({ runAsUser: 10001, runAsNonRoot: true });
    expect(spec.jobManager.podTemplate.spec.securityContext.runAsUser).toBe(9999);
  });

  test('quantities and ports of cdk8s-plus come out as such', () => {
    const container = {
      name: 'sidecar',
      image: 'registry.example.com/sidecar:1',
      resources: { limits: { cpu: k8s.Quantity.fromString('500m') } },
      livenessProbe: { httpGet: { port: k8s.IntOrString.fromNumber(8080) } },
    };
    const { containers } = specOf({ podTemplate: { spec: { containers: [container] } } }).jobManager.podTemplate.spec;
    expect(containers[1]).toMatchObject({ resources: { limits: { cpu: '500m' } }, livenessProbe: { httpGet: { port: 8080 } } });
  });

  test('a JSON patch over all', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', LEAST);
    ApiObject.of(job).addJsonPatch(JsonPatch.replace('/spec/job/parallelism', 5));
    expect(only(Testing.synth(chart), 'FlinkDeployment').spec.job.parallelism).toBe(5);
  });

  test('what the API server or Kubernetes refuses of it stops the synth', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', LEAST);
    ApiObject.of(job).addJsonPatch(
      JsonPatch.replace('/spec/flinkVersion', '1.20'), JsonPatch.add('/spec/job/upgrademode', 'savepoint'),
      JsonPatch.add('/spec/jobManager/podTemplate/spec/containers/-', { name: 'shipper', volumeMount: [] }),
    );
    const errors = errorsOf(() => Testing.synth(chart)).join('\n');
    expect(errors).toContain('ARC-08 flinkVersion = "1.20"');
    expect(errors).toContain('Write v1_20');
    expect(errors).toContain('job.upgrademode = "savepoint": unknown field upgrademode');
    expect(errors).toContain('jobManager.podTemplate.spec.containers[1].volumeMount: unknown field volumeMount');
    expect(errors).toContain('jobManager.podTemplate.spec.containers[1] = "shipper": the container has no image');
  });

  test('a sidecar that the restricted standard refuses is a warning', () => {
    const containers = [{ name: 'shipper', image: 'registry.example.com/shipper:3' }];
    const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, podTemplate: { spec: { containers } } });
    expect(job.findings).toEqual([
      expect.objectContaining({ guideline: 'SEC-08', severity: 'warning', path: 'jobManager.podTemplate.spec.containers[1]' }),
      expect.objectContaining({ guideline: 'SEC-08', severity: 'warning', path: 'taskManager.podTemplate.spec.containers[1]' }),
    ]);
  });
});

describe('flinkConfiguration of a version', () => {
  test('is the map itself', () => {
    expect(flinkConfiguration('1.20', { 'heartbeat.timeout': '40 s' })).toEqual({ 'heartbeat.timeout': '40 s' });
    expect(configurationOf({ flinkConfiguration: flinkConfiguration('1.20', { 'heartbeat.timeout': '40 s' }) })['heartbeat.timeout']).toBe('40 s');
  });

  test('in a job of another version is an error', () => {
    const written = flinkConfiguration('2.0', { 'heartbeat.timeout': '40 s' });
    expect(errorsOf(() => synthJob({ flinkConfiguration: written }))).toEqual([
      expect.stringContaining('ARC-08 flinkConfiguration: the typed configuration is for Flink 2.0, but the job runs Flink 1.20. Write flinkConfiguration(\'1.20\', {...})'),
    ]);
  });
});

test('a map that the caller changes later changes nothing', () => {
  const mine: { [key: string]: string } = { 'heartbeat.timeout': '40 s' };
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, flinkConfiguration: mine });
  mine['heartbeat.timeout'] = '1 s';
  expect(only(Testing.synth(chart), 'FlinkDeployment').spec.flinkConfiguration['heartbeat.timeout']).toBe('40 s');
});

test('where each setting comes from can be asked', () => {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, checkpointing: { interval: Duration.seconds(30) } });
  expect(job.settings.originOf('execution.checkpointing.interval')).toBe('user checkpointing.interval');
  expect(job.settings.originOf('execution.checkpointing.timeout')).toBe('guideline CKP-04');
  expect(job.settings.originOf('job.parallelism')).toBe('user parallelism');
  expect(job.settings.originOf('job.upgradeMode')).toBe('guideline UPG-01');
  expect(job.settings.originOf('no.such.key')).toBeUndefined();
});

function mounts(component: any): { [path: string]: string } {
  const [main] = component.podTemplate.spec.containers;
  return Object.fromEntries(main.volumeMounts.map((mount: any) => [mount.mountPath, mount.name]));
}

function volumeNames(component: any): string[] {
  return component.podTemplate.spec.volumes.map((volume: any) => volume.name);
}
