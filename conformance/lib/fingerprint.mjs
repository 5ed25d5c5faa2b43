import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Short name of a file's content: what was built from it is made anew when it changes. */
export function fingerprint(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}
