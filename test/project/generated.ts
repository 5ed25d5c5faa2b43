import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import * as library from '../../src';

const ROOT = path.join(__dirname, '..', '..');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  isolatedModules: true,
  noUnusedLocals: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node', 'jest'],
  typeRoots: [path.join(ROOT, 'node_modules', '@types')],
};

/** A folder for generated projects, which is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** All files below a folder, by their paths in it. */
export function filesBelow(folder: string): { [file: string]: string } {
  return Object.fromEntries(fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), fs.readFileSync(file, 'utf8')];
  }));
}

/** What a strict compiler says of the programs in some folders: compiled together, because the types of the library take the time. */
export function complaints(folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) => Object.keys(filesBelow(folder)).filter((file) => file.endsWith('.ts')).map((file) => path.join(folder, file)));
  const options = {
    ...OPTIONS,
    paths: Object.fromEntries(['cdk8s-flink', 'cdk8s', 'cdk8s-plus-27', 'constructs'].map((name) => (
      [name, [name === 'cdk8s-flink' ? path.join(ROOT, 'src', 'index.ts') : path.join(ROOT, 'node_modules', name)]]))),
  };
  const program = ts.createProgram(files, options);
  return files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** Runs a TypeScript file of a project with the library of this repository; what it synthesizes goes to `outdir`. */
export function runFile(file: string, outdir: string, globals: { readonly [name: string]: any } = {}): void {
  const modules = new Map<string, any>();
  const load = (each: string): any => {
    if (!modules.has(each)) {
      const exports = {};
      modules.set(each, exports);
      const { outputText } = ts.transpileModule(fs.readFileSync(each, 'utf8'), { compilerOptions: { target: OPTIONS.target, module: ts.ModuleKind.CommonJS } });
      const requireFrom = (name: string) => {
        if (name.startsWith('.')) return load(path.resolve(path.dirname(each), `${name}.ts`));
        if (name === 'cdk8s-flink') return library;
        if (name === 'cdk8s') return { ...cdk8s, App: class extends cdk8s.App { constructor() { super({ outdir }); } } };
        return jest.requireActual(name);
      };
      const all = { exports, require: requireFrom, __dirname: path.dirname(each), ...globals };
      new Function(...Object.keys(all), outputText)(...Object.values(all));
    }
    return modules.get(each);
  };
  load(file);
}

/** The tests that a file declares, without the runner that is running this one. */
export function testsOf(file: string, outdir: string): { readonly name: string; readonly test: () => void }[] {
  const found: { name: string; test: () => void }[] = [];
  const each = (rows: readonly any[]) => (_: string, body: (row: any) => void) => rows.forEach((row) => body(row));
  runFile(file, outdir, { test: (name: string, test: () => void) => found.push({ name, test }), describe: { each }, expect });
  return found;
}

/** As cdk8s writes them: in YAML 1.1. Reading a file with cdk8s starts a process. */
function manifestsOf(text: string): any[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS()).filter((object) => object !== null);
}

/** The manifests that a project's program synthesizes. Its findings stop it as they stop `cdk8s synth`; warnings are returned, too. */
export function synthesize(folder: string): { readonly manifests: any[]; readonly warnings: string } {
  const outdir = path.join(folder, 'dist');
  const warnings = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    runFile(path.join(folder, 'main.ts'), outdir);
    return {
      manifests: fs.readdirSync(outdir).sort().flatMap((file) => manifestsOf(fs.readFileSync(path.join(outdir, file), 'utf8'))),
      warnings: warnings.mock.calls.map(([text]) => String(text)).join(''),
    };
  } finally {
    warnings.mockRestore();
  }
}
