import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { CACHE } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { EXAMPLES, emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';

/** A sound job, and two by other hands that break much. */
const BROKEN = join('test', 'guidelines', 'corpus', 'broken', 'blueprint.yaml');

/** More jobs than a report shows unfolded. */
export const FLEET = 24;

let made;

/** Two reports, as text: about an example and the jobs of a broken manifest, and about a fleet of jobs like the first of these. */
export function reportPages() {
  return made ??= makePages();
}

/** The report about the quickstart. */
export function quickstartPage() {
  return inFolder('quickstart', async (folder) => report(await synthesized(join('examples', 'quickstart', 'main.ts'), folder)));
}

function makePages() {
  return inFolder('browser', async (folder) => {
    const sound = await synthesized(EXAMPLES[0], folder);
    const [broken] = parseAllDocuments(readFileSync(BROKEN, 'utf8')).map((document) => document.toJS());
    const fleet = join(folder, 'fleet.yaml');
    writeFileSync(fleet, Array.from({ length: FLEET }, (_, i) => stringify({ ...broken, metadata: { ...broken.metadata, name: `job-${i + 1}` } })).join('---\n'));
    return { page: await report(sound, BROKEN), fleet: await report(fleet) };
  });
}

async function inFolder(name, make) {
  const folder = join(CACHE, 'runs', `${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    return await make(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file with the manifests of a program. */
async function synthesized(program, folder) {
  const [{ manifests }] = await emitted({ programs: [program], flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] });
  const file = join(folder, 'sound.yaml');
  writeFileSync(file, manifests.map((manifest) => stringify(manifest)).join('---\n'));
  return file;
}

/** The report about some files. */
function report(...files) {
  return run(process.execPath, [join('lib', 'cli', 'main.js'), 'report', ...files]);
}
