import { findingsOf } from './checked';
import { isMissing, wrongValue } from './judge';
import { stepsOf, withoutWrong } from './without';
import { Finding } from '../finding';

/** Properties without those of the wrong type. */
export interface Typed<P> {
  readonly props: P;
  /** One finding for each removed value. */
  readonly wrong: readonly Finding[];
  /** Whether everything else can be checked without them. */
  readonly isComplete: boolean;
}

/** Properties of a struct, and the errors in them. Missing required properties are not reported: the scopes may set them. */
export function typed<P extends object>(struct: string, props: P = {} as P): Typed<P> {
  const wrong = wrongValue(struct, props, '').filter((each) => !(isMissing(each) && stepsOf(each).length === 1));
  return { props: withoutWrong(props, wrong) ?? {} as P, wrong: findingsOf(wrong, ''), isComplete: wrong.every(({ isSpare }) => isSpare) };
}
