import { programs as go } from './go.mjs';
import { programs as java } from './java.mjs';
import { programs as python, refusals } from './python.mjs';
import { TYPES, verify } from './verify.mjs';

// What a program says is changed, as if its language had handed on something else.

const differs = (programs) => Object.entries(programs).map(([program, example]) => `${program}: what differs from examples/${example}`);

const replaced = (from, to) => (file, text) => text.replaceAll(from, to);

const BREAKS = [
  { what: 'nothing', language: 'python', red: [] },
  { what: 'a number that arrives as another', language: 'python', edit: replaced('parallelism=12', 'parallelism=13'), red: differs(python) },
  {
    what: 'a mistake that is none',
    language: 'python',
    edit: (file, text) => text.replace('parallelism=0', 'parallelism=2').replace('parallelism=3', 'parallelism=4'),
    red: refusals.map(({ what }) => what),
  },
  { what: 'an example with a keyword that the method does not have', language: 'python', edit: replaced('role_arn=', 'rolearn='), red: [TYPES] },
  { what: 'a list that lost an entry', language: 'java', edit: (file, text) => text.replace(/List\.of\("[^"]*", /, 'List.of('), red: differs(java) },
  { what: 'a size that is left out', language: 'go', edit: replaced(/Memory: +cdk8s\.Size_Gibibytes\(jsii\.Number\(8\)\),?/g, ''), red: differs(go) },
];

export const sabotages = BREAKS.map(({ what, language, edit, red }) => ({ what: `${language}: ${what}`, red, run: (section) => verify(section, language, edit) }));
