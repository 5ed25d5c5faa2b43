// Writes docs/performance.md: what loading, synth and check cost, each beside a peer in the same round.
//
//   npm run bench -- [--runs 3] [--sizes 1,100,300,1000] [--charts 100,300,1000] [--growth 100,300,1000,2000,10000] [--against <folder>] [--no-peers] [--out <file>]
//
// Every measurement is a process of its own, and a ratio compares two processes of one round. `--against` is another checkout with a compiled lib/.
// Growth is measured once: 10,000 jobs take some 20 minutes, and gigabytes of memory and scratch space.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runNode, runProgram, spread } from './measure.mjs';
import { optionTypes } from './option-types.mjs';
import { peers, writeHelmChart, writeKustomization } from './peers.mjs';
import * as programs from './programs.mjs';

const ROOT = join(import.meta.dirname, '..');
const { values } = parseArgs({ allowNegative: true, options: {
  runs: { type: 'string', default: '3' }, sizes: { type: 'string', default: '1,100,300,1000' }, charts: { type: 'string', default: '100,300,1000' },
  growth: { type: 'string', default: '100,300,1000,2000,10000' },
  against: { type: 'string' }, peers: { type: 'boolean', default: true }, out: { type: 'string', default: 'docs/performance.md' },
} });
const numbers = (list) => list.split(',').filter((each) => each !== '').map(Number);
const RUNS = Number(values.runs);
const SIZES = numbers(values.sizes);
const CHARTS = numbers(values.charts);
const GROWTH = numbers(values.growth);
const BASE = values.against && resolve(values.against);
/** The number of jobs whose manifests stand for a small input. */
const FEW = SIZES.includes(100) ? 100 : SIZES[0];
/** Other programs and the older checkout are measured up to here, and Kustomize, whose time grows with the square of the objects. */
const MOST_OF_OTHERS = 1000;
const MOST_OF_KUSTOMIZE = 300;
/** A chart for each job in a layout in which cdk8s is quadratic is measured up to here. */
const MOST_OF_CHARTS = 300;
/** More than the default of Node.js, some 4 GB: what memory it needs is measured, not what it may have. */
const HEAP = ['--max-old-space-size=18000'];

/** Why a target is missed, where it is. */
const WHY = {
  start: 'most of the time is spent on loading about 280 modules; newer versions of Node.js cache compiled modules',
  synth: 'it also computes settings, renders the pods that will exist and checks each job, and renders each object once to check it and once to write it; the plain ApiObjects only need their YAML to be written',
  memory: 'settings, manifests and findings of each job are kept in memory until all jobs are checked',
  helm: 'Helm only renders templates and checks nothing',
  check: 'every job is checked against all guidelines, one job after the other in a single thread',
  before: '`check` is already faster than parsing the same files with the package `yaml`, see above',
};

const CHARTS_EXPLAINED = `**With many charts, use \`new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE })\`**: see the first row of each size, which grows linearly. The growth of the other layouts is caused by cdk8s: \`App.synth()\` calls \`chart.toJson()\` for each chart, whose \`App._synthChart\` (\`lib/app.js\`) resolves the dependencies of the whole App and
validates all of its constructs once more, with an empty cache: charts × constructs, after \`synth()\` itself has done both. Checking a job is not repeated: its findings are kept
for the App's validation. An upstream patch would render in \`synth()\` what \`chartToKube(chart)\` returns, as \`YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE\` already does. It would repeat
neither; the last row of each size is cdk8s with such a patch.`;

const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-bench-'));
const OUT = join(scratch, 'out');
const contentOf = (size) => join(scratch, `${size}.json`);
const folderOf = (what, size) => join(scratch, `${what}-${size}`);

/** Runs a program of Node.js in this checkout, whose packages it uses, or in another. */
function node(program, root = ROOT, options = []) {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  return runNode(program, root, options);
}

/** The peers that can be had, by name. */
const { found, missing } = values.peers ? await peers() : { found: {}, missing: {} };

/** What is measured: a name, and how one measurement is made. */
const measured = new Map();
try {
  prepare();
  describe();
  const rounds = Array.from({ length: RUNS }, (_, i) => round(i));
  const text = page(rounds, GROWTH.map(growthOf));
  writeFileSync(resolve(ROOT, values.out), text);
  console.log(text);
} finally {
  rmSync(scratch, { recursive: true });
}

/** Writes what the measured programs read. */
function prepare() {
  for (const size of new Set([...SIZES, ...CHARTS])) {
    node(programs.content(ROOT, OUT, size, contentOf(size)));
    node(programs.synth(ROOT, OUT, size));
    const manifests = readFileSync(join(OUT, readdirSync(OUT)[0]));
    node(programs.synthObjects(OUT, contentOf(size)));
    if (!readFileSync(join(OUT, readdirSync(OUT)[0])).equals(manifests)) throw new Error(`plain ApiObjects write something else than ${size} jobs`);
    const shapes = { fleet: '() => true', alone: '({ kind }) => kind === \'FlinkDeployment\'' };
    for (const [shape, isKept] of Object.entries(shapes)) {
      mkdirSync(folderOf(shape, size));
      node(programs.writeFleet(contentOf(size), folderOf(shape, size), isKept));
    }
    mkdirSync(folderOf('rules', size));
    node(programs.writeRules(contentOf(size), folderOf('rules', size)));
    if (size <= MOST_OF_OTHERS) {
      writeHelmChart(folderOf('helm', size), folderOf('fleet', size));
      writeKustomization(folderOf('kustomize', size), folderOf('fleet', size));
    }
  }
}

/** Names what is measured. What is compared stands together, so that it runs one directly after the other. */
function describe() {
  const measure = (name, how) => measured.set(name, how);
  const peer = (name, what, args) => found[name] && measure(what, () => runProgram(found[name].program, args, scratch));
  const checked = (what, size, root, folder) => measure(what, () => checkOf(size, root, folder));

  measure('node', () => node(programs.NODE));
  measure('load cdk8s', () => node(programs.LOAD_CDK8S));
  measure('load', () => node(programs.load(ROOT)));
  if (BASE) measure('load before', () => node(programs.load(BASE), BASE));
  const small = join(folderOf('alone', FEW), readdirSync(folderOf('alone', FEW)).at(-1));
  measure('start', () => node(programs.check(ROOT, small)));
  if (BASE) measure('start before', () => node(programs.check(BASE, small), BASE));
  for (const size of SIZES) {
    const files = (folder) => readdirSync(folder).map((file) => join(folder, file));
    measure(`synth ${size}`, () => node(programs.synth(ROOT, OUT, size)));
    measure(`objects ${size}`, () => node(programs.synthObjects(OUT, contentOf(size))));
    checked(`check ${size}`, size, ROOT, folderOf('fleet', size));
    measure(`parse ${size}`, () => node(programs.parse(folderOf('fleet', size))));
    checked(`check alone ${size}`, size, ROOT, folderOf('alone', size));
    if (size > MOST_OF_OTHERS) continue;
    if (BASE) measure(`synth before ${size}`, () => node(programs.synth(BASE, OUT, size), BASE));
    if (BASE) checked(`check before ${size}`, size, BASE, folderOf('fleet', size));
    for (const helm of ['helm 3', 'helm 4']) peer(helm, `${helm} ${size}`, ['template', folderOf('helm', size)]);
    if (size <= MOST_OF_KUSTOMIZE) peer('kustomize', `kustomize ${size}`, ['build', folderOf('kustomize', size)]);
    peer('kubeconform', `kubeconform ${size}`, ['-ignore-missing-schemas', '-schema-location', `${scratch}/none/{{ .ResourceKind }}.json`, folderOf('fleet', size)]);
    peer('kube-score', `kube-score ${size}`, ['score', '--output-format', 'ci', ...files(folderOf('fleet', size))]);
    peer('promtool', `promtool ${size}`, ['check', 'rules', ...files(folderOf('rules', size))]);
  }
  for (const size of CHARTS) {
    if (!SIZES.includes(size)) measure(`synth ${size}`, () => node(programs.synth(ROOT, OUT, size)));
    measure(`synth of charts ${size}, folders`, () => node(programs.synth(ROOT, OUT, size, size, programs.FOLDERS)));
    if (size > MOST_OF_CHARTS) continue;
    measure(`synth of charts ${size}`, () => node(programs.synth(ROOT, OUT, size, size)));
    if (!SIZES.includes(size)) measure(`objects ${size}`, () => node(programs.synthObjects(OUT, contentOf(size))));
    measure(`objects of charts ${size}`, () => node(programs.synthObjects(OUT, contentOf(size), size)));
    measure(`objects of charts ${size}, patched`, () => node(programs.synthObjectsPatched(OUT, contentOf(size), size)));
  }
}

/** What `check` of a folder costs, in which every tenth job has an error. */
function checkOf(size, root, folder, options) {
  const cost = node(programs.check(root, folder), root, options);
  const { summary } = JSON.parse(cost.stdout);
  if (summary.workloads !== size || summary.errors < Math.ceil(size / 10)) throw new Error(`check of ${folder}: ${JSON.stringify(summary)}`);
  return cost;
}

/** One size of the growth curves, in a layout whose files stay below the longest text of JavaScript. */
function growthOf(size) {
  console.error(`growth: ${size}`);
  const [content, folder] = [join(scratch, 'growth.json'), join(scratch, 'growth')];
  node(programs.content(ROOT, OUT, size, content), ROOT, HEAP);
  const synth = node(programs.synth(ROOT, OUT, size, 1, programs.FOLDERS), ROOT, HEAP);
  const objects = node(programs.synthObjects(OUT, content, 1, programs.FOLDERS), ROOT, HEAP);
  mkdirSync(folder);
  node(programs.writeFleet(content, folder, '() => true'), ROOT, HEAP);
  const check = checkOf(size, ROOT, folder, HEAP);
  rmSync(folder, { recursive: true });
  return { size, synth, objects, check };
}

function round(i) {
  const names = [...measured.keys()];
  return new Map((i % 2 === 0 ? names : names.toReversed()).map((name) => {
    console.error(`round ${i + 1} of ${RUNS}: ${name}`);
    return [name, measured.get(name)()];
  }));
}

function page(rounds, growths) {
  const processor = ({ processor: seconds }) => seconds;
  const wall = ({ wall: seconds }) => seconds;
  const memory = ({ megabytes }) => megabytes;
  const has = (name) => measured.has(name);
  const ratio = (one, other, of = processor) => rounds.map((costs) => of(costs.get(one)) / of(costs.get(other)));
  const cost = (name, of) => rounds.map((costs) => of(costs.get(name)));
  const types = optionTypes();

  const loading = [
    row('`require(\'cdk8s-flink\')` / `require` of cdk8s and cdk8s-plus-27, processor', ratio('load', 'load cdk8s'), { most: 1.1 }),
    row('`check` of one file, wall, s', cost('start', wall), { most: 0.2, why: WHY.start }),
    row('`check` of one file / Node.js that does nothing, wall', ratio('start', 'node', wall)),
    row('`tsc` of 50 calls of `flinkConfiguration(version, {...})` − the same with plain maps, wall, s', [types.typed - types.plain], { most: 2 }),
  ];
  const synths = SIZES.flatMap((size) => [
    row(`synth of ${jobs(size)} / the same as plain ApiObjects, processor`, ratio(`synth ${size}`, `objects ${size}`), { most: 1.15, why: WHY.synth }),
    row(`synth of ${jobs(size)} / the same as plain ApiObjects, wall`, ratio(`synth ${size}`, `objects ${size}`, wall), { most: 1.15, why: WHY.synth }),
    row(`synth of ${jobs(size)} / the same as plain ApiObjects, memory`, ratio(`synth ${size}`, `objects ${size}`, memory), { most: 1.15, why: WHY.memory }),
    ...['helm 3', 'helm 4', 'kustomize'].filter((name) => has(`${name} ${size}`))
      .map((name) => row(`synth of ${jobs(size)} / \`${name.startsWith('helm') ? `${name} template` : 'kustomize build'}\` of the same objects, wall`, ratio(`synth ${size}`, `${name} ${size}`, wall),
        name.startsWith('helm') && size >= 100 ? { most: 1, why: WHY.helm } : {})),
  ]);
  const charts = CHARTS.flatMap((size) => [
    row(`${jobs(size)}, a chart each, a folder for each chart / all in one chart, processor`, ratio(`synth of charts ${size}, folders`, `synth ${size}`), { most: 1.5 }),
    ...size > MOST_OF_CHARTS ? [] : [
      row(`${jobs(size)}, a chart each, a file for each chart / all in one chart, processor`, ratio(`synth of charts ${size}`, `synth ${size}`)),
      row(`the same as plain ApiObjects, a chart for each job / all in one chart, processor`, ratio(`objects of charts ${size}`, `objects ${size}`)),
      row(`plain ApiObjects with \`_synthChart\` patched, a chart for each job / all in one chart, processor`, ratio(`objects of charts ${size}, patched`, `objects ${size}`)),
    ],
  ]);
  const checks = SIZES.flatMap((size) => [
    row(`\`check\` of ${jobs(size)} with companions / the package \`yaml\` that parses the same files, processor`, ratio(`check ${size}`, `parse ${size}`)),
    ...['kubeconform', 'kube-score'].filter((name) => has(`${name} ${size}`)).map((name) => row(`\`check\` of ${jobs(size)} with companions / \`${name}\` of the same files, wall`, ratio(`check ${size}`, `${name} ${size}`, wall))),
    ...has(`promtool ${size}`) ? [row(`\`check\` of ${jobs(size)} with companions / \`promtool check rules\` of their alerts, wall`, ratio(`check ${size}`, `promtool ${size}`, wall))] : [],
    ...size === 1_000 ? [
      row(`\`check\` of ${jobs(size)} alone, wall, s`, cost(`check alone ${size}`, wall), { most: 10, why: WHY.check }),
      row(`\`check\` of ${jobs(size)} alone, memory, MB`, cost(`check alone ${size}`, memory), { most: 1_000 }),
    ] : [],
  ]);
  const [few, ...many] = growths;
  /** Without what a process pays that only loads the library. */
  const perJob = (what, costs) => (processor(costs[what]) - spread(cost('load', processor)).median) / costs.size;
  const grown = many.flatMap((costs) => [
    row(`synth: a job of ${jobs(costs.size)} / a job of ${jobs(few.size)}, processor`, [perJob('synth', costs) / perJob('synth', few)], { most: 1.1 }),
    row(`\`check\`: a job of ${jobs(costs.size)} / a job of ${jobs(few.size)}, processor`, [perJob('check', costs) / perJob('check', few)], { most: 1.1 }),
  ]);
  const curves = growths.flatMap((costs) => [['synth', 'synth'], ['plain ApiObjects', 'objects'], ['`check` with companions', 'check']]
    .map(([what, name]) => `| ${what} of ${jobs(costs.size)} | ${[processor, wall, memory].map((of) => of(costs[name])).map((amount, i) => amount.toFixed(i < 2 ? 2 : 0)).join(' | ')} |`));
  const before = !BASE ? [] : [
    row('`require(\'cdk8s-flink\')`, before / now, processor', ratio('load before', 'load')),
    row('`check` of one file, before / now, processor', ratio('start before', 'start')),
    ...SIZES.filter((size) => size <= MOST_OF_OTHERS).flatMap((size) => [
      row(`synth of ${jobs(size)}, before / now, processor`, ratio(`synth before ${size}`, `synth ${size}`)),
      row(`\`check\` of ${jobs(size)} with companions, before / now, processor`, ratio(`check before ${size}`, `check ${size}`), size === 1_000 ? { least: 10, why: WHY.before } : {}),
      row(`\`check\` of ${jobs(size)} with companions, before / now, memory`, ratio(`check before ${size}`, `check ${size}`, memory)),
    ]),
  ];
  const commit = BASE && spawnSync('git', ['-C', BASE, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  const versions = Object.entries(found).filter(([, { version }]) => version).map(([name, { version }]) => `${name} ${version}`);
  const fleet = folderOf('fleet', FEW);
  const kilobytes = readdirSync(fleet).reduce((sum, file) => sum + statSync(join(fleet, file)).size, 0) / FEW / 1024;

  return `# Performance

Generated by \`npm run bench\`${SIZES.length > 0 ? ` (sizes ${SIZES.join(', ')})` : ''}. Each ratio is between two processes of one round; ${RUNS === 1 ? '1 round' : `${RUNS} rounds`} on a machine with
${cpus().length} processors (${cpus()[0].model.trim()}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory and Node.js ${process.version}. A job is a \`ProductionFlinkJob\` with all its companions, ${kilobytes.toFixed(0)} kB of YAML, most of it alerts;
all jobs are in one namespace. Processor time is user and system time of the whole process; the machine had a load of ${loadavg()[1].toFixed(0)} at the end, and other processes on the machine increase both times, wall time in particular${versions.length > 0 ? `. Peers: ${versions.join(', ')}` : ''}.${Object.entries(missing).map(([name, why]) => ` Not measured: ${name} (${why}).`).join('')}

## Loading and start

${table(loading)}

## Synth

${table(synths)}

## A chart for each job

${table(charts)}

${CHARTS_EXPLAINED}

## Check

${table(checks)}

\`kubeconform\` has no schemas here and therefore only parses; \`kube-score\` supports no Flink kinds, and checks only Services, NetworkPolicies and PodDisruptionBudgets.

## Growth

${table(grown)}

Measured once, all jobs in one chart, with \`YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE\`: in one file, 10,000 jobs exceed the maximum string length of JavaScript.
The memory limit of Node.js was raised for these measurements.

| process | processor, s | wall, s | memory, MB |
|---|---|---|---|
${curves.join('\n')}
${BASE ? `\n## Against commit ${commit}\n\n${table(before)}\n` : ''}
${readFileSync(join(import.meta.dirname, 'rules.md'), 'utf8')}`;
}

function jobs(size) {
  return size === 1 ? '1 job' : `${size.toLocaleString('en')} jobs`;
}

/** @param options `most` or `least`: the target; `why`: why it is missed, where it is */
function row(what, numbers, { most, least, why } = {}) {
  const { min, median, max } = spread(numbers);
  const target = most ?? least;
  const isMet = most === undefined ? median >= least : median <= most;
  const missed = `no, ${(median / target).toFixed(2)} times the target${why ? `: ${why}` : ''}`;
  return [what, min.toFixed(2), median.toFixed(2), max.toFixed(2), target === undefined ? '' : `${most === undefined ? '≥' : '≤'} ${target}`, target === undefined ? '' : isMet ? 'yes' : missed];
}

function table(rows) {
  return ['| compared | min | median | max | target | met |', '|---|---|---|---|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}
