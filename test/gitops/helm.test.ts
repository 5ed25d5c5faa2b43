import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, JsonPatch, ApiObject, Testing } from 'cdk8s';
import { FlinkEnvironment, IngressAuthentication, ProductionFlinkJob, ProductionFlinkJobProps } from '../../src';
import { errorsOf, only, SOUND, synthJob } from '../jobs';

const ESCAPED = '{{`{{`}}';

/** What an App writes to a folder `templates`, with or without the file that makes a Helm chart of it. */
function written(isChart: boolean, props: Partial<ProductionFlinkJobProps> = {}, helm?: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    mkdirSync(join(folder, 'templates'));
    if (isChart) writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: orders\nversion: 1.0.0\n');
    const app = new App({ outdir: join(folder, 'templates') });
    FlinkEnvironment.of(app).set({ helm });
    new ProductionFlinkJob(new Chart(app, 'chart', { namespace: 'shop' }), 'orders', { ...SOUND, ...props });
    app.synth();
    return readFileSync(join(folder, 'templates', 'chart.k8s.yaml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the templates of a Helm chart are recognised by where the App writes', () => {
  expect(written(true)).toContain(`${ESCAPED} $value`);
  expect(written(false)).not.toContain(ESCAPED);
  expect(written(false)).toContain('{{ $value');
});

test('what the environment sets takes precedence', () => {
  expect(written(true, {}, false)).not.toContain(ESCAPED);
  expect(written(false, {}, true)).toContain(ESCAPED);
});

test('a chart of Testing is no Helm chart', () => {
  expect(JSON.stringify(synthJob())).not.toContain(ESCAPED);
});

test('the host of an ingress is left to the operator, a value to Helm', () => {
  const ingress = (template: string) => ({ template, tlsSecretName: 'ui', controllerNamespace: 'ingress-nginx', authentication: IngressAuthentication.nginxBasic('users') });
  const templateOf = (template: string) => only(synthJob({ ...SOUND, ingress: ingress(template) }, { helm: true }), 'FlinkDeployment').spec.ingress.template;
  expect(templateOf('{{name}}.{{ .Values.host }}')).toBe(`${ESCAPED}name}}.{{ .Values.host }}`);
});

describe('values of Helm', () => {
  const VALUES: readonly [string, Partial<ProductionFlinkJobProps>][] = [
    ['an image', { image: 'registry.example.com/orders:{{ .Values.tag }}' }],
    ['a namespace', { namespace: '{{ .Values.namespace }}' }],
    ['an option', { flinkConfiguration: { 'pipeline.max-parallelism': '{{ .Values.maxParallelism }}' } }],
    ['an interval', { flinkConfiguration: { 'execution.checkpointing.interval': '{{ .Values.interval | quote }}' } }],
    ['an ingress', { ingress: { template: '{{ .Values.host }}', tlsSecretName: '{{ .Values.secret }}', controllerNamespace: '{{ .Values.controller }}', authentication: IngressAuthentication.nginxBasic('users') } }],
  ];

  test.each(VALUES)('%s is not judged in a Helm chart', (_, props) => {
    const manifests = JSON.stringify(synthJob({ ...SOUND, ...props }, { helm: true }));
    expect(manifests).toContain('{{ .Values.');
    expect(manifests).not.toContain('NaN');
  });

  test.each(VALUES)('%s is wrong elsewhere, with what to do', (_, props) => {
    const errors = errorsOf(() => synthJob({ ...SOUND, ...props })).filter((line) => line.includes('.Values.'));
    expect(errors.length).toBeGreaterThan(0);
    for (const line of errors) expect(line).toContain('--format helm, or set FlinkEnvironment');
  });

  test('the environment may be set after something was read', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, image: 'orders:{{ .Values.tag }}' });
    expect(job.findings.map(({ path }) => path)).toContain('image');
    FlinkEnvironment.of(chart).set({ helm: true });
    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test('what is no value of Helm is judged in a Helm chart, too', () => {
    const errors = errorsOf(() => synthJob({ ...SOUND, image: 'Registry/Orders', flinkConfiguration: { 'pipeline.max-parallelism': '{{ .Values.max }}' } }, { helm: true }));
    expect(errors.join('\n')).toContain('image = "Registry/Orders"');
    expect(errors.join('\n')).not.toContain('.Values');
  });

  test('a blue/green job, and JSON patches', () => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    FlinkEnvironment.of(chart).set({ helm: true });
    const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, blueGreen: {}, image: 'orders:{{ .Values.tag }}' });
    ApiObject.of(job).addJsonPatch(JsonPatch.add('/spec/template/spec/jobManager/podTemplate/metadata', { labels: { team: '{{ .Values.team }}' } }));
    expect(only(Testing.synth(chart), 'FlinkBlueGreenDeployment').spec.template.spec.image).toBe('orders:{{ .Values.tag }}');
  });
});
