import { typescript } from '../lib/typescript.mjs';
import { verify, versions } from './part.mjs';

const CHECK = 'designed and 20000 random texts';

/** How a text is read otherwise than we do: `ours` is how we do it. */
const BREAKS = [
  { what: 'nothing', change: (ours) => ours, red: [] },
  { what: 'every text is accepted', change: (ours) => ours.ok ? ours : { ok: true, value: '', canonical: '' }, red: [CHECK] },
  { what: 'no text that ends with a space is accepted', change: (ours, text) => text.endsWith(' ') ? { ok: false, expected: 'no space' } : ours, red: [CHECK] },
  { what: 'a duration is a thousandth longer', change: (ours, _, type) => type === 'Duration' && ours.ok ? { ...ours, value: ours.value * 1.001 } : ours, red: [CHECK] },
  { what: 'what we write in its place is another value', change: (ours, _, type) => type === 'Integer' && ours.ok ? { ...ours, canonical: '41' } : ours, red: [CHECK] },
];

export const sabotages = BREAKS.map(({ what, change, red }) => ({
  what,
  red,
  run: (section) => {
    const { parseValue } = typescript('src/configuration/value-syntax');
    return verify(section, versions[0], (type, values, text, minor) => change(parseValue(type, values, text, minor), text, type));
  },
}));
