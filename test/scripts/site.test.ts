import { execFileSync } from 'child_process';
import { join } from 'path';

const MODULE = join(__dirname, '..', '..', 'scripts', 'site', 'pages.mjs');

/** What a function of the module returns. */
function call(name: string, ...args: unknown[]): any {
  const program = `import { ${name} } from ${JSON.stringify(MODULE)}; process.stdout.write(JSON.stringify(${name}(...${JSON.stringify(args)})));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

const page = (text: string, file = 'tls.md') => call('toSite', text, file, 'https://github.com/example/x');

test.each([
  ['a page beside it', 'tls.md', '[a](kafka.md#sasl)', '[a](kafka.md#sasl)'],
  ['a file outside of the documentation', 'tls.md', '[a](../examples/quickstart/main.ts)', '[a](https://github.com/example/x/tree/main/examples/quickstart/main.ts)'],
  ['the same with an anchor, from a folder', 'runbooks/A.md', '[a](../../API.md#x)', '[a](https://github.com/example/x/tree/main/API.md#x)'],
  ['the index of a folder', 'tls.md', '[a](runbooks/README.md)', '[a](runbooks/index.md)'],
  ['another site', 'tls.md', '[a](https://example.com/x.md)', '[a](https://example.com/x.md)'],
  ['a heading of the page', 'tls.md', '[a](#b)', '[a](#b)'],
  ['a link in code', 'tls.md', '`[a](../b.md)`', '`[a](../b.md)`'],
  ['a picture', 'report.md', '<img alt="a" src="pictures/a.png">', '<img alt="a" src="./pictures/a.png">'],
])('%s', (_, file, text, expected) => {
  expect(page(text, file)).toContain(`\n${expected}\n`);
});

test('braces are text: VitePress would compute what is in them', () => {
  expect(page('a {{ .Values.x }}')).toMatch(/<div v-pre>[^]*\{\{ \.Values\.x \}\}[^]*<\/div>/);
});

test('the sidebar has the sections of the index and the pages of their entries', () => {
  const index = '# All\n\n## Tutorial\n\n- [First](tutorial.md): x\n\n## How-to\n\nJobs\n\n- [Override](configuration.md), [more](configuration.md#x)\n- [Secrets](security.md#secrets)\n- [Runbooks](runbooks/README.md)\n- [API](../API.md)\n';
  expect(call('navigation', index)).toEqual([
    { text: 'Tutorial', items: [{ text: 'First', link: '/tutorial' }] },
    { text: 'How-to', items: [{ text: 'Override', link: '/configuration' }, { text: 'Secrets', link: '/security#secrets' }, { text: 'Runbooks', link: '/runbooks/' }] },
  ]);
});
