import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CACHE } from '../lib/cache.mjs';
import { said } from '../lib/commands.mjs';
import { later } from '../lib/janitor.mjs';
import { LOCATION, writeSchemas } from './schemas.mjs';

/** Asks kubeconform about emitted objects and rendered pods, with the schemas of each operator version. */
export async function kubeconform(section, program, emissions) {
  for (const operatorVersion of new Set(emissions.map((emission) => emission.operatorVersion))) {
    const folder = scratch();
    await writeSchemas(join(folder, 'schemas'), operatorVersion);
    const objects = emissions.filter((emission) => emission.operatorVersion === operatorVersion).flatMap(({ manifests, pods }) => [...manifests, ...pods]);
    await section.check({
      what: `${objects.length} objects, operator ${operatorVersion}: those that do not conform to their schemas`,
      asked: 'kubeconform, strictly',
      expected: { conforming: objects.length, others: [] },
      said: () => {
        const options = ['-strict', '-output', 'json', '-summary', '-schema-location', join(folder, 'schemas', LOCATION)];
        const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
        const { summary, resources } = JSON.parse(said(program, [...options, '-'], text));
        return { conforming: summary.valid, others: (resources ?? []).map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`) };
      },
    });
    rmSync(folder, { recursive: true, force: true });
  }
}

function scratch() {
  mkdirSync(join(CACHE, 'runs'), { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'runs', 'manifests-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
