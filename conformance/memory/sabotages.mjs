import { verify, versions } from './part.mjs';

const CHECK = '10000 random configurations';

/** What becomes of our answer to each question. */
const BREAKS = [
  { what: 'nothing', change: (ours) => ours, red: [] },
  { what: 'everything is accepted', change: (ours) => ({ ...ours, ok: true }), red: [CHECK] },
  { what: 'one byte more for the network', change: ({ bytes, ...ours }) => ({ ...ours, bytes: bytes && { ...bytes, network: bytes.network + 1 } }), red: [CHECK] },
  { what: 'a part that Flink does not have', change: ({ bytes, ...ours }) => ({ ...ours, bytes: bytes && { ...bytes, more: 0 } }), red: [CHECK] },
  { what: 'a JVM without a bound for direct memory', change: (ours) => ({ ...ours, jvmArgs: ours.jvmArgs?.replace(/-XX:MaxDirectMemorySize=\d+ ?/, '') }), red: [CHECK] },
];

export const sabotages = BREAKS.map(({ what, change, red }) => ({ what, red, run: (section) => verify(section, versions[0], change) }));
