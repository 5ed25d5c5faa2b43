import * as fc from 'fast-check';
import { FlinkVersion, OperatorVersion } from '../../src';
import { FlinkConfiguration } from '../../src/configuration/said/flink-configuration';
import { checkOptions } from '../../src/configuration/said/option-check';
import { Origin } from '../../src/configuration/said/origin';

type Options = { [key: string]: string };

function configurationOf(options: Options, version = '1.20', ownOptions: string[] = []): FlinkConfiguration {
  const configuration = new FlinkConfiguration(FlinkVersion.of(version), OperatorVersion.V1_15, ownOptions);
  for (const [key, value] of Object.entries(options)) configuration.set(key, value, Origin.flinkConfiguration(key));
  return configuration;
}

/** Findings as `severity guideline key: message. fix`. */
function findings(options: Options, version?: string, { ownOptions = [] }: { ownOptions?: string[] } = {}): string[] {
  const configuration = configurationOf(options, version, ownOptions);
  return checkOptions(configuration)
    .map(({ severity, guideline, path, message, fix }) => `${severity} ${guideline} ${path.replace(/flinkConfiguration\['(.*)'\]/, '$1')}: ${message}. ${fix}`);
}

describe('keys', () => {
  test.each<[string, string, Options, string]>([
    ['a misspelt key', '1.20', { 'execution.checkpointing.intervall': '5 s' }, 'Did you mean execution.checkpointing.interval'],
    ['a misspelt operator key', '1.20', { 'kubernetes.operator.savepoint.format.typ': 'NATIVE' }, 'Did you mean kubernetes.operator.savepoint.format.type'],
    ['a misspelt autoscaler key', '2.0', { 'job.autoscaler.enable': 'true' }, 'Did you mean job.autoscaler.enabled'],
    ['a key from nowhere', '1.20', { 'foo.bar': 'baz' }, 'name it in ownOptions'],
    ['a key that was removed', '2.0', { 'state.backend.rocksdb.checkpointdir': '/x' }, 'only by 1.15, 1.16, 1.17, 1.18, 1.19, 1.20. Use state.backend.rocksdb.localdir'],
    ['a key that was removed and has no heir', '2.0', { 'taskmanager.network.memory.buffers-per-channel': '2' }, 'Leave it out; raise taskmanager.memory.network.fraction'],
    ['a key of TLS that switches nothing on any more', '2.2', { 'security.ssl.enabled': 'true' }, 'Use security.ssl.internal.enabled and security.ssl.rest.enabled'],
    ['a key that came later', '1.19', { 'execution.checkpointing.file-merging.enabled': 'true' }, 'only by 1.20, 2.0, 2.1, 2.2, 2.3'],
    ['a name that came later', '1.19', { 'execution.checkpointing.dir': 's3://state' }, 'where it has another name. Write state.checkpoints.dir'],
    ['a short form that never was', '1.20', { 'ha.type': 'kubernetes' }, 'Use high-availability.type'],
    ['a switch that never was', '1.20', { 'kubernetes.leader-election.enabled': 'true' }, 'Use high-availability.type'],
    ['an option of a connector', '1.20', { 'sink.parallelism': '3' }, 'WITH clause'],
    ['an option of YARN', '1.20', { 'yarn.application.name': 'x' }, 'on YARN only'],
    ['an option of the operator itself', '1.20', { 'kubernetes.operator.reconcile.interval': '60 s' }, 'where the operator is installed'],
    ['a reporter of the operator itself', '1.20', { 'kubernetes.operator.metrics.reporter.prom.port': '9999' }, 'where the operator is installed'],
    ['an option of nobody\'s business', '1.20', { '$internal.flink.version': 'v1_20' }, 'Leave it out'],
    ['what the operator forbids', '1.20', { 'kubernetes.cluster-id': 'x' }, 'Leave it out'],
    ['what the operator overwrites, by an old name', '1.20', { 'kubernetes.container.image': 'x' }, 'Use image'],
  ])('%s is an error', (_, version, options, expected) => {
    const found = findings(options, version);
    expect(found).toEqual([expect.stringMatching(/^error /)]);
    expect(found[0]).toContain(expected);
  });

  test.each<[string, string, Options]>([
    ['an option of Flink', '1.20', { 'heartbeat.timeout': '40 s' }],
    ['an option of the operator for one job', '1.20', { 'kubernetes.operator.job.savepoint-on-deletion': 'true' }],
    ['a former, undeprecated name', '1.20', { 'kubernetes.operator.job.autoscaler.metrics.window': '5 min' }],
    ['an S3 option that Hadoop reads', '1.20', { 's3.connection.maximum': '200' }],
    ['a Hadoop option', '1.20', { 'fs.s3a.fast.upload': 'true' }],
    ['an option of a reporter', '1.20', { 'metrics.reporter.my.factory.class': 'com.example.Factory', 'metrics.reporter.my.host': 'x' }],
    ['an environment variable', '1.20', { 'containerized.taskmanager.env.TZ': 'UTC' }],
    ['a label', '1.20', { 'kubernetes.taskmanager.labels.team': 'shop' }],
    ['an SQL option', '1.20', { 'table.exec.state.ttl': '1 d' }],
  ])('%s passes', (_, version, options) => {
    expect(findings(options, version)).toEqual([]);
  });

  test.each<[string, string, Options, string]>([
    ['a misspelt key of S3', '1.20', { 's3.endpoit': 'http://x' }, 'Did you mean s3.endpoint?'],
    ['one of Hadoop\'s S3', '2.2', { 'fs.s3a.conection.maximum': '9' }, 'Did you mean fs.s3a.connection.maximum?'],
    ['one of OSS', '2.2', { 'fs.oss.endpont': 'oss-eu-central-1.aliyuncs.com' }, 'Did you mean fs.oss.endpoint?'],
    ['one of Azure', '2.2', { 'fs.azure.acount.auth.type': 'OAuth' }, 'Did you mean fs.azure.account.auth.type?'],
    ['one of Google', '2.2', { 'gs.projct.id': 'x' }, 'Did you mean gs.project.id?'],
    ['one of a reporter', '1.20', { 'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory', 'metrics.reporter.prom.prot': '9249' },
      'Did you mean metrics.reporter.prom.port'],
  ])('%s is a warning', (_, version, options, expected) => {
    const found = findings(options, version);
    expect(found).toEqual([expect.stringMatching(/^warning .* unknown option: no .* reads it, and it is ignored silently/)]);
    expect(found[0]).toContain(expected);
  });

  test('a key of a file system that none is known to read is advice', () => {
    expect(findings({ 's3.quite.another.thing': 'x' })).toEqual([expect.stringMatching(/^advice ARC-12 s3\.quite\.another\.thing: no file system of Flink reads this option, and a misspelt one/)]);
  });

  test.each<[string, Options]>([
    ['of one bucket', { 'fs.s3a.bucket.state.endpoint': 'http://x' }],
    ['of OSS', { 'fs.oss.accessKeyId': 'id', 'oss.upload.max.concurrent.uploads': '4' }],
    ['of one account', { 'fs.azure.account.auth.type.acme.dfs.core.windows.net': 'OAuth' }],
    ['of a reporter that Flink does not bring', { 'metrics.reporter.own.factory.class': 'com.example.Reporter', 'metrics.reporter.own.prot': '1' }],
    ['that Flink declares itself', { 's3.entropy.key': '_x_' }],
  ])('a key %s passes', (_, options) => {
    expect(findings(options)).toEqual([]);
  });

  test.each<[string, Options, string]>([
    ['a former name with a slip', { 'state.checkpoint.dir': 's3://b' }, 'Did you mean state.checkpoints.dir?'],
    ['a name that goes on', { 'execution.checkpointing.max-concurrent': '1' }, 'Did you mean execution.checkpointing.max-concurrent-checkpoints?'],
    ['a key of the autoscaler behind the operator\'s prefix', { 'kubernetes.operator.job.autoscaler.enable': 'true' }, 'Did you mean kubernetes.operator.job.autoscaler.enabled?'],
  ])('%s leads to what is meant', (_, options, expected) => {
    expect(findings(options)).toEqual([expect.stringContaining(expected)]);
  });

  test('what is no option of the autoscaler is none behind the operator\'s prefix', () => {
    expect(findings({ 'kubernetes.operator.job.autoscaler.limits.min-parallelism': '2' })).toEqual([expect.stringMatching(/^error /)]);
  });

  test('nobody is told to write what gives up state', () => {
    const words = ['DELETE_ON_CANCELATION', 'NO_EXTERNALISED_CHECKPOINTS'];
    for (const word of words) expect(findings({ 'execution.checkpointing.externalized-checkpoint-retention': word }).join()).toMatch(/^error .*Write "RETAIN_ON_CANCELLATION"$/);
    expect(findings({ 'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELATION' }).join()).toContain('Write "RETAIN_ON_CANCELLATION"');
    expect(findings({ 'high-availability.type': 'NON' }).join()).toMatch(/Write one of ZOOKEEPER, KUBERNETES$/);
    expect(findings({ 'restart-strategy.type': 'nonee' }).join()).not.toMatch(/Write "none"/);
  });

  test('options of one\'s own pass, by name or by prefix', () => {
    expect(findings({ 'com.example.rate': '5', 'my-switch': 'on' }, '1.20', { ownOptions: ['com.example.', 'my-switch'] })).toEqual([]);
    expect(findings({ 'com.examples.rate': '5', 'my-switch.x': 'on' }, '1.20', { ownOptions: ['com.example.', 'my-switch'] })).toHaveLength(2);
  });

  test.each<[string, string, Options, string]>([
    ['a former name', '1.20', { 'state.backend': 'rocksdb' }, 'advice ARC-12 state.backend: deprecated name of state.backend.type. Write state.backend.type'],
    ['a name that was split', '2.0', { 'state.backend.local-recovery': 'true' },
      'deprecated name of execution.checkpointing.local-backup.enabled and execution.state-recovery.from-local'],
    ['an option that is still declared beside its successor', '1.20', { 'taskmanager.network.memory.fraction': '0.2' }, 'deprecated name of taskmanager.memory.network.fraction'],
    ['an option that will go', '1.20', { 'taskmanager.network.memory.buffers-per-channel': '2' }, 'deprecated: a later version'],
  ])('%s is advice', (_, version, options, expected) => {
    const found = findings(options, version);
    expect(found).toEqual([expect.stringMatching(/^advice /)]);
    expect(found[0]).toContain(expected);
  });

  test('a family that was removed from the list of keys stays one', () => {
    expect(findings({ 'metrics.reporter.prom.port': 'x9' }, '1.20')).toEqual([]);
  });
});

describe('values', () => {
  test.each<[string, Options, string]>([
    ['a boolean that is yes', { 'execution.checkpointing.incremental': 'yes' }, 'Write "true"'],
    ['a size with a decimal', { 'taskmanager.memory.jvm-metaspace.size': '1.5g' }, 'Write "1536m"'],
    ['a size as Kubernetes writes it', { 'taskmanager.memory.jvm-metaspace.size': '1600Mi' }, 'Write "1600m"'],
    ['a duration that is a word', { 'execution.checkpointing.interval': 'fast' }, 'a whole number and a unit'],
    ['a number that is a word', { 'rest.port': 'abc' }, 'must be'],
    ['a misspelt constant', { 'jobmanager.scheduler': 'adaptve' }, 'Write "Adaptive"'],
    ['a misspelt state backend', { 'state.backend.type': 'rocksdbb' }, 'Write "rocksdb"'],
    ['a misspelt restart strategy', { 'restart-strategy.type': 'exponential' }, 'exponential-delay'],
    ['a misspelt high availability', { 'high-availability.type': 'kubernets' }, 'Write "KUBERNETES"'],
    ['no concurrent checkpoint', { 'execution.checkpointing.max-concurrent-checkpoints': '0' }, 'at least 1'],
  ])('%s is an error', (_, options, expected) => {
    const found = findings(options);
    expect(found).toEqual([expect.stringMatching(/^error ARC-12/)]);
    expect(found[0]).toContain(expected);
  });

  test('a class of one\'s own is a state backend', () => {
    expect(findings({ 'state.backend.type': 'com.example.BackendFactory' })).toEqual([]);
  });

  test.each([
    ['execution.checkpointing.interval', '999', 'milliseconds', 'Add the unit that is meant, such as "999 s"'],
    ['execution.checkpointing.interval', '1000', 'milliseconds', 'Write "1000 ms" to keep the value, or the value that is meant with its unit'],
    ['taskmanager.memory.managed.size', '1048575', 'bytes', 'Add the unit that is meant, such as "1048575m"'],
    ['taskmanager.memory.managed.size', '1048576', 'bytes', 'Write "1048576b" to keep the value, or the value that is meant with its unit'],
  ])('%s: %s without a unit', (key, value, assumed, fix) => {
    expect(findings({ [key]: value })).toEqual([`warning ARC-12 ${key}: without a unit Flink reads it as ${assumed}. ${fix}`]);
  });
});

describe('one option, said twice', () => {
  test('with two values is an error', () => {
    expect(findings({ 'akka.ask.timeout': '10 s', 'pekko.ask.timeout': '20 s' })).toContainEqual(expect.stringMatching(/^error ARC-12 pekko\.ask\.timeout: .*same option/));
  });

  test('with one value is fine, but for the former name', () => {
    expect(findings({ 'akka.ask.timeout': '10 s', 'pekko.ask.timeout': '10 s' })).toEqual([expect.stringMatching(/^advice/)]);
    expect(configurationOf({ 'akka.ask.timeout': '10 s', 'pekko.ask.timeout': '10 s' }).toMap()).toEqual({ 'pekko.ask.timeout': '10 s' });
  });
});

test('no message shows what may be a secret', () => {
  const configuration = configurationOf({ 'x.secret-keyy': 'hunter2', 's3.password': 'hunter2', 'x.api-key': 'hunter2', 'security.ssl.keystore-password': 'hunter2' }, '2.2');
  configuration.set('security.ssl.internal.keystore-password', 'hunter3', Origin.prop('tls'));
  configuration.set('security.ssl.internal.keystore-password', 'hunter2', Origin.flinkConfiguration('security.ssl.internal.keystore-password'));
  const found = checkOptions(configuration);
  expect(found.map(({ path }) => path)).toEqual(expect.arrayContaining([expect.stringContaining('x.secret-keyy'), expect.stringContaining('internal.keystore-password')]));
  expect(JSON.stringify(found)).not.toMatch(/hunter/);
});

describe('keys of which one begins with the other', () => {
  const options = { 'state.backend': 'rocksdb', 'state.backend.incremental': 'true' };

  test('are refused from 2.0 on', () => {
    expect(findings(options, '2.0')).toContainEqual(expect.stringMatching(/^error ARC-12 state\.backend: must not be set together with state\.backend\.incremental/));
  });

  test('are only old names on 1.20', () => {
    expect(findings(options, '1.20').every((finding) => finding.startsWith('advice'))).toBe(true);
  });
});

test('no text is too strange to be judged', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('state.backend', 'metrics.reporter.', 's3.', 'env.java.opts.all', 'kubernetes.operator.', '__proto__', 'constructor'));
  fc.assert(fc.property(fc.dictionary(key, fc.string()), fc.constantFrom('1.19', '1.20', '2.0', '2.3'), (options, version) => {
    for (const finding of findings(options, version)) expect(finding).toMatch(/^(error|warning|advice) [A-Z]+-\d+ /);
  }));
});
