/** An argument, or a part of one, whose type differs from the API. */
export interface Wrong {
  /** The path from the argument, such as `.args[1]`; empty for the whole value. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** Whether everything else can be checked without it: an optional property from which nothing else is derived. */
  readonly isSpare?: boolean;
  /** Whether the error is already reported by the function that created the value. */
  readonly isTold?: boolean;
}

/** A global symbol, so that two copies of this library in one program recognize it. */
const REFUSED = Symbol.for('cdk8s-flink.refused-arguments.v1');

/** Marks the placeholder of a value that could not be created from its arguments, or that was created without some of them. */
export function markRefused<T extends object>(value: T, wrong: readonly Wrong[]): T {
  return Object.defineProperty(value, REFUSED, { value: wrong });
}

/** What was wrong with the arguments that a value was created from; undefined if nothing was wrong. */
export function refusedFor(value: any): readonly Wrong[] | undefined {
  return typeof value === 'object' && value !== null ? value[REFUSED] : undefined;
}
