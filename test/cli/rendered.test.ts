import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from './run';

// What is rendered first, and judged then: charts and kustomizations.

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-rendered-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  fs.writeFileSync(path.join(dir, name), text);
}

const JOB = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: { name: clicks, namespace: ads }
spec:
  image: registry.example.com/clicks:3.1.0
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration: { taskmanager.numberOfTaskSlots: "2" }
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 4Gi, cpu: 2 } }
  job: { jarURI: "local:///opt/flink/usrlib/clicks.jar", parallelism: 4, upgradeMode: stateless }
`;

test.each([
  ['a value', JOB.replace('registry.example.com/clicks:3.1.0', '{{ .Values.image }}'), 5],
  ['a condition around a part', JOB.replace('  serviceAccount', '  {{- if .Values.account }}\n  serviceAccount'), 7],
  ['an element of a list', `${JOB.replace('job: {', 'job:\n    args:\n    - {{ .Values.topic | quote }}\n  other: {')}`, 13],
])('a Helm template with %s is named as one, and not judged', (_, text, line) => {
  write('job.yaml', text);
  const { code, out, err } = run('check', dir);
  expect(err).toContain(`job.yaml:${line}: this is a Helm template that is not rendered. Render it first: helm template <chart> | cdk8s-flink check -`);
  expect(out).toContain('0 FlinkDeployments, 0 other objects: 0 errors');
  expect(code).toBe(2);
});

test('lines of a text that somebody else renders are no template', () => {
  const vault = 'annotations:\n    vault.example.com/template: |\n      {{- with secret "secret/data/db" -}}\n      {{ .Data.password }}\n      {{- end }}\n';
  write('job.yaml', JOB.replace('metadata: { name: clicks, namespace: ads }', `metadata:\n  name: clicks\n  namespace: ads\n  ${vault}`));
  const { code, err } = run('check', dir);
  expect(err).toBe('');
  expect(code).toBe(0);
});

test('what is a text in quotes, or of another kind, is no template', () => {
  write('job.yaml', `${JOB}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  alert: |\n    {{ $labels.job }} is down\n`);
  expect(run('check', dir).code).toBe(0);
});

test('what Kustomize changes is not judged as it is, and the command to judge it is told', () => {
  write('base/kustomization.yaml', 'resources: [job.yaml]\n');
  write('base/job.yaml', JOB.replace('v1_20', 'v9_9'));
  write('prod/kustomization.yaml', 'resources: [../base]\npatches: [{ path: size.yaml }]\n');
  write('prod/size.yaml', 'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: { name: clicks }\nspec: { job: { parallelism: 8 } }\n');
  const { code, out, err } = run('check', dir);
  expect(err).toContain(`prod/kustomization.yaml: Kustomize builds other manifests from 3 of these files, which are therefore not checked. Run: kustomize build ${dir}/prod | cdk8s-flink check -`);
  expect(out).not.toContain('v9_9');
  // nothing is left that could have been judged
  expect(code).toBe(2);
});

test('a kustomization that only collects hides nothing', () => {
  write('kustomization.yaml', 'resources: [job.yaml]\n');
  write('job.yaml', JOB.replace('v1_20', 'v9_9'));
  const { code, out } = run('check', dir);
  expect(out).toContain('v9_9');
  expect(code).toBe(1);
});

test.each([
  ['with its kind', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'],
  ['by its name', ''],
])('a folder with nothing but a kustomization is not empty: %s', (_, head) => {
  write('kustomization.yaml', `${head}resources: [../base]\nimages: [{ name: clicks, newTag: "2" }]\n`);
  const { code, err } = run('check', dir);
  expect(err).toBe(`${dir}/kustomization.yaml: Kustomize builds manifests that are not among these files. Run: kustomize build ${dir} | cdk8s-flink check -`);
  expect(code).toBe(2);
});

test('a kustomization beside objects of other sorts is nothing to tell', () => {
  write('kustomization.yaml', 'resources: [settings.yaml]\n');
  write('settings.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n');
  expect(run('check', dir)).toMatchObject({ code: 0, err: '' });
});

test('what is required stays an error, and a name that is no guideline is bad usage', () => {
  write('job.yaml', JOB.replace('namespace: ads', 'namespace: ads, annotations: { cdk8s-flink.dev/suppress: "UPG-04: no state" }'));
  expect(run('check', '--fail-on', 'warning', '--only', 'UPG', dir).code).toBe(0);
  const { code, out } = run('check', '--fail-on', 'warning', '--only', 'UPG', '--require', 'UPG-04', dir);
  expect(code).toBe(1);
  expect(out).toContain('suppresses nothing: the guideline is required here');
  expect(run('check', '--require', 'UPG-99', dir).err).toContain('there is no guideline or area UPG-99');
});

test('an alias that contains itself is named, and not followed', () => {
  write('job.yaml', JOB.replace('spec:', 'spec: &all').replace('  job: {', '  extra: *all\n  job: {'));
  const { code, err } = run('check', dir);
  expect(err).toContain('job.yaml:1: an alias stands for a map that contains the alias itself');
  expect(code).toBe(2);
});

test('an alias that stands in several places is read', () => {
  write('job.yaml', JOB.replace('{ memory: 2048m, cpu: 1 }', '&size { memory: 2048m, cpu: 1 }').replace('{ memory: 4Gi, cpu: 2 }', '*size'));
  expect(run('check', dir)).toMatchObject({ code: 0, err: '' });
});
