import { availableParallelism } from 'node:os';
import { answers } from '../lib/commands.mjs';
import { canIsolate } from '../lib/network.mjs';
import { verify } from './verify.mjs';
import { VERSIONS } from './versions.mjs';

export const name = 'flink';
export const what = 'a running Flink does what the configuration says that we emit for the quickstart';
export const versions = VERSIONS.map(({ flink }) => flink);

/** Two JVMs, and what asks them. */
const PROCESSORS_EACH = 4;

/** What it cannot do without, and how one asks whether it is there. */
const TOOLS = [
  ['a Java development kit (javac)', 'javac', '-version'],
  ['a Java development kit (jcmd)', 'jcmd', '-h'],
  ['Python 3 with pip', 'python3', '-m', 'pip', '--version'],
];

export async function needs() {
  if (process.platform !== 'linux') return 'needs Linux: it asks the kernel which ports are open';
  for (const [tool, ...command] of TOOLS) if (!await answers(...command)) return `needs ${tool}`;
  return undefined;
}

export async function run(report, wanted) {
  const chosen = VERSIONS.filter(({ flink }) => wanted.includes(flink));
  // Beside each other only where each has a network and processors of its own: checks of time must not measure each other.
  const beside = await canIsolate() && availableParallelism() >= PROCESSORS_EACH * chosen.length;
  const runs = chosen.map((version) => () => one(report.section(name, version.flink), version));
  if (beside) await Promise.all(runs.map((run) => run()));
  else for (const run of runs) await run();
}

async function one(section, version) {
  try {
    await verify(section, version);
  } catch (error) {
    section.fail('the part runs to its end', error.message);
  }
  section.end();
}
