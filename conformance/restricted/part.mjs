import { needs as needsFlink, prepare as prepareFlink } from '../flink/part.mjs';
import { answers } from '../lib/commands.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { canIsolate } from '../lib/network.mjs';
import { pluginJars, verify } from './verify.mjs';

export const name = 'restricted';
export const what = 'Flink runs as the rendered pods run it: by number 9999, without privileges, on a root that nobody can write, with their volumes alone';

/** The plugin is that of a release which Maven Central has. */
const RELEASES = [
  { flink: '1.20.5', minor: '1.20', plugin: '1.20.1' },
  { flink: '2.2.1', minor: '2.2', plugin: '2.2.0' },
];
export const versions = RELEASES.map(({ flink }) => flink);

export async function needs() {
  if (!await canIsolate()) return 'needs Linux, root, and ip netns';
  for (const tool of ['unshare', 'setpriv', 'findmnt']) if (!await answers(tool, '--version')) return `needs ${tool}`;
  return await needsFlink() ?? needsMaven();
}

export function prepare(wanted) {
  return Promise.all([prepareFlink(wanted), ...wanted.map((version) => pluginJars(releaseOf(version)))]);
}

export const waits = () => 45;

export function releaseOf(version) {
  return RELEASES.find(({ flink }) => flink === version);
}

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    try {
      await verify(section, releaseOf(version));
    } catch (error) {
      section.fail('the part runs to its end', error.message);
    }
    section.end();
  }
}
