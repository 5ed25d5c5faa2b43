// Introduces one fault at a time into a copy of the source, and runs the related tests, one of which must fail: `npm run mutations [-- <word>]`,
// where a word selects the mutations whose name contains it. Exits with 1 if no test detects a fault, or if the text to change does not exist any more.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const NOT_COPIED = ['node_modules', '.git'];

const FACTS = 'src/facts/facts.ts';
const AREAS = 'src/guidelines/areas';
const LIMITS = ['test/guidelines/limits.test.ts'];
const CASES = ['test/guidelines/checks.test.ts'];

/** `text` occurs once in `file`; if it is replaced with `instead`, one of `suites` must fail. */
const MUTATIONS = [
  {
    name: 'a JSON patch that removes an option is ignored',
    file: 'src/job/settings-view.ts',
    text: 'filter((key) => !(key in after))',
    instead: 'filter(() => false)',
    suites: ['test/job/patched.test.ts'],
  },
  {
    name: 'exactly once forgets Kafka',
    file: 'src/connectors/declared-connector.ts',
    text: "connector === 'kafka' && ",
    instead: '',
    suites: ['test/connectors/connectors.test.ts'],
  },
  { name: 'default of the checkpoint timeout', file: FACTS, text: '?? 10 * MINUTE', instead: '?? 11 * MINUTE', suites: ['test/facts/facts.test.ts'] },
  { name: 'default of the longest restart delay', file: FACTS, text: "max-backoff', MINUTE]", instead: "max-backoff', 2 * MINUTE]", suites: ['test/facts/facts.test.ts'] },
  {
    name: 'MON-21 is told by every job',
    file: `${AREAS}/monitoring/runbooks.ts`,
    text: 'if (!w._set?.isFirstOfNamespace(w)) return [];',
    instead: '',
    suites: CASES,
  },
  {
    name: 'echoes are known by a bare prefix',
    file: 'src/kubernetes/paths.ts',
    text: '(path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)))',
    instead: 'path.startsWith(outer)',
    suites: ['test/guidelines/judge.test.ts'],
  },
  { name: 'default of the interval of last-state upgrades', file: FACTS, text: '? 5 * MINUTE : undefined', instead: '? 6 * MINUTE : undefined', suites: ['test/facts/facts.test.ts'] },
  {
    name: 'the score counts what is suppressed as not kept',
    file: 'src/cli/report/page.ts',
    text: "state === 'kept' || state === 'suppressed'",
    instead: "state === 'kept'",
    suites: ['test/cli/report.test.ts'],
  },
  { name: 'limit of CKP-02', file: `${AREAS}/checkpointing.ts`, text: 'least: 10_000', instead: 'least: 9_999', suites: LIMITS },
  { name: 'limit of CKP-16', file: `${AREAS}/checkpointing.ts`, text: 'least: 30_000', instead: 'least: 30_001', suites: LIMITS },
  { name: 'limit of CKP-15', file: `${AREAS}/checkpointing.ts`, text: 'below: 1000,', instead: 'below: 1001,', suites: LIMITS },
  { name: 'limit of RST-05', file: `${AREAS}/restarts.ts`, text: 'least: 20_000', instead: 'least: 19_999', suites: LIMITS },
  { name: 'limit of NET-01', file: `${AREAS}/network-buffers.ts`, text: 'least: 2,', instead: 'least: 3,', suites: LIMITS },
  { name: 'limit of PAR-09', file: `${AREAS}/parallelism.ts`, text: 'most: 2000', instead: 'most: 2001', suites: LIMITS },
  { name: 'limit of MEM-05', file: `${AREAS}/memory.ts`, text: 'most: GIBIBYTE', instead: 'most: GIBIBYTE - 1', suites: LIMITS },
  { name: 'limit of ASC-05', file: `${AREAS}/autoscaling/index.ts`, text: 'least: 0.01,', instead: 'least: 0.02,', suites: LIMITS },
  {
    name: 'limit of STB-17',
    file: `${AREAS}/state-backend.ts`,
    text: 'const LEAST_MANAGED_PER_SLOT = 128 * 1024 ** 2;',
    instead: 'const LEAST_MANAGED_PER_SLOT = 128 * 1024 ** 2 + 1;',
    suites: CASES,
  },
  ...[
    ['default of the heartbeat timeout', FACTS, '?? 50 * SECOND', '?? 49 * SECOND'],
    ['floating buffers of NET-05', `${AREAS}/network-buffers.ts`, 'const FLOATING = 8;', 'const FLOATING = 11;'],
    ['exclusive buffers of NET-05', `${AREAS}/network-buffers.ts`, 'const EXCLUSIVE = 2;', 'const EXCLUSIVE = 3;'],
    ['least buffers of NET-05', `${AREAS}/network-buffers.ts`, '+ p + 2) * SEGMENT', '+ p + 3) * SEGMENT'],
    ['limit of MON-17', 'src/companions/monitoring/scrape.ts', 'LONGEST_SCRAPE_INTERVAL = 60;', 'LONGEST_SCRAPE_INTERVAL = 62;'],
    ['segments of NET-05', `${AREAS}/network-buffers.ts`, 'const SEGMENT = 32 * 1024;', 'const SEGMENT = 32 * 1000;'],
    ['limit of PAR-02, higher', `${AREAS}/parallelism.ts`, 'const UNEVEN = 1.1;', 'const UNEVEN = 1.103;'],
    ['limit of PAR-02, lower', `${AREAS}/parallelism.ts`, 'const UNEVEN = 1.1;', 'const UNEVEN = 1.099;'],
    ['limit of STB-01 on the heap', `${AREAS}/state-size.ts`, 'const MUCH_ON_HEAP_PER_SLOT = 500 * MIB;', 'const MUCH_ON_HEAP_PER_SLOT = 501 * MIB;'],
    ['limit of STB-01 on a disk', `${AREAS}/state-size.ts`, 'const ROOM_TO_COMPACT = 1.5;', 'const ROOM_TO_COMPACT = 1.49;'],
    ['limit of PAR-07', `${AREAS}/state-size.ts`, 'const MUCH_PER_SLOT = 50 * GIB;', 'const MUCH_PER_SLOT = 51 * GIB;'],
    ['reading of state', `${AREAS}/state-size.ts`, 'const READ_PER_SECOND = 200 * GIB', 'const READ_PER_SECOND = 201 * GIB'],
    ['recovery that nobody promised', `${AREAS}/state-size.ts`, 'const DEFAULT_RECOVERY = 5 * MINUTE;', 'const DEFAULT_RECOVERY = 5.02 * MINUTE;'],
    ['copying that nobody measured', `${AREAS}/disaster-recovery.ts`, 'const REPLICATION = 15 * MINUTE;', 'const REPLICATION = 14.99 * MINUTE;'],
    ['limit of MEM-03', `${AREAS}/memory.ts`, 'LEAST_TASK_HEAP = 128', 'LEAST_TASK_HEAP = 129'],
    ['limit of MEM-13', `${AREAS}/memory.ts`, 'LARGE_HEAP = 64', 'LARGE_HEAP = 65'],
    ['limit of PAR-01', `${AREAS}/parallelism.ts`, 'const FLINK_LIMIT = 32_768;', 'const FLINK_LIMIT = 32_769;'],
  ].map(([name, file, text, instead]) => ({ name, file, text, instead, suites: file === FACTS ? ['test/facts/facts.test.ts'] : CASES })),
];

/** Whether the suites fail because of a test, and not because they could not start. */
function isNoticed(copy, suites) {
  const results = join(copy, 'mutations.json');
  rmSync(results, { force: true });
  const { error } = spawnSync(process.execPath, [join(copy, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--silent', '--json', `--outputFile=${results}`, '--runTestsByPath', ...suites],
    { cwd: copy, stdio: 'ignore' });
  if (error) throw error;
  const { numFailedTests, numTotalTestSuites, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  if (numTotalTestSuites !== suites.length || numRuntimeErrorTestSuites > 0) throw new Error(`cannot be run: ${suites.join(', ')}`);
  return numFailedTests > 0;
}

/** The outcome of one mutation. */
function outcome(copy, { file, text, instead, suites }) {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) return 'text not found';
  writeFileSync(path, source.replace(text, () => instead));
  try {
    return isNoticed(copy, suites) ? 'noticed' : 'NOT NOTICED';
  } catch (error) {
    return error.message;
  } finally {
    writeFileSync(path, source);
  }
}

const [word = ''] = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ name }) => name.includes(word));
if (chosen.length === 0) {
  console.error(`no mutation has ${word} in its name`);
  process.exit(1);
}

const copy = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-flink-mutations-')));
const counts = { passed: 0, failed: 0 };
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));

cpSync(ROOT, copy, { recursive: true, filter: (path) => !NOT_COPIED.includes(relative(ROOT, path)) });
symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(copy, 'node_modules'));

// A suite that fails without a mutation cannot detect one.
const failing = new Set([...new Set(chosen.flatMap(({ suites }) => suites))].filter((suite) => isNoticed(copy, [suite])));
for (const mutation of chosen) {
  const broken = mutation.suites.filter((suite) => failing.has(suite));
  const what = broken.length > 0 ? `${broken.join(', ')} fails without it` : outcome(copy, mutation);
  console.log(`${what}: ${mutation.name}`);
  counts[what === 'noticed' ? 'passed' : 'failed']++;
}

console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
