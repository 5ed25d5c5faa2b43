// All that Node alone can prove: `npm test`. Changes no file that is under version control.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, install, run, step } from './install.mjs';
import { checkPackage } from './packed.mjs';

process.chdir(join(import.meta.dirname, '..'));
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

/** One part of the tests; a part that fails does not keep the others from running. */
function part(name, action) {
  step(name);
  try {
    action();
    counts.passed++;
  } catch (error) {
    console.error(`failed: ${name}${error.status === undefined ? `: ${error.message}` : ''}`);
    counts.failed++;
  }
}

const npx = (...args) => run('npx', ['--no-install', ...args], { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' });

install();
part('library compiles', compile);
// after it is compiled: the examples import it by its name
part('lint', () => npx('eslint', '--ext', '.ts', '--max-warnings', '0', 'src', 'examples', 'test', '.projenrc.ts'));
part('tests compile', () => npx('tsc', '-p', 'test/tsconfig.json'));
part('examples compile against what users get', () => npx('tsc', '-p', 'examples/tsconfig.json'));
part('API.md is up to date', () => {
  const fresh = join(scratch, 'API.md');
  npx('jsii-docgen', '-o', fresh);
  if (readFileSync(fresh, 'utf8') !== readFileSync('API.md', 'utf8')) throw new Error('run `npx projen docgen` and commit API.md');
});
part('docs/guidelines.md is up to date', () => run(process.execPath, ['scripts/guidelines.mjs', '--check']));
part('what follows from the table of alerts is up to date', () => run(process.execPath, ['scripts/alerts.mjs', '--check']));
part('dashboards are what the table of boards says', () => npx('ts-node', 'scripts/dashboards/dashboards.ts', '--check'));
part('types of options are what the catalogues say', () => run(process.execPath, ['scripts/option-types.mjs', '--check']));
part('the packed library works in an empty folder', checkPackage);

step('unit, schema and compile-time tests');
const results = join(scratch, 'jest.json');
try {
  // as many at a time as there are processors: by default one is left idle
  npx('jest', '--ci', '--maxWorkers=100%', '--json', `--outputFile=${results}`);
} catch { /* counted below */ }
const jest = JSON.parse(readFileSync(results, 'utf8'));
counts.passed += jest.numPassedTests;
counts.failed += jest.numFailedTests + jest.numRuntimeErrorTestSuites;
counts.skipped += jest.numPendingTests;
rmSync(scratch, { recursive: true, force: true });

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || jest.numTotalTests === 0 ? 1 : 0;
