import { whyNotApplicable } from '../../src/guidelines/applicability';
import { AREA_NAMES, areaName, areaOf } from '../../src/guidelines/area-names';
import * as conditions from '../../src/guidelines/conditions';
import { Guideline } from '../../src/guidelines/guideline';
import { GUIDELINES } from '../../src/guidelines/registry';
import { Workload } from '../../src/workload/workload';

const job = { jarURI: 'local:///opt/flink/usrlib/a.jar', parallelism: 2, upgradeMode: 'savepoint' };

/** A workload with some options, more fields, and annotations. */
function workload(options: { readonly [key: string]: string } = {}, spec: any = {}, annotations: any = {}, kind = 'FlinkDeployment'): Workload {
  const all = { flinkVersion: 'v1_20', image: 'registry.example.com/a:1', job, flinkConfiguration: options, ...spec };
  const own = kind === 'FlinkBlueGreenDeployment' ? { template: { spec: all } } : all;
  return Workload._of({ apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name: 'a', namespace: 'shop', annotations }, spec: own });
}

const guideline = (id: string) => GUIDELINES.find((each) => each.id === id)!;
const why = (id: string, purpose: conditions.Purpose, w: Workload) => whyNotApplicable(guideline(id), w, purpose);

const CHECKPOINTS = { 'execution.checkpointing.interval': '60 s' };
const CONNECTORS = JSON.stringify([{ name: 'orders', connector: 'files', role: 'source' }]);
const args = (...given: string[]) => ({ job: { ...job, args: given } });

describe.each<[id: string, purpose: conditions.Purpose, reason: string, applies: Workload, not: Workload]>([
  ['CKP-01', 'check', 'a session cluster has no job', workload(), workload({}, { job: undefined })],
  ['CKP-01', 'check', 'a batch job', workload(), workload({ 'execution.runtime-mode': 'BATCH' })],
  ['CKP-03', 'check', 'no checkpoint interval', workload(CHECKPOINTS), workload()],
  ['RST-10', 'check', 'no checkpoint interval', workload(CHECKPOINTS), workload()],
  ['HA-02', 'check', 'high availability is off', workload({ 'high-availability.type': 'kubernetes' }), workload()],
  ['STB-07', 'check', 'not kept on disk', workload({ 'state.backend.type': 'rocksdb' }), workload()],
  ['STB-04', 'check', 'is kept on disk', workload(), workload({ 'state.backend.type': 'rocksdb' })],
  ['STB-05', 'check', 'not ForSt', workload({ 'state.backend.type': 'forst' }), workload({ 'state.backend.type': 'rocksdb' })],
  ['ASC-06', 'check', 'not scaled', workload({ 'job.autoscaler.enabled': 'true' }), workload()],
  ['CON-03', 'check', 'no connector', workload({}, {}, { 'cdk8s-flink.dev/connectors': CONNECTORS }), workload()],
  ['CON-02', 'checklist', 'Kafka', workload({}, args('--topic', 'x', '--brokers', 'KAFKA:9092')), workload()],
  ['DR-02', 'check', 'no recovery point', workload({}, {}, { 'cdk8s-flink.dev/recovery-point': '30 min' }), workload()],
  ['JOB-01', 'checklist', 'SQL script', workload(), workload({}, args('/opt/a.sql'))],
  ['SQL-01', 'checklist', 'not a SQL script', workload({}, { job: { ...job, entryClass: 'org.apache.flink.table.runtime.application.SqlDriver' } }), workload()],
  ['TST-05', 'checklist', 'not a SQL script', workload({}, args('/opt/a.sql')), workload({}, args('/opt/a.sql.txt'))],
  ['SQL-05', 'check', 'not written in Python', workload({}, args('-py', '/opt/a.py')), workload()],
  ['SQL-06', 'check', 'neither SQL nor Python', workload({}, args('-py', '/opt/a.py')), workload()],
  ['SQL-06', 'checklist', 'SQL script', workload(), workload({}, args('/opt/a.sql'))],
  ['UPG-11', 'checklist', 'not a FlinkBlueGreenDeployment', workload({}, {}, {}, 'FlinkBlueGreenDeployment'), workload()],
  ['SEC-01', 'checklist', 'TLS is off', workload({ 'security.ssl.internal.enabled': 'true' }), workload({ 'security.ssl.internal.enabled': 'false' })],
  ['SEC-02', 'checklist', 'Kerberos', workload({ 'security.kerberos.login.keytab': '/a' }), workload()],
  ['CKP-21', 'checklist', 'entropy', workload({ 's3.entropy.key': '_e_' }), workload()],
  ['CKP-22', 'checklist', 'HDFS', workload({ 'execution.checkpointing.dir': 'hdfs:///a' }), workload({ 'execution.checkpointing.dir': 's3://a' })],
  ['JOB-10', 'checklist', 'not reused', workload({ 'pipeline.object-reuse': 'true' }), workload({ 'pipeline.object-reuse': 'false' })],
  ['MEM-05', 'check', 'its session cluster', workload(), workload({}, { deploymentName: 'b' }, {}, 'FlinkSessionJob')],
])('%s, %s: %s', (id, purpose, reason, applies, not) => {
  test('applies', () => expect(why(id, purpose, applies)).toBeUndefined());
  test('does not apply', () => expect(why(id, purpose, not)).toContain(reason));
});

test('exceptions of an area apply', () => {
  expect(['HA-01', 'HA-06', 'CKP-01'].map((id) => why(id, 'check', workload()))).toEqual([undefined, undefined, undefined]);
  expect(why('JOB-01', 'checklist', workload({}, { deploymentName: 'b' }, {}, 'FlinkSessionJob'))).toBeUndefined();
});

test('a guideline of an unknown area applies', () => {
  class Own extends Guideline {}
  expect(whyNotApplicable(new Own({ id: 'SHOP-01', title: 't', rationale: 'r' }), workload(), 'check')).toBeUndefined();
  expect(areaName(areaOf('SHOP-01'))).toBe('SHOP');
});

test('each condition is that of a guideline', () => {
  const used = new Set(GUIDELINES.flatMap(({ row }) => row.applies ?? []));
  expect(Object.entries(conditions).filter(([, condition]) => !used.has(condition)).map(([name]) => name)).toEqual([]);
});

test('every area has a name, and every name an area', () => {
  expect([...new Set(GUIDELINES.map(({ id }) => areaOf(id)))].sort()).toEqual(Object.keys(AREA_NAMES).sort());
  expect(areaName('CKP')).toBe('Checkpoints');
});
