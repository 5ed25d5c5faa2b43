import { delimiter } from 'node:path';
import { flinkCore } from '../../scripts/catalogue/artifacts.mjs';
import { cached } from '../lib/cache.mjs';
import { run as command } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { lastLine, needsJava } from '../lib/java.mjs';
import { SEED } from '../lib/seed.mjs';

export const name = 'pods';
export const what = 'the pods that we render are those that Flink\'s own classes make of the same deployment';
export const versions = ['1.20.5', '2.2.1'];
export const needs = needsJava;

const RANDOM = 2_000;
const SOURCE = 'conformance/pods/FlinkPods.java';

/** The operator has Flink 1.20 built in and makes JobManagers with it; TaskManagers are made by the Flink of the job. */
const COMPONENTS = { '1.20.5': ['jobmanager', 'taskmanager'], '2.2.1': ['taskmanager'] };

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    for (const component of COMPONENTS[version]) {
      section.progress(`asking Flink for the ${component} of ${RANDOM} random deployments, seed ${SEED}`);
      await section.check({
        what: `pods of ${RANDOM} random deployments: ${component}`,
        asked: 'the factories of Flink\'s native Kubernetes mode',
        expected: 'all equal',
        said: async () => lastLine(await compare(version, component)),
        fits: (_, said) => /(\d+) of \1 \w+ pods equal/.test(said),
      });
    }
    section.end();
  }
}

async function compare(version, component) {
  const jars = flinkCore(version).join(delimiter);
  const classes = await cached(`pods/${version}-${fingerprint(SOURCE)}`, (folder) => command('javac', ['-nowarn', '-cp', jars, '-d', folder, SOURCE]));
  const minor = version.replace(/\.\d+$/, '');
  return command('npx', ['--no-install', 'ts-node', '-T', 'conformance/pods/compare.ts', minor, `${classes}${delimiter}${jars}`, component, `${RANDOM}`, `${SEED}`]);
}
