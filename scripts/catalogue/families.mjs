/** The keys below prefixes that allow any suffix: those that the file systems in Flink's plugins read, from the constants of their classes, and those of reporters. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byCodePoint } from './assemble.mjs';

/** Which plugin knows the keys below a prefix, and where in its jar their names are. */
const KNOWN_BY = {
  'fs.azure.': { artifact: /^flink-azure-fs-hadoop-/, within: ['org/apache/hadoop/fs/azure', 'org/apache/hadoop/fs/azurebfs', 'core-default.xml'] },
  'fs.gs.': { artifact: /^flink-gs-fs-hadoop-/, within: ['com/google/cloud/hadoop'] },
  'fs.oss.': { artifact: /^flink-oss-fs-hadoop-/, within: ['org/apache/hadoop/fs/aliyun/oss', 'core-default.xml'] },
  'fs.s3a.': { artifact: /^flink-s3-fs-hadoop-/, within: ['org/apache/hadoop/fs/s3a', 'core-default.xml'] },
  'presto.s3.': { artifact: /^flink-s3-fs-presto-/, within: ['com/facebook/presto/hive/s3'] },
};

/** What follows each prefix in any of the jars, and what is known by hand. A name that ends in a dot begins a family of its own. */
export function familyKeys(jars, byHand) {
  const found = { ...byHand };
  for (const [prefix, { artifact, within }] of Object.entries(KNOWN_BY)) {
    const names = new Set(jars.filter((jar) => artifact.test(jar.split('/').at(-1))).flatMap((jar) => namesIn(jar, within, prefix)));
    if (names.size === 0) throw new Error(`No jar has names that begin with ${prefix}`);
    found[prefix] = [...names];
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => byCodePoint(a, b)).map(([prefix, names]) => [prefix, [...names].sort(byCodePoint)]));
}

/** Names that a class keeps without the prefix that it puts before them. */
const ENDINGS = { 'fs.gs.': '\\.(?=auth\\.|enable\\.service)' };

/** What follows the prefix in a text. In a class a constant stands behind its length, which may look like a letter. */
function namesOf(text, name) {
  return [...text.matchAll(name)].filter(({ 0: whole, index }) => (
    !/[\w.]/.test(text[index - 1] ?? '') || text.charCodeAt(index - 1) + 256 * text.charCodeAt(index - 2) === whole.length
  )).map(([, suffix]) => suffix);
}

function namesIn(jar, within, prefix) {
  const folder = mkdtempSync(join(tmpdir(), 'families-'));
  try {
    execFileSync('jar', ['xf', jar, ...within], { cwd: folder });
    const name = new RegExp(`(?:${prefix.replaceAll('.', '\\.')}|${ENDINGS[prefix] ?? '(?!)'})([a-zA-Z0-9][\\w-]*(?:\\.[\\w-]+)*\\.?)`, 'g');
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .flatMap((entry) => namesOf(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'latin1'), name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
