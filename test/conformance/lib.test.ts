import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const LIB = path.join('conformance', 'lib');

test.each(fs.readdirSync(LIB).filter((file) => file.endsWith('.test.mjs')))('conformance relies on %s', (file) => {
  const { status, stdout } = spawnSync(process.execPath, ['--test', path.join(LIB, file)], { encoding: 'utf8' });
  expect([status, stdout.match(/^not ok .*$/gm)]).toEqual([0, null]);
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(0);
}, 60_000);
