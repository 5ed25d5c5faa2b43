import * as go from './go.mjs';
import * as java from './java.mjs';
import * as python from './python.mjs';

/**
 * Each language exports `needs()`, the `programs` that are written in it by the examples that they say again, and
 * `build(packages, folder, edit)`, which returns how a program is started: `(program) => [command, args, env]`. `edit` changes sources on purpose.
 */
export const LANGUAGES = { python, java, go };
