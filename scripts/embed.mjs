// Writes a module with the files of catalogue/ for bundlers: `node scripts/embed.mjs lib`. Bundlers follow its `require`s of JSON; other files are included
// as text. Only a bundled program, which cannot find catalogue/, loads the module.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const CATALOGUE = resolve(import.meta.dirname, '..', 'catalogue');

const files = readdirSync(CATALOGUE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  .map(({ parentPath, name }) => join(parentPath, name).slice(CATALOGUE.length + 1).replaceAll(sep, '/')).sort();

function textOf(file) {
  return file.endsWith('.json') ? `JSON.stringify(require(${JSON.stringify(`../../catalogue/${file}`)}))` : JSON.stringify(readFileSync(join(CATALOGUE, file), 'utf8'));
}

const entries = files.map((file) => `  ${JSON.stringify(file)}: () => ${textOf(file)},\n`);
writeFileSync(join(resolve(process.argv[2]), 'kubernetes', 'embedded-catalogue.js'), `module.exports = {\n${entries.join('')}};\n`);
