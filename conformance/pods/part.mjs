import { join } from 'node:path';
import { minorOf } from '../../scripts/catalogue/releases.mjs';
import { askFlink } from '../lib/flink-classes.mjs';
import { needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';

export const name = 'pods';
export const what = 'the pods that we render are those that Flink\'s own classes make of the same deployment';
export const versions = ['1.18.1', '1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 2_000;
/** Differences that a failure tells. */
const SHOWN = 2;

const SOURCE = join(import.meta.dirname, 'FlinkPods.java');

/** The operator has Flink 1.20 built in and makes JobManagers with it; TaskManagers are made by the Flink of the job. */
const COMPONENTS = { '1.18.1': ['taskmanager'], '1.20.5': ['jobmanager', 'taskmanager'], '2.2.1': ['taskmanager'] };

export async function judge(section, version) {
  for (const component of COMPONENTS[version]) await compare(section, version, component, RANDOM);
}

/** Compares the pods of random deployments; `broken` names what is wrong with ours on purpose. */
export async function compare(section, version, component, count, broken) {
  section.progress(`asking Flink for the ${component} of ${count} random deployments, seed ${SEED}`);
  await section.check({
    what: `the ${component} of random deployments`,
    asked: 'the factories of Flink\'s native Kubernetes mode',
    expected: 'all equal',
    said: async () => {
      const ask = (questions) => askFlink(section, version, SOURCE, questions);
      const lines = await typescript('conformance/pods/compare.ts').compare(minorOf(version), component, count, SEED, ask, broken);
      return [lines.at(-1), ...lines.slice(0, -1).slice(0, SHOWN)].join('; ');
    },
    fits: (_, said) => /(\d+) of \1 \w+ pods equal, [1-9]/.test(said),
  });
}
