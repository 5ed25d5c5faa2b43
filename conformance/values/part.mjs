import { join } from 'node:path';
import { minorOf } from '../../scripts/catalogue/releases.mjs';
import { askFlink } from '../lib/flink-classes.mjs';
import { needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';

export const name = 'values';
export const what = 'values of every option type are accepted and refused as Flink\'s own parsers do';
export const versions = ['1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 20_000;
/** Lines that a failure tells. */
const SHOWN = 3;
const SOURCE = join(import.meta.dirname, 'FlinkValues.java');

export function judge(section, version) {
  return verify(section, version);
}

/** Compares how we read texts with how Flink does; `read` is another way than ours, to see whether it is noticed. */
export async function verify(section, version, read) {
  section.progress(`asking Flink about designed texts and ${RANDOM} random ones, seed ${SEED}`);
  await section.check({
    what: `designed and ${RANDOM} random texts`,
    asked: 'Flink\'s Configuration, with an option of each type',
    expected: ', 0 differences',
    said: async () => {
      const lines = await typescript('conformance/values/compare.ts').compare(flink(section, version), RANDOM, SEED, read);
      return lines.slice(-SHOWN).reverse().join('; ');
    },
    fits: (expected, said) => said.endsWith(expected),
  });
}

/** What `compare.ts` puts its questions to. */
export function flink(section, version) {
  return { minor: minorOf(version), ask: (lines, configurationFile) => askFlink(section, version, SOURCE, lines, [configurationFile]) };
}
