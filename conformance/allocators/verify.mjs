import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { debianPackage } from '../lib/debian.mjs';

const MAIN = 'flink-main-container';
/** A program that needs next to no memory; what it says of itself comes as output. */
const PROGRAM = ['sh', '-c', 'exec /bin/true 2>&1'];
const STATISTICS = 'stats_print:true';

/** Asks the allocators themselves, in a process with the environment of a rendered pod's main container. */
export const verify = { jemalloc, glibc };

async function jemalloc(section, pods) {
  const root = await debianPackage('libjemalloc2');
  const LD_PRELOAD = join(root, readdirSync(root, { recursive: true }).find((file) => file.endsWith('libjemalloc.so.2')));
  for (const { component, processors, environment } of pods.map(described)) {
    // A larger machine than this one cannot be played.
    if (processors > availableParallelism()) continue;
    const byItself = await run('taskset', ['--cpu-list', `0-${processors - 1}`, ...PROGRAM], { env: { LD_PRELOAD, MALLOC_CONF: STATISTICS } });
    await section.check({
      what: `${component}: jemalloc has as many arenas as on a machine with the container's processors`,
      asked: `jemalloc, told what the pod tells it; and told nothing, with ${processors} of this machine's processors`,
      expected: arenas(byItself),
      said: async () => arenas(await run(...command(PROGRAM), { env: { ...environment, LD_PRELOAD, MALLOC_CONF: `${environment.MALLOC_CONF},${STATISTICS}` } })),
    });
  }
}

async function glibc(section, pods) {
  const loader = /^\s*(\/\S*ld-linux\S*)/m.exec(await run('ldd', [process.execPath]))[1];
  for (const { component, environment } of pods.map(described)) {
    await section.check({
      what: `${component}: glibc has as many arenas as jemalloc`,
      asked: 'glibc\'s loader: glibc.malloc.arena_max',
      expected: Number(/narenas:(\d+)/.exec(environment.MALLOC_CONF)?.[1]),
      said: async () => Number(/^glibc\.malloc\.arena_max: (\w+)/m.exec(await run(loader, ['--list-tunables'], { env: environment }))[1]),
    });
  }
}

function command([program, ...args]) {
  return [program, args];
}

/** Of a pod: whose it is, how many processors its main container may use, begun ones counted whole, and what it is told. */
function described({ metadata, spec }) {
  const { env = [], resources } = spec.containers.find(({ name }) => name === MAIN);
  const { cpu } = resources.limits;
  return {
    component: metadata.labels.component,
    processors: Math.ceil(cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu)),
    environment: Object.fromEntries(env.filter(({ name }) => name.startsWith('MALLOC_')).map(({ name, value }) => [name, value])),
  };
}

/** What jemalloc has chosen, or what it did not understand. */
function arenas(printed) {
  return /Invalid conf pair: \S+/.exec(printed)?.[0] ?? Number(/opt\.narenas: (\d+)/.exec(printed)?.[1]);
}
