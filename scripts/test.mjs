// All tests that need only Node.js: `npm test`. Changes no file that is under version control.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, install, run, step } from './install.mjs';

process.chdir(join(import.meta.dirname, '..'));
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const QUIET = { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };

/** Runs a command; returns whether it succeeded, and its output. */
function quietly(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...QUIET }, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { printed += text; });
    child.on('error', (error) => resolve({ well: false, printed: error.message }));
    child.on('close', (code) => resolve({ well: code === 0, printed }));
  });
}

/** One part of the tests; if a part fails, the other parts still run. The output of a part is printed when it has ended. */
async function part([name, command, args, also = () => undefined]) {
  const { well, printed } = await quietly(command, args);
  const trouble = well ? also() : 'it ended with an error';
  step(name);
  if (printed.trim() !== '') console.log(printed.trimEnd());
  if (trouble === undefined) counts.passed++;
  else {
    console.error(`failed: ${name}: ${trouble}`);
    counts.failed++;
  }
}

const npx = (...args) => ['npx', ['--no-install', ...args]];
const node = (...args) => [process.execPath, args];

install();
try {
  compile();
  counts.passed++;
} catch {
  console.error('failed: library compiles');
  counts.failed++;
}

const api = join(scratch, 'API.md');
// The longest first. After the library is compiled: examples and documents import it by its name.
const parts = [
  ['lint', ...npx('eslint', '--ext', '.ts', '--max-warnings', '0', 'src', 'examples', 'test', 'projenrc', '.projenrc.ts')],
  // projen's configuration is only for TypeScript; undefined and unused names would otherwise be found only when the scripts run
  ['lint of scripts and conformance', ...npx('eslint', '--no-eslintrc', '--max-warnings', '0', '--parser-options=ecmaVersion:latest,sourceType:module',
    '--env', 'es2022,node,browser', '--rule', 'no-undef: error', '--rule', 'no-unused-vars: [error, { ignoreRestSiblings: true, varsIgnorePattern: ^_ }]',
    '--ext', '.mjs,.cjs', 'scripts', 'conformance', 'bench', 'test')],
  ['the packed library works in an empty folder', ...node('scripts/packed.mjs')],
  ['API.md is up to date', ...npx('jsii-docgen', '-o', api), () =>
    (readFileSync(api, 'utf8') === readFileSync('API.md', 'utf8') ? undefined : 'run `npx projen docgen` and commit API.md')],
  ['tests compile', ...npx('tsc', '-p', 'test/tsconfig.json')],
  ['examples compile against what users get', ...npx('tsc', '-p', 'examples/tsconfig.json')],
  ['dashboards are what the table of boards says', ...npx('ts-node', 'scripts/dashboards/dashboards.ts', '--check')],
  ['docs/guidelines.md is up to date', ...node('scripts/guidelines.mjs', '--check')],
  ['what follows from the table of alerts is up to date', ...node('scripts/alerts.mjs', '--check')],
  ['types of options are what the catalogues say', ...node('scripts/option-types.mjs', '--check')],
  ['catalogue/api.json is up to date', ...node('scripts/api-types.mjs', '--check')],
];
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  while (parts.length > 0) await part(parts.shift());
}));

step('unit, schema and compile-time tests');
const results = join(scratch, 'jest.json');
try {
  // one worker for each processor: by default, jest leaves one processor idle
  run(...npx('jest', '--ci', '--maxWorkers=100%', '--json', `--outputFile=${results}`), QUIET);
} catch { /* counted below */ }
const jest = JSON.parse(readFileSync(results, 'utf8'));
counts.passed += jest.numPassedTests;
counts.failed += jest.numFailedTests + jest.numRuntimeErrorTestSuites;
counts.skipped += jest.numPendingTests;
rmSync(scratch, { recursive: true, force: true });

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || jest.numTotalTests === 0 ? 1 : 0;
