import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '../lib/answers.mjs';
import { CACHE } from '../lib/cache.mjs';
import { said } from '../lib/commands.mjs';
import { later } from '../lib/janitor.mjs';
import { documents } from './documents.mjs';
import { LOCATION, schemaSources, writeSchemas } from './schemas.mjs';

const OPTIONS = ['-strict', '-output', 'json', '-summary'];

/** Asks kubeconform about emitted objects and rendered pods, with the schemas of each operator version. */
export async function kubeconform(section, program, emissions) {
  for (const operatorVersion of new Set(emissions.map((emission) => emission.operatorVersion))) {
    const objects = emissions.filter((emission) => emission.operatorVersion === operatorVersion).flatMap(({ manifests, pods }) => [...manifests, ...pods]);
    await section.check({
      what: `${objects.length} objects, operator ${operatorVersion}: those that do not conform to their schemas`,
      asked: 'kubeconform, strictly',
      expected: { conforming: objects.length, others: [] },
      said: async () => {
        const judge = { files: [program, ...await schemaSources(operatorVersion)], words: OPTIONS };
        const question = documents(objects);
        const { summary, resources } = await answerOf(section, judge, question, () => ask(program, operatorVersion, question));
        return { conforming: summary.valid, others: (resources ?? []).map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`) };
      },
    });
  }
}

async function ask(program, operatorVersion, question) {
  const folder = scratch();
  await writeSchemas(folder, operatorVersion);
  const answer = JSON.parse(said(program, [...OPTIONS, '-schema-location', join(folder, LOCATION), '-'], question));
  rmSync(folder, { recursive: true, force: true });
  return answer;
}

function scratch() {
  mkdirSync(join(CACHE, 'runs'), { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'runs', 'manifests-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
