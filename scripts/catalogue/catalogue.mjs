/**
 * Writes the option catalogues from released artifacts; see catalogue/README.md.
 *
 *   npm run catalogue -- [<version>...] [--check] [--no-download] [--folder <path>]
 *   npm run catalogue -- --operator-jar <path> [--operator-jar <path>...] [--supporting-jar <path>...] <version> [--check]
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { flinkCore, flinkJars } from './artifacts.mjs';
import { flinkFile, operatorFile, sorted } from './assemble.mjs';
import { familyKeys } from './families.mjs';
import { differences, names, readFile, readJson, writeFile } from './files.mjs';
import { declarations, nameAndText, withHistory } from './released.mjs';
import { listedRelease, minorOf, OPERATOR_PACKAGES, RELEASES } from './releases.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));

const OPTIONS = {
  'check': { type: 'boolean', default: false },
  'no-download': { type: 'boolean', default: false },
  'operator-jar': { type: 'string', multiple: true, default: [] },
  'supporting-jar': { type: 'string', multiple: true, default: [] },
  'folder': { type: 'string', default: join(HERE, '..', '..', 'catalogue') },
};

let options;
let versions;
try {
  ({ values: options, positionals: versions } = parseArgs({ allowPositionals: true, options: OPTIONS }));
  const files = options['no-download'] ? rewritten() : released();
  process.exitCode = options.check ? check(files) : write(files);
} catch (e) {
  console.error(e.message);
  process.exitCode = 2;
}

/** The files that the released artifacts yield, and what follows from them. */
function released() {
  const byHand = readJson(options.folder, 'by-hand.json');
  if (options['operator-jar'].length) return [operator(byHand)];
  const asked = versions.length ? versions : Object.keys(RELEASES);
  const wanted = asked.map((asVersion) => {
    const version = /^\d+\.\d+$/.test(asVersion) ? listedRelease(asVersion) : asVersion;
    if (!version) throw new Error(`No release of Flink ${asVersion} is listed; known are ${Object.keys(RELEASES).join(', ')}`);
    return version;
  });
  const files = withHistory(options.folder, wanted.map((version) => flinkFile(version, declarations(flinkJars(version)), byHand)));
  // of all releases together: what one of them knows is no mistake
  if (versions.length > 0) return files;
  const jars = [...new Set(wanted.flatMap((version) => flinkJars(version).searched))];
  return [...files, { familyKeys: familyKeys(jars, byHand.familyKeys) }];
}

function operator(byHand) {
  const jars = options['operator-jar'];
  const version = versions.find((v) => /^\d+\.\d+\.\d+$/.test(v)) ?? versionInName(jars, versions[0]);
  if (versions.length !== 1 || !version) throw new Error('Give the operator jars and one full version, such as 1.15.0');
  // the operator's jars may come without Flink's classes; it is compiled against this minor version
  const supporting = [...flinkCore(listedRelease('1.20')), ...options['supporting-jar']];
  const packages = OPERATOR_PACKAGES.flatMap((name) => ['--package', name]);
  const file = operatorFile(version, declarations({ searched: jars, supporting }, packages), byHand);
  return Object.keys(file.options).some(isAutoscalers) ? file : withAutoscaler(file, readJson(options.folder, nameAndText(file)[0]));
}

function isAutoscalers(key) {
  return key.startsWith('job.autoscaler.');
}

/** The autoscaler has a jar of its own, which not every release can be had with: then what is written of it stays. */
function withAutoscaler(file, before) {
  const kept = (all) => Object.fromEntries(Object.entries(all).filter(([key]) => isAutoscalers(key)));
  const found = kept(before.options);
  console.error(`no jar has the autoscaler's options: ${Object.keys(found).length} stay as they are`);
  return { ...file, options: sorted({ ...file.options, ...found }), prefixes: sorted({ ...file.prefixes, ...kept(before.prefixes) }) };
}

function versionInName(jars, minor) {
  return jars.map((jar) => /-(\d+\.\d+\.\d+)[^/]*\.jar$/.exec(jar)?.[1]).find((version) => version && minorOf(version) === minor);
}

/** The files as they are, formatted anew: nothing is downloaded. */
function rewritten() {
  return withHistory(options.folder, names(options.folder, /^(flink|operator)-\d+\.\d+\.json$/).map((name) => readJson(options.folder, name)));
}

function write(files) {
  for (const file of files) {
    const [name, text] = nameAndText(file);
    writeFile(options.folder, name, text);
    console.log(`${name}: ${file.familyKeys ? `${Object.values(file.familyKeys).flat().length} keys` : file.history ? `${Object.keys(file.history).length} keys` : `${file.version}, ${Object.keys(file.options).length} options`}`);
  }
  return 0;
}

function check(files) {
  let stale = 0;
  for (const [name, text] of files.map(nameAndText)) {
    const found = differences(readFile(options.folder, name), text);
    console.log([`${name}: ${found.length ? 'stale' : 'as released'}`, ...found].join('\n  '));
    stale += found.length;
  }
  return stale ? 1 : 0;
}
