import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Section } from '../lib/report.mjs';
import { compare } from './part.mjs';

const VERSION = '1.20.5';

/** As many as are tried where time is short: each starts Flink's classes twice. */
const QUICK = 3;

/** Each break must be seen in either pod; few deployments are enough. */
const FEW = 60;

const BREAKS = [...readFileSync(join(import.meta.dirname, 'breaks.ts'), 'utf8').matchAll(/^ {2}'((?:[^'\\]|\\')+)': /gm)].map(([, what]) => what.replaceAll("\\'", "'"));

const BOTH = ['the jobmanager of random deployments', 'the taskmanager of random deployments'];

export const sabotages = [
  { what: 'nothing', red: [], run: (section) => both(section) },
  { what: `${BREAKS[0]}, where all that Flink answers is remembered`, red: BOTH, run: (section) => remembered(section, BREAKS[0]) },
  ...BREAKS.map((what, i) => ({ what, slow: i >= QUICK, red: BOTH, run: (section) => both(section, what) })),
];

async function both(section, broken) {
  for (const component of ['jobmanager', 'taskmanager']) await compare(section, VERSION, component, FEW, broken);
}

/** Ours is broken only when Flink has answered about the right ones: an answer that is kept must hide nothing. */
async function remembered(section, broken) {
  await both(new Section(section.part, section.version, () => {}));
  await both(section, broken);
  if (section.remembered !== section.asked || section.asked === 0) throw new Error(`of ${section.asked} answers ${section.remembered} were remembered`);
}
