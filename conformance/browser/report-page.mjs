import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CACHE } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { EXAMPLES, emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';

/** A sound job, and one by other hands that breaks much. */
const BROKEN = join('test', 'guidelines', 'corpus', 'broken', 'blueprint.yaml');

/** The report about an example and a broken manifest, as text. */
export async function reportPage() {
  const folder = join(CACHE, 'runs', `browser-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const [{ manifests }] = await emitted({ programs: EXAMPLES.slice(0, 1), flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] });
  writeFileSync(join(folder, 'sound.yaml'), manifests.map((manifest) => stringify(manifest)).join('---\n'));
  const page = await run(process.execPath, [join('lib', 'cli', 'main.js'), 'report', join(folder, 'sound.yaml'), BROKEN]);
  rmSync(folder, { recursive: true });
  return page;
}
