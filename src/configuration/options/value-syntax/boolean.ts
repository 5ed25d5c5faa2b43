import { accepted, refused, ValueSyntax } from './parsed-value';
import { nearest } from './spelling';

const WORDS = new Map([['TRUE', true], ['FALSE', false]]);

/** Words for the two values in other formats; YAML 1.1 reads some of them as booleans. */
const OTHER_WORDS = new Map([
  ['true', ['yes', 'y', 'on', '1', 't', 'enable', 'enabled']],
  ['false', ['no', 'n', 'off', '0', 'f', 'disable', 'disabled']],
]);

/** `true` or `false` in any case, without surrounding characters. */
export const BOOLEAN: ValueSyntax<boolean> = {
  read(text) {
    const value = WORDS.get(text.toUpperCase());
    return value === undefined ? refused('true or false') : accepted(value, String(value));
  },
  repairs(text) {
    const word = text.trim().toLowerCase();
    const meant = [...OTHER_WORDS].find(([, words]) => words.includes(word))?.[0];
    return [word, meant, nearest(word, [...OTHER_WORDS.keys()])];
  },
};
