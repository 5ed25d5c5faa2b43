import * as fs from 'fs';
import * as path from 'path';
import { FlinkVersion, OperatorVersion } from '../../src';
import { OptionCatalogue } from '../../src/configuration/options/option-catalogue';
import { EXAMPLES, synthExample } from '../examples/examples';
import { SUPPORTED } from '../jobs';
import { outside } from '../outside';

const CASES = EXAMPLES.flatMap((name) => SUPPORTED.map((version) => [name, version] as const));

function emitted(name: string, version: FlinkVersion): { [key: string]: string } {
  return synthExample(name, version).find(({ kind }) => kind === 'FlinkDeployment').spec.flinkConfiguration;
}

/** Keys of which one is the beginning of another (`state.backend` beside `state.backend.type`): the operator refuses both together on 2.x. */
function overlaps(keys: string[]): string[] {
  return keys.filter((key) => keys.some((other) => other.startsWith(`${key}.`)));
}

describe('our own catalogue', () => {
  test.each(CASES)('%s on Flink %s emits no key that is unknown, removed or deprecated', (name, version) => {
    const flink = OptionCatalogue.flink(version.minor);
    const operator = OptionCatalogue.operator(OperatorVersion.V1_15.minor);
    const wrong = Object.keys(emitted(name, version)).filter((key) => {
      const option = flink.declared(key) ?? operator.declared(key);
      return option ? option.deprecated : !flink.family(key);
    });
    expect(wrong).toEqual([]);
  });

  test.each(CASES)('%s on Flink %s emits no two keys that overlap', (name, version) => {
    expect(overlaps(Object.keys(emitted(name, version)))).toEqual([]);
  });

  test('the check sees an overlap', () => {
    expect(overlaps(['state.backend', 'state.backend.incremental', 'state.backends'])).toEqual(['state.backend']);
  });

  test('Flink 1.19 gets its own names', () => {
    const configuration = emitted('quickstart', FlinkVersion.V1_19);
    expect(configuration).toMatchObject({
      'state.checkpoints.dir': 's3://my-flink-bucket/flink-jobs/fraud-detection/checkpoints',
      'state.savepoints.dir': 's3://my-flink-bucket/flink-jobs/fraud-detection/savepoints',
      'state.backend.incremental': 'true',
      'state.checkpoints.num-retained': '3',
      // a Long there, of milliseconds: Flink 1.19 does not read "50 s"
      'heartbeat.timeout': '50000',
    });
    expect(Object.keys(configuration).filter((key) => key.startsWith('execution.checkpointing.') && key.endsWith('dir'))).toEqual([]);
  });
});

const { folder, describe: describeWithOptions } = outside('FLINK_OPTIONS', 'options as extracted from Flink\'s classes judge every emitted key');

describeWithOptions('options as extracted from Flink\'s classes', () => {
  const read = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const files = folder ? fs.readdirSync(folder) : [];
  const operatorKeys = () => new Map<string, any>(read('operator-1.16.json').options.map((option: any) => [option.key, option]));

  test.each(CASES)('%s on Flink %s', (name, version) => {
    const flink = read(files.find((file) => file.startsWith(`flink-${version}.`))!);
    const declared = new Map<string, any>(flink.options.map((option: any) => [option.key, option]));
    const prefixes = flink.prefixes.map(({ prefix }: any) => new RegExp(`^${prefix.replace(/\./g, '\\.').replace(/<\w+>/g, '[^.]+')}.`));
    const operator = operatorKeys();
    const wrong = Object.keys(emitted(name, version)).filter((key) => {
      const option = declared.get(key) ?? operator.get(key);
      return option ? option.deprecated : !prefixes.some((prefix: RegExp) => prefix.test(key));
    });
    expect(wrong).toEqual([]);
  });

  test.each(CASES.filter(([, version]) => version.isAtLeast(FlinkVersion.V2_0)))('%s on Flink %s: no overlap of those that the operator refuses', (name, version) => {
    const refused: any[] = read('overlaps-2.x.json')[files.find((file) => file.startsWith(`flink-${version}.`))!.slice('flink-'.length, -'.json'.length)];
    const keys = new Set(Object.keys(emitted(name, version)));
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.filter(({ prefix, overlaps: longer }) => keys.has(prefix) && longer.some((key: string) => keys.has(key)))).toEqual([]);
  });
});
