import { JobArtifact, Scaling, ProductionFlinkJobProps } from '../../src';
import { errorsOf, LEAST, synthJob } from '../jobs';

/** What programs without compile-time checks give, and what they are told. */
test.each<[string, object, string]>([
  ['a text for a class', { artifact: 'x.jar' }, 'ARC-12 artifact: expected a JobArtifact, got the string "x.jar". Write JobArtifact.jar("local:///opt/flink/usrlib/job.jar").'],
  ['null for a class', { artifact: null }, 'artifact: expected a JobArtifact, got null'],
  ['another class', { scaling: JobArtifact.jar('local:///a.jar')._script ?? {} }, 'scaling: expected a Scaling, got a map'],
  ['a text for a version', { flinkVersion: '1.20' }, 'flinkVersion: expected a FlinkVersion, got the string "1.20"'],
  ['a text for a duration', { checkpointing: { interval: '60s' } }, 'checkpointing.interval: expected a Duration, got the string "60s". Write Duration.seconds(60).'],
  ['a text for a size', { taskManager: { memory: '4Gi' } }, 'taskManager.memory: expected a Size, got the string "4Gi". Write Size.gibibytes(4).'],
  ['texts for targets', { egress: ['kafka:9092'] }, 'egress: expected a list of EgressTargets, got the string "kafka:9092"'],
  ['one target', { egress: {} }, 'egress: expected a list of EgressTargets, got a map'],
  ['a number for a script', { artifact: JobArtifact.sql(5 as any, { release: '1.20.1' }) }, 'artifact: expected the statements as a text, got number'],
])('%s is an error that names the class', (_, props, expected) => {
  expect(errorsOf(() => synthJob(props as Partial<ProductionFlinkJobProps>)).join('\n')).toContain(expected);
});

test('all of them are told at once, and nothing that follows from them', () => {
  const errors = errorsOf(() => synthJob({ storage: 's3://x', tls: 'on', scaling: 'auto' } as any));
  expect(errors.map((line) => /ARC-12 (\w+): expected/.exec(line)?.[1])).toEqual(['scaling', 'storage', 'tls']);
});

test('values of the right classes pass', () => {
  expect(synthJob({ ...LEAST, scaling: Scaling.fixed(), egress: [], connectors: [], reporters: [] }).length).toBeGreaterThan(5);
});
