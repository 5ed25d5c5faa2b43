import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as facts from '../../src/facts';
import { Workload } from '../../src/workload';

const SRC = join(__dirname, '..', '..', 'src');

/** Knows what Flink reads, not what a job is: the words that an option takes stand there, too. */
const KNOWLEDGE_OF_FLINK = /(closed-strings|state-kept)\.ts$|\.generated\.ts$/;

function job(flinkConfiguration: { [key: string]: string }, spec: any = {}): Workload {
  return Workload._of({ metadata: { name: 'orders' }, spec: { flinkVersion: 'v1_20', flinkConfiguration, job: { parallelism: 4 }, ...spec } });
}

test('the options that decide what kind of job it is are named in src/facts alone', () => {
  const sources = (readdirSync(SRC, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.startsWith('facts') && !KNOWLEDGE_OF_FLINK.test(file));
  const named = sources.flatMap((file) => {
    const code = readFileSync(join(SRC, file), 'utf8').replace(/\/\*.*?\*\//gs, '');
    return Object.values(facts.OPTION).filter((option) => new RegExp(`['"\`]${option.replaceAll('.', '\\.')}['"\`]`).test(code)).map((option) => `${file}: ${option}`);
  });
  expect(sources.length).toBeGreaterThan(100);
  expect(named).toEqual([]);
});

describe('other spellings of the same', () => {
  test.each([
    ['kubernetes', 'kubernetes'],
    ['KUBERNETES', 'kubernetes'],
    ['org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory', 'kubernetes'],
    ['ZooKeeper', 'zookeeper'],
    ['NONE', 'none'],
    ['', ''],
    ['com.example.OwnHaServices', 'com.example.OwnHaServices'],
  ])('high availability by "%s" is %s', (said, fact) => {
    expect(facts.highAvailability(job({ 'high-availability.type': said }))).toBe(fact);
    expect(facts.highAvailability(job({ 'high-availability': said }))).toBe(fact);
  });

  test.each([
    ['ROCKSDB', 'rocksdb'],
    ['org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory', 'rocksdb'],
    ['org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory', 'rocksdb'],
    ['filesystem', 'hashmap'],
    ['jobmanager', 'hashmap'],
    ['ForSt', 'forst'],
    ['com.example.OwnBackendFactory', 'com.example.OwnBackendFactory'],
  ])('state backend by "%s" is %s', (said, fact) => {
    expect(facts.stateBackend(job({ 'state.backend.type': said }))).toBe(fact);
  });

  test.each([['Exponential-Delay', 'exponential-delay'], ['exponentialdelay', 'exponential-delay'], ['OFF', 'none'], ['FixedDelay', 'fixed-delay'], ['failurerate', 'failure-rate']])(
    'restart strategy by "%s" is %s', (said, fact) => expect(facts.restartStrategy(job({ 'restart-strategy.type': said }))).toBe(fact));

  test.each([['true', true], ['TRUE', true], ['True', true], ['false', false], ['FALSE', false], ['yes', false]])('a flag of "%s" is %s', (said, fact) => {
    expect(facts.usesAutoscaler(job({ 'job.autoscaler.enabled': said }))).toBe(fact);
  });
});

test('what nobody said is what Flink takes', () => {
  const nothing = job({});
  const asked = [facts.highAvailability, facts.stateBackend, facts.restartStrategy, facts.upgradeMode, facts.slots, facts.jobManagers];
  expect(asked.map((fact) => fact(nothing))).toEqual(['none', 'hashmap', 'exponential-delay', 'stateless', 1, 1]);
  expect(facts.checkpointInterval(nothing)).toBeUndefined();
  expect(facts.checkpointTimeout(nothing)).toBe(600_000);
  expect(facts.longestRestartDelay(nothing)).toBe(60_000);
  expect(facts.heartbeatTimeout(nothing)).toBe(50_000);
});

test('last-state upgrades bring checkpoints every five minutes, unless somebody chose an interval', () => {
  const lastState = { job: { parallelism: 4, upgradeMode: 'last-state' } };
  expect(facts.checkpointInterval(job({}, lastState))).toBe(300_000);
  expect(facts.checkpointInterval(job({ 'execution.checkpointing.interval': '10 s' }, lastState))).toBe(10_000);
});

test('a batch job takes no checkpoints, whatever is set', () => {
  const batch = job({ 'execution.runtime-mode': 'batch', 'execution.checkpointing.interval': '10 s' });
  expect(facts.isBatch(batch)).toBe(true);
  expect(facts.isStreaming(batch)).toBe(false);
  expect(facts.checkpointInterval(batch)).toBeUndefined();
});

test.each([
  [{ entryClass: 'org.apache.flink.client.python.PythonDriver' }, true],
  [{ jarURI: 'local:///opt/flink/opt/flink-python-1.20.1.jar' }, true],
  [{ args: ['-pym', 'orders'] }, true],
  [{ args: ['--verbose'] }, false],
])('a job with %j is written in Python: %s', (spec, fact) => {
  expect(facts.isPython(job({}, { job: spec }))).toBe(fact);
});

test.each([
  [{}, 2],
  [{ mode: 'standalone', taskManager: { replicas: 5 } }, 5],
  [{ mode: 'standalone', job: undefined }, 1],
  [{ mode: 'native', job: undefined }, undefined],
  [{ job: {} }, undefined],
])('TaskManagers of %j: %s', (spec, fact) => {
  expect(facts.taskManagers(job({ 'taskmanager.numberOfTaskSlots': '2' }, spec))).toBe(fact);
});

test('delays before a restart, by strategy', () => {
  const delay = (options: { [key: string]: string }) => facts.longestRestartDelay(job(options));
  expect(delay({ 'restart-strategy.type': 'fixed-delay', 'restart-strategy.fixed-delay.delay': '10 s' })).toBe(10_000);
  expect(delay({ 'restart-strategy.type': 'failure-rate' })).toBe(1_000);
  expect(delay({ 'restart-strategy.type': 'none' })).toBe(1_000);
  expect(delay({ 'restart-strategy.exponential-delay.max-backoff': '7 min' })).toBe(420_000);
});

