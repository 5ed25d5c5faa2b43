import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { FlinkVersion, SecretValue, Tls } from '../../src';
import { specOf } from '../jobs';

/** Folders of the pod that the script reads and writes. */
const FOLDERS = { '/opt/flink/conf-with-secrets': 'to', '/opt/flink/secret-options': 'secrets', '/opt/flink/conf': 'from' };
const PASSWORD = SecretValue.fromSecret('stores', 'password');
const OWN = Tls.secret({ secretName: 'stores', keystorePassword: PASSWORD, truststorePassword: SecretValue.fromSecret('others', 'trust') });
const CERT_MANAGER = Tls.certManager({ issuer: { name: 'ca' }, keystorePassword: PASSWORD });
const KEYSTORE = 'security.ssl.internal.keystore-password';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-secrets-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** The specs of jobs, each made once. */
const specs = new Map<string, any>();
const podOf = (flinkVersion: FlinkVersion, tls: Tls, component = 'taskManager') => {
  const key = `${flinkVersion} ${tls === OWN}`;
  if (!specs.has(key)) specs.set(key, specOf({ flinkVersion, tls }));
  return specs.get(key)[component].podTemplate.spec;
};

const initOf = (pod: any) => pod.initContainers.find(({ name }: any) => name === 'secret-options');

/** A script over local folders. */
const local = (script: string) => Object.entries(FOLDERS).reduce((text, [inPod, here]) => text.replaceAll(inPod, path.join(dir, here)), script);

/** Runs the emitted init container's own command over local folders, with the same password for all stores. */
function run(flinkVersion: FlinkVersion, password: string, tls: Tls = OWN) {
  const pod = podOf(flinkVersion, tls);
  const file = flinkVersion.isAtLeast(FlinkVersion.V2_0) ? 'config.yaml' : 'flink-conf.yaml';
  for (const folder of Object.values(FOLDERS)) fs.mkdirSync(path.join(dir, folder));
  // No line break at its end, as nothing says that there is one.
  fs.writeFileSync(path.join(dir, 'from', file), 'rest.port: 8081');
  fs.writeFileSync(path.join(dir, 'from', 'log4j-console.properties'), 'rootLogger.level = INFO\n');
  // What Kubernetes keeps beside the files of a ConfigMap is not to be copied.
  fs.mkdirSync(path.join(dir, 'from', '..data'));
  const { sources } = pod.volumes.find(({ name }: any) => name === 'secret-options').projected;
  for (const { path: option } of sources.flatMap(({ secret }: any) => secret.items)) fs.writeFileSync(path.join(dir, 'secrets', option), password);
  const [shell, flag, script] = initOf(pod).command;
  const { status, stderr } = spawnSync(shell, [flag, local(script)], { encoding: 'utf8' });
  return { status, stderr, files: fs.readdirSync(path.join(dir, 'to')).sort(), text: () => fs.readFileSync(path.join(dir, 'to', file), 'utf8') };
}

/** As Flink 1 reads a line: up to a number sign, at the first colon and blank, without the blanks around. */
function flat(text: string): { [key: string]: string } {
  const lines = text.split('\n').map((line) => line.split('#', 1)[0].trim()).filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(': ')).trim(), line.slice(line.indexOf(': ') + 2).trim()]));
}

/** What a password may have in it. */
const PASSWORDS = [
  'changeit', 'it\'s', 'a: b', '{a: 1}', '[x]', '*star', '&and', '!bang', '%d%s%n', '@at', '`date`', '$HOME $(date) ${x}', '0123', 'true', 'null', '~', '- x',
  '|', '>', 'a,b;c', '??=', '-n', '-e x', "''", 'x'.repeat(200),
];

const NO_PASSWORDS = [
  ['nothing', '', 'is empty'], ['a line break alone', '\n', 'is empty'], ['two lines', 'a\nb', 'has a line break'], ['the line break of Windows', 'a\r\n', 'ASCII'],
  ['a quote', 'a"b', 'has a double quote'], ['a backslash', 'a\\b', 'or a backslash'], ['an umlaut', 'pässword', 'ASCII'], ['a tabulator', 'a\tb', 'ASCII'],
];

describe.each([FlinkVersion.V1_20, FlinkVersion.V2_0])('Flink %s', (flinkVersion) => {
  const read = flinkVersion.isAtLeast(FlinkVersion.V2_0) ? parse : flat;

  test.each(PASSWORDS)('the password %j arrives as it is', (password) => {
    const { status, text } = run(flinkVersion, password);
    expect(status).toBe(0);
    expect(read(text())[KEYSTORE]).toBe(password);
  });

  test('all that the operator wrote is there, too, and a line break at the end of a password is not', () => {
    const { files, text } = run(flinkVersion, 'changeit\n');
    expect(files).toEqual([flinkVersion.isAtLeast(FlinkVersion.V2_0) ? 'config.yaml' : 'flink-conf.yaml', 'log4j-console.properties']);
    expect(read(text())).toEqual({
      'rest.port': flinkVersion.isAtLeast(FlinkVersion.V2_0) ? 8081 : '8081',
      'security.ssl.internal.key-password': 'changeit',
      'security.ssl.internal.keystore-password': 'changeit',
      'security.ssl.internal.truststore-password': 'changeit',
    });
  });

  test.each(NO_PASSWORDS)('%s is refused', (_, password, why) => {
    const { status, stderr } = run(flinkVersion, password);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The Secret value of security.ssl.internal.key-password /);
    expect(stderr).toContain(why);
  });

  test('a line break at the end is refused where cert-manager takes it for a part of the password', () => {
    expect(run(flinkVersion, 'changeit', CERT_MANAGER).status).toBe(0);
    fs.rmSync(dir, { recursive: true });
    fs.mkdirSync(dir);
    const { status, stderr } = run(flinkVersion, 'changeit\n', CERT_MANAGER);
    expect(status).toBe(1);
    expect(stderr).toContain('ends with a line break');
    expect(stderr).not.toContain('changeit');
  });
});

const CUT_OFF = [['a number sign', 'a#b'], ['a blank before', ' a'], ['a blank behind', 'a ']];

test.each(CUT_OFF)('%s, which Flink 1 would cut off, is refused there, and arrives in Flink 2', (_, password) => {
  const { status, stderr } = run(FlinkVersion.V1_20, password);
  expect(status).toBe(1);
  expect(stderr).toContain('which flink-conf.yaml cannot hold');
  fs.rmSync(dir, { recursive: true });
  fs.mkdirSync(dir);
  expect(parse(run(FlinkVersion.V2_2, password).text())[KEYSTORE]).toBe(password);
});

test('a Secret that lacks the password fails', () => {
  const pod = podOf(FlinkVersion.V2_2, OWN);
  for (const folder of Object.values(FOLDERS)) fs.mkdirSync(path.join(dir, folder));
  fs.writeFileSync(path.join(dir, 'from', 'config.yaml'), '');
  expect(spawnSync('sh', ['-c', local(initOf(pod).command[2])]).status).not.toBe(0);
});

describe.each(['jobManager', 'taskManager'])('the pod of the %s', (component) => {
  const pod = podOf(FlinkVersion.V1_20, OWN, component);

  test('reads the folder that the init container makes in memory', () => {
    const [main] = pod.containers;
    expect(main.env).toContainEqual({ name: 'FLINK_CONF_DIR', value: '/opt/flink/conf-with-secrets' });
    expect(main.volumeMounts).toContainEqual({ name: 'conf-with-secrets', mountPath: '/opt/flink/conf-with-secrets', readOnly: true });
    expect(pod.volumes).toContainEqual({ name: 'conf-with-secrets', emptyDir: { medium: 'Memory', sizeLimit: '2Mi' } });
  });

  test('shows passwords to the init container alone, each from its Secret', () => {
    expect(pod.containers[0].volumeMounts.map(({ name }: any) => name)).not.toContain('secret-options');
    expect(pod.volumes.find(({ name }: any) => name === 'secret-options').projected.sources).toEqual([
      { secret: { name: 'stores', items: [{ key: 'password', path: 'security.ssl.internal.key-password' }, { key: 'password', path: 'security.ssl.internal.keystore-password' }] } },
      { secret: { name: 'others', items: [{ key: 'trust', path: 'security.ssl.internal.truststore-password' }] } },
    ]);
  });

  test('the init container has the job\'s own image, and no rights', () => {
    expect(initOf(pod)).toMatchObject({
      image: 'registry.example.com/orders:1.0.0',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    });
  });
});

test('a job without secret options has none of it', () => {
  expect(JSON.stringify(specOf())).not.toContain('conf-with-secrets');
});
