import { App, Chart } from 'cdk8s';
import { ProductionFlinkJob } from '../../src';
import { Judge } from '../../src/guidelines/judge';
import { LEAST } from '../jobs';

test('each job is judged once a pass, however many charts there are', () => {
  const app = new App();
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id, { namespace: 'shop' }));
  const jobs = charts.map((chart, i) => new ProductionFlinkJob(chart, `job-${i}`, LEAST));
  const judged = jobs.map((job) => jest.spyOn(job.deployment as any, 'ownFindings'));
  const passes = 2;
  for (let i = 0; i < passes; i++) for (const node of app.node.findAll()) node.node.validate();
  for (const spy of judged) expect(spy).toHaveBeenCalledTimes(passes);
});

test('one judge an App', () => {
  const [first, second] = [new App(), new App()];
  expect(Judge.of(new Chart(first, 'a'))).toBe(Judge.of(first));
  expect(Judge.of(first)).not.toBe(Judge.of(second));
});

test('what changes between two passes is seen', () => {
  const app = new App();
  const chart = new Chart(app, 'a', { namespace: 'shop' });
  const job = new ProductionFlinkJob(chart, 'orders', LEAST);
  expect(job.findings).toEqual([]);
  new ProductionFlinkJob(chart, 'again', { ...LEAST, name: 'orders' });
  expect(job.findings).toEqual([expect.objectContaining({ guideline: 'HA-06' })]);
});
