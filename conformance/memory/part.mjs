import { join } from 'node:path';
import { minorOf } from '../../scripts/catalogue/releases.mjs';
import { askFlink } from '../lib/flink-classes.mjs';
import { needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';

export const name = 'memory';
export const what = 'the memory model divides and rejects as Flink\'s own code does, to the byte';
export const versions = ['1.15.4', '1.18.1', '1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 10_000;
/** Differences that a failure tells. */
const SHOWN = 2;
const SOURCE = join(import.meta.dirname, 'FlinkMemory.java');

export function judge(section, version) {
  return verify(section, version);
}

/** Compares our answers with Flink's; `change` is what becomes of ours, to see whether it is noticed. */
export async function verify(section, version, change) {
  section.progress(`asking Flink about ${RANDOM} random configurations, seed ${SEED}`);
  await section.check({
    what: `${RANDOM} random configurations`,
    asked: 'TaskExecutorProcessUtils and JobManagerProcessUtils',
    expected: `${RANDOM} of ${RANDOM} equal`,
    said: async () => {
      const ask = (questions) => askFlink(section, version, SOURCE, questions);
      const lines = await typescript('conformance/memory/compare.ts').compare(minorOf(version), RANDOM, SEED, ask, change);
      return [lines.at(-1), ...lines.slice(0, -1).slice(0, SHOWN)].join('; ');
    },
    fits: (expected, said) => said.includes(expected),
  });
}
