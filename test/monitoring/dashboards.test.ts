import { Chart, Testing } from 'cdk8s';
import { BY_HAND, Metric, SCRAPED } from './metrics';
import { parse } from './promql';
import { thresholds } from '../../scripts/dashboards/thresholds';
import { FlinkDashboard, FlinkDashboards, FlinkDashboardsProps, FlinkEnvironment, FlinkEnvironmentOptions, FlinkStateMetrics, StateBackend } from '../../src';
import { Alert } from '../../src/companions/monitoring/rules/alert';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';
import { STATE_METRICS } from '../../src/companions/monitoring/state-metrics';
import { only, SUPPORTED, synthJob } from '../jobs';

function configMaps(props?: FlinkDashboardsProps, environment: FlinkEnvironmentOptions = {}): any[] {
  const chart = new Chart(Testing.app(), 'chart');
  FlinkEnvironment.of(chart).set(environment);
  new FlinkDashboards(chart, 'dashboards', props);
  return Testing.synth(chart);
}

const BOARDS = configMaps().map(({ data }) => JSON.parse(Object.values<string>(data)[0]));
const panelsOf = (board: any): any[] => board.panels.filter(({ type }: any) => type !== 'row');

interface Field {
  readonly name: string;
  /** Of a panel; a column has none of its own. */
  readonly alert?: string;
  readonly expr: string;
  readonly type: string;
  readonly config: any;
}

/** Panels, and the columns of tables, with the title of the dashboard. */
const FIELDS: Field[] = BOARDS.flatMap((board) => panelsOf(board).flatMap((panel) => {
  const { title, type, targets, fieldConfig, transformations = [], links } = panel;
  const alert = links[0].title.replace('Runbook ', '');
  const renamed: [string, string][] = Object.entries(transformations.find(({ id }: any) => id === 'organize')?.options.renameByName ?? {});
  const limited = fieldConfig.overrides.filter(({ properties }: any) => properties.some(({ id }: any) => id === 'thresholds'));
  const columns = limited.map(({ matcher, properties }: any) => {
    const refId = renamed.find(([, name]) => name === matcher.options)![0].replace('Value #', '');
    const { expr } = targets.find((target: any) => target.refId === refId);
    return { name: `${board.title}: ${title}: ${matcher.options}`, expr, type, config: Object.fromEntries(properties.map(({ id, value }: any) => [id, value])) };
  });
  return [{ name: `${board.title}: ${title}`, alert, expr: targets[0].expr, type, config: fieldConfig.defaults }, ...columns];
}));

/** A query with Grafana's variables filled in. */
const filled = (expr: string) => expr.replace(/\$__rate_interval/g, '1m').replace(/\$(namespace|resourcens)/g, 'shop').replace(/\$(job|resourcename)/g, 'orders');

test('one ConfigMap a dashboard, as the sidecar finds it', () => {
  const all = configMaps();
  expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(Object.values(FlinkDashboard).map((name) => `ConfigMap flink-dashboard-${name}`));
  expect(all.every(({ metadata }) => metadata.labels.grafana_dashboard === '1')).toBe(true);
  // what a ConfigMap may hold, far from it
  expect(Math.max(...all.map(({ data }) => JSON.stringify(data).length))).toBeLessThan(100_000);
});

test('some, elsewhere, under other labels', () => {
  const [fleet, ...others] = configMaps({ dashboards: [FlinkDashboard.FLEET], namespace: 'grafana', labels: { dashboards: 'yes' }, annotations: { grafana_folder: 'Flink' } });
  expect(others).toEqual([]);
  expect(fleet.metadata).toMatchObject({ namespace: 'grafana', annotations: { grafana_folder: 'Flink' }, labels: { dashboards: 'yes' } });
  expect(fleet.metadata.labels).not.toHaveProperty('grafana_dashboard');
});

test('runbooks may be elsewhere', () => {
  const [{ data }] = configMaps({ dashboards: [FlinkDashboard.JOB] }, { runbookUrl: 'https://runbooks.example.com/' });
  const urls = panelsOf(JSON.parse(Object.values<string>(data)[0])).flatMap(({ links }) => links.map(({ url }: any) => url));
  expect(urls.every((url) => /^https:\/\/runbooks\.example\.com\/Flink\w+\.md$/.test(url))).toBe(true);
});

test('logs are linked from the dashboards of a job', () => {
  const logsUrl = 'https://logs.example.com/?namespace=${namespace}&job=${job}';
  const linked = configMaps({ logsUrl }).filter(({ data }) => JSON.parse(Object.values<string>(data)[0]).links
    .some(({ title, url }: any) => title === 'Logs' && url === logsUrl));
  // the autoscaler's metrics spell the names of jobs in another way
  expect(linked.map(({ metadata }) => metadata.name)).toEqual(
    Object.values(FlinkDashboard).filter((name) => name !== FlinkDashboard.AUTOSCALER).map((name) => `flink-dashboard-${name}`));
  expect(BOARDS.flatMap(({ links }) => links).filter(({ title }) => title === 'Logs')).toEqual([]);
});

test('braces survive a Helm template', () => {
  for (const [i, { data }] of configMaps({}, { helm: true }).entries()) {
    const [escaped] = Object.values<string>(data);
    expect(escaped.split('{{`{{`}}').join('')).not.toMatch(/\{\{/);
    // as Helm renders it: an action with a raw string prints the string
    expect(JSON.parse(escaped.split('{{`{{`}}').join('{{'))).toEqual(BOARDS[i]);
  }
});

test('no two dashboards, and no two panels of one, are the same', () => {
  expect(new Set(BOARDS.map(({ uid }) => uid)).size).toBe(BOARDS.length);
  for (const board of BOARDS) {
    const said = panelsOf(board).map(({ title, type }) => `${title} ${type}`);
    expect(new Set(said).size).toBe(said.length);
  }
});

const REPORTED: { [name: string]: Metric } = {
  ...SCRAPED, ...BY_HAND, ...Object.fromEntries(STATE_METRICS.map(({ name, labels }) => [name, { kind: 'gauge', labels: [...labels] }])),
};

describe.each(BOARDS.map((board) => [board.title, board] as const))('%s', (_, board) => {
  test('chooses a Prometheus, a namespace and a job', () => {
    expect(board.templating.list.map(({ label }: any) => label)).toEqual(['Prometheus', 'Namespace', 'Job']);
    expect(board.panels.flatMap(({ datasource }: any) => datasource ?? []).every(({ uid }: any) => uid === '${datasource}')).toBe(true);
  });

  test('no panel lies upon another, or beyond the edge', () => {
    const cells = new Set<string>();
    for (const { gridPos: { x, y, w, h } } of board.panels) {
      expect(x + w).toBeLessThanOrEqual(24);
      for (let i = 0; i < w; i++) {
        for (let j = 0; j < h; j++) {
          expect(cells.has(`${x + i} ${y + j}`)).toBe(false);
          cells.add(`${x + i} ${y + j}`);
        }
      }
    }
  });

  test.each(panelsOf(board).map((panel) => [panel.title, panel] as const))('%s is explained, and asks for what is reported', (__, panel) => {
    expect(panel.description).toMatch(/^[A-Z][^\n]+\.\n\n[A-Z][^\n]+\.\n\nRunbook: \[\w+\]\(https:\S+\)\.$/);
    expect(panel.fieldConfig.defaults.unit).toMatch(/^\w+$/);
    const [, alert] = /\/docs\/runbooks\/(\w+)\.md$/.exec(panel.links[0].url)!;
    expect(ALERTS.map(({ name }) => name)).toContain(alert);
    for (const { expr } of panel.targets) {
      const { errors, selectors, grouping } = parse(filled(expr));
      expect(errors).toEqual([]);
      expect(filled(expr)).not.toMatch(/\$/);
      expect(selectors).not.toEqual([]);
      for (const { metric, labels } of selectors.filter(({ metric: name }) => name !== 'ALERTS')) {
        const known: Metric = REPORTED[metric];
        expect([metric, known]).toEqual([metric, expect.anything()]);
        expect([metric, SUPPORTED.map(({ minor }) => minor).filter((minor) => known.versions?.includes(minor) === false)]).toEqual([metric, []]);
        const all = [...known.labels, 'namespace', 'pod', 'component', 'flink_deployment'];
        expect([metric, [...labels, ...grouping].filter((label) => !all.includes(label))]).toEqual([metric, []]);
      }
    }
  });
});

/** The color that Grafana gives to a value: that of the last step which it reaches. */
const colorOf = (steps: any[], value: number) => steps.filter((step) => step.value === null || value >= step.value).at(-1).color;

/** The color that the alert's limits ask for. */
function expectedColor({ warning, critical, comparison }: Alert, value: number): string {
  const fires = (limit: Alert['warning']) => typeof limit === 'number' && (comparison === '<' ? value < limit : value > limit);
  if (fires(critical)) return 'red';
  return fires(warning) ? 'orange' : 'green';
}

/** Values on both sides of each limit of an alert, and of each step, at which the colors are not what the alert says. */
function disagreements(alert: Alert, steps: any[]): number[] {
  const limits = [alert.warning, alert.critical, ...steps.map(({ value }) => value)].filter((value) => typeof value === 'number');
  // what is counted is whole: an alert on more than 3 and a step at 4 agree
  const whole = /restarts|records|jobs|^$|bytes per second/.test(alert.unit);
  const near = whole ? [-1, 0, 1] : [-0.001, 0.001];
  return limits.flatMap((limit) => near.map((distance) => limit + distance)).filter((value) => colorOf(steps, value) !== expectedColor(alert, value));
}

/** The metrics that the rule of an alert reads, of a job that has most of them. */
const READ = new Map<string, string[]>();
for (const { alert, expr } of only(synthJob({ stateBackend: StateBackend.rocksDb() }), 'PrometheusRule').spec.groups.flatMap(({ rules }: any) => rules)) {
  READ.set(alert, [...READ.get(alert) ?? [], ...parse(expr).selectors.map(({ metric }) => metric)]);
}

const NEUTRAL = { mode: 'absolute', steps: [{ value: null, color: 'text' }] };
const isNeutral = ({ config }: { config: any }) => JSON.stringify(config.thresholds) === JSON.stringify(NEUTRAL);
/** The alert of a column is that of the panel which shows the same. */
const alertOf = (field: Field) => field.alert ?? FIELDS.find(({ alert, expr }) => alert !== undefined && expr === field.expr)!.alert;

describe('thresholds', () => {
  const limited = FIELDS.filter((field) => !isNeutral(field));

  test('no panel or column has those of Grafana itself', () => {
    for (const { name, config } of FIELDS) expect([name, config.thresholds?.mode, config.thresholds?.steps[0]?.value]).toEqual([name, 'absolute', null]);
    for (const { title, options, fieldConfig } of BOARDS.flatMap(panelsOf).filter(({ type }) => type === 'stat')) {
      expect([title, options.colorMode === 'none']).toEqual([title, isNeutral({ config: fieldConfig.defaults })]);
    }
    expect(limited.length).toBeGreaterThan(15);
  });

  test.each(limited.map((field) => [field.name, field] as const))('%s: those of its alert', (_, field) => {
    const alert = ALERTS.find(({ name }) => name === alertOf(field))!;
    const { steps } = field.config.thresholds;
    expect(disagreements(alert, steps)).toEqual([]);
    expect(READ.get(alert.name)).toEqual(expect.arrayContaining(parse(filled(field.expr)).selectors.map(({ metric }) => metric)));
    // and another number, or another direction, is noticed
    for (const changed of steps.slice(1)) {
      expect(disagreements(alert, steps.map((step: any) => step === changed ? { ...step, value: step.value * 2 } : step))).not.toEqual([]);
    }
    expect(disagreements(alert, steps.map(({ value }: any, i: number) => ({ value, color: steps.at(-1 - i).color })))).not.toEqual([]);
  });

  test('a job that does not run is red', () => {
    const running = limited.filter((field) => alertOf(field) === 'FlinkJobNotRunning');
    expect(running.map(({ type, config: { thresholds: { steps } } }) => [type, colorOf(steps, 0), colorOf(steps, 1)])).toEqual([
      ['stat', 'red', 'green'], ['state-timeline', 'red', 'green'], ['table', 'red', 'green'], ['state-timeline', 'red', 'green'],
    ]);
  });

  test('alerts whose limits depend on the job have none', () => {
    expect(() => thresholds({ title: 'Checkpoint duration', alert: 'FlinkCheckpointSlow', limits: true })).toThrow('depend on the job');
    expect(thresholds({ title: 'Checkpoint duration', alert: 'FlinkCheckpointSlow' })).toEqual(NEUTRAL.steps);
  });
});

test('an alert is drawn in the color of its severity', () => {
  const panels = BOARDS.flatMap(panelsOf).filter(({ title }) => title === 'Firing alerts');
  expect(panels.map(({ type }) => type)).toEqual(['state-timeline', 'state-timeline']);
  for (const { targets: [{ expr }], fieldConfig: { defaults: { mappings } } } of panels) {
    // a critical alert counts twice
    expect(expr).toMatch(/\bor 2 \* ALERTS\{[^}]*severity="critical"/);
    expect(mappings.map(({ options }: any) => Object.entries<any>(options).map(([value, { text, color }]) => [value, text, color]))).toEqual([[['1', 'warning', 'orange']], [['2', 'critical', 'red']]]);
  }
});

test('the table of the fleet links to the dashboard of each job', () => {
  const table = BOARDS.flatMap(panelsOf).find(({ type }) => type === 'table');
  const [{ url }] = table.fieldConfig.overrides.find(({ matcher }: any) => matcher.options === 'Job').properties[0].value;
  const job = BOARDS.find(({ uid }) => url.startsWith(`/d/${uid}?`));
  expect(job.title).toBe('Flink job');
  expect([...url.matchAll(/var-(\w+)=/g)].map(([, name]) => name)).toEqual(job.templating.list.slice(1).map(({ name }: any) => name));
  // by the labels that every query of the table returns
  for (const { expr, instant, format } of table.targets) {
    expect([instant, format, [...new Set(parse(filled(expr)).grouping)].slice(0, 2)]).toEqual([true, 'table', ['namespace', 'flink_deployment']]);
  }
  for (const [, label] of url.matchAll(/__data\.fields\.(\w+)/g)) expect(['namespace', 'flink_deployment']).toContain(label);
});

test('restarts, deployments and upgrades are annotated', () => {
  for (const { title, annotations, templating } of BOARDS) {
    const { list = [] } = annotations;
    const namesJob = templating.list.some(({ name }: any) => name === 'job');
    expect([title, list.map(({ name }: any) => name.split(' ')[0])]).toEqual([title, namesJob ? ['Restarts', 'JobManager', 'Upgrades'] : []]);
    for (const { expr } of list) {
      const { errors, selectors } = parse(filled(expr));
      expect(errors).toEqual([]);
      for (const { metric } of selectors) expect(REPORTED).toHaveProperty(metric);
    }
  }
});

test('kube-state-metrics is told where each figure stands', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'monitoring' });
  new FlinkStateMetrics(chart, 'metrics');
  const [{ metadata, data }] = Testing.synth(chart);
  expect(metadata).toMatchObject({ name: 'flink-state-metrics', namespace: 'monitoring' });
  const { kind, spec } = (jest.requireActual('yaml')).parse(data['config.yaml']);
  expect(kind).toBe('CustomResourceStateMetrics');
  expect(spec.resources.map(({ groupVersionKind }: any) => groupVersionKind.kind)).toEqual(['FlinkDeployment', 'FlinkStateSnapshot']);
  const named = spec.resources.flatMap(({ metricNamePrefix, metrics }: any) => metrics.map(({ name }: any) => `${metricNamePrefix}_${name}`));
  expect(named).toEqual(STATE_METRICS.map(({ name }) => name));
  for (const { labelsFromPath, metricNamePrefix } of spec.resources) {
    const plain = STATE_METRICS.filter(({ name, states }) => name.startsWith(metricNamePrefix) && states === undefined);
    for (const { labels } of plain) expect(Object.keys(labelsFromPath)).toEqual(labels);
  }
});
