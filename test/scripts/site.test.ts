import { execFileSync } from 'child_process';
import { join } from 'path';

/** What a function of a module returns. */
function call(file: string, name: string, ...args: unknown[]): any {
  const module = join(__dirname, '..', '..', 'scripts', 'site', `${file}.mjs`);
  const program = `import { ${name} } from ${JSON.stringify(module)};
    process.stdout.write(JSON.stringify(${name}(...${JSON.stringify(args)}), (_, value) => value instanceof Map ? [...value] : value));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

const page = (text: string, file = 'tls.md') => call('pages', 'toSite', { text }, file, 'https://github.com/example/x');

test.each([
  ['a page beside it', 'tls.md', '[a](kafka.md#sasl)', '[a](kafka.md#sasl)'],
  ['a file outside of the documentation', 'tls.md', '[a](../examples/quickstart/main.ts)', '[a](https://github.com/example/x/tree/main/examples/quickstart/main.ts)'],
  ['the same with an anchor, from a folder', 'runbooks/A.md', '[a](../../CONTRIBUTING.md#x)', '[a](https://github.com/example/x/tree/main/CONTRIBUTING.md#x)'],
  ['the API', 'tls.md', '[a](../API.md)', '[a](api/index.md)'],
  ['a type of the API, from a folder', 'runbooks/A.md', '[a](../../API.md#cdk8s-flink.Tls)', '[a](../api/Tls.md)'],
  ['a method of a type', 'tls.md', '[a](../API.md#cdk8s-flink.Tls.secret)', '[a](api/Tls.md#cdk8s-flink.Tls.secret)'],
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
  expect(call('pages', 'navigation', index)).toEqual([
    { text: 'Tutorial', items: [{ text: 'First', link: '/tutorial' }] },
    { text: 'How-to', items: [{ text: 'Override', link: '/configuration' }, { text: 'Secrets', link: '/security#secrets' }, { text: 'Runbooks', link: '/runbooks/' }, { text: 'API', link: '/api/' }] },
  ]);
});

test('each type of API.md is a page, whose headings have the anchors of API.md and whose links lead to other pages', () => {
  const api = `# API Reference

## Structs <a name="Structs" id="Structs"></a>

### Tls <a name="Tls" id="cdk8s-flink.Tls"></a>

TLS of a job.
It is off by default. More.

#### Properties <a name="Properties" id="Properties"></a>

##### \`issuer\`<sup>Required</sup> <a name="issuer" id="cdk8s-flink.Tls.property.issuer"></a>

- *Type:* {[ key: string ]: string}
- *Type:* <a href="#cdk8s-flink.Mode">Mode</a>, <a href="#cdk8s-flink.Mode.ON">ON</a>, <a href="#cdk8s-flink.Tls.property.issuer">issuer</a>

## Enums <a name="Enums" id="Enums"></a>

### Mode <a name="Mode" id="cdk8s-flink.Mode"></a>

#### Members <a name="Members" id="Members"></a>
`;
  const pages = new Map<string, any>(call('api', 'apiPages', api));
  expect([...pages.keys()]).toEqual(['api/Tls.md', 'api/Mode.md', 'api/README.md']);
  const { text, title, about } = pages.get('api/Tls.md');
  expect({ title, about }).toEqual({ title: 'Tls (API)', about: 'Tls: TLS of a job.\nIt is off by default. More.' });
  expect(text).toContain('# Tls {#cdk8s-flink.Tls}\n');
  expect(text).toContain('\n## Properties {#Properties}\n\n### `issuer` (required) {#cdk8s-flink.Tls.property.issuer}\n');
  expect(text).toContain('- *Type:* <code>{[ key: string ]: string}</code>');
  expect([...text.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)).toEqual(['./Mode.html', './Mode.html#cdk8s-flink.Mode.ON', '#cdk8s-flink.Tls.property.issuer']);
  expect(pages.get('api/Mode.md').text).toContain('Enums of the library: `Mode`');
  expect(pages.get('api/README.md').text).toMatch(/## Options and values\n\n- \[Tls\]\(Tls\.md\): TLS of a job\.\n\n## Enums\n\n- \[Mode\]\(Mode\.md\)\n/);
});

const members = (...rows: readonly [name: string, need: string][]) => `## Structs <a name="Structs" id="Structs"></a>

### Tls <a name="Tls" id="cdk8s-flink.Tls"></a>

#### Properties <a name="Properties" id="Properties"></a>

| **Name** | **Type** |
| --- | --- |
${rows.map(([name]) => `| <code><a href="#cdk8s-flink.Tls.property.${name}">${name}</a></code> | <code>string</code> |\n`).join('')}
---

${rows.map(([name, need]) => `##### \`${name}\`<sup>${need}</sup> <a name="${name}" id="cdk8s-flink.Tls.property.${name}"></a>\n\nAbout ${name}.\n\n---\n\n`).join('')}
#### Constants <a name="Constants" id="Constants"></a>
`;
const typePage = (api: string) => new Map<string, any>(call('api', 'apiPages', api)).get('api/Tls.md');

test('required properties precede optional ones, in the table and in the headings', () => {
  const { text } = typePage(members(['alpha', 'Optional'], ['beta', 'Required'], ['gamma', 'Optional'], ['delta', 'Required']));
  const order = ['beta', 'delta', 'alpha', 'gamma'];
  expect([...text.matchAll(/^\| <code><a [^>]*>(\w+)/gm)].map(([, name]) => name)).toEqual(order);
  expect([...text.matchAll(/^### `(\w+)`/gm)].map(([, name]) => name)).toEqual(order);
  expect([...text.matchAll(/^About (\w+)\.$/gm)].map(([, name]) => name)).toEqual(order);
  expect(text.trimEnd()).toMatch(/## Constants .*\n\n\[API reference\]\(index\.md\)$/);
});

test('names break where their words end', () => {
  const { text } = typePage(members(['flinkVersion', 'Required'], ['EXACTLY_ONCE', 'Optional']));
  expect(text).toContain('### <code>flink<wbr>Version</code> (required) {#cdk8s-flink.Tls.property.flinkVersion}');
  expect(text).toContain('<a href="#cdk8s-flink.Tls.property.EXACTLY_ONCE">EXACTLY_<wbr>ONCE</a>');
});

test('the page of a type lists its members in the outline, and has no next page', () => {
  const written: string = call('pages', 'toSite', typePage(members(['alpha', 'Optional'])), 'api/Tls.md', 'https://github.com/example/x');
  expect(written).toMatch(/^---\n[^]*?\noutline: \[2,3\]\nprev: false\nnext: false\n---\n/);
});

test.each([
  ['/docs/api/Tls.html#cdk8s-flink.Tls', 'tls', 2],
  ['/docs/api/TlsOptions.html#cdk8s-flink.TlsOptions', 'tls', 1],
  ['/docs/tls.html#tls', 'tls', 1],
  ['/docs/decisions.html#x', 'tls', 0.05],
  ['/docs/conformance.html#x', 'tls', 0.05],
])('the search gives %s for %s the weight %d', (place, term, weight) => {
  expect(call('pages', 'weightOf', place, term)).toBe(weight);
});

test('an unknown section of API.md fails the build of the site', () => {
  expect(() => call('api', 'apiPages', '## Unions <a name="Unions" id="Unions"></a>\n')).toThrow('API.md has a section Unions');
});
