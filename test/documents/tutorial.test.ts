import * as fs from 'fs';
import * as path from 'path';
import { follow, installed } from './transcript';
import { temporaryFolder } from '../project/generated';

const TUTORIAL = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'tutorial.md'), 'utf8');

const folder = temporaryFolder();

test('the tutorial prints what its steps print, to the character', () => {
  const comparisons = follow(TUTORIAL, folder, installed);
  expect(comparisons.length).toBeGreaterThan(6);
  for (const { where, printed, actual } of comparisons) expect(`${where}\n${actual}`).toBe(`${where}\n${printed}`);
}, 300_000);

test.each([
  ['another word', 'synth\n', 'Synth\n', false],
  ['a line that is missing', 'a\nc\n', 'a\nb\nc\n', false],
  ['lines that are left out', 'a\n…\nd\n', 'a\nb\nc\nd\n', true],
  ['a line after the last', 'a\n', 'a\nb\n', false],
])('%s', (_, printed, output, same) => {
  const page = `Run:\n\n\`\`\`sh\nprintf '${output.replaceAll('\n', '\\n')}'\n\`\`\`\n\n\`\`\`text\n${printed}\`\`\`\n`;
  const [{ printed: expected, actual }] = follow(page, fs.mkdtempSync(path.join(folder, 'page-')), installed);
  expect(actual === expected).toBe(same);
});
