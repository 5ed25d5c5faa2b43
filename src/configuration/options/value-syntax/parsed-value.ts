import { Dialect } from './dialect';

/** What Flink makes of a value that it accepts. */
export interface AcceptedValue<T> {
  readonly ok: true;
  /** Duration: milliseconds. MemorySize: bytes. Enum: the constant. Numbers beyond 2^53 are rounded; `canonical` is exact. */
  readonly value: T;
  /** The one spelling that we write; Flink reads the same value from it. */
  readonly canonical: string;
  /** A sentence for a value that is legal but is probably not what was meant. */
  readonly remark?: string;
  /** What to do about it, if not to write the canonical spelling: that would keep what was not meant. */
  readonly fix?: string;
}

/** A value that Flink refuses. */
export interface RefusedValue {
  readonly ok: false;
  /** Completes the sentence "expected ...". */
  readonly expected: string;
  /** A spelling that is accepted and is probably what was meant. */
  readonly suggestion?: string;
}

export type ParsedValue<T> = AcceptedValue<T> | RefusedValue;

/** What a syntax may look at besides the text. */
export interface ValueContext {
  /** The constants of an enum. */
  readonly values: readonly string[];
  readonly dialect: Dialect;
}

/** How one option type is spelled. */
export interface ValueSyntax<T> {
  /** What Flink does with the text. A refusal has no suggestion yet. */
  read(text: string, context: ValueContext): ParsedValue<T>;
  /** Spellings that a refused text may have been meant for, the likeliest first; not all of them need be accepted. */
  repairs(text: string, context: ValueContext): readonly (string | undefined)[];
}

export function accepted<T>(value: T, canonical: string, remark?: string): AcceptedValue<T> {
  return remark === undefined ? { ok: true, value, canonical } : { ok: true, value, canonical, remark };
}

/** A number without a unit: the canonical spelling would keep the unit that Flink assumes, which is rarely the one that was meant. */
export function withoutUnit<T>(parsed: AcceptedValue<T>, assumed: string, example: string): AcceptedValue<T> {
  return { ...parsed, remark: `without a unit Flink reads it as ${assumed}`, fix: `Add the unit that is meant, such as "${example}"` };
}

export function refused(expected: string): RefusedValue {
  return { ok: false, expected };
}

/** The first repair that is accepted: a suggestion must never be refused in turn. */
export function suggestion<T>(syntax: ValueSyntax<T>, text: string, context: ValueContext): string | undefined {
  return syntax.repairs(text, context).find((repair) => repair !== undefined && syntax.read(repair, context).ok);
}
