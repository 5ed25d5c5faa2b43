import { spawnSync } from 'child_process';
import * as path from 'path';

test('a remembered answer hides no other question, judge or version', () => {
  const { status, stdout } = spawnSync(process.execPath, ['--test', path.join('conformance', 'lib', 'answers.test.mjs')], { encoding: 'utf8' });
  expect([status, stdout.match(/^not ok .*$/gm)]).toEqual([0, null]);
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(0);
}, 60_000);
