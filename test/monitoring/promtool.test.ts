import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ask, groupsOfJobs } from './promtool';
import { SCENARIOS } from './scenarios';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';

const PROMTOOL = process.env.PROMTOOL ?? 'promtool';
const there = spawnSync(PROMTOOL, ['--version']).status === 0;
if (!there) process.stderr.write('not run: promtool judges every alert, where it fires and where it stays silent (install Prometheus, or set PROMTOOL)\n');

test('every alert has a scenario in which it fires, at each of its levels, and one in which it stays silent', () => {
  const levels = (name: string) => SCENARIOS.filter(({ alert }) => alert === name).flatMap(({ fires }) => Object.values(fires)).flatMap((fired) => fired.split(' '));
  for (const alert of ALERTS) {
    expect([alert.name, new Set(levels(alert.name))]).toEqual([alert.name, new Set(['', ...(['warning', 'critical'] as const).filter((level) => alert[level] !== undefined)])]);
  }
});

(there ? test : test.skip)('promtool says that they do', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  try {
    expect(ask(PROMTOOL, folder, groupsOfJobs())).toBe('');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}, 120_000);
