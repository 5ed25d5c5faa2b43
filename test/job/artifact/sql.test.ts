import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Size, Testing } from 'cdk8s';
import { FlinkDeployment, FlinkVersion, JobArtifact, ProductionFlinkJobProps, SecretValue } from '../../../src';
import { ProductionFlinkJob } from '../../../src/job';
import { chartOf, errorsOf, LEAST, only, podsOf, SOUND, synthJob } from '../../jobs';

const SCRIPT = 'CREATE TABLE o (id INT) WITH (\'connector\' = \'datagen\');\nCREATE TABLE t (id INT) WITH (\'connector\' = \'blackhole\');\nINSERT INTO t SELECT id FROM o;\n';
const V2: Partial<ProductionFlinkJobProps> = { ...SOUND, flinkVersion: FlinkVersion.V2_2 };
const of = (artifact: JobArtifact, props: Partial<ProductionFlinkJobProps> = {}) => synthJob({ ...V2, ...props, artifact });
const scripts = (manifests: any[]) => manifests.filter(({ kind, data }) => kind === 'ConfigMap' && data?.['script.sql'] !== undefined);
const messages = (artifact: JobArtifact, props: Partial<ProductionFlinkJobProps> = {}) => errorsOf(() => of(artifact, props)).join('\n');
const warnings = (artifact: JobArtifact) => new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ...V2, artifact }).findings
  .map(({ guideline, message, fix }) => `${guideline} ${message}. ${fix}`).join('\n');

describe('a SQL script', () => {
  test('is run by Flink\'s own class, from a ConfigMap', () => {
    const manifests = of(JobArtifact.sql(SCRIPT, { release: '2.2.1' }));
    const [configMap] = scripts(manifests);
    const { job } = only(manifests, 'FlinkDeployment').spec;
    expect(configMap).toMatchObject({ immutable: true, data: { 'script.sql': SCRIPT }, metadata: { namespace: 'shop', name: expect.stringMatching(/^orders-sql-[0-9a-f]{10}$/) } });
    expect(job).toMatchObject({
      jarURI: 'local:///opt/flink/opt/flink-sql-gateway-2.2.1.jar',
      entryClass: 'org.apache.flink.table.runtime.application.SqlDriver',
      args: ['--scriptUri', 'file:///opt/flink/sql/script.sql'],
    });
  });

  test('is mounted where its address says, in the JobManager alone', () => {
    const job = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ...V2, artifact: JobArtifact.sql(SCRIPT, { release: '2.2.1' }) });
    const mounts = podsOf(job).map(({ spec }) => spec.containers[0].volumeMounts.filter(({ mountPath }: any) => mountPath === '/opt/flink/sql'));
    expect(mounts.map(({ length }) => length)).toEqual([1, 0]);
    const volume = podsOf(job)[0].spec.volumes.find(({ name }: any) => name === mounts[0][0].name);
    expect(volume.configMap.items).toEqual([{ key: 'script.sql', path: 'script.sql' }]);
  });

  test('another script is another ConfigMap, the same one the same', () => {
    const name = (text: string) => scripts(of(JobArtifact.sql(text, { release: '2.2.1' })))[0].metadata.name;
    expect(name(SCRIPT)).toBe(name(SCRIPT));
    expect(name(SCRIPT)).not.toBe(name(`${SCRIPT}-- changed`));
  });

  test('has one with a FlinkDeployment, too', () => {
    const chart = chartOf();
    new FlinkDeployment(chart, 'orders', {
      flinkVersion: FlinkVersion.V2_2,
      image: 'flink:2.2.1',
      artifact: JobArtifact.sql(SCRIPT),
      parallelism: 1,
      serviceAccountName: 'orders',
      jobManager: { memory: Size.gibibytes(2) },
      taskManager: { memory: Size.gibibytes(2) },
    });
    const manifests = Testing.synth(chart);
    expect(scripts(manifests)).toHaveLength(1);
    expect(only(manifests, 'FlinkDeployment').spec.job.jarURI).toBe('local:///opt/flink/opt/flink-sql-gateway-2.2.1.jar');
  });

  test.each<[string, JobArtifact, Partial<ProductionFlinkJobProps>, string]>([
    ['no release', JobArtifact.sql(SCRIPT), {}, 'ARC-09 artifact.release: must be set'],
    ['another release', JobArtifact.sql(SCRIPT, { release: '2.1.0' }), {}, 'must be a release of Flink 2.2'],
    ['Flink 1.20', JobArtifact.sql(SCRIPT), { flinkVersion: FlinkVersion.V1_20 }, 'Flink 1.20 has no class that runs SQL scripts'],
    ['a file that is not there', JobArtifact.sqlFile('sql/none.sql', { release: '2.2.1' }), {}, 'does not exist in'],
    ['a path without a beginning', JobArtifact.sqlUri('totals.sql', { release: '2.2.1' }), {}, 'Write "local:///opt/flink/usrlib/totals.sql"'],
    ['a runner that is in no image', JobArtifact.sql(SCRIPT, { runner: { jar: '/opt/runner.jar' } }), {}, 'ARC-09 artifact.runner.jar'],
  ])('%s is an error', (_, artifact, props, expected) => {
    expect(messages(artifact, props)).toContain(expected);
  });

  test('more than a ConfigMap holds is an error, and not one byte less', () => {
    const filled = (bytes: number) => JobArtifact.sql(`${SCRIPT}${'-'.repeat(bytes - SCRIPT.length)}`, { release: '2.2.1' });
    expect(scripts(of(filled(1024 ** 2)))).toHaveLength(1);
    expect(messages(filled(1024 ** 2 + 1))).toContain('must be at most 1048576 bytes, the limit of a ConfigMap');
  });

  test('is read from a file', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sql-'));
    fs.writeFileSync(path.join(folder, 'a.sql'), SCRIPT);
    expect(scripts(of(JobArtifact.sqlFile(path.join(folder, 'a.sql'), { release: '2.2.1' })))[0].data['script.sql']).toBe(SCRIPT);
    fs.rmSync(folder, { recursive: true });
  });

  test('in the image needs no ConfigMap', () => {
    const manifests = of(JobArtifact.sqlUri('local:///opt/flink/usrlib/a.sql', { release: '2.2.1' }));
    expect(scripts(manifests)).toEqual([]);
    expect(only(manifests, 'FlinkDeployment').spec.job.args).toEqual(['--scriptUri', 'file:///opt/flink/usrlib/a.sql']);
  });

  test('is run by a jar on Flink 1.20', () => {
    const manifests = of(JobArtifact.sql(SCRIPT, { runner: { jar: 'local:///opt/flink/usrlib/runner.jar', entryClass: 'com.example.Runner', args: ['--file'] } }), { flinkVersion: FlinkVersion.V1_20 });
    expect(only(manifests, 'FlinkDeployment').spec.job).toMatchObject({ jarURI: 'local:///opt/flink/usrlib/runner.jar', entryClass: 'com.example.Runner', args: ['--file', '/opt/flink/sql/script.sql'] });
  });

  test('leaves managed memory on the heap backend', () => {
    const job = JobArtifact.sql(SCRIPT, { runner: { jar: 'local:///opt/flink/usrlib/runner.jar' } });
    const found = messages(job, { flinkVersion: FlinkVersion.V1_20, flinkConfiguration: { 'taskmanager.memory.managed.fraction': '0.0' } });
    expect(found).toContain('STB-04');
  });
});

describe('what a script contains', () => {
  const sql = (script: string) => JobArtifact.sql(script, { release: '2.2.1' });

  test.each<[string, string, string]>([
    ['nothing', '-- later', 'ARC-09 artifact: the script starts no job'],
    ['only tables', 'CREATE TABLE t (a INT);', 'the script starts no job'],
    ['two INSERTs', `${SCRIPT}INSERT INTO t SELECT id FROM o;`, 'SQL-03 artifact: the script starts 2 jobs (lines 3, 4)'],
    ['a query and an INSERT', `SELECT 1;\n${SCRIPT}`, 'starts 2 jobs (lines 1, 4)'],
    ['an open quote', 'INSERT INTO t VALUES (\'a);', 'a quote (\') is opened on line 1 of the script and never closed'],
    ['a command of the client', `${SCRIPT}QUIT;`, 'only the interactive client supports QUIT (line 4 of the script)'],
    ['a password', SCRIPT.replace('\'datagen\'', '\'jdbc\', \'password\' = \'hunter22\''), 'SEC-05 artifact: the script has password in plain text, in the statement on line 1'],
    ['a password of Kafka', SCRIPT.replace('\'datagen\'',
      '\'kafka\', \'properties.sasl.jaas.config\' = \'org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="hunter22";\''), 'properties.sasl.jaas.config in plain text'],
  ])('%s is an error', (_, script, expected) => {
    expect(messages(sql(script))).toContain(expected);
  });

  test.each<[string, string, string]>([
    ['an option', `SET 'table.exec.state.ttl' = '1 h';\n${SCRIPT}`, 'SQL-03 the script sets table.exec.state.ttl (line 1), which takes precedence over flinkConfiguration'],
    ['where the option belongs', `SET 'table.exec.state.ttl' = '1 h';\n${SCRIPT}`, 'Move it into flinkConfiguration: table.exec.state.ttl: "1 h"'],
    ['a query alone', 'SELECT 1;', 'SQL-03 the rows of a query in the script are only printed'],
  ])('%s is a warning', (_, script, expected) => {
    expect(warnings(sql(script))).toContain(expected);
  });

  test.each([
    ['one INSERT', SCRIPT],
    ['a statement set', 'CREATE TABLE t (a INT);\nEXECUTE STATEMENT SET BEGIN\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nEND;'],
    ['a plan', 'EXECUTE PLAN \'file:///opt/flink/plan/plan.json\';'],
    ['a topic by the name of a password', SCRIPT.replace('\'datagen\'', '\'kafka\', \'topic\' = \'password-resets\'')],
  ])('%s is none', (_, script) => {
    expect(warnings(sql(script))).toBe('');
  });

  test('a secret in a SET statement is in no message', () => {
    const found = messages(sql(`SET 's3.secret-key' = 'hunter2hunter2';\n${SCRIPT}`));
    expect(found).toContain('SEC-05');
    expect(found).not.toContain('hunter2');
    expect(warnings(sql(`SET 's3.secret-key' = 'hunter2hunter2';\n${SCRIPT}`))).not.toContain('hunter2');
  });

  test('a value of Helm is an error: the ConfigMap is named after the text before it', () => {
    expect(messages(sql(`${SCRIPT}-- {{ .Values.table }}`))).toContain('ARC-13 artifact: must not contain Helm expressions');
  });

  test('a script from a Secret is not read', () => {
    const artifact = JobArtifact.sqlUri('local:///secrets/a.sql', { release: '2.2.1' });
    const manifests = of(artifact, { secretFiles: { '/secrets/a.sql': SecretValue.fromSecret('orders-sql', 'a.sql') } });
    expect(only(manifests, 'FlinkDeployment').spec.job.args).toEqual(['--scriptUri', 'file:///secrets/a.sql']);
  });
});
