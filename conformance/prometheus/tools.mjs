import { join } from 'node:path';
import { answers } from '../lib/commands.mjs';
import { debianPackage, isDebianPackage } from '../lib/debian.mjs';

const TOOLS = ['prometheus', 'promtool'];

/** Why Prometheus cannot be had here; nothing where it can. */
export async function needsPrometheus() {
  if (await installed() || await isDebianPackage('prometheus')) return undefined;
  return 'needs Prometheus (prometheus and promtool), or apt-get to fetch it with';
}

/** Where Prometheus and promtool are: what is installed, or else Debian's package, unpacked and not installed. */
export async function prometheusTools() {
  if (await installed()) return Object.fromEntries(TOOLS.map((tool) => [tool, tool]));
  const folder = await debianPackage('prometheus');
  return Object.fromEntries(TOOLS.map((tool) => [tool, join(folder, 'usr', 'bin', tool)]));
}

async function installed() {
  return (await Promise.all(TOOLS.map((tool) => answers(tool, '--version')))).every((there) => there);
}
