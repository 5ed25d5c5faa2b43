import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { catalogueNames, catalogueText } from '../../src/kubernetes/catalogue-file';

const ROOT = join(__dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-embed-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The module that reads files, compiled, and the embedded files, in a folder; the catalogue is beside it, or only where the embedded files are. */
function place(name: string, isBeside: boolean): typeof import('../../src/kubernetes/catalogue-file') {
  const folder = join(scratch, name, 'lib', 'kubernetes');
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, 'catalogue'), join(scratch, name, 'catalogue'));
  execFileSync(process.execPath, ['scripts/embed.mjs', join(scratch, name, 'lib')], { cwd: ROOT });
  const source = readFileSync(join(ROOT, 'src', 'kubernetes', 'catalogue-file.ts'), 'utf8').replace('./embedded-catalogue.js', join(folder, 'embedded-catalogue.js'));
  const code = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText;
  const target = isBeside ? folder : join(scratch, name, 'bundle');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'catalogue-file.js'), code);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(join(target, 'catalogue-file.js'));
}

test.each([
  ['flink-1.20.json'], ['history.json'], ['family-keys.json'], ['dashboards', 'job.json'], ['crds', 'FlinkDeployment-1.16.json'],
  ['gitops', 'argocd', 'FlinkDeployment.lua'], ['gitops', 'flux', 'health-check-exprs.yaml'], ['report', 'page.eta'], ['report', 'page.css'],
])('a bundle has the file %s %s %s', (...names) => {
  const { catalogueText: bundled } = place(`file-${names.join('-')}`, false);
  const asRead = (text: string) => names.at(-1)!.endsWith('.json') ? JSON.parse(text) : text;
  expect(asRead(bundled(...names))).toEqual(asRead(catalogueText(...names)));
});

test('a bundle knows the same names', () => {
  const { catalogueNames: bundled } = place('names', false);
  for (const folder of ['crds', 'dashboards', 'report']) expect(bundled(folder)).toEqual(catalogueNames(folder));
  expect(bundled('crds')).toContain('FlinkDeployment-1.16.json');
});

test('what is not bundled reads files', () => {
  const { catalogueText: read } = place('package', true);
  writeFileSync(join(scratch, 'package', 'lib', 'kubernetes', 'embedded-catalogue.js'), 'throw new Error("loaded")');
  expect(read('report', 'page.css')).toBe(catalogueText('report', 'page.css'));
});
