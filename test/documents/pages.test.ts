import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { follow } from './transcript';
import { run } from '../cli/run';
import { complaints, filesBelow, runFile, synthesize, temporaryFolder, testsOf } from '../project/generated';

const ROOT = path.join(__dirname, '..', '..');
const folder = temporaryFolder();

/** The commands of a page, those of npm packages in this process. */
function shell(command: string, at: string): string {
  const [, name, rest] = /^npx (cdk8s synth|cdk8s-flink|tsc)(?: (.*))?$/.exec(command) ?? [];
  if (name === undefined) return execFileSync('sh', ['-c', command], { cwd: at, encoding: 'utf8' });
  if (name === 'cdk8s synth') return synth(at);
  if (name === 'tsc') return compiled(at, rest.split(' ').filter((word) => word.endsWith('.ts')));
  const [, words, file] = /^(.*?)(?: > (\S+))?$/.exec(rest)!;
  const before = process.cwd();
  process.chdir(at);
  try {
    const { out, err } = run(...words.split(' '));
    if (file === undefined) return `${err}${out}\n`;
    fs.writeFileSync(file, out);
    return err;
  } finally {
    process.chdir(before);
  }
}

/** Compiles files to build/; whether they are right is checked below. */
function compiled(at: string, files: readonly string[]): string {
  fs.mkdirSync(path.join(at, 'build'));
  for (const file of files) {
    const { outputText } = ts.transpileModule(fs.readFileSync(path.join(at, file), 'utf8'), { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
    fs.writeFileSync(path.join(at, 'build', file.replace(/ts$/, 'js')), outputText);
  }
  return '';
}

function synth(at: string): string {
  fs.rmSync(path.join(at, 'dist'), { recursive: true, force: true });
  const stderr: string[] = [];
  try {
    stderr.push(synthesize(at).warnings);
    stderr.push(...fs.readdirSync(path.join(at, 'dist')).sort().map((file) => `  - dist/${file}\n`));
  } catch (error) {
    stderr.push(`Error: ${(error as Error).message}\n`);
  }
  return `Synthesizing application\n${stderr.join('')}`;
}

/** Pages with a program in several files, or with what it prints. The tutorial is followed as a user does, with processes. */
const PAGES = Object.fromEntries(fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'tutorial.md').map((name) => (
  [name, fs.readFileSync(path.join(ROOT, 'docs', name), 'utf8')] as const)).filter(([, text]) => /`main\.ts`:\n\n```ts/.test(text)));

test('there are such pages', () => expect(Object.keys(PAGES).length).toBeGreaterThan(5));

test.each(Object.entries(PAGES))('%s prints what its steps print', (name, page) => {
  const at = path.join(folder, name);
  fs.mkdirSync(at);
  for (const { where, printed, actual } of follow(page, at, shell)) expect(`${where}\n${actual}`).toBe(`${where}\n${printed}`);
  const isSilent = !/```text/.test(page);
  if (isSilent) expect(synth(at)).toMatch(/^Synthesizing application\n( {2}- dist\/.*\n)+$/);
});

test('their programs compile', () => {
  expect(complaints(Object.keys(PAGES).map((name) => path.join(folder, name)))).toEqual([]);
});

test('their tests pass', () => {
  const files = Object.keys(filesBelow(folder)).filter((file) => file.endsWith('.test.ts'));
  const outcomes = files.flatMap((file) => testsOf(path.join(folder, file), path.join(folder, 'unused')));
  expect(outcomes.length).toBeGreaterThan(1);
  for (const { test: body } of outcomes) body();
});

/** README and documents. */
const TEXTS = Object.fromEntries(['README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((file) => file.endsWith('.md'))
  .map((file) => [file, fs.readFileSync(path.join(ROOT, file), 'utf8')]));

/** Whole programs that stand for themselves. */
const PROGRAMS = Object.fromEntries(Object.entries(TEXTS).filter(([file]) => !(path.basename(file) in PAGES)).flatMap(([file, text]) => (
  [...text.matchAll(/^```ts\n(import .*?app\.synth\(\);\n)```$/gms)].map(({ 1: program }, i) => [`${file} ${i + 1}`, program] as const))));

test.each(Object.entries(PROGRAMS))('%s synthesizes', (name, program) => {
  const at = path.join(folder, name.replace(/\W/g, '-'));
  fs.mkdirSync(at);
  fs.writeFileSync(path.join(at, 'main.ts'), program);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  runFile(path.join(at, 'main.ts'), path.join(at, 'dist'));
  expect(fs.readdirSync(path.join(at, 'dist')).length).toBeGreaterThan(0);
});

test('commands in blocks and tables have only options that the command line has', () => {
  const used = Object.entries(TEXTS).flatMap(([file, text]) => [...text.matchAll(/cdk8s-flink (check|plan|import|init|report|explain|memory|pods)\b([^`|#\n]*)/g)]
    .flatMap(({ 1: command, 2: words }) => [...words.matchAll(/ (--[a-z][a-z-]*)/g)].map(({ 1: option }) => ({ file, command, option }))));
  expect(used.length).toBeGreaterThan(20);
  const help = new Map([...new Set(used.map(({ command }) => command))].map((command) => [command, run(command, '--help').out]));
  expect(used.filter(({ command, option }) => !help.get(command)!.includes(`${option} `) && !help.get(command)!.includes(`${option}\n`))).toEqual([]);
});

test('programs in Python are those that conformance runs', () => {
  const [quickstart, guideline] = [...TEXTS['docs/python.md'].matchAll(/^```python\n(.*?)^```$/gms)].map(({ 1: program }) => program);
  const conformance = (name: string) => fs.readFileSync(path.join(ROOT, 'conformance', 'languages', 'python', name), 'utf8');
  expect(quickstart).toBe(conformance('quickstart.py'));
  expect(guideline).toBe(conformance('own_guideline.py'));
});

test('the index names every page', () => {
  const index = TEXTS['docs/README.md'];
  expect(Object.keys(TEXTS).filter((file) => file.startsWith('docs/') && file !== 'docs/README.md' && !index.includes(`(${path.basename(file)}`))).toEqual([]);
});
