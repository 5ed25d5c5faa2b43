import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { folders, importRules } from '../../projenrc/zones';

const ROOT = path.join(__dirname, '..', '..');

test('every folder of src/ is in the table of docs/architecture.md, once', () => {
  const existing = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...folders()].sort()).toEqual(existing.sort());
});

test('ESLint refuses the imports that the table forbids', () => {
  const { rules } = JSON.parse(readFileSync(path.join(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*\n/, ''));
  const [rule, expected] = Object.entries(importRules())[0];
  expect(rules[rule]).toEqual(expected);
});
