import { join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { answers, run } from '../lib/commands.mjs';

const TOOLS = ['prometheus', 'promtool'];

/** Why Prometheus cannot be had here; nothing where it can. */
export async function needsPrometheus() {
  if (await installed() || await listed() || mayUpdate() && await answers('apt-get', '--version')) return undefined;
  return 'needs Prometheus (prometheus and promtool), or apt-get to fetch it with';
}

/** Where Prometheus and promtool are: what is installed, or else Debian's package, unpacked and not installed. */
export async function prometheusTools() {
  if (await installed()) return Object.fromEntries(TOOLS.map((tool) => [tool, tool]));
  const folder = await cached(join('prometheus', 'debian'), async (draft) => {
    if (!await listed()) await run('apt-get', ['update']);
    await run('apt-get', ['download', 'prometheus'], { cwd: draft });
    await run('sh', ['-c', 'dpkg-deb -x prometheus_*.deb .'], { cwd: draft });
  });
  return Object.fromEntries(TOOLS.map((tool) => [tool, join(folder, 'usr', 'bin', tool)]));
}

/** Whether Debian's lists of packages are there, and have it. */
function listed() {
  return answers('apt-cache', 'show', 'prometheus');
}

function mayUpdate() {
  return process.getuid() === 0;
}

async function installed() {
  return (await Promise.all(TOOLS.map((tool) => answers(tool, '--version')))).every((there) => there);
}
