/** One place in the arguments of a call whose value has another type than the API says. */
export interface Wrong {
  /** From the arguments on, such as `.args[1]`; empty where the value as a whole is meant. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** Whether everything else can be judged without it: an option that could be left out, of which nothing else follows. */
  readonly isSpare?: boolean;
  /** Whether whatever made the value tells it already. */
  readonly isTold?: boolean;
}

/** By symbol, so that two copies of this library in one program understand each other. */
const REFUSED = Symbol.for('cdk8s-flink.refused-arguments.v1');

/** Marks what stands for a value that could not be made from its arguments, or that was made without some of them. */
export function markRefused<T extends object>(value: T, wrong: readonly Wrong[]): T {
  return Object.defineProperty(value, REFUSED, { value: wrong });
}

/** What was wrong with the arguments that a value should have been made from; undefined where nothing was. */
export function refusedFor(value: any): readonly Wrong[] | undefined {
  return typeof value === 'object' && value !== null ? value[REFUSED] : undefined;
}
