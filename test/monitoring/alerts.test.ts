import * as fs from 'fs';
import * as path from 'path';
import { Duration } from 'cdk8s';
import { FlinkVersion, ProductionFlinkJobProps } from '../../src';
import { ALERTS } from '../../src/monitoring/alert-rules';
import { only, synthJob } from '../jobs';
import { outside } from '../outside';

// Its types are those of an ES module, what it brings to run is not.
const { parser } = jest.requireActual('@prometheus-io/lezer-promql');

function rules(props: Partial<ProductionFlinkJobProps> = {}): any[] {
  return only(synthJob(props), 'PrometheusRule').spec.groups.flatMap((group: any) => group.rules);
}

const expressions = (alert: string, props: Partial<ProductionFlinkJobProps> = {}) => rules(props)
  .filter((rule) => rule.alert === alert).map(({ expr }) => expr);

/** The metric names of a query, and whether it parses. */
function parse(expr: string): { metrics: string[]; errors: string[] } {
  const metrics: string[] = [];
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter: (node: any) => {
      if (node.name === 'VectorSelector') metrics.push(expr.slice(node.from, node.node.firstChild!.to));
      if (node.type.isError) errors.push(expr.slice(node.from));
    },
  });
  return { metrics, errors };
}

test('the parser sees what is broken', () => {
  expect(parse('sum by (a (b)').errors).not.toEqual([]);
  expect(parse('max by (a) (b{c="d"} offset 5m) > 3').metrics).toEqual(['b']);
});

test('every alert is there, once a level', () => {
  expect(new Set(rules().map(({ alert }) => alert))).toEqual(new Set(ALERTS));
  const levels = rules().map(({ alert, expr, labels }) => `${alert} ${labels.severity} ${expr}`);
  expect(new Set(levels).size).toBe(levels.length);
});

test.each(rules().map((rule) => [rule.alert, rule.labels.severity, rule] as const))('%s %s', (_, severity, rule) => {
  expect(parse(rule.expr).errors).toEqual([]);
  expect(['warning', 'critical']).toContain(severity);
  expect(rule.labels).toMatchObject({ namespace: 'shop', flink_deployment: 'orders' });
  expect(rule.expr.match(/\{[^}]*\}/g).every((selector: string) => selector === '{namespace="shop", flink_deployment="orders"}')).toBe(true);
  expect(rule.annotations.summary).toContain('shop/orders');
  expect(rule.annotations.description).toMatch(/\.$/);
});

describe('thresholds follow from the job', () => {
  test('how many TaskManagers there should be', () => {
    expect(expressions('FlinkTaskManagersMissing', { parallelism: 10, taskManager: { slots: 4 } })[0]).toMatch(/ < 3$/);
    expect(expressions('FlinkTaskManagersMissing', { parallelism: 1 })[0]).toMatch(/ < 1$/);
  });

  test('when a checkpoint is slow: half the interval, and all of it', () => {
    const slow = expressions('FlinkCheckpointSlow', { checkpointing: { interval: Duration.minutes(2) } });
    expect(slow.map((expr) => expr.split(' > ')[1])).toEqual(['60000', '120000']);
  });

  test('also from an interval that stands in flinkConfiguration', () => {
    const slow = expressions('FlinkCheckpointSlow', { flinkConfiguration: { 'execution.checkpointing.interval': '4min' } });
    expect(slow.map((expr) => expr.split(' > ')[1])).toEqual(['120000', '240000']);
  });

  test.each([
    [Duration.minutes(3), Duration.minutes(30), '39m'],
    [Duration.seconds(10), Duration.seconds(70), '10m'],
    [Duration.minutes(10), Duration.seconds(90), '1890s'],
  ])('when checkpoints are stale', (interval, timeout, window) => {
    expect(expressions('FlinkCheckpointsStale', { checkpointing: { interval, timeout } })[0]).toContain(`offset ${window})`);
  });

  test('staleness compares with the same job before, so that a job that has just begun is not stale', () => {
    expect(expressions('FlinkCheckpointsStale')[0]).toMatch(/^max by .* - max by .* offset 13m\) == 0$/);
  });
});

test('no rule relies on what lies or vanishes', () => {
  for (const { expr } of rules()) {
    expect(expr).not.toMatch(/runningState|taskSlotsAvailable|fullRestarts|\bdelta\(/);
  }
});

test('alerts can be left out by name, and labelled for routing', () => {
  const left = rules({ alerts: { disabled: ['FlinkBackpressure'], alertLabels: { team: 'shop' } } });
  expect(left.map(({ alert }) => alert)).not.toContain('FlinkBackpressure');
  expect(left.every(({ labels }) => labels.team === 'shop')).toBe(true);
});

test('labels by which Prometheus selects its objects', () => {
  const manifests = synthJob({ alerts: { labels: { release: 'prom' } }, serviceMonitor: { labels: { release: 'prom' }, interval: Duration.seconds(30) } });
  for (const kind of ['PrometheusRule', 'ServiceMonitor']) expect(only(manifests, kind).metadata.labels.release).toBe('prom');
  expect(only(manifests, 'ServiceMonitor').spec.endpoints[0].interval).toBe('30s');
});

const { folder, describe: describeWithMetrics } = outside('FLINK_METRICS', 'metrics scraped from running Flink judge the names that alerts use');

describeWithMetrics('scraped from a running Flink', () => {
  test.each([['1.20.5', FlinkVersion.V1_20], ['2.3.0', FlinkVersion.V2_2]])('every metric of every alert is reported by %s', (scraped, flinkVersion) => {
    const names = new Set(fs.readdirSync(folder).filter((file) => file.startsWith(`flink-${scraped}`))
      .flatMap((file) => fs.readFileSync(path.join(folder, file), 'utf8').split('\n')).map((line) => line.split(/[{ ]/)[0]));
    const used = new Set(rules({ flinkVersion }).flatMap(({ expr }) => parse(expr).metrics));
    expect(used.size).toBeGreaterThan(8);
    expect([...used].filter((metric) => !names.has(metric))).toEqual([]);
  });
});
