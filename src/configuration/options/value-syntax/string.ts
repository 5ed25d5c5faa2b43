import { accepted, ValueSyntax } from './parsed-value';

/** Any text at all. */
export const STRING: ValueSyntax<string> = {
  read: (text) => accepted(text, text),
  repairs: () => [],
};
