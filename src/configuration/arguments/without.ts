import { isMissing } from './judge';
import { refusedFor, Wrong } from './wrong';

const STEP = /\.([^.[]+)|\['([^']*)'\]|\[(\d+)\]/g;

/** The steps of a path. */
export const stepsOf = ({ path }: Wrong): string[] => [...path.matchAll(STEP)].map(([, property, key, index]) => property ?? key ?? index);

/** A struct without the wrong values. A struct that lacks a required property is removed as a whole. */
export function withoutWrong<P>(struct: P, wrong: readonly Wrong[]): P {
  return wrong.reduce((kept: any, each) => without(kept, isMissing(each) ? stepsOf(each).slice(0, -1) : stepsOf(each)), struct);
}

/** A list, or an object that a class creates from its arguments, is removed as a whole, unless it was created without the wrong value. */
function without(value: any, [step, ...more]: readonly string[]): any {
  if (refusedFor(value)?.every(({ isSpare }) => isSpare)) return value;
  if (step === undefined || typeof value !== 'object' || value === null || Array.isArray(value) || refusedFor(value) !== undefined) return undefined;
  return { ...value, [step]: without(value[step], more) };
}
