import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { check } from './cases/judge-case';
import { GUIDELINES } from '../../src/guidelines/registry';

const CORPUS = path.join(__dirname, 'corpus');
const EXPECTED: { readonly [file: string]: readonly string[] } = parse(fs.readFileSync(path.join(CORPUS, 'expected.yaml'), 'utf8'));
const FILES = ['broken', 'sound'].flatMap((folder) => fs.readdirSync(path.join(CORPUS, folder)).sort().map((file) => `${folder}/${file}`));

const findingsIn = (file: string) => check([fs.readFileSync(path.join(CORPUS, file), 'utf8')], GUIDELINES);

test('every manifest of the corpus has its expectation', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(FILES);
});

test.each(FILES)('%s: what is found, and nothing else', (file) => {
  expect(findingsIn(file).map(({ line, severity, guideline }) => `${line} ${severity} ${guideline}`)).toEqual(EXPECTED[file]);
});

test.each(FILES.filter((file) => file.startsWith('sound/')))('%s runs well, and has no error', (file) => {
  expect(findingsIn(file).filter(({ severity }) => severity === 'error')).toEqual([]);
});

/** Each mistake that somebody named in these manifests, and how it is reported: guideline, and words of the message or the fix. */
const NAMED: readonly [file: string, guideline: string, path: string, words: string][] = [
  ['operations-guide', 'UPG-02', 'state.savepoints.dir', 'upgrade mode savepoint needs it'],
  ['operations-guide', 'HA-01', 'high-availability.type', 'must be set'],
  ['operations-guide', 'ARC-08', 'flinkVersion', 'deprecated'],
  ['operations-guide', 'ARC-09', 'jarURI', 'reads its jar only from the image'],
  ['tutorial', 'HA-06', 'kubernetes.cluster-id', 'the operator refuses this option'],
  ['tutorial', 'ARC-12', 'ha.type', 'high-availability.type'],
  ['tutorial', 'ARC-12', 'kubernetes.leader-election.enabled', 'high-availability.type'],
  ['tutorial', 'ASC-02', 'scheduler-mode', 'needs mode: standalone'],
  ['tutorial', 'ASC-03', 'spec.scaleTargetRef', 'is the JobManager'],
  ['tutorial', 'STB-08', 'fixed-per-slot', 'exceed the memory of the container'],
  ['tutorial', 'PAR-03', 'numberOfTaskSlots', '4 slots share 2 CPUs'],
  ['tutorial', 'K8S-04', 'taskManager.replicas', 'this overrides job.parallelism'],
  ['tutorial', 'ARC-12', 'execution.checkpointing.interval', 'without a unit'],
  ['bare-resources', 'UPG-04', 'upgradeMode', 'discards the state of the job'],
  ['on-the-node', 'CKP-10', 'state.checkpoints.dir', 'hostPath'],
  ['on-the-node', 'UPG-02', 'state.savepoints.dir', 'hostPath'],
  ['on-the-node', 'HA-02', 'high-availability.storageDir', 'hostPath'],
  ['on-the-node', 'SEC-08', 'podTemplate', 'hostPath volumes (flink-volume)'],
  ['blueprint', 'ARC-12', 'env.taskmanager.tmp.dirs', 'io.tmp.dirs'],
  ['blueprint', 'UPG-04', 'upgradeMode', 'discards the state of the job'],
  ['blueprint', 'CKP-10', 'high-availability.storageDir', 'inside the checkpoint directory'],
  ['blueprint', 'CKP-10', 'state.checkpoints.dir', 'data-team-a/second-job uses the same directory'],
  ['blueprint', 'STB-07', 'volumes', 'volume without a source'],
  ['managed-service', 'ARC-12', 'task.local-recovery.ebs.enable', 'ignore it silently'],
  ['managed-service', 'ARC-12', 'cluster.taskmanager.graceful-decommission.enabled', 'ignore it silently'],
  ['managed-service', 'CKP-02', 'execution.checkpointing.interval', 'below 10 s'],
  ['tls', 'ARC-12', 'security.ssl.enabled', 'security.ssl.internal.enabled and security.ssl.rest.enabled'],
  ['tls', 'SEC-01', 'security.ssl.internal.enabled', 'neither encrypted'],
  ['tls', 'SEC-05', 'security.ssl.keystore-password', 'in plain text'],
  ['generated', 'UPG-01', 'upgradeMode', 'the default is stateless'],
  ['generated', 'ARC-10', 'serviceAccount', 'refuses'],
  ['chart-with-keys', 'SEC-05', 's3.secret-key', 'in plain text'],
  ['chart-with-keys', 'SEC-05', 'job.args', 'db.password'],
  ['chart-with-keys', 'SEC-09', 'metadata.name', 'no NetworkPolicy'],
];

test.each(NAMED)('%s: %s at %s says %s', (file, guideline, where, words) => {
  const found = findingsIn(`broken/${file}.yaml`).filter((finding) => finding.guideline === guideline && finding.path.includes(where));
  expect(found.map(({ message, fix }) => `${message}. ${fix}`).join('\n')).toContain(words);
});

test('no finding shows a secret', () => {
  for (const file of FILES) expect(JSON.stringify(findingsIn(file))).not.toMatch(/hunter2|wJalrXUtnFEMIexample|password1234/);
});
