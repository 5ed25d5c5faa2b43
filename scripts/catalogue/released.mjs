/** The declarations in released artifacts, and the catalogue files that are generated from them. */
import { join } from 'node:path';
import { runJava } from './artifacts.mjs';
import { catalogueText, entriesText, names, readJson } from './files.mjs';
import { history } from './history.mjs';
import { minorOf } from './releases.mjs';

/** The program that reads options from classes, by reflection. */
export const EXTRACT = join(import.meta.dirname, 'ExtractOptions.java');

const FLINK_FILE = /^flink-\d+\.\d+\.json$/;

/** Every option that jars declare: `searched` those, `supporting` what their classes need. */
export function declarations({ searched, supporting }, more = []) {
  return runJava(EXTRACT, [...more, ...supporting.flatMap((jar) => ['--with', jar]), ...searched]).trim().split('\n').map((line) => JSON.parse(line));
}

/** Catalogues with the history of all versions, which takes the releases that are not among them from their files. */
export function withHistory(folder, catalogues) {
  const others = names(folder, FLINK_FILE)
    .map((name) => readJson(folder, name))
    .filter(({ version }) => !catalogues.some((catalogue) => catalogue.product === 'flink' && minorOf(catalogue.version) === minorOf(version)));
  return [...catalogues, { history: history([...catalogues.filter(({ product }) => product === 'flink'), ...others]) }];
}

export function nameAndText(file) {
  if (file.history) return ['history.json', entriesText(file.history)];
  if (file.familyKeys) return ['family-keys.json', entriesText(file.familyKeys)];
  return [`${file.product.replace('flink-kubernetes-', '')}-${minorOf(file.version)}.json`, catalogueText(file)];
}
