import { execFileSync } from 'child_process';
import * as path from 'path';
import { Chart, Testing } from 'cdk8s';
import { FlinkDashboards, FlinkStateMetrics, MetricsCollector, OperatorVersion } from '../../src';
import { EXAMPLES, synthExample } from '../examples/examples';
import { SUPPORTED, synthJob } from '../jobs';
import { ENVIRONMENTS, JOBS } from '../monitoring/scenarios';

/** What the released schemas complain of, by manifest. */
function judge(manifests: any[]): { [name: string]: string[] } {
  return judgeEach([manifests])[0];
}

/** The same of several lists of manifests: one process loads the schemas for all of them. */
function judgeEach(lists: any[][]): { [name: string]: string[] }[] {
  const output = execFileSync(process.execPath, [path.join(__dirname, 'models.mjs')], { input: JSON.stringify(lists.flat()), encoding: 'utf8' });
  const complaints: string[][] = JSON.parse(output);
  return lists.map((list) => Object.fromEntries(list.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, complaints.shift()!]).filter(([, of]) => of.length > 0)));
}

test('every example, on every Flink that the published schemas know', () => {
  const known = SUPPORTED.filter((version) => OperatorVersion.V1_15.accepts(version));
  const examples = EXAMPLES.flatMap((name) => known.map((version) =>
    ({ name: `${name} on Flink ${version}`, manifests: synthExample(name, version) })));
  expect(examples.filter(({ manifests }) => manifests.length < 10).map(({ name }) => name)).toEqual([]);
  const judged = judgeEach(examples.map(({ manifests }) => manifests));
  const complaints = examples.map(({ name }, i) => [name, judged[i]] as const).filter(([, of]) => Object.keys(of).length > 0);
  expect(Object.fromEntries(complaints)).toEqual({});
});

test('what is watched by is valid, too', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'monitoring' });
  new FlinkDashboards(chart, 'dashboards');
  new FlinkStateMetrics(chart, 'state-metrics');
  const byPod = synthJob({ monitoring: { collector: MetricsCollector.POD_MONITOR, scrape: { sampleLimit: 1000 } } });
  expect(byPod.map(({ kind }) => kind)).toContain('PodMonitor');
  const watched = Object.entries(JOBS).flatMap(([job, props]) => synthJob(props, ENVIRONMENTS[job]));
  expect(judge([...Testing.synth(chart), ...byPod, ...watched])).toEqual({});
});

test.each([
  ['FlinkDeployment', (spec: any) => { spec.flinkVersion = 'v9_9'; }],
  ['FlinkDeployment', (spec: any) => { spec.job.parallelism = 'four'; }],
  ['NetworkPolicy', (spec: any) => { spec.ingress[0].ports[0].protocol = 4; }],
  ['Service', (spec: any) => { spec.ports = {}; }],
  ['ServiceMonitor', (spec: any) => { delete spec.selector; }],
  ['PrometheusRule', (spec: any) => { spec.groups[0].name = 5; }],
  ['PodDisruptionBudget', (spec: any) => { spec.minAvailable = {}; }],
])('the judge sees a broken %s', (kind, breakIt) => {
  const manifests = structuredClone(synthJob()).filter((manifest) => manifest.kind === kind);
  manifests.forEach(({ spec }) => breakIt(spec));
  const complaints = Object.keys(judge(manifests));
  expect(complaints.filter((name) => !name.startsWith(kind))).toEqual([]);
  expect(complaints).not.toEqual([]);
});
