// What a Prometheus pays for the alerts of many jobs: with a PrometheusRule for each job, and with one for the fleet. Three Prometheus run side by side and
// scrape the same synthetic series: one without rules, one with the rules of each job, one with those of the fleet.
//
// The exporter first hands out a past of 70 minutes, a sample a minute, so that windows of up to an hour are full; then it is scraped every 15 seconds.
//
//   npm run bench:rules -- [--jobs 1000] [--rounds 6]        PROMETHEUS=<path>, unless it is installed
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { App, Chart, Duration, Testing, Yaml } = require('cdk8s');
const { DurableStorage, FlinkFleetAlerts, FlinkVersion, JobArtifact, ProductionFlinkJob } = require(join(ROOT, 'lib'));

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '1000' }, rounds: { type: 'string', default: '6' } } });
const JOBS = Number(values.jobs);
const ROUNDS = Number(values.rounds);
const PROMETHEUS = process.env.PROMETHEUS ?? 'prometheus';
const PORT = 19090;
const TARGETS = 20;
const PAST = { samples: 70, seconds: 60, every: 2 };
const EVALUATED_EVERY = 30;

/** Of ten jobs, seven take a checkpoint a minute, two every three minutes and one every ten: three classes. */
const INTERVALS = [1, 1, 1, 1, 1, 1, 1, 3, 3, 10];
const namespaceOf = (i) => `team-${i % 20}`;

/** All manifests of an App. */
function manifests(fleet) {
  const app = new App({ outdir: join(scratch, 'unused') });
  // one chart: the synth of a chart in a test validates the whole App
  const chart = new Chart(app, 'bench', { namespace: 'monitoring' });
  if (fleet) new FlinkFleetAlerts(chart, 'fleet-alerts');
  for (let i = 0; i < JOBS; i++) {
    new ProductionFlinkJob(chart, `job-${i}`, {
      namespace: namespaceOf(i),
      flinkVersion: FlinkVersion.V2_2,
      image: `registry.example.com/job-${i}:1.0.0`,
      artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar'),
      parallelism: 4,
      checkpointing: { interval: Duration.minutes(INTERVALS[i % 10]) },
      storage: DurableStorage.s3('s3://state'),
    });
  }
  return Testing.synth(chart);
}

/** The series that the rules of one job read, with values at which no alert fires. */
function seriesOf(metrics, namespace, name, interval) {
  const job = `namespace="${namespace}",flink_deployment="${name}"`;
  const managers = ['1-1', '1-2'].map((id) => `pod="${name}-taskmanager-${id}"`);
  const tasks = ['Source:_in', 'map'];
  return metrics.flatMap((metric) => {
    const value = metric.endsWith('numberOfCompletedCheckpoints') ? `@${interval}` : VALUES.find(([pattern]) => pattern.test(metric))?.[1] ?? 0;
    const series = (labels) => `${metric}{${labels}} ${value}`;
    if (metric.startsWith('flink_jobmanager_')) return [series(`${job},component="jobmanager",pod="${name}-7c9d8b6f5-x2x4z"`)];
    if (metric.startsWith('flink_taskmanager_job_task_operator_')) return managers.map((pod) => series(`${job},component="taskmanager",${pod},task_name="Source:_in",operator_name="Source:_in",subtask_index="0"`));
    if (metric.startsWith('flink_taskmanager_job_task_')) return managers.flatMap((pod) => tasks.map((task) => series(`${job},component="taskmanager",${pod},task_name="${task}",subtask_index="0"`)));
    if (metric.startsWith('flink_taskmanager_')) return managers.map((pod) => series(`${job},component="taskmanager",${pod}`));
    const more = metric === 'kube_pod_status_phase' ? ',phase="Pending"' : metric === 'kube_pod_container_resource_limits' ? ',resource="memory"' : metric.endsWith('_reason') ? ',reason="Completed"' : '';
    return [`pod="${name}-7c9d8b6f5-x2x4z"`, ...managers].map((pod) => series(`namespace="${namespace}",${pod},container="flink-main-container"${more}`));
  });
}

const VALUES = [
  [/numRegisteredTaskManagers/, 2], [/numRunningJobs/, 1], [/_Max$|Total|limits|cfs_periods/, 1000], [/Available/, 900], [/_Used|working_set/, 100],
  [/busyTime/, 300], [/currentInputWatermark/, '-9223372036854775808'], [/actual_delayed|is_write_stopped/, 0],
];

const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-bench-'));
const children = [];
let exporter;
try {
  await main();
} finally {
  for (const child of children) child.kill('SIGKILL');
  exporter?.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

async function main() {
  const ways = { 'no rules': [], 'a PrometheusRule for each job': manifests(false), 'FlinkFleetAlerts': manifests(true) };
  const rules = Object.fromEntries(Object.entries(ways).map(([way, all]) => [way, all.filter(({ kind }) => kind === 'PrometheusRule')]));
  const [, ownWay, fleetWay] = Object.keys(ways);
  const metrics = [...new Set(rules[ownWay].slice(0, 10).flatMap(({ spec }) => spec.groups).flatMap((group) => group.rules)
    .flatMap(({ expr }) => [...expr.matchAll(/\b((?:flink|kube|container)_\w+)\{/g)].map(([, metric]) => metric)))].filter((metric) => !metric.includes(':')).sort();
  const texts = Array.from({ length: TARGETS }, (_, target) => Array.from({ length: JOBS }, (__, i) => i).filter((i) => i % TARGETS === target)
    .flatMap((i) => seriesOf(metrics, namespaceOf(i), `job-${i}`, INTERVALS[i % 10])));
  console.log(`${JOBS} jobs, ${texts.flat().length} series, ${metrics.length} metrics`);
  for (const way of [ownWay, fleetWay]) size(way, ways[way], rules[way]);
  ways[ownWay] = ways[fleetWay] = undefined;

  await serve(texts);
  const servers = Object.entries(rules).map(([way, objects], i) => start(way, objects, PORT + 1 + i));
  const live = PAST.samples * PAST.every + 90;
  console.log(`\nfilling windows and waiting for ${live} s`);
  await sleep(live * 1000);

  const measured = [];
  const now = async () => Object.fromEntries(await Promise.all(servers.map(async ({ way, port }) => [way, await measure(port)])));
  let before = await now();
  for (let round = 0; round < ROUNDS; round++) {
    await sleep(2 * EVALUATED_EVERY * 1000);
    const after = await now();
    // What rules cost is what a Prometheus without rules does not: per rule that was evaluated, since a slow machine does not get to all of them.
    measured.push(Object.fromEntries(Object.entries(after).map(([way, each]) => {
      const cost = each.processor - before[way].processor - (after['no rules'].processor - before['no rules'].processor);
      return [way, { ...each, seconds: cost / (each.evaluations - before[way].evaluations) * each.rules }];
    })));
    before = after;
  }
  const table = (what, unit, valueOf) => {
    console.log(`\n${what} (min / median / max of ${ROUNDS})`);
    for (const way of [ownWay, fleetWay]) console.log(`  ${way.padEnd(32)}${spread(measured.map((round) => valueOf(round[way], round['no rules'])))} ${unit}`);
    console.log(`  ${'fleet / each job'.padEnd(32)}${spread(measured.map((round) => valueOf(round[fleetWay], round['no rules']) / valueOf(round[ownWay], round['no rules'])), 3)}`);
  };
  table('rules', 'rules', ({ rules: count }) => count);
  table('processor time of evaluating all rules once', 's', ({ seconds }) => seconds);
  table('live heap besides that of a Prometheus without rules', 'MB', ({ heap }, { heap: without }) => heap - without);
  table('resident memory besides that of a Prometheus without rules', 'MB', ({ megabytes }, { megabytes: without }) => megabytes - without);
  console.log(`\na Prometheus without rules: live heap ${spread(measured.map((round) => round['no rules'].heap))} MB, resident memory ${spread(measured.map((round) => round['no rules'].megabytes))} MB`);
  const last = measured.at(-1);
  console.log(`rules that failed: ${JSON.stringify(Object.fromEntries(Object.entries(last).map(([way, { failures }]) => [way, failures])))}, evaluations missed: ${JSON.stringify(Object.fromEntries(Object.entries(last).map(([way, { missed }]) => [way, missed])))}`);
  console.log(await slowest(servers[2].port));
  console.log(`alerts pending or firing: ${JSON.stringify(Object.fromEntries(await Promise.all(servers.map(async ({ way, port }) => [way, await alerts(port)]))))}`);
}

function size(way, all, objects) {
  const bytes = (list) => list.reduce((sum, object) => sum + Yaml.stringify(object).length, 0);
  const ofFleet = objects.filter(({ metadata }) => metadata.name.startsWith('flink-fleet'));
  const ofJobs = all.filter((object) => !ofFleet.includes(object));
  console.log(`${way}: ${(bytes(ofJobs) / JOBS / 1000).toFixed(1)} kB of manifests per job, ${(bytes(objects.filter((object) => !ofFleet.includes(object))) / JOBS / 1000).toFixed(1)} kB of it rules;`
    + ` ${(bytes(ofFleet) / 1000).toFixed(0)} kB for the fleet in ${ofFleet.length} objects`);
}

/** Each Prometheus sees the same past, whenever it asks. */
async function serve(texts) {
  const begin = Date.now() - PAST.samples * PAST.seconds * 1000;
  const asked = new Map();
  exporter = createServer((request, response) => {
    const count = asked.get(request.url) ?? 0;
    asked.set(request.url, count + 1);
    const target = Number(request.url.split('/')[2]);
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    const time = begin + count * PAST.seconds * 1000;
    const at = time < Date.now() ? ` ${time}` : '';
    // as many checkpoints as there were intervals
    const minutes = Math.floor((Math.min(time, Date.now()) - begin) / 60_000);
    response.end(`${texts[target].map((line) => line.replace(/@(\d+)/, (_, interval) => Math.floor(minutes / interval)) + at).join('\n')}\n`);
  });
  await new Promise((resolve) => exporter.listen(PORT, '127.0.0.1', resolve));
}

function start(way, objects, port) {
  const folder = join(scratch, String(port));
  mkdirSync(join(folder, 'rules'), { recursive: true });
  for (const { metadata, spec } of objects) writeFileSync(join(folder, 'rules', `${metadata.namespace}-${metadata.name}.yaml`), JSON.stringify(spec));
  const config = {
    global: { scrape_interval: `${PAST.every}s`, scrape_timeout: `${PAST.every}s`, evaluation_interval: `${EVALUATED_EVERY}s` },
    rule_files: [join(folder, 'rules', '*.yaml')],
    scrape_configs: Array.from({ length: TARGETS }, (_, target) => ({ job_name: `target-${target}`, metrics_path: `/${port}/${target}`, honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${PORT}`] }] })),
  };
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(PROMETHEUS, [`--config.file=${file}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`, '--web.enable-lifecycle', '--log.level=error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  child.on('exit', (code) => code !== null && console.error(`Prometheus with ${way} ended with ${code}`));
  // from now on as a Prometheus scrapes
  setTimeout(() => {
    writeFileSync(file, JSON.stringify({ ...config, global: { ...config.global, scrape_interval: '15s', scrape_timeout: '15s' } }));
    fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' })
      .catch(({ message }) => console.error(`Prometheus with ${way} did not confirm its new scrape interval: ${message}`));
  }, (PAST.samples * PAST.every + 15) * 1000);
  return { way, port };
}

async function measure(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const sum = (metric) => [...text.matchAll(new RegExp(`^${metric}(?:\\{[^\\n]*\\})? (\\S+)$`, 'gm'))].reduce((total, [, value]) => total + (Number(value) || 0), 0);
  return {
    processor: sum('process_cpu_seconds_total'),
    evaluations: sum('prometheus_rule_evaluations_total'),
    // the next collection begins when the heap is twice what the last one left
    heap: sum('go_memstats_next_gc_bytes') / 2e6,
    rules: sum('prometheus_rule_group_rules'),
    megabytes: sum('process_resident_memory_bytes') / 1e6,
    failures: sum('prometheus_rule_evaluation_failures_total'),
    missed: sum('prometheus_rule_group_iterations_missed_total'),
  };
}

/** Which part of the time that groups took was that of the jobs' own groups, and which shared rules take most. */
async function slowest(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const groups = [...text.matchAll(/^prometheus_rule_group_last_duration_seconds\{rule_group="[^"]*;([^"]*)"\} (\S+)$/gm)].map(([, name, seconds]) => [name, Number(seconds) || 0]);
  const total = (list) => list.reduce((sum, [, seconds]) => sum + seconds, 0);
  const shared = groups.filter(([name]) => name.startsWith('flink-fleet-')).sort(([, a], [, b]) => b - a);
  const percent = (seconds) => `${(100 * seconds / total(groups)).toFixed(0)} %`;
  return `time of the fleet's groups: ${percent(total(groups) - total(shared))} those of single jobs; ${shared.slice(0, 6).map(([name, seconds]) => `${name.split('-').pop()} ${percent(seconds)}`).join(', ')}`;
}

async function alerts(port) {
  const { data } = await (await fetch(`http://127.0.0.1:${port}/api/v1/query?query=count(ALERTS)`)).json();
  return Number(data.result[0]?.value[1] ?? 0);
}

function spread(numbers, digits = 1) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((number) => number.toFixed(digits)).join(' / ');
}
