import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/** Habits that messages, guidelines and documents have to do without, each with what to write instead. */
const BANNED: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\b(nobody|somebody|whoever|anybody)\b/i, instead: 'a role, or the passive voice' },
  { pattern: /without a word\b/i, instead: 'silently' },
  { pattern: /\bis believed\b|\bbelieves? (it|him|them)\b/i, instead: 'is trusted, is authenticated' },
  { pattern: /\bbears? (it|to see|duplicates)\b/i, instead: 'tolerates' },
  { pattern: /\bin the house\b|\bgives? (it )?a home\b/i, instead: 'the term itself' },
  { pattern: /\ba folder of the node\b/i, instead: 'a hostPath volume' },
];

/**
 * Messages follow a path or a property and a colon, and are sentences of their own: they say what must be, or what happens and why.
 * One that begins with a verb leaves its reader to find out what the verb belongs to.
 */
const WITHOUT_SUBJECT = new RegExp(`^(${[
  'is', 'are', 'was', 'has', 'have', 'had', 'does', 'do', 'names', 'takes', 'needs', 'leaves', 'lets', 'makes', 'gives', 'holds', 'keeps', 'says', 'asks', 'mounts',
  'runs', 'reads', 'stands', 'begins', 'ends', 'contains', 'belongs', 'comes', 'goes', 'gets', 'puts', 'starts', 'sets', 'allows', 'waits', 'uses',
  'points', 'may', 'will', 'would', 'can', 'lies', 'tells', 'wants', 'writes', 'selects', 'binds', 'deletes', 'removes', 'loses', 'opens', 'exposes',
].join('|')}) `);

const ROOT = path.join(__dirname, '..', '..');

interface Text {
  readonly where: string;
  readonly text: string;
}

function filesBelow(folder: string, ending: string): string[] {
  const names = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));
}

/** The string literals of a module: messages, texts of guidelines and help. Comments are not among them. */
function literals(file: string): Text[] {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ where: `${file}:${line + 1}`, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function paragraphs(file: string): Text[] {
  return fs.readFileSync(path.join(ROOT, file), 'utf8').split('\n').map((text, i) => ({ where: `${file}:${i + 1}`, text }));
}

/** Pages that tell of measurements and decisions in the order in which they were made. */
const HISTORY = ['docs/decisions.md', 'docs/conformance.md'];

function complaints(texts: readonly Text[]): string[] {
  return texts.flatMap(({ where, text }) => BANNED.filter(({ pattern }) => pattern.test(text))
    .map(({ pattern, instead }) => `${where}: "${pattern.exec(text)![0]}": write ${instead}`));
}

test('messages and texts of guidelines are plain English', () => {
  const texts = filesBelow('src', '.ts').flatMap(literals);
  expect(texts.length).toBeGreaterThan(5_000);
  expect(complaints(texts)).toEqual([]);
});

test('messages have a subject', () => {
  const texts = filesBelow('src', '.ts').flatMap(literals);
  expect(texts.filter(({ text }) => WITHOUT_SUBJECT.test(text)).map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
});

test('documents are plain English', () => {
  const pages = ['README.md', ...filesBelow('docs', '.md'), ...filesBelow('examples', '.md'), ...filesBelow('catalogue/report', '.eta')].filter((page) => !HISTORY.includes(page));
  expect(pages.length).toBeGreaterThan(60);
  expect(complaints(pages.flatMap(paragraphs))).toEqual([]);
});

test.each([
  ['whoever reaches it can run code', 'a role'],
  ['is dropped without a word', 'silently'],
  ['mounts a folder of the node', 'hostPath'],
])('%s is noticed', (text, instead) => {
  expect(complaints([{ where: 'x', text }])[0]).toContain(instead);
});
