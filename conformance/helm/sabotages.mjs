import { verify, versions } from './part.mjs';

const REFUSED = 'braces: helm template accepts the chart';
const DIFFERENT = (chart) => `${chart}: each object is that of the plain synth`;
const CHECKED = (chart) => `${chart}: check finds no error in what Helm renders`;

export const sabotages = versions.flatMap((version) => [
  { what: `nothing, ${version}`, red: [], run: (section) => verify(section, version, {}) },
  { what: `braces are not escaped, ${version}`, red: [], mute: [REFUSED, DIFFERENT('braces'), CHECKED('braces')], run: (section) => verify(section, version, { env: { HELM: 'no' } }) },
  { what: `other values, one of them wrong, ${version}`, red: [DIFFERENT('values'), DIFFERENT('braces')], mute: [CHECKED('values')], run: (section) => verify(section, version, { values: { maxParallelism: 'many', team: 'x' } }) },
  { what: `a value that is missing, ${version}`, red: [DIFFERENT('values')], run: (section) => verify(section, version, { values: { topic: '' } }) },
]);

export const NEVER_RED = { 'values: helm template accepts the chart': 'it has no braces but Helm\'s' };
