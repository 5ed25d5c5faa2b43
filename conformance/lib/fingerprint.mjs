import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Short name of what files contain: what was built from them is made anew when one changes. */
export function fingerprint(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
