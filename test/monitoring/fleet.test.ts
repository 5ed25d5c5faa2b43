import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart, Duration, Testing, Yaml } from 'cdk8s';
import { parse } from './promql';
import { groupsOf, manifestsOfJobs, namespaceOf, put, seriesIn } from './promtool';
import { JOBS, Scenario, SCENARIOS } from './scenarios';
import { FlinkAlerts, FlinkDeployment, FlinkEnvironment, FlinkEnvironmentOptions, FlinkFleetAlerts, ProductionFlinkJob, ProductionFlinkJobProps } from '../../src';
import * as fleet from '../../src/companions/monitoring/rules/fleet';
import { divided, LARGEST_OBJECT } from '../../src/companions/monitoring/rules/objects';
import { Rule } from '../../src/companions/monitoring/rules/render';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { readText } from '../../src/workload/manifests';
import { errorsOf, LEAST, only, TLS } from '../jobs';

type Jobs = { readonly [name: string]: Partial<ProductionFlinkJobProps> };

/** The manifests of jobs of one fleet, each in the namespace that its name ends with: `orders.shop`. */
function fleetOf(jobs: Jobs, environment: FlinkEnvironmentOptions = {}, app: App = Testing.app()): any[] {
  FlinkEnvironment.of(app).set(environment);
  // one chart: the synth of each validates the whole App
  const chart = new Chart(app, 'monitoring', { namespace: 'monitoring' });
  new FlinkFleetAlerts(chart, 'fleet-alerts');
  for (const [job, props] of Object.entries(jobs)) {
    const [name, namespace = 'shop'] = job.split('.');
    new ProductionFlinkJob(chart, job.replace('.', '-'), { ...LEAST, name, namespace, ...props });
  }
  return Testing.synth(chart);
}

const rulesOf = (manifests: readonly any[]) => manifests.filter(({ kind }) => kind === 'PrometheusRule');
const shared = (manifests: readonly any[]) => rulesOf(manifests).filter(({ metadata }) => metadata.name.startsWith('flink-fleet'));
const allOf = (manifests: readonly any[]): any[] => groupsOf(manifests).flatMap(({ rules }) => rules);
const alertsOf = (manifests: readonly any[], name: string) => allOf(shared(manifests)).filter(({ alert }) => alert === name);
const ownOf = (manifests: readonly any[], name: string) => allOf(rulesOf(manifests).filter(({ metadata }) => metadata.name === name));
const classOf = (manifests: readonly any[], name: string): string => ownOf(manifests, name).find(({ record }) => record === 'flink_job:class').labels.flink_class;

/** The numbers that a job records. */
function limitsOf(manifests: readonly any[], name: string): { [limit: string]: number } {
  const { expr } = ownOf(manifests, name).find(({ record }) => record === 'flink_job:limit');
  return Object.fromEntries([...expr.matchAll(/vector\(([^)]+)\), "name", "([^"]+)"/g)].map(([, value, limit]: string[]) => [limit, Number(value)]));
}

describe('what is rendered', () => {
  test('jobs with the same settings share every rule, and record their own numbers', () => {
    const manifests = fleetOf({ 'orders': {}, 'payments.bank': { parallelism: 8 } });
    expect(classOf(manifests, 'orders')).toBe(classOf(manifests, 'payments'));
    expect([limitsOf(manifests, 'orders'), limitsOf(manifests, 'payments')].map((limits) => limits['taskManagersMissing.critical'])).toEqual([2, 4]);
    expect(alertsOf(manifests, 'FlinkTaskManagersMissing')).toHaveLength(1);
    expect(JSON.stringify(shared(manifests))).not.toMatch(/orders|payments|flink_class/);
  });

  test('a job has as many alerts in a fleet as by itself', () => {
    const count = (groups: any[]) => groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert).map(({ alert, labels }) => `${alert} ${labels.severity}`).sort();
    for (const [job, props] of Object.entries(JOBS)) {
      const jobs = { [job]: props };
      expect([job, count(groupsOf(manifestsOfJobs({ fleet: true, jobs })))]).toEqual([job, count(groupsOf(manifestsOfJobs({ jobs })))]);
    }
  });

  test('what differs in the text of a rule is a rule of its own, of those jobs alone', () => {
    const manifests = fleetOf({ orders: {}, payments: {}, slow: { checkpointing: { interval: Duration.minutes(3) } } });
    const stale = alertsOf(manifests, 'FlinkCheckpointsStale');
    const [[slow], others] = [true, false].map((isSlow) => stale.filter(({ expr }) => expr.includes('[19m]') === isSlow));
    expect(stale).toHaveLength(2);
    expect(slow.expr).toContain('{flink_deployment="slow"}[19m]');
    expect(slow.expr).toContain(`flink_class="${classOf(manifests, 'slow')}"`);
    expect(others[0].expr).toContain('{flink_deployment!=""}[13m]');
    expect(others[0].expr).toContain(`flink_class="${classOf(manifests, 'orders')}"`);
    // what is the same for all is one rule
    expect(alertsOf(manifests, 'FlinkTaskBusy').map(({ labels }) => labels.severity)).toEqual(['warning', 'critical']);
  });

  test('neither the order of jobs nor who else is there changes what a job has', () => {
    const jobs: Jobs = { a: {}, b: { parallelism: 8 }, c: { checkpointing: { interval: Duration.minutes(3) } } };
    const backwards = Object.fromEntries(Object.entries(jobs).reverse());
    expect(shared(fleetOf(backwards))).toEqual(shared(fleetOf(jobs)));
    expect(ownOf(fleetOf({ b: jobs.b }), 'b')).toEqual(ownOf(fleetOf(jobs), 'b'));
  });

  test('every query can be parsed', () => {
    const rules = groupsOf(manifestsOfJobs({ fleet: true })).flatMap((group) => group.rules);
    expect(rules.flatMap(({ expr }) => parse(expr).errors)).toEqual([]);
  });

  test('every number that a rule reads is recorded by the jobs that it serves', () => {
    const manifests = manifestsOfJobs({ fleet: true });
    const recorded = (rule: any) => [...rule.expr.matchAll(/"name", "([^"]+)"/g)].map(([, name]) => name);
    const byClass = new Map<string, string[]>();
    for (const { rules } of groupsOf(manifests)) {
      const known = rules.find(({ record }: any) => record === 'flink_job:class');
      const limit = rules.find(({ record }: any) => record === 'flink_job:limit');
      if (known) byClass.set(known.labels.flink_class, recorded(limit));
    }
    let read = 0;
    for (const rule of groupsOf(manifests).flatMap(({ rules }) => rules).filter(({ alert }) => alert)) {
      const classes = /flink_class=~?"([^"]+)"/.exec(rule.expr)?.[1].split('|') ?? [...byClass.keys()];
      const text = `${rule.expr} ${rule.annotations.summary} ${rule.annotations.description}`;
      const names = [...text.matchAll(/flink_job:limit\{[^}]*\bname=["']([^"']+)["']/g)].map(([, name]) => name);
      const missing = names.flatMap((name) => classes.filter((each) => !byClass.get(each)!.includes(name)).map((each) => `${name} of ${each}`));
      expect([rule.alert, missing]).toEqual([rule.alert, []]);
      read += names.length;
    }
    expect(read).toBeGreaterThan(20);
  });

  test('a limit that follows from what a class has in common stands in the rule, one of the job alone is a series', () => {
    const manifests = fleetOf({ small: { parallelism: 2 }, large: { parallelism: 20 }, slow: { checkpointing: { interval: Duration.minutes(3) } } });
    expect(Object.keys(limitsOf(manifests, 'small')).sort()).toEqual(['dataSkew.warning', 'disk', 'taskManagers', 'taskManagersMissing.critical', 'taskManagersSurplus.warning']);
    expect(['small', 'large'].map((name) => limitsOf(manifests, name)['dataSkew.warning'])).toEqual([1.5, 2]);
    const warnings = alertsOf(manifests, 'FlinkCheckpointSlow').filter(({ labels }) => labels.severity === 'warning');
    expect(warnings.map(({ expr }) => /> (\d+)\)/.exec(expr)?.[1]).sort()).toEqual(['30', '90']);
  });

  test('an override of one job concerns that job', () => {
    const override = (alerts: any) => ({ monitoring: { alerts: { overrides: alerts } } });
    const manifests = fleetOf({
      plain: {}, more: {}, busier: override({ taskBusy: { warning: 800 } }), quiet: override({ backpressure: { disabled: 'bounded by design' } }), slower: override({ heapHigh: { lasts: Duration.minutes(20) } }),
    });
    const [literal, own] = alertsOf(manifests, 'FlinkTaskBusy').filter(({ labels }) => labels.severity === 'warning').sort((a, b) => a.expr.length - b.expr.length);
    expect([literal.expr, own.expr].map((expr) => expr.includes('taskBusy.warning')).sort()).toEqual([false, true]);
    expect(limitsOf(manifests, 'busier')['taskBusy.warning']).toBe(800);
    const quiet = classOf(manifests, 'quiet');
    expect(alertsOf(manifests, 'FlinkBackpressure').every(({ expr }) => !expr.includes(quiet) && expr.includes('flink_class=~'))).toBe(true);
    expect(alertsOf(manifests, 'FlinkHeapHigh').filter((rule) => rule.for === '20m').every(({ expr }) => expr.includes('{flink_deployment="slower"'))).toBe(true);
  });

  test('labels of alerts are those of the job; one that the rule has by itself stays in the rule', () => {
    const labelled = (alertLabels: any) => ({ monitoring: { alerts: { alertLabels } } });
    const manifests = fleetOf({ gold: labelled({ tier: 'gold' }), silver: labelled({ tier: 'silver' }), pod: labelled({ tier: '{{ $labels.pod }}' }) }, { team: 'shop' });
    expect(classOf(manifests, 'gold')).toBe(classOf(manifests, 'silver'));
    expect(ownOf(manifests, 'silver')[0].labels).toMatchObject({ tier: 'silver', team: 'shop', namespace: 'shop', flink_deployment: 'silver' });
    const [own] = alertsOf(manifests, 'FlinkJobManagerAbsent').filter(({ expr }) => expr.includes(classOf(manifests, 'gold')));
    expect(own.expr).toContain('group_left (flink_blue_green_deployment, team, tier)');
    expect(alertsOf(manifests, 'FlinkHeapHigh').map(({ labels }) => labels.tier)).toContain('{{ $labels.pod }}');
  });

  test('a suspended job has no rules, and an App without jobs has none at all', () => {
    const manifests = fleetOf({ orders: {}, gone: { suspended: true } as any });
    expect(rulesOf(manifests).map(({ metadata }) => metadata.name)).toEqual(['flink-fleet', 'orders']);
    expect(rulesOf(fleetOf({}))).toEqual([]);
  });

  test('rules follow the job until it is rendered', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    new FlinkFleetAlerts(chart, 'fleet-alerts');
    const before = Testing.synth(chart);
    new ProductionFlinkJob(chart, 'orders', LEAST);
    const after = Testing.synth(chart);
    new ProductionFlinkJob(chart, 'payments', { ...LEAST, checkpointing: { interval: Duration.minutes(3) } });
    const later = Testing.synth(chart);
    expect([before, after, later].map((manifests) => alertsOf(manifests, 'FlinkCheckpointsStale').length)).toEqual([0, 1, 2]);
    expect(Testing.synth(chart)).toEqual(later);
  });

  test('what a fleet takes grows with its jobs, and not with the number of charts', () => {
    const perJob = (count: number) => {
      const rendered = jest.spyOn(fleet, 'fleetPart');
      const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
      try {
        const app = new App({ outdir });
        new FlinkFleetAlerts(new Chart(app, 'monitoring', { namespace: 'monitoring' }), 'fleet-alerts');
        for (let i = 0; i < count; i++) new ProductionFlinkJob(new Chart(app, `chart-${i}`, { namespace: 'shop' }), `job-${i}`, { ...LEAST, tls: TLS });
        app.synth();
        return rendered.mock.calls.length / count;
      } finally {
        rendered.mockRestore();
        fs.rmSync(outdir, { recursive: true });
      }
    };
    const few = perJob(2);
    expect(few).toBeGreaterThan(1);
    expect(perJob(6)).toBeLessThanOrEqual(few);
  });

  test('texts are escaped for Helm', () => {
    const texts = alertsOf(fleetOf({ orders: {} }, { helm: true }), 'FlinkTaskManagersMissing')[0].annotations.summary;
    expect(texts).toContain('{{`{{`}} ');
    expect(texts.split('{{`{{`}}').join('')).not.toMatch(/\{\{/);
  });
});

describe('which jobs are in which fleet', () => {
  test('those of the narrowest scope; a job outside of all has a PrometheusRule of its own', () => {
    const app = Testing.app();
    const [inner, other] = ['inner', 'other'].map((id) => new Chart(app, id, { namespace: id }));
    new FlinkFleetAlerts(inner, 'fleet-alerts', { jobsIn: inner });
    new ProductionFlinkJob(inner, 'orders', LEAST);
    new ProductionFlinkJob(other, 'payments', LEAST);
    expect(only(Testing.synth(other), 'PrometheusRule').spec.groups).toHaveLength(2);
    new FlinkFleetAlerts(other, 'fleet-alerts');
    expect(ownOf(Testing.synth(inner), 'orders')[0].labels.flink_fleet).toBe('inner/flink-fleet');
    expect(ownOf(Testing.synth(other), 'payments')[0].labels.flink_fleet).toBe('other/flink-fleet');
  });

  test('two of one scope are an error', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    new FlinkFleetAlerts(chart, 'one');
    new FlinkFleetAlerts(chart, 'two', { name: 'two' });
    expect(errorsOf(() => Testing.synth(chart))[0]).toBe('[chart/two] chart/one already renders the alerts of all jobs of the App. Remove one of the two, or set `jobsIn` to the Chart whose jobs this one is for');
  });

  test('a scope without jobs is an error, since nothing would be rendered', () => {
    const app = Testing.app();
    const [monitoring, jobs] = ['monitoring', 'jobs'].map((id) => new Chart(app, id, { namespace: id }));
    new FlinkFleetAlerts(monitoring, 'fleet', { jobsIn: monitoring });
    new ProductionFlinkJob(jobs, 'orders', LEAST);
    expect(errorsOf(() => app.synth())).toEqual([expect.stringContaining('[monitoring/fleet] `jobsIn` is "monitoring", in which no job has alerts: nothing would be rendered. Set it to the Chart that has the jobs')]);
    new ProductionFlinkJob(monitoring, 'payments', LEAST);
    expect(Testing.synth(monitoring).filter(({ kind, metadata }) => kind === 'PrometheusRule' && metadata.name === 'flink-fleet')).toHaveLength(1);
  });

  test('of another App are refused, and its jobs keep their own', () => {
    const [app, other] = [Testing.app(), Testing.app()];
    const elsewhere = new Chart(other, 'chart', { namespace: 'shop' });
    new ProductionFlinkJob(elsewhere, 'orders', LEAST);
    new FlinkFleetAlerts(new Chart(app, 'chart', { namespace: 'shop' }), 'fleet', { jobsIn: elsewhere });
    expect(errorsOf(() => app.synth())[0]).toContain('[chart/fleet] `jobsIn` is not a construct of the App');
    expect(JSON.stringify(Testing.synth(elsewhere))).toContain('FlinkTaskBusy');
  });

  test.each<[string, any, RegExp]>([
    ['a name with capitals', { name: 'Flink_Fleet' }, /name = "Flink_Fleet": takes lower-case letters.*Write "flink-fleet"/],
    ['a name of 64 characters', { name: 'f'.repeat(64) }, /at most 63 characters/],
    ['an empty name', { name: '' }, /Write "flink-fleet"/],
    ['a namespace with a dot', { namespace: 'a.b' }, /namespace = "a\.b": takes lower-case letters.*Write "a-b"/],
  ])('%s is refused', (_, props, expected) => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    new FlinkFleetAlerts(chart, 'fleet', props);
    expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringMatching(expected)]);
  });

  test('a fleet without a namespace is refused, one with a name of 63 characters is not', () => {
    const chart = new Chart(Testing.app(), 'chart');
    new FlinkFleetAlerts(chart, 'fleet');
    expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('namespace is missing')]);
    expect(fleetOf({ orders: {} }).length).toBeGreaterThan(0);
    const named = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    new FlinkFleetAlerts(named, 'fleet', { name: 'f'.repeat(63) });
    expect(() => Testing.synth(named)).not.toThrow();
  });

  test('a job that cannot be rendered is reported by itself', () => {
    expect(errorsOf(() => fleetOf({ orders: {}, broken: { parallelism: -1 } })).every((line) => line.includes('broken'))).toBe(true);
  });
});

describe('the size of objects', () => {
  test('a job has less than 4 kB of rules', () => {
    expect(Yaml.stringify(rulesOf(fleetOf({ orders: {} }))[1]).length).toBeLessThan(4_000);
  });

  test('no object is larger than a ConfigMap of the Prometheus operator may be', () => {
    const rule = (alert: string, bytes: number) => {
      const whole = { alert, expr: '' };
      return { ...whole, expr: 'x'.repeat(bytes - JSON.stringify(whole).length) };
    };
    const sizes = (rules: Rule[]) => divided(rules, 'monitoring/flink-fleet').map((groups) => groups.map(({ name, rules: { length } }) => `${name.split('-').pop()} ${length}`));
    expect(sizes([rule('A', LARGEST_OBJECT / 2), rule('A', LARGEST_OBJECT / 2)])).toEqual([['A 2']]);
    expect(sizes([rule('A', LARGEST_OBJECT / 2), rule('A', LARGEST_OBJECT / 2 + 1), rule('B', 100)])).toEqual([['A 1'], ['A 1', 'B 1']]);
    expect(LARGEST_OBJECT).toBeLessThan(0.8 * 512 * 1024);
  });

  test('more rules than one object may have are in several, each once', () => {
    const different = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [
      `job-${i}`, { checkpointing: { interval: Duration.seconds(60 + i) }, monitoring: { alerts: { serviceLevel: { recoveryTime: Duration.seconds(300 + i) } } } },
    ]));
    const several = shared(fleetOf(different));
    expect(several.map(({ metadata }) => metadata.name)).toEqual(['flink-fleet', 'flink-fleet-2']);
    for (const object of several) expect(Yaml.stringify(object).length).toBeLessThan(512 * 1024);
    const rules = groupsOf(several).flatMap(({ rules: each }) => each).map((rule) => JSON.stringify(rule));
    expect(new Set(rules).size).toBe(rules.length);
  });
});

describe('guideline MON-20', () => {
  const found = (manifests: readonly any[]) => checkObjects(flinkObjects(manifests.map((object, i) => ({ object, file: `${i}.yaml`, lineOf: () => 1 })), {}), GUIDELINES)
    .filter(({ guideline }) => guideline === 'MON-20').length;
  const read = (manifests: readonly any[]) => {
    const set = { manifests: [], unreadable: [] } as any;
    readText(set, 'all.yaml', Yaml.stringify(...manifests));
    return set.manifests.map(({ object }: any) => object);
  };
  const manifests = fleetOf({ 'orders': {}, 'coloured.bank': { blueGreen: {} } });

  test.each([['as objects', (all: any[]) => all], ['as YAML', read]])('%s, a job is alerted on by the rules of its fleet', (_, given) => {
    expect(found(given(manifests))).toBe(0);
  });

  test.each([['as objects', (all: any[]) => all], ['as YAML', read]])('%s, but not by what it records, nor by the rules of a fleet that it is not in', (_, given) => {
    const without = (name: string) => manifests.filter(({ kind, metadata }) => kind !== 'PrometheusRule' || metadata.name !== name);
    expect(found(given(without('flink-fleet')))).toBe(2);
    expect(found(given(without('orders')))).toBe(1);
    expect(found(given(without('coloured')))).toBe(1);
  });

  test('and not by a fleet of another name or a job of another namespace', () => {
    const renamed = JSON.parse(JSON.stringify(manifests).replaceAll('"flink_fleet":"monitoring/flink-fleet"', '"flink_fleet":"monitoring/other"'));
    expect(found(renamed)).toBe(2);
  });
});

const PROMTOOL = process.env.PROMTOOL ?? 'promtool';
const there = spawnSync(PROMTOOL, ['--version']).status === 0;
const testWithPromtool = there ? test : test.skip;

describe('what fires', () => {
  interface Expected { readonly labels: { readonly [label: string]: string }; readonly summary: string; readonly description?: string }
  const ask = (rules: any[], tests: any[]) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
    try {
      const files = { 'rules.yaml': JSON.stringify({ groups: rules }), 'all.test.yaml': JSON.stringify({ rule_files: ['rules.yaml'], evaluation_interval: '30s', tests }) };
      return put(PROMTOOL, folder, { command: 'test', files, named: ['all.test.yaml'] });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  };
  const registered = (job: string, namespace: string, count: number) => ({ series: `flink_jobmanager_numRegisteredTaskManagers{namespace="${namespace}", flink_deployment="${job}", component="jobmanager", pod="jm"}`, values: `${count}+0x60` });
  const rulesOfAlert = (wanted: string, groups: any[]) => groups
    .map((group) => ({ ...group, rules: group.rules.filter(({ record, alert }: any) => record || alert === wanted) }));

  testWithPromtool('of two jobs of one class, the one below its own limit', () => {
    const groups = groupsOf(fleetOf({ orders: {}, payments: { parallelism: 8 } }));
    expect(ask(rulesOfAlert('FlinkTaskManagersMissing', groups), [{
      interval: '30s',
      input_series: [registered('orders', 'shop', 2), registered('payments', 'shop', 2)],
      promql_expr_test: [{ expr: 'count by (flink_deployment) (ALERTS{alertstate="firing"})', eval_time: '10m', exp_samples: [{ labels: '{flink_deployment="payments"}', value: 1 }] }],
    }])).toBe('');
  });

  testWithPromtool('of jobs of one name, the one of its namespace; of a name that is the beginning of another, its own pods', () => {
    const groups = groupsOf(fleetOf({ 'orders.shop': {}, 'orders.bank': {}, 'orders-eu.shop': {} }));
    const pending = (pod: string) => ({ series: `kube_pod_status_phase{namespace="shop", pod="${pod}", phase="Pending"}`, values: '1+0x60' });
    const expected = (labels: string) => ({ labels, value: 1 });
    expect(ask(rulesOfAlert('FlinkJobManagerAbsent', groups), [{
      interval: '30s',
      input_series: [registered('orders', 'shop', 2), registered('orders-eu', 'shop', 2)],
      promql_expr_test: [{ expr: 'count by (namespace, flink_deployment) (ALERTS{alertstate="firing"})', eval_time: '10m', exp_samples: [expected('{namespace="bank", flink_deployment="orders"}')] }],
    }])).toBe('');
    expect(ask(rulesOfAlert('FlinkPodsPending', groups), [{
      interval: '30s',
      input_series: [pending('orders-eu-taskmanager-1-2'), pending('orders-eu-5d4f9c7b8-x2x4z'), pending('unrelated-5d4f9c7b8-x2x4z')],
      promql_expr_test: [{ expr: 'count by (namespace, flink_deployment) (ALERTS{alertstate="firing"})', eval_time: '10m', exp_samples: [expected('{namespace="shop", flink_deployment="orders-eu"}')] }],
    }])).toBe('');
  });

  testWithPromtool('a blue/green job of which one colour is there has its JobManager, and one of which none is there has not', () => {
    const groups = groupsOf(fleetOf({ orders: { blueGreen: {} }, payments: { blueGreen: {} }, plain: {} }));
    expect(ask(rulesOfAlert('FlinkJobManagerAbsent', groups), [{
      interval: '30s',
      input_series: [registered('orders-green', 'shop', 2), registered('plain', 'shop', 2)],
      promql_expr_test: [{ expr: 'ALERTS{alertstate="firing"}', eval_time: '10m', exp_samples: [{ labels: 'ALERTS{alertname="FlinkJobManagerAbsent", alertstate="firing", namespace="shop", flink_blue_green_deployment="payments", severity="critical"}', value: 1 }] }],
    }])).toBe('');
  });

  /** Labels and texts of alerts that have something of the job in them: the same from a rule of its own and from one that jobs share. */
  const TEXTS: readonly (readonly [job: string, alert: string, what: string, time: string, expected: readonly Expected[]])[] = [
    ['plain', 'FlinkTaskManagersMissing', 'at 1', '6m', [{ labels: { severity: 'critical' }, summary: 'ID has 1 of 2 TaskManagers' }]],
    ['promising', 'FlinkPendingRecords', '5100 wait', '11m', [{ labels: { severity: 'warning' }, summary: '5.1k records wait before the sources of ID', description: 'At most 10000 should, and they do not become less.' }]],
    ['promising', 'FlinkCheckpointSizeHigh', 'at 870000000', '2m', [{ labels: { severity: 'warning' }, summary: 'A checkpoint of ID is 829.7MiB large', description: 'It should stay below 1024 MiB.' }]],
    ['promising', 'FlinkThroughputBelowTarget', '59000 a minute while 100 wait', '20m', [{ labels: { severity: 'warning' }, summary: 'ID reads 983.3 records per second though more wait', description: 'It should manage 1000. Find the task that is busy and not held back.' }]],
    ['plain', 'FlinkTaskBusy', 'at 710', '6m', [{ labels: { severity: 'warning', task_name: 'map' }, summary: 'map of ID is busy nearly all the time' }]],
    ['plain', 'FlinkCpuThrottled', '0.3 of the slices', '20m', [{ labels: { severity: 'warning', pod: 'orders-7c9d8b6f5-x2x4z' }, summary: 'orders-7c9d8b6f5-x2x4z of ID is kept from its processors' }]],
    ['plain', 'FlinkContainerOomKilled', 'a TaskManager, which does not', '10m', [{ labels: { severity: 'critical', pod: 'orders-taskmanager-1-3', container: 'flink-main-container', reason: 'OOMKilled' }, summary: 'orders-taskmanager-1-3 of ID was killed for its memory' }]],
    ['coloured', 'FlinkBlueGreenAborted', 'a transition that was given up', '3m', [{ labels: { severity: 'warning', flink_deployment: 'orders-green', flink_blue_green_deployment: 'orders' }, summary: 'A transition of ID was given up, and orders-green is left' }]],
    ['promising', 'FlinkCertificateExpiring', 'in 13 days', '62m', [{ labels: { severity: 'warning', name: 'orders-tls' }, summary: 'The TLS certificate of ID expires in 12.96 days' }]],
  ];

  testWithPromtool.each([['rules of its own', false], ['rules that jobs share', true]])('%s: labels and texts', (_, isShared) => {
    const jobs = Object.fromEntries(['plain', 'promising', 'coloured', 'long'].map((job) => [job, {
      ...JOBS[job], monitoring: { ...JOBS[job].monitoring, alerts: { ...JOBS[job].monitoring?.alerts, alertLabels: { tier: job } } },
    }]));
    const groups = groupsOf(manifestsOfJobs({ fleet: isShared, jobs }));
    const complaints = TEXTS.map(([job, alert, what, time, expected]) => {
      const { series } = SCENARIOS.find((each: Scenario) => each.alert === alert && each.what === what && (each.job ?? 'plain') === job)!;
      const descriptions = groups.flatMap(({ rules }) => rules).find((rule) => rule.alert === alert).annotations;
      const severities = expected.map(({ labels }) => labels.severity);
      const namespace = namespaceOf(job);
      const rules = rulesOfAlert(alert, groups).map((group) => ({
        ...group,
        rules: group.rules.filter(({ record, labels }: any) => (record === undefined || !record.includes(':ratio')) && (labels?.severity === undefined || severities.includes(labels.severity))),
      }));
      return ask(rules, [{
        interval: '30s',
        input_series: seriesIn(series, namespace),
        alert_rule_test: [{
          alertname: alert,
          eval_time: time,
          // of the other jobs that have nothing, all are absent, but no alert of theirs is asked for here
          exp_alerts: expected.map(({ labels, summary, description = descriptions.description }) => ({
            exp_labels: { namespace, ...labels.flink_blue_green_deployment ? {} : { flink_deployment: 'orders' }, tier: job, ...labels },
            exp_annotations: { summary: summary.replace('ID', `${namespace}/orders`), description: rendered(description, alert), runbook_url: descriptions.runbook_url },
          })),
        }],
      }]);
    });
    expect(complaints.filter((complaint) => complaint !== '')).toEqual([]);
  }, 120_000);

  /** What the description says of the value, for those cases that give none. */
  function rendered(description: string, alert: string): string {
    const values: { [alert: string]: [RegExp, string] } = { FlinkTaskBusy: [/\{\{[^}]*\}\}/, '710'], FlinkCpuThrottled: [/\{\{[^}]*\}\}/, '30%'] };
    return values[alert] ? description.replace(...values[alert]) : description;
  }
});

test('manifests from elsewhere are in the fleet, too', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  new FlinkFleetAlerts(chart, 'fleet-alerts');
  const deployment = FlinkDeployment.fromManifest(chart, 'job', {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'clicks', namespace: 'shop' },
    spec: { flinkVersion: 'v1_20', flinkConfiguration: { 'execution.checkpointing.interval': '40 s' }, job: { parallelism: 2 } },
  });
  new FlinkAlerts(chart, 'alerts', { deployment });
  const manifests = Testing.synth(chart);
  expect(limitsOf(manifests, 'clicks')['dataSkew.warning']).toBe(1.5);
  expect(alertsOf(manifests, 'FlinkCheckpointSlow').map(({ expr }) => />\s*40\)/.test(expr))).toEqual([false, true]);
});
