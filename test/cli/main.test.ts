import { run } from './run';

test('the help says what the command does, and names every subcommand', () => {
  const { out, code } = run('--help');
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain('checks, compares, imports and explains manifests, and creates repositories');
  for (const name of ['check', 'plan', 'explain', 'memory', 'pods', 'report', 'import', 'init']) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
});
