import { join } from 'node:path';
import { flinkJars } from '../../scripts/catalogue/artifacts.mjs';
import { flinkFile } from '../../scripts/catalogue/assemble.mjs';
import { differences, readFile, readJson } from '../../scripts/catalogue/files.mjs';
import { declarations, EXTRACT, nameAndText, withHistory } from '../../scripts/catalogue/released.mjs';
import { listedRelease } from '../../scripts/catalogue/releases.mjs';
import { answerOf } from '../lib/answers.mjs';
import { javaVersion, needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';

export const name = 'catalogue';
export const what = 'the option catalogues say what the classes of the released jars declare';
export const versions = ['1.20', '2.2'];

const FOLDER = join(import.meta.dirname, '..', '..', 'catalogue');
/** Differences that a failure tells. */
const SHOWN = 5;

export async function needs() {
  return await needsJava() ?? needsMaven();
}

export function judge(section, version) {
  return verify(section, version);
}

/** Compares the catalogue of a version with its release; `change` is what becomes of the catalogue, to see whether it is noticed. */
export async function verify(section, version, change = (text) => text) {
  section.progress('reading every option from the released jars');
  await section.check({
    what: `catalogue/flink-${version}.json`,
    asked: 'the released classes, by reflection',
    expected: 'as released',
    said: async () => {
      const found = await stale(section, listedRelease(version), change);
      return found.length === 0 ? 'as released' : found.slice(0, SHOWN).join('; ');
    },
  });
}

/** In what the catalogue of a release, or the history of all of them, is not what the release declares. */
async function stale(section, release, change) {
  const jars = flinkJars(release);
  const judge = { files: [EXTRACT, ...jars.supporting, ...jars.searched], words: [await javaVersion()] };
  const declared = await answerOf(section, judge, 'every option', () => declarations(jars));
  const files = withHistory(FOLDER, [flinkFile(release, declared, readJson(FOLDER, 'by-hand.json'))]);
  return files.map(nameAndText).flatMap(([file, text]) => differences(change(readFile(FOLDER, file)), text).map((difference) => `${file}: ${difference}`));
}
