import { Chart, Testing, Yaml } from 'cdk8s';
import { DurableStorage, ProductionFlinkJob } from '../../src';
import { LEAST } from '../jobs';

const JOBS: { [id: string]: () => any } = {
  orders: () => ({ flinkConfiguration: { 'heartbeat.timeout': '40 s', 'akka.ask.timeout': '20 s' } }),
  payments: () => ({ storage: DurableStorage.gcs('gs://bucket'), parallelism: 9 }),
  refunds: () => ({ flinkConfiguration: { 'akka.ask.timeout': '20 s', 'heartbeat.timeout': '40 s' } }),
};

/** The YAML of each job, by name. */
function yamlOf(ids: string[]): { [id: string]: string } {
  const app = Testing.app();
  const charts = ids.map((id) => {
    const chart = new Chart(app, id, { namespace: 'shop' });
    new ProductionFlinkJob(chart, id, { ...LEAST, ...JOBS[id]() });
    return chart;
  });
  return Object.fromEntries(charts.map((chart) => [chart.node.id, Yaml.stringify(...Testing.synth(chart))]));
}

test('the same program gives the same bytes, twice and in another order of construction', () => {
  const first = yamlOf(['orders', 'payments', 'refunds']);
  expect(yamlOf(['orders', 'payments', 'refunds'])).toEqual(first);
  expect(yamlOf(['refunds', 'orders', 'payments'])).toEqual(first);
});

test('the order in which options are written does not show', () => {
  const { orders, refunds } = yamlOf(['orders', 'refunds']);
  expect(refunds.replaceAll('refunds', 'orders')).toBe(orders);
});

test('configuration is flat, sorted and all strings', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  new ProductionFlinkJob(chart, 'orders', LEAST);
  const { flinkConfiguration } = Testing.synth(chart).find(({ kind }) => kind === 'FlinkDeployment').spec;
  const keys = Object.keys(flinkConfiguration);
  expect(keys).toEqual([...keys].sort());
  for (const value of Object.values(flinkConfiguration)) expect(typeof value).toBe('string');
});
