import { Dialect } from './dialect';

/** A value that Flink accepts, as parsed. */
export interface AcceptedValue<T> {
  readonly ok: true;
  /** Duration: milliseconds. MemorySize: bytes. Enum: the constant. Numbers beyond 2^53 are rounded; `canonical` is exact. */
  readonly value: T;
  /** The spelling that this library writes; Flink reads it as the same value. */
  readonly canonical: string;
  /** A sentence for a value that is valid but is probably not intended. */
  readonly remark?: string;
  /** The fix, if the canonical spelling would keep an unintended value. */
  readonly fix?: string;
}

/** A value that Flink rejects. */
export interface RefusedValue {
  readonly ok: false;
  /** Completes the sentence "expected ...". */
  readonly expected: string;
  /** A valid spelling that was probably intended. */
  readonly suggestion?: string;
}

export type ParsedValue<T> = AcceptedValue<T> | RefusedValue;

/** Inputs of a syntax, besides the text. */
export interface ValueContext {
  /** The constants of an enum. */
  readonly values: readonly string[];
  readonly dialect: Dialect;
}

/** The syntax of one option type. */
export interface ValueSyntax<T> {
  /** How Flink reads the text. A rejected value has no suggestion yet. */
  read(text: string, context: ValueContext): ParsedValue<T>;
  /** Spellings that may have been intended by a rejected text, most likely first; not all of them have to be valid. */
  repairs(text: string, context: ValueContext): readonly (string | undefined)[];
}

export function accepted<T>(value: T, canonical: string, remark?: string): AcceptedValue<T> {
  return remark === undefined ? { ok: true, value, canonical } : { ok: true, value, canonical, remark };
}

/**
 * A number without a unit. A large one usually is what was meant; the canonical spelling of a small one would keep a unit that was rarely meant.
 *
 * @param kept the value with the unit that Flink assumes
 * @param example the same number with the unit that is meant more often
 */
export function withoutUnit<T>(parsed: AcceptedValue<T>, assumed: string, isLarge: boolean, kept: string, example: string): AcceptedValue<T> {
  return {
    ...parsed,
    remark: `without a unit Flink reads it as ${assumed}`,
    fix: isLarge ? `Write "${kept}" to keep the value, or the value that is meant with its unit` : `Add the unit that is meant, such as "${example}"`,
  };
}

export function refused(expected: string): RefusedValue {
  return { ok: false, expected };
}

/** The first repair that is valid: suggestions must never be rejected. */
export function suggestion<T>(syntax: ValueSyntax<T>, text: string, context: ValueContext): string | undefined {
  return syntax.repairs(text, context).find((repair) => repair !== undefined && syntax.read(repair, context).ok);
}
