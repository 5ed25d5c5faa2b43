import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from './run';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-values-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

const manifest = (configuration: string, spec = '') => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: { name: clicks, namespace: shop }
spec:
  image: registry.example.com/clicks:3.1
  flinkVersion: v1_20
  flinkConfiguration:
${configuration.trimEnd().replace(/^/gm, '    ')}
  serviceAccount: flink
  jobManager: { resource: { memory: 2048m, cpu: 1 } }
  taskManager: { resource: { memory: 4Gi, cpu: 2 } }
  job: { jarURI: "local:///opt/flink/usrlib/clicks.jar", parallelism: 4, upgradeMode: savepoint }
${spec}`;

function findings(text: string): any[] {
  const file = path.join(dir, 'a.yaml');
  fs.writeFileSync(file, text);
  return JSON.parse(run('check', file, '--format', 'json').out).findings;
}

const at = (all: any[], where: string) => all.filter((finding) => finding.path.includes(where)).map(({ value }) => value);

test('a finding about a written value has it, as it is written', () => {
  const all = findings(manifest('execution.checkpointing.interval: 2 s\nhigh-availability.typo: 4'));
  expect(at(all, 'execution.checkpointing.interval')).toEqual(['2 s']);
  expect(at(all, 'high-availability.typo')).toEqual(['4']);
});

test('a value that the guideline does not name comes from the path', () => {
  const all = findings(manifest('execution.checkpointing.interval: 2 min'));
  expect(at(all, 'metadata.name')).toContain('clicks');
});

test('where nothing is written, or a map, there is no value', () => {
  const all = findings(manifest('execution.checkpointing.interval: 2 min', '  podTemplate: { spec: { containers: [] } }\n'));
  const without = all.filter(({ path: where }) => /high-availability\.type|podTemplate$/.test(where));
  expect(without.length).toBeGreaterThan(1);
  for (const finding of without) expect(finding).not.toHaveProperty('value');
});

test('a nested option and a list have the text that the operator makes of them', () => {
  const all = findings(manifest('execution:\n  checkpointing:\n    intervall: 2 min\nclassloader.parent-first: [a, b]'));
  expect(at(all, 'intervall')).toEqual(['2 min']);
  expect(at(all, 'parent-first')).toEqual(['a;b']);
});

test('a long value is cut, and is one line', () => {
  const [value] = at(findings(manifest(`high-availability.typo: "first\\n  second ${'x'.repeat(500)}"`)), 'high-availability.typo');
  expect(value).toMatch(/^first second x+…$/);
  expect(value.length).toBeLessThan(210);
});

describe('what may be a secret is in no output', () => {
  const SECRET = 'hunter2-and-more';

  test.each([
    ['an option', `s3.secret-key: ${SECRET}`, ''],
    ['an option with a wrong value', `security.ssl.rest.key-password: ${SECRET}\nsecurity.ssl.rest.enabled: yes`, ''],
    ['a misspelt option', `s3.acess-tokenn: ${SECRET}`, ''],
    ['a nested option', `my:\n  pwd: ${SECRET}`, ''],
    ['a key of Azure', `fs.azure.account.key.shop.dfs.core.windows.net: ${SECRET}`, ''],
    ['a text with settings', `env.java.opts.all: "-XX:+UseG1GC -Xmx1g -Djavax.net.ssl.trustStorePassword=${SECRET}"`, ''],
    ['a URL', `my.urll: "https://me:${SECRET}@example.com"`, ''],
    ['an option of a connector', `properties.sasl.jaas.config: "PlainLoginModule username=me password='${SECRET}';"`, ''],
    ['a variable', 'a.b: c', `  podTemplate: { spec: { containers: [{ name: flink-main-container, env: [{ name: DB_PASSWORD, value: ${SECRET}, valu: x }] }] } }\n`],
    ['a variable of a wrong type', 'a.b: c', '  podTemplate: { spec: { containers: [{ name: flink-main-container, env: [{ name: DB_PASSWORD, value: 48151623 }] }] } }\n'],
    ['a field that there is not', 'a.b: c', `  password: ${SECRET}\n`],
    ['an argument', 'a.b: c', `  podTemplate: { spec: { containers: [{ name: flink-main-container, args: [--password, ${SECRET}] }] } }\n`],
  ])('%s', (_, configuration, spec) => {
    const file = path.join(dir, 'a.yaml');
    fs.writeFileSync(file, manifest(configuration, spec));
    for (const format of ['text', 'json', 'sarif', 'markdown']) {
      const { out, err } = run('check', file, '--format', format);
      expect(out).toContain('clicks');
      expect(out + err).not.toMatch(/hunter2|48151623/);
    }
  });

  test('but the name of a Secret is none', () => {
    const all = findings(manifest('a.b: c', '  podTemplate: { spec: { volumes: [{ name: a, secret: { secretName: 5 } }] } }\n'));
    expect(at(all, 'secretName')).toEqual(['5']);
  });
});

test('a text that only speaks of secrets is shown', () => {
  expect(at(findings(manifest('high-availability.typo: Secret b')), 'typo')).toEqual(['Secret b']);
});

test('a blank text is no value', () => {
  const all = findings(manifest('a.b: c').replace('name: clicks', 'name: ""'));
  expect(all.filter(({ path: where, value }) => where === 'metadata.name' && value !== undefined)).toEqual([]);
});

test('neither a class nor a placeholder is a secret', () => {
  const all = findings(manifest('s3.aws.credentials.provider: com.amazonaws.auth.DefaultAWSCredentialsProvider\ns3.secret-key: ${AWS_SECRET_ACCESS_KEY}'));
  expect(JSON.stringify(all)).not.toContain('***');
  expect(all.filter(({ path: where }) => where.includes('s3.')).map(({ message, fix }) => `${message}. ${fix}`).join('\n')).toContain('DefaultAWSCredentialsProviderChain');
  expect(all.map(({ message }) => message).join('\n')).toContain('the placeholder ${AWS_SECRET_ACCESS_KEY} was not replaced');
  expect(at(all, 's3.secret-key')).toContain('${AWS_SECRET_ACCESS_KEY}');
});

test.each(['s3.secret-key: "${PW:-correct-horse}"', 's3.secret-key: correct.horse.Battery', 's3.aws.credentials.provider: "com.example.A password=correct-horse"'])('%s stays hidden', (option) => {
  expect(findings(manifest(option)).filter(({ value, message, fix }) => /correct.horse/.test(`${value} ${message} ${fix}`))).toEqual([]);
});
