import { distance } from 'fastest-levenshtein';
import type { Parent, Steps } from './violations';

/** The number of levels below an object at which a field with the same name is searched. */
const DEPTH = 2;

/**
 * The field that an unknown one was probably meant to be: a sibling with a similar name, otherwise a field with the same name nearby, such as in
 * `job`, or one level up.
 */
export function nearestField(key: string, parents: readonly Parent[]): Steps | undefined {
  const here = parents.at(-1)!;
  const beside = [...here.type.fields.keys()];
  const sameLetters = beside.find((name) => letters(name) === letters(key));
  if (sameLetters !== undefined) return [...here.steps, sameLetters];
  const close = closestName(key, beside) ?? continued(key, beside);
  if (close?.edits === 1) return [...here.steps, close.name];
  for (let depth = 0; depth <= DEPTH; depth++) {
    for (const parent of [...parents].reverse()) {
      const found = below(key, parent, depth);
      if (found) return found;
    }
  }
  return close && [...here.steps, close.name];
}

/** The allowed value that another one was probably meant to be. */
export function nearestValue(value: unknown, allowed: readonly string[]): string | undefined {
  if (typeof value === 'object') return undefined;
  const text = letters(String(value));
  return allowed.find((each) => letters(each) === text) ?? closestName(String(value), allowed)?.name;
}

/** A status is never written by hand, and a field that metadata lacks was rarely meant for the metadata of pods. */
const ASIDE = ['metadata', 'status'];

/** The only field with a name within some levels below an object. List elements are ignored, since it is unknown which one is meant. */
function below(key: string, parent: Parent, depth: number): Steps | undefined {
  let level = [parent];
  for (let i = 0; i < depth; i++) {
    level = level.flatMap(({ type, steps }) => [...type.fields].flatMap(([field, { type: child }]) => (
      child.is === 'object' && !ASIDE.includes(field) ? [{ type: child, steps: [...steps, field] }] : []
    )));
  }
  const found = level.filter(({ type }) => type.fields.has(key));
  return found.length === 1 ? [...found[0].steps, key] : undefined;
}

/** Shorter prefixes are common to many names. */
const LEAST_BEGINNING = 6;
const MOST_SLIPS = 3;

/** The only name that continues another one, or is continued by it, such as `initialSavepointPath` for `initialSavepoint`. */
function continued(key: string, names: readonly string[]): { readonly name: string; readonly edits: number } | undefined {
  if (key.length < LEAST_BEGINNING) return undefined;
  const ends = (name: string) => name.length >= LEAST_BEGINNING && key.startsWith(name) && key.length > name.length + MOST_SLIPS;
  const goesOn = (name: string) => name.startsWith(key) || ends(name);
  const found = names.filter(goesOn);
  return found.length === 1 ? { name: found[0], edits: Math.abs(found[0].length - key.length) } : undefined;
}

function closestName(key: string, names: readonly string[]): { readonly name: string; readonly edits: number } | undefined {
  const most = key.length < 5 ? 1 : key.length < 9 ? 2 : 3;
  const text = key.toLowerCase();
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of names) {
    if (Math.abs(name.length - key.length) > most) continue;
    const edits = distance(text, name.toLowerCase());
    if (edits <= most && edits < (best?.edits ?? Infinity)) best = { name, edits };
  }
  return best;
}

/** A name without case and punctuation. */
function letters(text: string): string {
  return text.length > 100 ? text : text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
