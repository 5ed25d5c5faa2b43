import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

/** A program, and what the compiler must say of it; nothing where it must be content. */
export type Program = readonly [program: string, complaint?: string];

/** A user's strict compiler. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node'],
  paths: { 'cdk8s-flink': [path.join(ROOT, 'src', 'index.ts')] },
};

/** Compiles all programs in one go, as a user's strict compiler would, and returns what it says of each. */
export function compile(prelude: string, programs: { readonly [what: string]: Program }): Map<string, string[]> {
  const files = new Map(Object.entries(programs).map(([what, [program]], i) =>
    [path.join(__dirname, `program-${i}.ts`), { what, text: `${prelude}${program}\n` }]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const own = files.get(name);
    return own ? ts.createSourceFile(name, own.text, version) : getSourceFile(name, version);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return new Map([...files].map(([file, { what }]) => [what, ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))]));
}

/** Asserts that the compiler said of each program what it must. */
export function expectComplaint(complaints: readonly string[] | undefined, expected: string | undefined): void {
  if (expected === undefined) expect(complaints).toEqual([]);
  else expect(complaints).toContainEqual(expect.stringContaining(expected));
}

/** What an editor offers between two parts of a program. */
export function completionsAfter(before: string, after: string): string[] {
  const file = path.join(__dirname, 'program.ts');
  const read = (name: string) => name === file ? `${before}${after}` : ts.sys.readFile(name);
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => name === file || ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(read(name)!) : undefined,
    getCurrentDirectory: () => ROOT,
    getCompilationSettings: () => OPTIONS,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
  });
  return service.getCompletionsAtPosition(file, before.length, {})?.entries.map(({ name }) => name) ?? [];
}
