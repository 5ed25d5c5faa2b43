import * as fs from 'fs';
import * as path from 'path';
import { Chart, Duration, Testing } from 'cdk8s';
import { BY_HAND, SCRAPED } from './metrics';
import { parse } from './promql';
import { groupsOfJobs } from './promtool';
import { ENVIRONMENTS, JOBS } from './scenarios';
import { FlinkEnvironmentOptions, FlinkVersion, MetricsCollector, ProductionFlinkJob, ProductionFlinkJobProps } from '../../src';
import { FlinkAlertOverride, FlinkAlertsOptions } from '../../src/companions/monitoring';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';
import { STATE_METRICS } from '../../src/companions/monitoring/state-metrics';
import { errorsOf, LEAST, only, synthJob, SUPPORTED } from '../jobs';
import { outside } from '../outside';

const groups = (props: Partial<ProductionFlinkJobProps> = {}, environment: FlinkEnvironmentOptions = {}) => only(synthJob(props, environment), 'PrometheusRule').spec.groups;
const rules = (props: Partial<ProductionFlinkJobProps> = {}, environment: FlinkEnvironmentOptions = {}): any[] =>
  groups(props, environment).flatMap((group: any) => group.rules);
const alertsOf = (alerts: FlinkAlertsOptions, environment: FlinkEnvironmentOptions = {}): any[] => rules({ monitoring: { alerts } }, environment);

const expressions = (alert: string, props: Partial<ProductionFlinkJobProps> = {}) => rules(props)
  .filter((rule) => rule.alert === alert).map(({ expr }) => expr);

/** Every rule of every job of the scenarios, once. */
const EVERY = [...new Map(Object.values(groupsOfJobs({})).flat().flatMap((group) => group.rules).map((rule: any) => [`${rule.alert} ${rule.labels.severity} ${rule.expr}`, rule])).values()];

test('the parser sees what is broken', () => {
  expect(parse('sum by (a (b)').errors).not.toEqual([]);
  expect(parse('max by (a) (b{c="d"} offset 5m) > 3')).toEqual({ selectors: [{ metric: 'b', labels: ['c'] }], grouping: ['a'], errors: [] });
});

test('the jobs of the scenarios have every alert between them', () => {
  expect(new Set(EVERY.map(({ alert }) => alert).filter((name) => name !== undefined))).toEqual(new Set(ALERTS.map(({ name }) => name)));
});

test('one alert has one name, and a name is an alert\'s', () => {
  expect(new Set(ALERTS.map(({ name }) => name)).size).toBe(ALERTS.length);
  expect(ALERTS.filter(({ name }) => !/^Flink[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
});

test.each(EVERY.filter(({ alert }) => alert).map((rule) => [rule.alert, rule.labels.severity, rule] as const))('%s %s is of its job, and says what to do', (name, severity, rule) => {
  expect(parse(rule.expr).errors).toEqual([]);
  expect(['warning', 'critical']).toContain(severity);
  expect(rule.labels.namespace).toBe('shop');
  expect(rule.labels.flink_deployment ?? rule.labels.flink_blue_green_deployment).toMatch(/^orders(-eu)?$/);
  expect(rule.annotations.summary).toContain('shop/orders');
  expect(rule.annotations.description).toMatch(/\.$/);
  expect(rule.annotations.runbook_url).toMatch(new RegExp(`/docs/runbooks/${name}\\.md$`));
});

test('the operator writes names in its own way', () => {
  const scaling = { flinkConfiguration: { 'job.autoscaler.enabled': 'true', 'jobmanager.scheduler': 'Adaptive' } };
  const selectors = (props: Partial<ProductionFlinkJobProps>) => expressions('FlinkAutoscalerFlapping', { ...scaling, ...props }).map((expr) => /\{(.*?)\}/.exec(expr)![1]);
  expect(selectors({})).toEqual(['resourcens="shop", resourcename="orders"']);
  expect(selectors({ name: 'fraud-detection', blueGreen: {} })).toEqual(['resourcens="shop", resourcename=~"fraud[-_]detection[-_]blue|fraud[-_]detection[-_]green"']);
});

test('no rule relies on what lies or vanishes', () => {
  for (const { expr } of EVERY) {
    expect(expr).not.toMatch(/runningState|taskSlotsAvailable|fullRestarts|\bdelta\(|uptime|downtime|Managed_Used/);
  }
});

describe('only what is reported is read', () => {
  // Prometheus' relabeling and the rules' own labels
  const ADDED = ['namespace', 'pod', 'component', 'flink_deployment', 'flink_blue_green_deployment'];
  const OWN = new Set(EVERY.filter(({ record }) => record).map(({ record }) => record));
  const REPORTED = { ...BY_HAND, ...SCRAPED };
  const own = { flink_taskmanager_job_task_operator_dead: 'the user\'s' };

  test.each(SUPPORTED.map((version) => [version.minor, version] as const))('by Flink %s, with what is emitted for it', (minor, flinkVersion) => {
    let used = 0;
    for (const [job, props] of Object.entries(JOBS)) {
      const manifests = synthJob({ ...props, flinkVersion }, ENVIRONMENTS[job]);
      const { spec } = manifests.find(({ kind }) => kind === (props.blueGreen ? 'FlinkBlueGreenDeployment' : 'FlinkDeployment'));
      const configuration = (spec.template?.spec ?? spec).flinkConfiguration;
      for (const { expr } of only(manifests, 'PrometheusRule').spec.groups.flatMap((group: any) => group.rules)) {
        const { selectors, grouping } = parse(expr);
        for (const { metric, labels } of selectors) {
          if (OWN.has(metric) || metric in own || STATE_METRICS.some(({ name }) => name === metric)) continue;
          const { labels: known, versions = [minor], optIn } = REPORTED[metric] ?? { labels: [], versions: [] };
          expect([metric, versions]).toEqual([metric, expect.arrayContaining([minor])]);
          expect([metric, labels.filter((label) => ![...known, ...ADDED].includes(label))]).toEqual([metric, []]);
          if (optIn !== undefined) expect([metric, isOn(metric, optIn, configuration)]).toEqual([metric, true]);
          used++;
        }
        const labelsOf = (metric: string) => (REPORTED[metric] ?? STATE_METRICS.find(({ name }) => name === metric))?.labels ?? [];
        const all = [...ADDED, ...selectors.flatMap(({ metric }) => labelsOf(metric))];
        expect([expr, grouping.filter((label) => !all.includes(label))]).toEqual([expr, []]);
      }
    }
    expect(used).toBeGreaterThan(200);
  });

  /** Whether the options are on that bring a metric which is not always there. */
  function isOn(metric: string, optIn: string, configuration: { [key: string]: string }): boolean {
    if (optIn === 'state.backend.rocksdb.metrics') {
      return configuration[`${optIn}.${metric.split('_rocksdb_')[1].replace(/_/g, '-')}`] === 'true' && configuration[`${optIn}.column-family-as-variable`] === 'true';
    }
    const [key, part] = optIn.split(': ');
    return (configuration[key] ?? '').split(';').includes(part);
  }
});

describe('thresholds follow from the job', () => {
  test('how many TaskManagers there should be', () => {
    expect(expressions('FlinkTaskManagersMissing', { parallelism: 10, taskManager: { slots: 4 } })[0]).toMatch(/ < 3$/);
    expect(expressions('FlinkTaskManagersMissing', { parallelism: 1 })[0]).toMatch(/ < 1$/);
  });

  test('when a checkpoint is slow: half the interval, and all of it, in seconds', () => {
    const slow = expressions('FlinkCheckpointSlow', { checkpointing: { interval: Duration.minutes(2) } });
    expect(slow.map((expr) => expr.split(' > ')[1])).toEqual(['60', '120']);
  });

  test('but not later than shortly before the timeout', () => {
    const slow = expressions('FlinkCheckpointSlow', { checkpointing: { interval: Duration.minutes(20), timeout: Duration.minutes(15) } });
    expect(slow.map((expr) => expr.split(' > ')[1])).toEqual(['600', '720']);
  });

  test('also from an interval that stands in flinkConfiguration', () => {
    const slow = expressions('FlinkCheckpointSlow', { flinkConfiguration: { 'execution.checkpointing.interval': '4min' } });
    expect(slow.map((expr) => expr.split(' > ')[1])).toEqual(['120', '240']);
  });

  test.each([
    [Duration.minutes(3), Duration.minutes(30), '39m'],
    [Duration.seconds(10), Duration.seconds(20), '50s'],
    [Duration.minutes(10), Duration.seconds(90), '1890s'],
    [Duration.minutes(20), Duration.minutes(60), '2h'],
  ])('when checkpoints are stale', (interval, timeout, window) => {
    const shortest = window === '50s' ? '1m' : window;
    expect(expressions('FlinkCheckpointsStale', { checkpointing: { interval, timeout } })[0]).toContain(`[${shortest}]`);
  });

  test('what is a loop, from the restart strategy', () => {
    expect(expressions('FlinkRestartLoop')[0]).toContain('[30m]');
    expect(expressions('FlinkRestartLoop', { flinkConfiguration: { 'restart-strategy.exponential-delay.max-backoff': '1 min', 'restart-strategy.exponential-delay.reset-backoff-threshold': '10 min' } })[0]).toContain('[10m]');
  });

  test('how long the job may be away', () => {
    const lasts = (alerts: FlinkAlertsOptions) => alertsOf(alerts).find(({ alert }) => alert === 'FlinkJobManagerAbsent').for;
    expect([lasts({}), lasts({ serviceLevel: { recoveryTime: Duration.seconds(90) } })]).toEqual(['5m', '90s']);
  });
});

describe('what is recorded', () => {
  const recorded = EVERY.filter(({ record }) => record);

  test('every recorded series that a rule reads is recorded, and read by some rule', () => {
    const read = new Set(EVERY.flatMap(({ expr }) => parse(expr).selectors.map(({ metric }) => metric)).filter((metric) => metric.includes(':')));
    expect(read).toEqual(new Set(recorded.map(({ record }) => record)));
  });

  test('over the window of its name', () => {
    const windowed = recorded.filter(({ record }) => record.includes(':ratio'));
    expect(windowed).toHaveLength(14);
    for (const { record, expr } of windowed) expect(new Set(expr.match(/\[\w+\]/g))).toEqual(new Set([`[${record.split(':ratio')[1]}]`]));
  });

  test.each([
    ['FlinkAvailabilityBudget', 'unavailable', 'critical', ['1h 0.0144', '5m 0.0144', '6h 0.006', '30m 0.006']],
    ['FlinkAvailabilityBudget', 'unavailable', 'warning', ['1d 0.003', '2h 0.003', '3d 0.001', '6h 0.001']],
    ['FlinkCheckpointBudget', 'checkpoint_failures', 'critical', ['1h 0.144', '5m 0.144', '6h 0.06', '30m 0.06']],
    ['FlinkCheckpointBudget', 'checkpoint_failures', 'warning', ['1d 0.03', '2h 0.03', '3d 0.01', '6h 0.01']],
  ])('%s of %s, %s: windows and speeds', (alert, record, severity, expected) => {
    const [{ expr }] = rules(JOBS.promising).filter((rule) => rule.alert === alert && rule.labels.severity === severity);
    const found = [...expr.matchAll(/:(\w+):ratio(\w+)\{[^}]*\} > ([\d.]+)/g)];
    expect(found.map(([, , window, most]) => `${window} ${most}`)).toEqual(expected);
    expect(found.every(([, name]) => name === record)).toBe(true);
  });
});

describe('what is said of single alerts', () => {
  const override = (overrides: { [alert: string]: FlinkAlertOverride }) => () => synthJob({ monitoring: { alerts: { overrides } } });

  test('another limit, another time', () => {
    const busy = alertsOf({ overrides: { taskBusy: { warning: 600, lasts: Duration.minutes(1) } } }).filter(({ alert }) => alert === 'FlinkTaskBusy');
    expect(busy.map((rule) => [rule.labels.severity, rule.for, rule.expr.split(' > ')[1]])).toEqual([['warning', '1m', '600'], ['critical', '1m', '900']]);
  });

  test('a level that it does not have by itself', () => {
    const full = alertsOf({ overrides: { outputBuffersFull: { critical: 0.99 } } }).filter(({ alert }) => alert === 'FlinkOutputBuffersFull');
    expect(full.map((rule) => rule.expr.split(' > ')[1])).toEqual(['0.8', '0.99']);
  });

  test('that the job does without it, for a reason', () => {
    expect(alertsOf({ overrides: { backpressure: { disabled: 'bounded by design' } } }).map(({ alert }) => alert)).not.toContain('FlinkBackpressure');
    expect(errorsOf(override({ backpressure: { disabled: ' ' } }))[0]).toMatch(/MON-20 monitoring.alerts.overrides.backpressure.disabled = " ": must be the reason for disabling the alert/);
  });

  test('not that it does without all of them', () => {
    const names = ALERTS.map(({ name }) => `${name[5].toLowerCase()}${name.slice(6)}`);
    expect(errorsOf(override(Object.fromEntries(names.map((name) => [name, { disabled: 'quiet' }]))))[0]).toMatch(/all alerts of the job are disabled/);
  });

  test.each([
    [{ taskBusy: { warning: 950 } }, /taskBusy.warning = 950: the thresholds are in the wrong order: warning at 950, critical at 900/],
    [{ certificateExpiring: { critical: 20 } }, /certificateExpiring.critical = 20: the thresholds are in the wrong order/],
    [{ taskBusy: { warning: NaN } }, /must be a number/],
  ])('not what makes no sense: %p', (overrides, message) => {
    expect(errorsOf(override(overrides))[0]).toMatch(message);
  });
});

test('alerts are labelled for routing', () => {
  const left = alertsOf({ alertLabels: { page: 'yes' } }, { team: 'shop' }).filter(({ alert }) => alert);
  expect(left.every(({ labels }) => labels.team === 'shop' && labels.page === 'yes')).toBe(true);
});

test('runbooks may be elsewhere', () => {
  expect(alertsOf({}, { runbookUrl: 'https://runbooks.example.com/flink/' }).find(({ alert }) => alert)!.annotations.runbook_url).toBe('https://runbooks.example.com/flink/FlinkJobManagerAbsent.md');
});

test('a job that is away because the operator upgrades it wakes nobody, where the operator\'s view is known', () => {
  for (const alert of ['FlinkJobManagerAbsent', 'FlinkTaskManagersMissing', 'FlinkJobNotRunning']) {
    expect(alertsOf({}, { stateMetrics: true }).find((rule) => rule.alert === alert).expr).toMatch(/ unless on \(namespace, flink_deployment\) .*UPGRADING/);
  }
});

test('braces survive a Helm template', () => {
  const plain = alertsOf({}).filter(({ alert }) => alert).map(({ annotations }) => annotations.summary);
  const escaped = alertsOf({}, { helm: true }).filter(({ alert }) => alert).map(({ annotations }) => annotations.summary);
  // as Helm renders it: an action with a raw string prints the string
  expect(escaped.map((text) => text.split('{{`{{`}}').join('{{'))).toEqual(plain);
  expect(escaped.join().split('{{`{{`}}').join('')).not.toMatch(/\{\{/);
  expect(plain.join()).toMatch(/\{\{/);
});

describe('how Prometheus reads the metrics', () => {
  test('labels, interval and limit', () => {
    const scrape = { interval: Duration.seconds(30), sampleLimit: 5000 };
    const manifests = synthJob({ monitoring: { scrape } }, { prometheusLabels: { release: 'prom' } });
    for (const kind of ['PrometheusRule', 'ServiceMonitor']) expect(only(manifests, kind).metadata.labels.release).toBe('prom');
    const { spec } = only(manifests, 'ServiceMonitor');
    expect([spec.endpoints[0].interval, spec.sampleLimit]).toEqual(['30s', 5000]);
  });

  test.each([[15, '1m'], [16, '64s'], [45, '3m'], [60, '4m']])('read every %s s, the shortest window is %s: four values', (seconds, window) => {
    const checkpointing = { interval: Duration.seconds(10), timeout: Duration.seconds(20) };
    const short = { checkpointing, monitoring: { scrape: { interval: Duration.seconds(seconds) } } };
    for (const alert of ['FlinkCheckpointsStale', 'FlinkCheckpointsFailing']) expect(expressions(alert, short)[0]).toContain(`[${window}]`);
  });

  test('more than a minute apart, rules could not tell a change', () => {
    const read = (seconds: number) => synthJob({ monitoring: { scrape: { interval: Duration.seconds(seconds) } } });
    expect(errorsOf(() => read(61))).toEqual([expect.stringContaining('error MON-17 monitoring.scrape.interval = "61s": must be at most 60 s')]);
    expect(() => read(60)).not.toThrow();
  });

  test('every series says whose it is', () => {
    const { spec } = only(synthJob(), 'ServiceMonitor');
    expect(spec.endpoints[0].relabelings.map(({ targetLabel }: any) => targetLabel)).toEqual(['namespace', 'pod', 'flink_deployment', 'component']);
  });

  test('a PodMonitor needs no Service', () => {
    const manifests = synthJob({ monitoring: { collector: MetricsCollector.POD_MONITOR } });
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).not.toContain('Service orders-metrics');
    const { spec } = only(manifests, 'PodMonitor');
    expect(spec.selector.matchLabels).toEqual({ app: 'orders', type: 'flink-native-kubernetes' });
    expect(spec.podMetricsEndpoints[0].port).toBe('metrics');
    const { containers } = only(manifests, 'FlinkDeployment').spec.taskManager.podTemplate.spec;
    expect(containers[0].ports.map(({ name }: any) => name)).toContain('metrics');
  });
});

test('rules are computed anew when the job changes', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, flinkVersion: FlinkVersion.V2_2 });
  expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
});

const { folder, describe: describeWithMetrics } = outside('FLINK_METRICS', 'other scrapes of running Flinks judge the names that alerts use');

describeWithMetrics('scraped by somebody else', () => {
  // that job has no windows, and its sources are not aligned
  const NOT_THERE = ['flink_taskmanager_job_task_operator_numLateRecordsDropped', 'flink_taskmanager_job_task_operator_watermarkAlignmentDrift'];

  test.each([['1.20.5', FlinkVersion.V1_20], ['2.3.0', FlinkVersion.V2_2]])('every metric of Flink that alerts use is reported by %s', (release, flinkVersion) => {
    const names = new Set(fs.readdirSync(folder).filter((file) => file.startsWith(`flink-${release}`))
      .flatMap((file) => fs.readFileSync(path.join(folder, file), 'utf8').split('\n')).map((line) => line.split(/[{ ]/)[0]));
    const read = rules({ flinkVersion }).flatMap(({ expr }) => parse(expr).selectors.map(({ metric }) => metric));
    const used = new Set(read.filter((metric) => metric in SCRAPED));
    expect(used.size).toBeGreaterThan(25);
    expect([...used].filter((metric) => !names.has(metric) && !NOT_THERE.includes(metric))).toEqual([]);
  });
});
