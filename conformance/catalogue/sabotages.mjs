import { verify, versions } from './part.mjs';

const CHECK = `catalogue/flink-${versions[0]}.json`;

/** What becomes of the text of the catalogue. */
const BREAKS = [
  { what: 'nothing', change: (text) => text, red: [] },
  { what: 'an option less', change: (text) => text.replace(/^ *"rest\.port": .*\n/m, ''), red: [CHECK] },
  { what: 'an option that no class declares', change: (text) => text.replace(/^ *"rest\.port": .*\n/m, (line) => `${line}${line.replace('rest.port', 'rest.porter')}`), red: [CHECK] },
  { what: 'another default', change: (text) => text.replace(/("rest\.port": .*"default": )"8081"/, '$1"8082"'), red: [CHECK] },
  { what: 'another type', change: (text) => text.replace('"rest.port": {"type": "Integer"', '"rest.port": {"type": "String"'), red: [CHECK] },
  { what: 'a former name less', change: (text) => text.replace(/("rest\.port": .*), "deprecatedAliases": \["web\.port"\]/, '$1'), red: [CHECK] },
];

export const sabotages = BREAKS.map(({ what, change, red }) => ({ what, red, run: (section) => verify(section, versions[0], change) }));
