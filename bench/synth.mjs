// What this library costs a program: the time to load it against that of cdk8s and cdk8s-plus, and the time to synthesize jobs of one chart
// against plain ApiObjects of the same content. With `--against <folder>`, the same measured side by side in another checkout with a compiled lib/.
//
// Every measurement is a process of its own. The processes of one round run one after the other, and each ratio compares two processes of one
// round; what is printed is the smallest, the median and the largest ratio of all rounds.
//
//   npm run bench:synth -- [--runs 5] [--sizes 100,300,1000] [--against <folder>]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

const { values } = parseArgs({ options: {
  runs: { type: 'string', default: '5' },
  sizes: { type: 'string', default: '100,300,1000' },
  against: { type: 'string' },
} });
const RUNS = Number(values.runs);
const SIZES = values.sizes.split(',').map(Number);
const CHECKOUTS = { 'this checkout': ROOT, ...(values.against === undefined ? {} : { [values.against]: resolve(values.against) }) };

/** The properties of a job. Where the API differs between versions, a property chooses the form that the library exports. */
const PROPS = {
  flinkVersion: ({ FlinkVersion }, i) => [FlinkVersion.V1_20, FlinkVersion.V2_2][i % 2],
  image: (_, i) => `registry.example.com/job-${i}:1.0.0`,
  artifact: ({ JobArtifact }) => JobArtifact.jar('local:///opt/flink/usrlib/job.jar'),
  parallelism: () => 4,
  storage: ({ DurableStorage }) => DurableStorage.s3('s3://state'),
};

/** Reports on the third file descriptor what the process cost: standard error is for the warnings of the synth. */
const REPORT = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('fs').writeSync(3, JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});`;

/** The programs; each is given the root of a checkout. */
const PROGRAMS = {
  node: () => '',
  cdk8s: () => "require('cdk8s'); require('cdk8s-plus-27');",
  library: (root) => `require(${JSON.stringify(join(root, 'lib'))});`,
  content: (root, size) => `${chartOfJobs(root, size)}
    require('fs').writeFileSync(${JSON.stringify(contentOf(size))}, JSON.stringify(chart.toJson()));`,
  jobs: (root, size) => `${chartOfJobs(root, size)}
    app.synth();`,
  objects: (root, size) => `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App({ outdir: ${JSON.stringify(OUT)} });
    const chart = new Chart(app, 'bench');
    JSON.parse(require('fs').readFileSync(${JSON.stringify(contentOf(size))}, 'utf8')).forEach((object, i) => new ApiObject(chart, 'object-' + i, object));
    app.synth();`,
};

const chartOfJobs = (root, size) => `
    const { App, Chart } = require('cdk8s');
    const library = require(${JSON.stringify(join(root, 'lib'))});
    const props = { ${Object.entries(PROPS).map(([name, valueOf]) => `${name}: ${valueOf}`).join(', ')} };
    const app = new App({ outdir: ${JSON.stringify(OUT)} });
    const chart = new Chart(app, 'bench', { namespace: 'team' });
    for (let i = 0; i < ${size}; i++) {
      new library.ProductionFlinkJob(chart, 'job-' + i, Object.fromEntries(Object.entries(props).map(([name, valueOf]) => [name, valueOf(library, i)])));
    }`;

const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-bench-'));
const OUT = join(scratch, 'out');
try {
  main();
} finally {
  rmSync(scratch, { recursive: true });
}

function main() {
  const checkouts = Object.entries(CHECKOUTS);
  // The content of the plain objects has to be there before they are measured; and both programs must write the same.
  for (const size of SIZES) {
    run('content', ROOT, size);
    if (manifestOf('objects', ROOT, size) !== manifestOf('jobs', ROOT, size)) throw new Error(`plain ApiObjects write something else than ${size} jobs`);
  }

  // What is compared runs one directly after the other, and in the other order in every second round.
  const programs = [['node'], ['cdk8s'], ['library'], ...SIZES.flatMap((size) => [['jobs', size], ['objects', size]])];
  const rounds = Array.from({ length: RUNS }, (_, i) => new Map(programs.flatMap(([program, size]) => {
    const measured = program === 'jobs' || program === 'library' ? checkouts : checkouts.slice(0, 1);
    return (i % 2 === 0 ? measured : measured.toReversed()).map(([name, root]) => [keyOf(name, program, size), run(program, root, size)]);
  })));

  const [[ours], [theirs] = []] = checkouts;
  table('Costs', [
    costs('node alone', rounds, keyOf(ours, 'node')),
    costs('load cdk8s and cdk8s-plus-27', rounds, keyOf(ours, 'cdk8s')),
    costs('load cdk8s-flink', rounds, keyOf(ours, 'library')),
    ...SIZES.flatMap((size) => [costs(`synth of ${size} jobs`, rounds, keyOf(ours, 'jobs', size)), costs(`the same as plain ApiObjects`, rounds, keyOf(ours, 'objects', size))]),
  ]);
  table('Processor time per job in ms, without loading', SIZES.map((size) => [
    `${size} jobs`,
    spread(rounds.map((round) => perJob(round, ours, size)), 1),
    `times that of ${SIZES[0]} jobs`,
    spread(rounds.map((round) => perJob(round, ours, size) / perJob(round, ours, SIZES[0])), 2),
  ]));
  table('Ratios', [
    ratios('load cdk8s-flink / cdk8s and cdk8s-plus-27', rounds, keyOf(ours, 'library'), keyOf(ours, 'cdk8s')),
    ...SIZES.map((size) => ratios(`synth of ${size} jobs / plain ApiObjects`, rounds, keyOf(ours, 'jobs', size), keyOf(ours, 'objects', size))),
  ]);
  if (theirs !== undefined) {
    table(`Ratios to ${theirs}`, [
      ratios('load cdk8s-flink', rounds, keyOf(ours, 'library'), keyOf(theirs, 'library')),
      ...SIZES.map((size) => ratios(`synth of ${size} jobs`, rounds, keyOf(ours, 'jobs', size), keyOf(theirs, 'jobs', size))),
    ]);
  }
}

function contentOf(size) {
  return join(scratch, `${size}.json`);
}

/** Runs a program in a checkout, whose packages it uses. */
function run(program, root, size) {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const begin = process.hrtime.bigint();
  const { status, stderr, output } = spawnSync(process.execPath, ['-e', `${REPORT}${PROGRAMS[program](root, size)}`], {
    cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  if (status !== 0) throw new Error(stderr);
  return { wall, ...JSON.parse(output[3]) };
}

function manifestOf(program, root, size) {
  run(program, root, size);
  return readFileSync(join(OUT, 'bench.k8s.yaml'), 'utf8');
}

function keyOf(...parts) {
  return parts.filter((part) => part !== undefined).join(' / ');
}

/** Milliseconds of processor time per job, without what a process pays that only loads the library. */
function perJob(round, name, size) {
  return (round.get(keyOf(name, 'jobs', size)).processor - round.get(keyOf(name, 'library')).processor) / size * 1000;
}

function costs(what, rounds, key) {
  const of = (measure, digits) => spread(rounds.map((round) => round.get(key)[measure]), digits);
  return [what, `processor ${of('processor', 2)} s`, `wall ${of('wall', 2)} s`, `memory ${of('megabytes', 0)} MB`];
}

function ratios(what, rounds, one, other) {
  const of = (measure) => spread(rounds.map((round) => round.get(one)[measure] / round.get(other)[measure]), 2);
  return [what, `processor ${of('processor')}`, `wall ${of('wall')}`, `memory ${of('megabytes')}`];
}

/** The smallest, the median and the largest of some numbers. */
function spread(numbers, digits) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((number) => number.toFixed(digits)).join(' / ');
}

function table(title, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  console.log(`\n${title} (min / median / max of ${RUNS})`);
  for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('   ').trimEnd()}`);
}
