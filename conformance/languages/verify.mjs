import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CACHE } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { later } from '../lib/janitor.mjs';
import { LANGUAGES } from './languages.mjs';
import { packages } from './packages.mjs';

/** Of languages whose types are judged before a program runs, by something besides a compiler. */
export const TYPES = 'types: our programs, and the examples of the API in this language';

/** What a language's runtime says of an old Node is not about us. */
const ENV = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };

/** The warnings of the synth come from another process, which the runtime of a language relays at any time: they are no part of the answer. */
function lastLines(output, count) {
  return output.split('\n').filter((line) => !/^\[\S+\] (warning|advice) /.test(line)).slice(-count).join('\n');
}

/**
 * Says the programs of one language again and compares what they write with what the examples write.
 *
 * @param edit changes the source of a program on purpose: `(file, text) => text`
 */
export async function verify(section, language, edit = (_, text) => text) {
  const { programs, build, complaints, refusals = [] } = LANGUAGES[language];
  const folder = emptyFolder(language);
  section.progress('generating the package, unless the library is as it was');
  const generated = await packages();
  section.progress('building what uses it');
  const command = await build(generated, folder, edit);
  const start = (program, outdir) => {
    const [file, args, env] = command(program);
    return run(file, args, { env: { ...ENV, ...env, CDK8S_OUTDIR: outdir } });
  };
  for (const [program, example] of Object.entries(programs)) {
    const [ours, theirs] = [join(folder, 'typescript', example), join(folder, language, program)];
    await typescript(example, ours);
    await section.check({
      what: `${program}: what differs from examples/${example}`,
      asked: 'the files of both, byte by byte',
      expected: [],
      said: async () => {
        await start(program, theirs);
        return differences(ours, theirs);
      },
    });
  }
  for (const { program, what, says } of refusals) {
    await section.check({
      what,
      asked: `the last lines of ${program}'s output`,
      expected: says,
      said: () => start(program, join(folder, program)).then(() => 'nothing', (error) => lastLines(error.message, says.split('\n').length)),
    });
  }
  if (complaints !== undefined) {
    await section.check({
      what: TYPES,
      asked: 'mypy, strictly of the programs; the number of examples that are translated',
      expected: { examples: examplesOfApi(), complaints: [] },
      said: () => complaints(generated, join(folder, 'types'), edit),
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** How many different examples the compiled API and the README have. */
function examplesOfApi() {
  const examples = [];
  const collect = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.docs?.example === 'string') examples.push(value.docs.example);
    Object.values(value).forEach(collect);
  };
  collect(JSON.parse(readFileSync('.jsii', 'utf8')).types);
  return new Set(examples).size + readFileSync('README.md', 'utf8').match(/^```ts\b/gm).length;
}

/** The example itself, run as its user does. */
function typescript(example, outdir) {
  return run(process.execPath, ['-r', 'ts-node/register/transpile-only', join('examples', example, 'main.ts')], { env: { ...ENV, CDK8S_OUTDIR: outdir } });
}

/** The first line in which each file differs; files that only one of both wrote. */
function differences(ours, theirs) {
  const files = [...new Set([ours, theirs].flatMap((folder) => readdirSync(folder)))].sort();
  return files.flatMap((file) => {
    const [expected, said] = [ours, theirs].map((folder) => (readdirSync(folder).includes(file) ? readFileSync(join(folder, file), 'utf8') : ''));
    if (expected === said) return [];
    const lines = said.split('\n');
    const at = expected.split('\n').findIndex((line, i) => line !== lines[i]);
    return [`${file}:${at + 1}: ${lines[at] ?? 'nothing'}, not ${expected.split('\n')[at] ?? 'nothing'}`];
  });
}

function emptyFolder(name) {
  mkdirSync(join(CACHE, 'runs'), { recursive: true });
  const folder = resolve(mkdtempSync(join(CACHE, 'runs', `${name}-`)));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
