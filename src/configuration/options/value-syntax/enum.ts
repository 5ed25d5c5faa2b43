import { accepted, refused, ValueSyntax } from './parsed-value';
import { nearest } from './spelling';

/** One of the constants as Java prints them, ignoring case; dashes are not equivalent to underscores, and blanks are not removed. */
export const ENUM: ValueSyntax<string> = {
  read(text, { values }) {
    const asked = text.toUpperCase();
    const constant = values.find((value) => value.toUpperCase() === asked);
    return constant === undefined ? refused(`one of ${values.join(', ')}`) : accepted(constant, constant);
  },
  repairs: (text, { values }) => [nearest(text, values)],
};
