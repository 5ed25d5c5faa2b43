import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { ProductionFlinkJob } from '../../src';
import { Progress } from '../../src/guidelines/progress';
import { SOUND } from '../jobs';

/** What is written while a work of some seconds is done, which tells of itself ten times a second. */
function written(seconds: number, isTTY: boolean): string[] {
  const lines: string[] = [];
  let now = 1_000_000;
  const progress = new Progress('checking:', { isTTY, write: (text) => lines.push(text) }, () => now);
  for (let done = 1; done <= seconds * 10; done++) {
    now += 100;
    progress.tell(done, seconds * 10);
  }
  return lines;
}

test.each([[4, 0], [10, 1], [60, 4], [600, 7], [3600, 10]])('in a log, %d s are %d lines', (seconds, lines) => {
  const out = written(seconds, false);
  expect(out).toHaveLength(lines);
  for (const line of out) expect(line).toMatch(/^checking: \d+ of \d+\n$/);
});

test('on a terminal one line is rewritten, and taken away at the end', () => {
  const out = written(10, true);
  expect(out.length).toBeGreaterThan(30);
  expect(out.join('')).not.toContain('\n');
  for (const text of out) expect(text.startsWith('\r')).toBe(true);
  expect(out[0]).toBe('\rchecking: 10 of 100\u001b[K');
  expect(out.at(-1)).toBe('\r\u001b[K');
});

test('on a terminal a short work leaves nothing', () => {
  expect(written(0.9, true)).toEqual([]);
});

describe('of a synth', () => {
  afterEach(() => jest.restoreAllMocks());

  /** What a synth of several jobs writes to standard error, if the clock moves on by some seconds each time it is read. */
  function synth(seconds: number): string[] {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-progress-')) });
    const chart = new Chart(app, 'jobs', { namespace: 'shop' });
    for (let i = 0; i < 5; i++) new ProductionFlinkJob(chart, `orders-${i}`, SOUND);
    const lines: string[] = [];
    let now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now += seconds * 1000);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
    app.synth();
    return lines.filter((line) => line.includes('checking Flink jobs'));
  }

  test('that is long there are a few lines', () => {
    const lines = synth(4);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(4);
    expect(lines[0]).toMatch(/^checking Flink jobs: \d of 5\n$/);
  });

  test('that is short there is nothing', () => {
    expect(synth(0)).toEqual([]);
  });
});

describe('warnings of a synth', () => {
  afterEach(() => jest.restoreAllMocks());

  function warnings(jobs: number, charts = 1): string[] {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-warnings-')) });
    const all = Array.from({ length: charts }, (_, i) => new Chart(app, `jobs-${i}`, { namespace: `shop-${i}` }));
    for (let i = 0; i < jobs; i++) new ProductionFlinkJob(all[i % charts], `orders-${i}`, { ...SOUND, tls: undefined });
    const lines: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
    app.synth();
    return lines.filter((line) => line.includes('warning'));
  }

  test('of one job are told in full', () => {
    expect(warnings(1)).toEqual([expect.stringMatching(/^\[jobs-0\/orders-0\] warning SEC-01 tls: .*Tls\.certManager/)]);
  });

  test.each([[1, 'jobs-0/orders-1, jobs-0/orders-2, jobs-0/orders-3 and 1 more'], [2, /^\[jobs-\d\/orders-\d, .* and 1 more/]])('of several are told once, and who has them, in %d charts', (charts, others) => {
    const [first, same, ...more] = warnings(5, charts);
    expect(first).toMatch(/^\[jobs-0\/orders-0\] warning SEC-01 tls: .*Tls\.certManager/);
    if (typeof others === 'string') expect(same).toBe(`[${others}] warning SEC-01 tls: the same as for jobs-0/orders-0\n`);
    else expect(same).toMatch(others);
    expect(more).toEqual([]);
  });
});
