import { findingsOf } from './checked';
import { isMissing, wrongValue } from './judge';
import { stepsOf, withoutWrong } from './without';
import { Finding } from '../finding';

/** Properties with the values of another type taken out. */
export interface Typed<P> {
  readonly props: P;
  /** A finding for each that was taken out. */
  readonly wrong: readonly Finding[];
  /** Whether everything else can be judged without them. */
  readonly isComplete: boolean;
}

/** Properties of a struct, and what is wrong with them. Whether those are missing that it must have is not judged: its scopes may have them. */
export function typed<P extends object>(struct: string, props: P = {} as P): Typed<P> {
  const wrong = wrongValue(struct, props, '').filter((each) => !(isMissing(each) && stepsOf(each).length === 1));
  return { props: withoutWrong(props, wrong) ?? {} as P, wrong: findingsOf(wrong, ''), isComplete: wrong.every(({ isSpare }) => isSpare) };
}
