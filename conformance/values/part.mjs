import { flinkCore } from '../../scripts/catalogue/artifacts.mjs';
import { run as command } from '../lib/commands.mjs';
import { lastLine, needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';

export const name = 'values';
export const what = 'values of every option type are accepted and refused as Flink\'s own parsers do';
export const versions = ['1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 20_000;

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    section.progress(`asking Flink about designed texts and ${RANDOM} random ones, seed ${SEED}`);
    await section.check({
      what: `designed and ${RANDOM} random texts`,
      asked: 'Flink\'s Configuration, with an option of each type',
      expected: ', 0 differences',
      said: async () => {
        flinkCore(version);
        return lastLine(await command('npx', ['--no-install', 'ts-node', '-T', 'conformance/values/check.ts', '--random', `${RANDOM}`, '--seed', `${SEED}`, version]));
      },
      fits: (expected, said) => said.endsWith(expected),
    });
    section.end();
  }
}
