import { answers } from '../lib/commands.mjs';
import { flinkHome } from './home.mjs';
import { keepClassData } from './record-class-data.mjs';
import { verify } from './verify.mjs';
import { VERSIONS } from './versions.mjs';

export const name = 'flink';
export const what = 'a running Flink does what the configuration says that we emit for the quickstart';
export const versions = VERSIONS.map(({ flink }) => flink);

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

export const waits = () => 130;

export function prepare(wanted) {
  return Promise.all(wanted.flatMap((version) => [flinkHome(version), keepClassData(version)]));
}

export function judge(section, flink) {
  return verify(section, VERSIONS.find((version) => version.flink === flink));
}
