import { Chart, Testing } from 'cdk8s';
import { BY_HAND, Metric, SCRAPED } from './metrics';
import { parse } from './promql';
import { FlinkDashboard, FlinkDashboards, FlinkDashboardsProps, FlinkEnvironment, FlinkEnvironmentOptions, FlinkStateMetrics } from '../../src';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';
import { STATE_METRICS } from '../../src/companions/monitoring/state-metrics';
import { SUPPORTED } from '../jobs';

function configMaps(props?: FlinkDashboardsProps, environment: FlinkEnvironmentOptions = {}): any[] {
  const chart = new Chart(Testing.app(), 'chart');
  FlinkEnvironment.of(chart).set(environment);
  new FlinkDashboards(chart, 'dashboards', props);
  return Testing.synth(chart);
}

const BOARDS = configMaps().map(({ data }) => JSON.parse(Object.values<string>(data)[0]));
const panelsOf = (board: any): any[] => board.panels.filter(({ type }: any) => type !== 'row');

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
  const [only, ...others] = configMaps({ dashboards: [FlinkDashboard.FLEET], namespace: 'grafana', labels: { dashboards: 'yes' }, annotations: { grafana_folder: 'Flink' } });
  expect(others).toEqual([]);
  expect(only.metadata).toMatchObject({ namespace: 'grafana', annotations: { grafana_folder: 'Flink' }, labels: { dashboards: 'yes' } });
  expect(only.metadata.labels).not.toHaveProperty('grafana_dashboard');
});

test('runbooks may be elsewhere', () => {
  const [{ data }] = configMaps({ dashboards: [FlinkDashboard.JOB] }, { runbookUrl: 'https://runbooks.example.com/' });
  const urls = panelsOf(JSON.parse(Object.values<string>(data)[0])).flatMap(({ links }) => links.map(({ url }: any) => url));
  expect(urls.every((url) => /^https:\/\/runbooks\.example\.com\/Flink\w+\.md$/.test(url))).toBe(true);
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
    expect(panel.description).toMatch(/\.$/);
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
