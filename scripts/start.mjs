// Synthesizes every example: `npm start`, or `npm start -- quickstart` for some of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compileWhatChanged, install, step } from './install.mjs';

process.chdir(join(import.meta.dirname, '..'));
const all = readdirSync('examples').filter((name) => existsSync(join('examples', name, 'main.ts'))).sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no example is called ${unknown.join(', ')}; there are: ${all.join(', ')}`);
  process.exit(2);
}

install();
compileWhatChanged();

const examples = wanted.length > 0 ? wanted : all;
let failed = 0;
examples.forEach((name, i) => {
  step(`example ${name} (${i + 1} of ${examples.length})`);
  const outdir = join('dist', 'examples', name);
  rmSync(outdir, { recursive: true, force: true });
  const result = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', 'scripts/synth-example.cjs', join('examples', name, 'main.ts')], {
    encoding: 'utf8',
    env: { ...process.env, CDK8S_OUTDIR: outdir },
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  if (result.status === 0) console.log(`files:      ${readdirSync(outdir).map((file) => relative('.', join(outdir, file))).join(', ')}`);
  else failed++;
});

console.log(`\n${examples.length - failed} of ${examples.length} examples synthesized to ${join('dist', 'examples')}/`);
console.log(`${examples.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
