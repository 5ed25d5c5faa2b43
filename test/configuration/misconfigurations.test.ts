import * as fs from 'fs';
import * as path from 'path';
import { FlinkVersion, ProductionFlinkJob } from '../../src';
import { chartOf, SOUND } from '../jobs';
import { outside } from '../outside';

interface Case {
  readonly options: { readonly [key: string]: string };
  /** What we must say of it, `severity` and a part of the sentence; nothing where it is right. */
  readonly verdict?: readonly [severity: string, text: string];
}

/** Misconfigurations that were tried on running Flinks, by the name under which their outcome was written down. */
const CASES: { readonly [name: string]: Case } = {
  'baseline': { options: {} },
  'unknown keys': { options: { 'execution.checkpointing.intervall': '5s' }, verdict: ['error', 'Did you mean execution.checkpointing.interval'] },
  'interval not a duration': { options: { 'execution.checkpointing.interval': 'fast' }, verdict: ['error', 'a whole number and a unit'] },
  'interval without unit (60)': { options: { 'execution.checkpointing.interval': '60' }, verdict: ['warning', 'reads it as milliseconds'] },
  'boolean \'yes\' for incremental': { options: { 'execution.checkpointing.incremental': 'yes' }, verdict: ['error', 'Write "true"'] },
  'parallelism \'two\'': { options: { 'parallelism.default': 'two' }, verdict: ['error', 'Use parallelism'] },
  'rest.port abc': { options: { 'rest.port': 'abc' }, verdict: ['error', 'must be'] },
  'legacy restart-strategy: fixed-delay': {
    options: { 'restart-strategy': 'fixed-delay', 'restart-strategy.fixed-delay.attempts': '7' }, verdict: ['advice', 'restart-strategy.type'],
  },
  'restart-strategy.type typo': { options: { 'restart-strategy.type': 'exponential' }, verdict: ['error', 'Write "exponential'] },
  'no restart-strategy, checkpointing on': { options: {} },
  'legacy state.backend: rocksdb': { options: { 'state.backend': 'rocksdb' }, verdict: ['advice', 'state.backend.type'] },
  'state.backend.type typo': { options: { 'state.backend.type': 'rocksdbb' }, verdict: ['error', 'Write "rocksdb"'] },
  'legacy state.backend.incremental + state.checkpoints.dir': {
    options: { 'state.backend.incremental': 'true', 'state.checkpoints.dir': 's3://state/c' }, verdict: ['advice', 'execution.checkpointing.incremental'],
  },
  'unaligned + aligned-checkpoint-timeout': {
    options: { 'execution.checkpointing.unaligned.enabled': 'true', 'execution.checkpointing.aligned-checkpoint-timeout': '30s' },
  },
  'legacy execution.checkpointing.unaligned: true': { options: { 'execution.checkpointing.unaligned': 'true' }, verdict: ['advice', 'unaligned.enabled'] },
  'aligned-checkpoint-timeout without unaligned': {
    options: { 'execution.checkpointing.aligned-checkpoint-timeout': '30s' }, verdict: ['error', 'ignored without'],
  },
  'mode AT_LEAST_ONCE + unaligned': {
    options: { 'execution.checkpointing.mode': 'AT_LEAST_ONCE', 'execution.checkpointing.unaligned.enabled': 'true' }, verdict: ['error', 'falls back to aligned'],
  },
  // The operator gives the cluster id, and our storage the directory: what failed when tried by hand is whole here.
  'HA kubernetes, no cluster id, no storageDir': { options: { 'high-availability.type': 'kubernetes' } },
  'HA kubernetes, cluster-id, no storageDir': {
    options: { 'high-availability.type': 'kubernetes', 'kubernetes.cluster-id': 'c1' }, verdict: ['error', 'the operator refuses this option'],
  },
  'HA kubernetes, storageDir, no cluster id': { options: { 'high-availability.type': 'kubernetes', 'high-availability.storageDir': 's3://state/ha' } },
  'legacy high-availability: kubernetes': { options: { 'high-availability': 'kubernetes' }, verdict: ['advice', 'high-availability.type'] },
  'metrics reporter class typo': {
    options: { 'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactoryy' },
    verdict: ['error', 'run without metrics'],
  },
  'legacy metrics.reporter.prom.class': {
    options: { 'metrics.reporter.old.class': 'org.apache.flink.metrics.prometheus.PrometheusReporter' }, verdict: ['error', 'factory.class'],
  },
  'JM memory without unit (1600)': { options: { 'jobmanager.memory.process.size': '1600' }, verdict: ['error', 'Use jobManager.memory'] },
  'JM memory 400m': { options: { 'jobmanager.memory.process.size': '400m' }, verdict: ['error', 'Use jobManager.memory'] },
  'JM memory \'1.5g\'': { options: { 'jobmanager.memory.process.size': '1.5g' }, verdict: ['error', 'Use jobManager.memory'] },
  'JM memory 1600Mi': { options: { 'jobmanager.memory.process.size': '1600Mi' }, verdict: ['error', 'Use jobManager.memory'] },
  'checkpoint timeout < interval, minPause > timeout': { options: { 'execution.checkpointing.min-pause': '1h' }, verdict: ['error', 'longer than'] },
  'max-concurrent 0': { options: { 'execution.checkpointing.max-concurrent-checkpoints': '0' }, verdict: ['error', 'at least 1'] },
  'scheduler adaptive + restart': { options: { 'jobmanager.scheduler': 'adaptive' } },
  'scheduler typo': { options: { 'jobmanager.scheduler': 'adaptve' }, verdict: ['error', 'Write "Adaptive"'] },
};

/** Mistakes in the text of a YAML file, which a map of options cannot have. */
const IN_YAML_ONLY = ['raw: duplicate key', 'raw: tab/indent error', 'raw: nested and flat mix'];

describe.each([FlinkVersion.V1_20, FlinkVersion.V2_2])('on Flink %s', (flinkVersion) => {
  test.each(Object.entries(CASES))('%s', (_, { options, verdict }) => {
    const { findings } = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, flinkVersion, flinkConfiguration: options });
    if (verdict === undefined) {
      expect(findings).toEqual([]);
    } else {
      const [severity, text] = verdict;
      expect(findings).toContainEqual(expect.objectContaining({ severity }));
      expect(findings.map(({ message, fix }) => `${message}. ${fix}`).join('\n')).toContain(text);
    }
  });
});

const { folder, describe: describeWithOutcomes } = outside('FLINK_MISCONFIGURATIONS', 'outcomes of misconfigurations on running Flinks judge the list of cases');

describeWithOutcomes('outcomes on running Flinks', () => {
  test.each(['1.20.5', '2.3.0'])('%s: every case that was tried is in the list, and what failed there is an error here', (version) => {
    const outcomes = fs.readFileSync(path.join(folder, `mis-${version}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    expect(outcomes.length).toBeGreaterThan(30);
    for (const { case: name, outcome } of outcomes) {
      if (IN_YAML_ONLY.includes(name)) continue;
      expect(Object.keys(CASES)).toContain(name);
      const failed = /exited|FAILED/.test(outcome) && !/^(HA kubernetes|legacy high-availability)/.test(name);
      if (failed) expect([name, CASES[name].verdict?.[0]]).toEqual([name, 'error']);
    }
  });
});
