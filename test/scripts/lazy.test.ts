import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-lazy-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Compiles TypeScript as jsii does, but for the types. */
function compile(source: string, file: string): void {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, outputText);
}

/** A folder of compiled modules, and the same after they were made to load on first use. */
function folders(name: string, modules: { readonly [file: string]: string }): { readonly plain: string; readonly lazy: string } {
  const [plain, lazy] = ['plain', 'lazy'].map((each) => join(scratch, name, each, 'lib'));
  for (const [file, source] of Object.entries(modules)) compile(source, join(plain, file));
  cpSync(plain, lazy, { recursive: true });
  for (const shared of ['node_modules', 'catalogue', 'package.json']) for (const lib of [plain, lazy]) symlinkSync(join(ROOT, shared), join(lib, '..', shared));
  node('scripts/lazy.mjs', lazy);
  return { plain, lazy };
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a CommonJS program prints as JSON. */
function commonJs(program: string): any {
  return JSON.parse(node('-e', `process.stdout.write(JSON.stringify((() => { ${program} })()))`));
}

/** What an ES module prints as JSON. */
function esModule(imports: string, expression: string): any {
  return JSON.parse(node('--input-type=module', '-e', `${imports}\nprocess.stdout.write(JSON.stringify(${expression}));`));
}

const MODULES = {
  'index.js': `
    export * from './first';
    export * from './second';
    export { renamed as other } from './second';
    export const own = 'of index';
    export default 'default of index';`,
  'space.js': 'export * as space from \'./second\';',
  'first.js': `
    (globalThis as any).loaded = [...(globalThis as any).loaded ?? [], 'first'];
    export const shared = 'of first';
    export const own = 'of first';
    export default 'default of first';`,
  'second.js': `
    import { join } from 'path';
    import { base, Base, type Nothing } from './base';
    import whole, * as all from './base';
    (globalThis as any).loaded = [...(globalThis as any).loaded ?? [], 'second'];
    export const shared = 'of second';
    export const renamed = 'renamed';
    export let changing = 1;
    export function change() { changing++; }
    export class Derived extends Base { public base = 'a property'; public get join() { return join('a', 'b'); } public all(): Nothing { return [base(), whole, Object.keys(all).length, { base }.base(), this.base] as any; } }`,
  'base.js': `
    export type Nothing = undefined;
    export function base() { return 'of base'; }
    export class Base { public get name() { return this.constructor.name; } }
    export default 'default of base';`,
  'cycle-a.js': 'import { b } from \'./cycle-b\'; export const a = () => `a ${b()}`; export const fromA = \'from a\';',
  'cycle-b.js': 'import { fromA } from \'./cycle-a\'; export const b = () => `b ${fromA}`;',
  'needed.js': 'import \'./first\'; export const done = true;',
};

describe('modules that load one another on first use', () => {
  let plain: string;
  let lazy: string;
  beforeAll(() => { ({ plain, lazy } = folders('small', MODULES)); });

  test('they export the same names and values', () => {
    const program = (lib: string) => `const all = require(${JSON.stringify(lib)}); const derived = new all.Derived(); all.change();
      return [Object.fromEntries(Object.entries(all).sort()), require(${JSON.stringify(lib)} + '/space.js').space.renamed, '__esModule' in all, derived.all(), derived.name, derived.join, all.changing];`;
    expect(commonJs(program(lazy))).toEqual(commonJs(program(plain)));
  });

  test('nothing is loaded before it is used', () => {
    expect(commonJs(`const all = require(${JSON.stringify(lazy)}); const before = globalThis.loaded ?? []; all.shared; const then = globalThis.loaded; all.Derived; return [before, then, globalThis.loaded];`))
      .toEqual([[], ['first'], ['first', 'second']]);
  });

  test('a module that is imported for what it does is loaded at once', () => {
    expect(commonJs(`require(${JSON.stringify(join(lazy, 'needed.js'))}); return globalThis.loaded;`)).toEqual(['first']);
  });

  test('modules that import one another', () => {
    for (const lib of [plain, lazy]) expect(commonJs(`return require(${JSON.stringify(join(lib, 'cycle-a.js'))}).a();`)).toBe('a b from a');
  });

  test('ES modules import their names', () => {
    const program = (lib: string) => [`import all, { Derived, own, shared, other } from ${JSON.stringify(join(lib, 'index.js'))};`, '[all.default, new Derived().name, own, shared, other]'] as const;
    expect(esModule(...program(lazy))).toEqual(esModule(...program(plain)));
  });

  test('modules that were changed already stay as they are', () => {
    const texts = () => readdirSync(lazy).map((file) => readFileSync(join(lazy, file), 'utf8'));
    const before = texts();
    node('scripts/lazy.mjs', lazy);
    expect(texts()).toEqual(before);
  });
});

describe('this library', () => {
  let plain: string;
  let lazy: string;
  beforeAll(() => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true }).map(String).filter((file) => file.endsWith('.ts'));
    ({ plain, lazy } = folders('library', Object.fromEntries(sources.map((file) => [file.replace(/ts$/, 'js'), readFileSync(join(ROOT, 'src', file), 'utf8')]))));
  }, 120_000);

  test('every module exports the same names, in CommonJS', () => {
    const program = (lib: string) => `const files = require('fs').readdirSync(${JSON.stringify(lib)}, { recursive: true }).filter((file) => file.endsWith('.js'));
      return files.sort().map((file) => { const all = require(${JSON.stringify(lib)} + '/' + file); return [file, Object.keys(all).sort(), Object.keys(all).filter((name) => all[name] === undefined)]; });`;
    const [before, after] = [commonJs(program(plain)), commonJs(program(lazy))];
    expect(before.length).toBeGreaterThan(100);
    expect(after).toEqual(before);
  });

  test('an ES module finds the same names without running the library', () => {
    const names = (lib: string): string[] => esModule(`import * as all from ${JSON.stringify(join(lib, 'index.js'))};`, 'Object.keys(all).sort()');
    const before = names(plain);
    expect(before).toContain('ProductionFlinkJob');
    expect(names(lazy)).toEqual(before);
  });

  test('to load it loads neither cdk8s nor a guideline', () => {
    const loaded: string[] = commonJs(`require(${JSON.stringify(lazy)}); return Object.keys(require.cache);`);
    expect(loaded.filter((file) => /node_modules|guidelines.areas/.test(file))).toEqual([]);
  });
});
