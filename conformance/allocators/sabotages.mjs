import { emitted } from '../lib/emitted.mjs';
import { EMISSION } from './part.mjs';
import { verify } from './verify.mjs';

const JEMALLOC = ['jobmanager', 'taskmanager'].map((component) => `${component}: jemalloc has as many arenas as on a machine with the container's processors`);
const GLIBC = ['jobmanager', 'taskmanager'].map((component) => `${component}: glibc has as many arenas as jemalloc`);

const telling = (name, value) => (pod) => {
  for (const { env = [] } of pod.spec.containers) for (const variable of env) if (variable.name === name) variable.value = value(variable.value);
  return pod;
};

const BREAKS = [
  { what: 'nothing', change: (pod) => pod, red: [] },
  { what: 'one arena more', change: telling('MALLOC_CONF', (value) => value.replace(/\d+/, (count) => Number(count) + 1)), red: [...JEMALLOC, ...GLIBC] },
  { what: 'an option that jemalloc does not have', change: telling('MALLOC_CONF', (value) => value.replace('narenas', 'arenas')), red: [...JEMALLOC, ...GLIBC] },
  { what: 'a variable that glibc does not read', change: (pod) => JSON.parse(JSON.stringify(pod).replaceAll('MALLOC_ARENA_MAX', 'MALLOC_ARENAS_MAX')), red: GLIBC },
];

export const sabotages = BREAKS.map(({ what, change, red }) => ({
  what,
  red,
  run: async (section) => {
    const [{ pods }] = await emitted(EMISSION);
    const broken = pods.map((pod) => change(structuredClone(pod)));
    for (const ask of Object.values(verify)) await ask(section, broken);
  },
}));
