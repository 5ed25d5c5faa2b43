import { accepted, refused, ValueSyntax } from './parsed-value';
import { nearest } from './spelling';

/** One of the constants as Java prints them, in any case; dashes do not stand for underscores, nor blanks for nothing. */
export const ENUM: ValueSyntax<string> = {
  read(text, { values }) {
    const asked = text.toUpperCase();
    const constant = values.find((value) => value.toUpperCase() === asked);
    return constant === undefined ? refused(`one of ${values.join(', ')}`) : accepted(constant, constant);
  },
  repairs: (text, { values }) => [nearest(text, values)],
};
