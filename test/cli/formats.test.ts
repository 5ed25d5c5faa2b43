import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import Ajv from 'ajv';
import { run } from './run';
import { Severity } from '../../src';
import { markdown, MOST_BYTES } from '../../src/cli/formats/markdown';
import { flinkObjects, LocatedFinding } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-formats-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

const MANIFEST = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: clicks
  namespace: shop
  annotations:
    cdk8s-flink.dev/suppress: "UPG-01: a | demo"
spec:
  image: registry.example.com/clicks:3.1
  flinkVersion: v1_20
  flinkConfiguration:
    execution.checkpointing.interval: 2 min
    high-availability.typo: kubernetes
  serviceAccount: flink
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 4Gi, cpu: 2 } }
  job: { jarURI: "local:///opt/flink/usrlib/clicks.jar", parallelism: 4 }
`;
const ONLY = ['--only', 'ARC,UPG,HA'];

function write(name: string, text: string): string {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
}

const printed = (format: string, ...more: string[]) => run('check', write('clicks.yaml', MANIFEST), '--format', format, ...ONLY, ...more);

test('compact: a line a finding, and the sum', () => {
  const { out, code } = printed('compact');
  const lines = out.trim().split('\n').map((line) => line.replace(`${dir}/`, ''));
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^clicks\.yaml:11: \[shop\/clicks\] warning HA-01 spec\.flinkConfiguration\['high-availability\.type'\]: must be set/),
    expect.stringMatching(/^clicks\.yaml:13: \[shop\/clicks\] error ARC-12 spec\.flinkConfiguration\['high-availability\.typo'\] = "kubernetes": unknown option: Flink/),
    expect.stringMatching(/^clicks\.yaml:17: \[shop\/clicks\] warning UPG-01 spec\.job\.upgradeMode: .* Suppressed: a \| demo$/),
    '1 FlinkDeployment, 0 other objects: 1 error, 1 warning, 0 advice, 1 suppressed',
  ]);
});

describe('text', () => {
  test('by file, with the line of YAML and the fix, and the sum', () => {
    const { out, code } = printed('text');
    expect(code).toBe(1);
    expect(out.replaceAll(`${dir}/`, '').trim().split('\n')).toEqual([
      'clicks.yaml',
      '',
      "  warning HA-01  spec.flinkConfiguration['high-availability.type']  shop/clicks, line 11",
      '  11 |   flinkConfiguration:',
      expect.stringMatching(/^ {4}must be set: when the JobManager is lost/),
      expect.stringMatching(/^ {4}Set high-availability.type to "kubernetes".*\.$/),
      '',
      "  error ARC-12  spec.flinkConfiguration['high-availability.typo'] = \"kubernetes\"  shop/clicks, line 13",
      '  13 |     high-availability.typo: kubernetes',
      expect.stringMatching(/^ {4}unknown option: Flink/),
      expect.stringMatching(/^ {4}\S/),
      '',
      '  warning UPG-01  spec.job.upgradeMode  shop/clicks, line 17',
      '  17 |   job: …',
      expect.stringMatching(/^ {4}must be set/),
      '    Suppressed: a | demo',
      '',
      '1 FlinkDeployment, 0 other objects: 1 error, 1 warning, 0 advice, 1 suppressed',
    ]);
  });

  test.each([[2, 2, false], [3, 1, true], [5, 1, true]])('what %d objects have is told %d times', (jobs, times, isOnce) => {
    const all = Array.from({ length: jobs }, (_, i) => MANIFEST.replace('name: clicks', `name: clicks-${i}`)).join('---\n');
    const { out } = run('check', write('fleet.yaml', all), '--only', 'HA');
    expect(out.match(/must be set: when the JobManager is lost/g)).toHaveLength(times);
    expect(out.includes('In several objects')).toBe(isOnce);
    if (isOnce) expect(out).toMatch(new RegExp(`    ${jobs} objects: shop/clicks-0, shop/clicks-1, shop/clicks-2${jobs > 3 ? ` and ${jobs - 3} more` : ''}; first at \\S+fleet.yaml:11`));
  });

  test('a secret is not shown with its line', () => {
    const secret = MANIFEST.replace('    high-availability.typo: kubernetes', '    s3.secret-key: hunter2hunter2');
    const { out } = run('check', write('secret.yaml', secret), '--only', 'SEC-05');
    expect(out).toContain('13 |     s3.secret-key: …');
    expect(out).not.toContain('hunter2');
  });

});

test('json: the contract', () => {
  const { summary, findings } = JSON.parse(printed('json').out);
  expect(summary).toEqual({ workloads: 1, kinds: { FlinkDeployment: 1 }, errors: 1, warnings: 1, advice: 0, suppressed: 1, notJudged: [] });
  expect(findings).toHaveLength(3);
  expect(findings[0]).toEqual({
    guideline: 'HA-01',
    severity: 'warning',
    resource: { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', namespace: 'shop', name: 'clicks' },
    path: 'spec.flinkConfiguration[\'high-availability.type\']',
    message: expect.any(String),
    fix: expect.any(String),
    file: path.join(dir, 'clicks.yaml'),
    line: 11,
  });
  expect(findings[2]).toMatchObject({ guideline: 'UPG-01', suppressed: 'a | demo' });
});

test('sarif: valid by its schema, with rules, lines and suppressions', () => {
  const log = JSON.parse(printed('sarif').out);
  // Ajv knows newer drafts only; what the schema uses means the same there.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(fs.readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  const validate = new Ajv({ strict: false, unicodeRegExp: false, formats: { 'uri': true, 'uri-reference': true, 'date-time': true } }).compile(schema);
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false);
  const [{ tool, results }] = log.runs;
  expect(tool.driver).toMatchObject({ name: 'cdk8s-flink', informationUri: 'https://github.com/cdk8s-flink/cdk8s-flink', version: expect.stringMatching(/^\d/) });
  expect(tool.driver.rules.map(({ id }: any) => id)).toEqual(GUIDELINES.map(({ id }) => id));
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(tool.driver.rules.find(({ id }: any) => id === 'CKP-10')).toMatchObject({
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['CKP'] },
    helpUri: expect.stringMatching(/^https:.*\/docs\/guidelines\.md#ckp-10-/),
    help: { text: expect.stringContaining('cdk8s-flink.dev/suppress: "CKP-10: <the reason>"'), markdown: expect.stringContaining('```yaml') },
  });
  expect(results.map(({ ruleId, level, locations: [{ physicalLocation: { region } }] }: any) => [ruleId, level, region.startLine])).toEqual([
    ['HA-01', 'warning', 11], ['ARC-12', 'error', 13], ['UPG-01', 'warning', 17],
  ]);
  expect(results[2].suppressions).toEqual([{ kind: 'inSource', justification: 'a | demo' }]);
  expect(results[0].suppressions).toBeUndefined();
});

test('sarif: every rule links to its place in the documentation', () => {
  const headings = fs.readFileSync(path.join(__dirname, '../../docs/guidelines.md'), 'utf8').match(/^### .*$/gm)!;
  const [{ tool: { driver } }] = JSON.parse(printed('sarif').out).runs;
  const anchors = new Map<string, string>(driver.rules.map(({ id, shortDescription, helpUri }: any) => [`### ${id}: ${shortDescription.text}`, helpUri.split('#')[1]]));
  const linked = headings.filter((heading) => anchors.has(heading));
  expect(linked.length).toBeGreaterThan(100);
  for (const heading of linked) expect(anchors.get(heading)).toBe(heading.slice('### '.length).toLowerCase().replace(/ /g, '-').replace(/[^a-z0-9_-]/g, ''));
});

test('sarif: the value, the fix and the object of a result', () => {
  const [{ results }] = JSON.parse(printed('sarif').out).runs;
  expect(results[1].properties).toEqual({ path: 'spec.flinkConfiguration[\'high-availability.typo\']', value: 'kubernetes', fix: expect.any(String) });
  expect(results[1].locations[0].logicalLocations).toEqual([{ name: 'clicks', fullyQualifiedName: 'FlinkDeployment shop/clicks', kind: 'object' }]);
  expect(results[0].properties).not.toHaveProperty('value');
});

test('sarif: fingerprints are each used once, and do not change with lines, files and values', () => {
  const prints = (file: string) => JSON.parse(run('check', file, '--format', 'sarif').out).runs[0].results.map(({ partialFingerprints }: any) => partialFingerprints['cdk8s-flink/v1']);
  const before = prints(write('a.yaml', MANIFEST));
  expect(new Set(before).size).toBe(before.length);
  expect(prints(write('b.yaml', `# a line more\n${MANIFEST.replace('typo: kubernetes', 'typo: else')}`))).toEqual(before);
});

test('sarif: an empty log is valid, too', () => {
  const log = JSON.parse(run('check', write('a.yaml', 'apiVersion: v1\nkind: ConfigMap\n'), '--format', 'sarif').out);
  expect(log.runs[0].results).toEqual([]);
});

test('markdown: a table that its contents do not break', () => {
  const { out } = printed('markdown');
  expect(out).toContain('| 1 | 1 | 1 | 0 | 1 |');
  expect(out).toContain('## FlinkDeployment shop/clicks');
  const rows = out.split('\n').filter((line) => /^\| (error|warning|suppressed)/.test(line));
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(7);
});

describe('markdown: a page of at most 60 kB', () => {
  const finding = (name: string, over: Partial<LocatedFinding> = {}): LocatedFinding => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path: 'spec.x',
    message: 'm',
    fix: 'f',
    file: 'a.yaml',
    line: 1,
    resource: { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', name },
    ...over,
  });
  const page = (findings: readonly LocatedFinding[]) => markdown({ objects: flinkObjects([], {}), guidelines: [], findings, known: 0 });
  const bytes = (text: string) => Buffer.byteLength(text);
  const rows = (text: string) => text.split('\n').filter((line) => /^\| (error|warning|advice|suppressed:)/.test(line));
  const many = (n: number, name = 'a') => Array.from({ length: n }, (_, i) => finding(name, { path: `spec.field${String(i).padStart(5, '0')}`, message: 'x'.repeat(100) }));

  test('up to the limit everything is shown, a byte more and it is shortened', () => {
    const [base, last] = [many(300), (n: number) => finding('a', { path: 'spec.z', message: 'y'.repeat(n) })];
    const room = MOST_BYTES - bytes(page([...base, last(0)]));
    const full = page([...base, last(room)]);
    expect(bytes(full)).toBe(MOST_BYTES);
    expect(rows(full)).toHaveLength(301);
    const shortened = page([...base, last(room + 1)]);
    expect(rows(shortened)).toHaveLength(10);
    expect(shortened).toContain('\nAnd 291 more warnings.');
  });

  test('the worst are shown first, by job and among jobs', () => {
    const text = page([...many(400, 'mild'), ...many(400, 'bad'), finding('bad', { severity: Severity.ERROR, message: 'worst' }), finding('mild', { suppressed: 'why' })]);
    expect(text.match(/^## .*/gm)).toEqual(['## FlinkDeployment bad', '## FlinkDeployment mild']);
    expect(rows(text)[0]).toContain('worst');
    expect(rows(text)).toHaveLength(20);
    expect(text).toContain('\nAnd 390 more warnings and 1 suppressed.');
  });

  test('of a thousand broken jobs the first are shown, and the rest counted', () => {
    const jobs = Array.from({ length: 1000 }, (_, i) => MANIFEST.replace('name: clicks', `name: clicks-${i}`).replace('parallelism: 4', 'parallelism: "none"'));
    const { out, code } = run('check', write('many.yaml', jobs.join('---\n')), '--format', 'markdown', '--only', 'PAR,HA,UPG');
    expect(code).toBe(1);
    expect(bytes(out)).toBeLessThanOrEqual(MOST_BYTES);
    expect(bytes(out)).toBeGreaterThan(MOST_BYTES * 0.9);
    expect(out).toMatch(/\| 1000 \| \d+ \| \d+ \| \d+ \| 1000 \|/);
    const shown = out.match(/^## FlinkDeployment/gm)!.length;
    const [, left, errors] = /^(\d+) more objects with (\d+) more errors, /m.exec(out)!;
    expect(shown + Number(left)).toBe(1000);
    const perJob = Number(/\| 1000 \| (\d+)/.exec(out)![1]) / 1000;
    expect(Number(errors)).toBe(Number(left) * perJob);
  });

  test('whatever is in it', () => {
    const odd = '\u{1F9A4}|'.repeat(2_000);
    const text = page(Array.from({ length: 500 }, (_, i) => finding(`${i}${odd}`, { path: odd, message: odd, fix: odd, file: odd, value: odd, suppressed: i % 2 ? odd : undefined })));
    expect(bytes(text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(text).toContain(' more objects with ');
  });
});

describe('--baseline', () => {
  test('reports only what is new', () => {
    const before = write('baseline.json', printed('json').out);
    expect(printed('text', '--baseline', before)).toMatchObject({ code: 0, out: expect.stringMatching(/^1 FlinkDeployment, .* 3 known from the baseline\n?$/) });
    const moved = write('elsewhere.yaml', `# a line more\n${MANIFEST}    \n`.replace('parallelism: 4', 'parallelism: 0'));
    const { code, out } = run('check', moved, '--format', 'json', ...ONLY, '--only', 'PAR', '--baseline', before);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map(({ guideline }: any) => guideline).sort()).toEqual(['PAR-01', 'PAR-08']);
  });

  test('one finding more of the same kind is new', () => {
    // for three clusters, say
    const as = (parallelism: number) => MANIFEST.replace('parallelism: 4', `parallelism: ${parallelism}`);
    const twice = [write('clicks.yaml', as(4)), write('again.yaml', as(5))];
    const flags = ['--format', 'json', ...ONLY];
    const before = write('baseline.json', run('check', ...twice, ...flags).out);
    const { out } = run('check', ...twice, write('third.yaml', MANIFEST), ...flags, '--baseline', before);
    expect(JSON.parse(out).summary).toMatchObject({ errors: 0, warnings: 1, suppressed: 0 });
  });

  test.each([['none.json', undefined], ['text.json', 'no json'], ['other.json', '{}']])('%s is no baseline', (name, text) => {
    const file = text === undefined ? path.join(dir, name) : write(name, text);
    expect(printed('text', '--baseline', file)).toMatchObject({ code: 2, err: expect.stringContaining(name), out: '' });
  });
});

describe('--only and --skip', () => {
  const ids = (...flags: string[]) => [...new Set(JSON.parse(run('check', write('c.yaml', MANIFEST), '--format', 'json', ...flags).out).findings.map(({ guideline }: any) => guideline))];

  test('take ids and areas, in any case', () => {
    expect(ids('--only', 'ha-01,arc')).toEqual(['HA-01', 'ARC-12']);
    expect(ids('--only', 'HA', '--only', 'ARC', '--skip', 'ARC-12')).toEqual(['HA-01']);
    expect(ids('--skip', 'SEC')).not.toContain('SEC-04');
    expect(ids()).toContain('SEC-04');
  });

  test('name what there is not, all of it, and the nearest', () => {
    const { code, err, out } = run('check', write('c.yaml', MANIFEST), '--only', 'CKP-99', '--skip', 'SECC');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/no guideline or area CKP-99: did you mean CKP-09/);
    expect(err).toMatch(/no guideline or area SECC: did you mean SEC\?/);
  });
});
