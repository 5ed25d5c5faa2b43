import { delimiter } from 'node:path';
import { flinkCore } from '../../scripts/catalogue/artifacts.mjs';
import { cached } from '../lib/cache.mjs';
import { run as command } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { lastLine, needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';

export const name = 'memory';
export const what = 'the memory model divides and rejects as Flink\'s own code does, to the byte';
export const versions = ['1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 10_000;
const SOURCE = 'conformance/memory/FlinkMemory.java';

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    section.progress(`asking Flink about ${RANDOM} random configurations, seed ${SEED}`);
    await section.check({
      what: `${RANDOM} random configurations`,
      asked: 'TaskExecutorProcessUtils and JobManagerProcessUtils',
      expected: `${RANDOM} of ${RANDOM} equal`,
      said: async () => {
        const jars = flinkCore(version).join(delimiter);
        const classes = await cached(`memory/${version}-${fingerprint(SOURCE)}`, (folder) => command('javac', ['-nowarn', '-cp', jars, '-d', folder, SOURCE]));
        const minor = version.replace(/\.\d+$/, '');
        return lastLine(await command('npx', ['--no-install', 'ts-node', '-T', 'conformance/memory/compare.ts', minor, `${classes}${delimiter}${jars}`, `${RANDOM}`, `${SEED}`]));
      },
      fits: (expected, said) => said.includes(expected),
    });
    section.end();
  }
}
