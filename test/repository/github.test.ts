import * as fs from 'fs';
import * as path from 'path';
import { parseDocument } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const GITHUB = path.join(ROOT, '.github');
const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

const FILES = fs.readdirSync(GITHUB, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).sort();
const read = (name: string) => parseDocument(fs.readFileSync(path.join(GITHUB, name), 'utf8'), { uniqueKeys: true });

const WORKFLOWS = FILES.filter((name) => name.startsWith('workflows')).map((name) => [name, read(name).toJS()] as const);
const FORMS = FILES.filter((name) => name.startsWith('ISSUE_TEMPLATE') && !name.endsWith('config.yml')).map((name) => [name, read(name).toJS()] as const);

test.each(FILES)('%s is YAML', (name) => {
  const { errors, warnings } = read(name);
  expect([...errors, ...warnings]).toEqual([]);
});

test('there are workflows and forms', () => {
  expect(WORKFLOWS.map(([name]) => path.basename(name))).toEqual(['build.yml', 'release.yml']);
  expect(FORMS.map(([name]) => path.basename(name))).toEqual(['bug.yml', 'feature.yml', 'wrong-finding.yml']);
});

const stepsOf = (workflow: any): any[] => Object.values<any>(workflow.jobs).flatMap(({ steps }) => steps);

test.each(WORKFLOWS)('%s has actions of a major version, limits, and the permissions it needs', (_, workflow) => {
  for (const { uses } of stepsOf(workflow)) expect(uses ?? 'actions/none@v1').toMatch(/^actions\/[a-z-]+@v\d+$/);
  for (const job of Object.values<any>(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  expect(workflow.permissions).toBeDefined();
  expect(JSON.stringify(workflow.permissions)).not.toContain('write');
});

test.each(WORKFLOWS)('%s runs scripts that exist', (_, workflow) => {
  const lines: string[] = stepsOf(workflow).flatMap(({ run }) => run?.split('\n') ?? []);
  for (const line of lines) {
    const [, script] = /^npm (?:run (?:-- )?)?(test|start|(?<=run )[\w:-]+)/.exec(line) ?? [];
    if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    const [, file] = /^bash (\S+)/.exec(line) ?? [];
    if (file !== undefined) expect(fs.existsSync(path.join(ROOT, file))).toBe(true);
  }
  expect(lines.length).toBeGreaterThan(0);
});

test('a release is what was tested, of a version below 1, with provenance and a list of its parts', () => {
  const [, workflow] = WORKFLOWS.find(([name]) => name.endsWith('release.yml'))!;
  expect(workflow.on).toEqual({ push: { tags: ['v0.*'] } });
  const { publish } = workflow.jobs;
  expect(publish.needs).toBe('test');
  expect(publish.permissions['id-token']).toBe('write');
  const run = publish.steps.map((step: any) => step.run ?? '').join('\n');
  expect(run).toMatch(/npm publish .* --provenance/);
  expect(run).toContain('npm sbom --sbom-format cyclonedx');
});

test.each(FORMS)('%s is a form', (_, form) => {
  expect(Object.keys(form).sort()).toEqual(['body', 'description', 'labels', 'name']);
  const ids = form.body.map(({ id }: any) => id);
  expect(new Set(ids).size).toBe(form.body.length);
  for (const { type, attributes } of form.body) {
    expect(['textarea', 'input', 'dropdown']).toContain(type);
    expect(attributes.label).toMatch(/^[A-Z]/);
    expect(type === 'dropdown').toBe(attributes.options !== undefined);
  }
});
