import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const CONTRIBUTING = fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-contributing-'));
afterAll(() => fs.rmSync(copy, { recursive: true }));

function section(title: string): string {
  return CONTRIBUTING.split(/^## /m).find((each) => each.startsWith(`${title}\n`))!;
}

/** What a step adds to a file: at the end of its last list, or in place of a line. */
function add(file: string, lines: string, isInstead: boolean): void {
  const target = path.join(copy, file);
  const before = fs.readFileSync(target, 'utf8');
  const line = new RegExp(`^${/^ *\w+: /.exec(lines)?.[0] ?? '$^'}.*\n`, 'm');
  const after = isInstead ? before.replace(line, lines) : before.replace(/^\](?![^]*^\])/m, (end) => `${lines}${end}`);
  if (after === before) throw new Error(`nothing was added to ${file}`);
  fs.writeFileSync(target, after);
}

/** Makes a copy of the repository in which files can be changed. */
function makeCopy(): void {
  for (const name of ['src', 'test']) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  for (const name of ['package.json', 'tsconfig.json']) fs.copyFileSync(path.join(ROOT, name), path.join(copy, name));
  for (const name of ['node_modules', 'catalogue', 'docs']) fs.symlinkSync(path.join(ROOT, name), path.join(copy, name));
}

function jest(command: string) {
  const [, words] = /^npx jest (.*)$/.exec(command)!;
  const { status, stderr } = spawnSync('sh', ['-c', `node node_modules/jest/bin/jest.js --ci --reporters=default --coverage=false ${words}`], { cwd: copy, encoding: 'utf8' });
  return { status, passed: Number(/^Tests:.* (\d+) passed/m.exec(stderr)?.[1] ?? 0), said: stderr };
}

test('the steps of a guideline make one that is tested', () => {
  makeCopy();
  const text = section('A guideline');
  const steps = [...text.matchAll(/in `([\w./-]+)`, (at the end|instead)[^\n]*:\n\n {3}```ts\n(.*?) {3}```/gs)]
    .map(([, file, where, code]) => ({ file, isInstead: where === 'instead', code: code.replace(/^ {3}/gm, '') }));
  expect(steps.map(({ file }) => path.dirname(file))).toEqual(['src/guidelines/areas', 'test/guidelines', 'test/guidelines/cases']);
  const [, command] = /```sh\n +(.*)\n/.exec(text)!;

  for (const { file, code, isInstead } of steps) add(file, code, isInstead);
  const { status, passed, said } = jest(command);
  expect({ status, said: status === 0 ? '' : said }).toEqual({ status: 0, said: '' });
  // fires, is silent, is seen to fire, without its rule a test fails, and what every guideline says of itself
  expect(passed).toBeGreaterThan(5);
}, 300_000);

test.each(['A guideline', 'An alert', 'An option', 'A Flink version', 'A kind', 'Where to make a change', 'Releasing'])('there is a section "%s"', (title) => {
  expect(section(title)).toMatch(/\n\n\S/);
});

test('files and scripts that it names exist', () => {
  const files = [...CONTRIBUTING.matchAll(/`((?:src|test|scripts|docs|conformance|\.github)\/[\w./-]*)`/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
  const named = [...CONTRIBUTING.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
  const parts = [...CONTRIBUTING.matchAll(/npm run conformance -- ([\w -]+)`/g)].flatMap(([, names]) => names.split(' '));
  expect(parts.filter((part) => !fs.existsSync(path.join(ROOT, 'conformance', part, 'part.mjs')))).toEqual([]);
});
