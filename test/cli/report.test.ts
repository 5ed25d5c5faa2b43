import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { run } from './run';
import { EgressTarget } from '../../src';
import { html, Markup } from '../../src/cli/report/html';
import { synthJob, TLS } from '../jobs';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-report-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

const SOUND = () => synthJob({ tls: TLS, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });

function report(manifests: any[], change: (deployment: any) => void = () => undefined): string {
  change(manifests.find(({ kind }) => kind === 'FlinkDeployment'));
  const file = path.join(dir, 'orders.yaml');
  fs.writeFileSync(file, Yaml.stringify(...manifests));
  const { code, out } = run('report', file);
  expect(code).toBe(0);
  return out;
}

/** The cells of the row of a table that begins with a text. */
function row(page: string, first: string): string[] {
  const rows = [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells]) => [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell.replace(/<[^>]*>/g, '').trim()));
  return rows.find(([cell]) => cell === first) ?? [];
}

test('a page that needs nothing but itself', () => {
  const page = report(SOUND());
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|\ssrc=/);
  expect(page).not.toMatch(/undefined|\[object|NaN/);
});

test('a sound job has no finding, and every guideline that can be checked is kept', () => {
  const page = report(SOUND());
  expect(page).toContain('<p class="good">None.</p>');
  expect(row(page, 'CKP-02').at(-1)).toBe('kept');
  expect(row(page, 'JOB-01').at(-1)).toBe('not checkable');
  expect(page).toMatch(/CKP <span class="dim">14 of 14</);
});

test('what is broken and what is suppressed is told apart', () => {
  const page = report(SOUND(), (deployment) => {
    deployment.spec.flinkConfiguration['restart-strategy.type'] = 'none';
    deployment.spec.flinkConfiguration['jobmanager.execution.failover-strategy'] = 'full';
    deployment.metadata.annotations['cdk8s-flink.dev/suppress'] = 'RST-04: <one> region';
  });
  expect(row(page, 'RST-02').at(-1)).toBe('error');
  expect(row(page, 'RST-04').at(-1)).toBe('suppressed');
  // what is suppressed counts as kept: somebody said why
  expect(page).toMatch(/RST <span class="dim">5 of 6</);
  expect(page).toContain('&#60;one&#62; region');
  expect(page).not.toContain('<one>');
});

test('secrets are hidden', () => {
  const SECRET = 'correct-horse';
  const secrets = {
    'security.ssl.internal.key-password': SECRET,
    'metrics.reporter.influx.password': SECRET,
    'env.java.opts.all': `-Xss4m -Dpassword=${SECRET}`,
    'containerized.master.env.AWS_SECRET_ACCESS_KEY': SECRET,
    'fs.azure.account.key.shop.blob.core.windows.net': SECRET,
    'containerized.master.env.KAFKA_OPTS': `org.apache.kafka.common.security.plain.PlainLoginModule required password="${SECRET}";`,
  };
  const shown = {
    's3.secret-key': '${S3_SECRET}', 's3.aws.credentials.provider': 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider', 'security.delegation.tokens.enabled': 'false',
  };
  const page = report(SOUND(), (deployment) => Object.assign(deployment.spec.flinkConfiguration, secrets, shown));
  expect(page).not.toContain(SECRET);
  for (const key of Object.keys(secrets)) expect(row(page, key)[1]).toBe('***');
  expect(row(page, 's3.secret-key')[1]).toContain('{S3_SECRET}');
  expect(row(page, 's3.aws.credentials.provider')[1]).toBe(shown['s3.aws.credentials.provider']);
  expect(row(page, 'security.delegation.tokens.enabled')[1]).toBe('false');
});

test('each option says why it has its value', () => {
  const page = report(SOUND(), (deployment) => { deployment.spec.flinkConfiguration['heartbeat.timeout'] = '40 s'; });
  expect(row(page, 'execution.checkpointing.min-pause')).toEqual(['execution.checkpointing.min-pause', '30 s', 'guideline CKP-03', '0 ms']);
  expect(row(page, 'heartbeat.timeout').slice(1, 3)).toEqual(['40 s', 'manifest']);
  expect(row(page, 'taskmanager.memory.process.size').slice(1, 3)).toEqual(['4096m', 'operator, from spec.taskManager.resource.memory']);
});

test('who talks to whom is what the policies say', () => {
  const page = report(SOUND());
  expect(row(page, 'namespace flink-operator: flink-kubernetes-operator')).toEqual(['namespace flink-operator: flink-kubernetes-operator', 'JobManager', '8081 rest']);
  expect(page).toContain('TaskManagers to namespace kafka: 9092');
  expect(report(SOUND().filter(({ kind }) => kind !== 'NetworkPolicy'))).toContain('everybody in the cluster reaches it');
});

test('a process that cannot be divided says why', () => {
  expect(report(SOUND(), (deployment) => { deployment.spec.taskManager.resource.memory = '500m'; })).toMatch(/<h3>TaskManager<\/h3><p class="error">[^<]*500/);
});

test('broken input is named, and the rest is reported', () => {
  fs.writeFileSync(path.join(dir, 'a.yaml'), 'kind: [\n');
  const { code, err, out } = run('report', dir);
  expect(code).toBe(2);
  expect(err).toContain('a.yaml:');
  expect(out).toMatch(/^<!doctype html>/);
});

test('what is put into a page is text', () => {
  expect(html`<b>${'<&"\''}</b>${[1, undefined, false, new Markup('<i>')]}`.text).toBe('<b>&#60;&#38;&#34;&#39;</b>1<i>');
});

test('a job that is written twice is shown once, and the other place is named', () => {
  for (const name of ['a.yaml', 'b.yaml']) fs.writeFileSync(path.join(dir, name), Yaml.stringify(...SOUND().filter(({ kind }) => kind === 'FlinkDeployment')));
  const { out } = run('report', dir);
  expect(out).toContain('<p class="dim">1 job, judged by');
  const [, others] = out.split('<h2>Other objects of Flink</h2>');
  expect(others).toContain('this FlinkDeployment is written twice');
  expect(others).toContain('a.yaml:');
});
