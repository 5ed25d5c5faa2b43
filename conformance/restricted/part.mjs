import { needs as needsFlink, prepare as prepareFlink } from '../flink/part.mjs';
import { answers } from '../lib/commands.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { canIsolate } from '../lib/network.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { pluginJars, verify } from './verify.mjs';

export const name = 'restricted';
export const what = 'Flink runs as the rendered pods run it: by their user\'s number, without privileges, on a root that nobody can write, with their volumes alone';
export const versions = Object.keys(SCENARIOS);

export async function needs() {
  if (!await canIsolate()) return 'needs Linux, root, and ip netns';
  for (const tool of ['unshare', 'setpriv', 'findmnt']) if (!await answers(tool, '--version')) return `needs ${tool}`;
  return await needsFlink() ?? needsMaven();
}

export function prepare(wanted) {
  return Promise.all([prepareFlink(wanted), ...wanted.flatMap((version) => SCENARIOS[version].map(pluginJars))]);
}

export const waits = () => 90;

export async function judge(section, version) {
  for (const scenario of SCENARIOS[version]) await verify(of(scenario, section), version, scenario);
}

/** A section whose checks say which scenario's they are. */
function of({ title }, section) {
  return Object.assign(Object.create(section), { check: (check) => section.check({ ...check, what: `${title}: ${check.what}` }) });
}
