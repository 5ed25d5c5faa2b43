import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const NOTICE = fs.readFileSync(path.join(ROOT, 'NOTICE'), 'utf8');

/** Of the packages that are bundled, each with what it depends on, the licence and whether its text is in the folder. */
function bundled(names: readonly string[], from: string, seen = new Map<string, { license: string; hasText: boolean }>()) {
  for (const name of names.filter((each) => !seen.has(each))) {
    const folder = createRequire(from).resolve.paths(name)!.map((modules) => path.join(modules, name)).find((each) => fs.existsSync(path.join(each, 'package.json')))!;
    const manifest = path.join(folder, 'package.json');
    const { license, dependencies = {} } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    seen.set(name, { license, hasText: fs.readdirSync(folder).some((file) => /^licen[cs]e/i.test(file)) });
    bundled(Object.keys(dependencies), manifest, seen);
  }
  return seen;
}

const { bundledDependencies, dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const PACKAGES = bundled(bundledDependencies, path.join(ROOT, 'package.json'));

test('NOTICE lists the packages that are bundled, with their licences', () => {
  const listed = [...NOTICE.matchAll(/^([@\w/-]+) {2,}(\S+)$/gm)].map(([, name, license]) => [name, license]);
  expect(listed).toEqual([...PACKAGES].map(([name, { license }]) => [name, license]).sort(([one], [other]) => one < other ? -1 : 1));
  expect(listed.length).toBeGreaterThan(bundledDependencies.length);
});

test('each of them has the text of its licence', () => {
  expect([...PACKAGES].filter(([, { hasText }]) => !hasText).map(([name]) => name)).toEqual([]);
});

test('every dependency is bundled', () => {
  expect(Object.keys(dependencies).sort()).toEqual([...bundledDependencies].sort());
});

/** Licences that allow what the Apache License allows. */
const PERMISSIVE = ['Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'PSF-2.0'];

test('their licences are permissive', () => {
  expect([...PACKAGES].filter(([, { license }]) => !PERMISSIVE.includes(license))).toEqual([]);
});
