import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { Finding, Guideline, Guidelines, ProductionFlinkJob, Severity, Workload } from '../../src';
import { Judge } from '../../src/guidelines/judge';
import { chartOf, SOUND } from '../jobs';

test('each job is judged once a pass, however many charts there are', () => {
  const app = new App();
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id, { namespace: 'shop' }));
  const jobs = charts.map((chart, i) => new ProductionFlinkJob(chart, `job-${i}`, SOUND));
  const judged = jobs.map((job) => jest.spyOn((job as any).job, 'ownFindings'));
  const passes = 2;
  for (let i = 0; i < passes; i++) for (const node of app.node.findAll()) node.node.validate();
  for (const spy of judged) expect(spy).toHaveBeenCalledTimes(passes);
});

test('one synth of many charts is one pass', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-'));
  try {
    const app = new App({ outdir });
    const jobs = ['a', 'b', 'c'].map((id) => new ProductionFlinkJob(new Chart(app, id, { namespace: 'shop' }), id, SOUND));
    const judged = jobs.map((job) => jest.spyOn((job as any).job, 'ownFindings'));
    app.synth();
    for (const spy of judged) expect(spy).toHaveBeenCalledTimes(1);
    app.synth();
    for (const spy of judged) expect(spy).toHaveBeenCalledTimes(2);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
});

test('one judge an App', () => {
  const [first, second] = [new App(), new App()];
  expect(Judge.of(new Chart(first, 'a'))).toBe(Judge.of(first));
  expect(Judge.of(first)).not.toBe(Judge.of(second));
});

test('what changes between two passes is seen', () => {
  const app = new App();
  const chart = new Chart(app, 'a', { namespace: 'shop' });
  const job = new ProductionFlinkJob(chart, 'orders', SOUND);
  expect(job.findings).toEqual([]);
  new ProductionFlinkJob(chart, 'again', { ...SOUND, name: 'orders' });
  expect(job.findings).toEqual([expect.objectContaining({ guideline: 'HA-06' })]);
});

describe('once a property was refused', () => {
  /** Finds something at paths, whatever the job. */
  class At extends Guideline {
    constructor(private readonly paths: readonly string[]) {
      super({ id: 'SHOP-01', title: 'Find', rationale: 'To be heard.', severity: Severity.ERROR });
    }

    public override check(workload: Workload): Finding[] {
      return this.paths.map((where) => this.finding(workload, { path: where, message: 'is found', fix: 'Look away' }));
    }
  }

  const found = (...paths: string[]) => {
    const chart = chartOf();
    Guidelines.of(chart).add(new At(paths));
    const { findings } = new ProductionFlinkJob(chart, 'orders', { ...SOUND, taskManager: { slots: 1.5 } });
    expect(findings).toContainEqual(expect.objectContaining({ guideline: 'PAR-03', severity: Severity.ERROR, path: 'taskManager.slots' }));
    return findings.filter(({ guideline }) => guideline === 'SHOP-01').map(({ path: where }) => where);
  };

  test('what is found at it, at a part of it and at the whole of it is an echo', () => {
    expect(found('taskManager.slots', 'taskManager.slots.each', 'taskManager.slots[0]', 'taskManager')).toEqual([]);
  });

  test('what is found at one that only begins like it is told', () => {
    expect(found('args', 'taskManager.slotsOfEach')).toEqual(['args', 'taskManager.slotsOfEach']);
  });
});
