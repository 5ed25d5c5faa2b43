import { isMissing } from './judge';
import { refusedFor, Wrong } from './wrong';

const STEP = /\.([^.[]+)|\['([^']*)'\]|\[(\d+)\]/g;

/** The names on the way to a place. */
export const stepsOf = ({ path }: Wrong): string[] => [...path.matchAll(STEP)].map(([, property, key, index]) => property ?? key ?? index);

/** A struct with all that is wrong taken out. One that lacks something is taken out itself. */
export function withoutWrong<P>(struct: P, wrong: readonly Wrong[]): P {
  return wrong.reduce((kept: any, each) => without(kept, isMissing(each) ? stepsOf(each).slice(0, -1) : stepsOf(each)), struct);
}

/** A list, or what a class makes of its arguments, is taken out as a whole, unless that was made without what is wrong. */
function without(value: any, [step, ...more]: readonly string[]): any {
  if (refusedFor(value)?.every(({ isSpare }) => isSpare)) return value;
  if (step === undefined || typeof value !== 'object' || value === null || Array.isArray(value) || refusedFor(value) !== undefined) return undefined;
  return { ...value, [step]: without(value[step], more) };
}
