import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ask, fleetFiresAsSaid, groupsOf, groupsOfJobs, manifestsOfJobs, put, takes } from './promtool';
import { JOBS, SCENARIOS, SESSIONS } from './scenarios';
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

function inFolder(judge: (folder: string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  try {
    judge(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

(there ? test : test.skip)('promtool says that they do', () => inFolder((folder) => {
  expect(ask(PROMTOOL, folder, groupsOfJobs())).toBe('');
}), 120_000);

(there ? test : test.skip)('and so do the rules that all these jobs share in a fleet', () => inFolder((folder) => {
  const groups = groupsOf(manifestsOfJobs({ fleet: true, sessions: SESSIONS }));
  expect(put(PROMTOOL, folder, takes({ fleet: groups }))).toBe('');
  expect(put(PROMTOOL, folder, fleetFiresAsSaid(groups, SCENARIOS.filter(({ alert }) => alert !== '*')))).toBe('');
  // every rule at once, of fewer jobs
  const { plain, short } = JOBS;
  expect(put(PROMTOOL, folder, fleetFiresAsSaid(groupsOf(manifestsOfJobs({ fleet: true, jobs: { plain, short } })), SCENARIOS.filter(({ alert }) => alert === '*')))).toBe('');
}), 300_000);
