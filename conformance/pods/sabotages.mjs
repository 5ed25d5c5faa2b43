import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './part.mjs';

const VERSION = '1.20.5';

/** As many as are tried where time is short: each starts Flink's classes twice. */
const QUICK = 3;

/** Each break must be seen in either pod; few deployments are enough. */
const FEW = 60;

const BREAKS = [...readFileSync(join(import.meta.dirname, 'breaks.ts'), 'utf8').matchAll(/^ {2}'((?:[^'\\]|\\')+)': /gm)].map(([, what]) => what.replaceAll("\\'", "'"));

export const sabotages = [
  { what: 'nothing', red: [], run: (section) => both(section) },
  ...BREAKS.map((what, i) => ({ what, slow: i >= QUICK, red: ['the jobmanager of random deployments', 'the taskmanager of random deployments'], run: (section) => both(section, what) })),
];

async function both(section, broken) {
  for (const component of ['jobmanager', 'taskmanager']) await compare(section, VERSION, component, FEW, broken);
}
