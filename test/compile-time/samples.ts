import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import { Program } from './compile';
import * as flink from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const API: { readonly [name: string]: any } = flink;

/** What a sample may use without declaring it, and where it goes: the file that jsii-rosetta translates examples with. */
export const FIXTURE = readFileSync(path.join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
/** The fixture without the function that its last lines are. */
const PRELUDE = FIXTURE.slice(0, FIXTURE.indexOf('export function sample()'));

/** A sample as a program: a whole one, properties of a job, or statements. */
export function programOf(sample: string): Program {
  if (/^(import|export) /m.test(sample)) return [`export {};\n${sample}`];
  if (/^\s*\w+: /.test(sample)) return [`${PRELUDE}\nexport const sample: Partial<ProductionFlinkJobProps> = {\n${sample}\n};`];
  return [FIXTURE.replace('/// here', () => sample)];
}

/** The files below a folder whose names end so. */
function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** Every block of TypeScript in the documents but those of programs in several files (test/documents), and every span of code that passes a struct to a property or calls a factory. */
export function documentSamples(): { readonly [where: string]: string } {
  const files = [path.join(ROOT, 'README.md'), ...['docs', 'examples'].flatMap((folder) => filesBelow(path.join(ROOT, folder), '.md'))];
  return Object.fromEntries(files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const lineOf = (index: number) => `${path.relative(ROOT, file)}:${text.slice(0, index).split('\n').length}`;
    const blocks = [...text.matchAll(/^```ts(?: nofixture)?\n(.*?)^```$/gms)].filter(({ 1: block }) => !/ from '\.{1,2}\//.test(block)).map(({ index, 1: block }) => [lineOf(index), block] as const);
    // Blocks of all languages are blanked out, so that what is left of the text keeps its lines.
    const prose = text.replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ' '));
    const spans = [...prose.matchAll(/`([^`\n]+)`/g)].filter(({ 1: span }) => isChecked(span))
      .map(({ index, 1: span }) => [`${lineOf(index)} ${span}`, span] as const);
    return [...blocks, ...spans];
  }));
}

/** Spans with an ellipsis are abbreviations, those with keyword arguments are Python. */
function isChecked(span: string): boolean {
  return !/\.\.\.(?!\w)|…|[(, ]\w+=[^=>]/.test(span) && (/^\w+: \{.*\}$/.test(span) || /^new \w+\(.*\)$/.test(span) || (/^([A-Z]\w*)\.\w+\(.*\)/.test(span) && span.split('.')[0] in API));
}

/** Something public that has to have an example. */
export interface Exemplified {
  readonly name: string;
  readonly examples: string[];
}

/** Every exported construct and every public static factory, and whatever else has an example. */
export function exemplified(): Exemplified[] {
  return filesBelow(path.join(ROOT, 'src'), '.ts').flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    return source.statements.flatMap((statement) => {
      if (!ts.isClassDeclaration(statement) || !statement.name || !(statement.name.text in API)) return examplesOf(statement, file);
      const name = statement.name.text;
      const self = { name, examples: examplesOf(statement, file).flatMap(({ examples }) => examples) };
      const isConstruct = API[name].prototype instanceof Construct;
      return [...(isConstruct || self.examples.length > 0 ? [self] : []), ...statement.members.filter(isFactory).map((member) => ({
        name: `${name}.${(member.name as ts.Identifier).text}`, examples: examplesOf(member, file).flatMap(({ examples }) => examples),
      }))];
    });
  });
}

function isFactory(member: ts.ClassElement): boolean {
  const kinds = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []).map(({ kind }) => kind) : [];
  return ts.isMethodDeclaration(member) && kinds.includes(ts.SyntaxKind.StaticKeyword) && !kinds.includes(ts.SyntaxKind.PrivateKeyword)
    && !(member.name as ts.Identifier).text.startsWith('_');
}

function examplesOf(node: ts.Node, file: string): Exemplified[] {
  const examples = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example').map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return examples.length === 0 ? [] : [{ name: `${path.relative(ROOT, file)}:${line + 1}`, examples }];
}
