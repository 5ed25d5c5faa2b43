import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { stringify } from 'yaml';
import { run } from './run';
import { readText } from '../../src/workload/manifests';
import { synthJob } from '../jobs';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-pods-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

const write = (name: string, objects: any[]) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, objects.map((object) => stringify(object)).join('---\n'));
  return file;
};

const podsIn = (out: string): any[] => {
  const set = { manifests: [] as any[], unreadable: [] };
  readText(set, 'out', out);
  return set.manifests.map(({ object }) => object);
};

test('a List of a JobManager and a TaskManager of each FlinkDeployment, and of nothing else', () => {
  const manifests = synthJob();
  const { code, out, err } = run('pods', write('job.yaml', manifests));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^apiVersion: v1\nkind: List\nitems:\n/);
  expect(podsIn(out).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual(['Pod shop/orders-jobmanager', 'Pod shop/orders-taskmanager-1-1']);
  expect(out).not.toMatch(/[&*]a\d/);
});

test('the same text for the same input', () => {
  const file = write('job.yaml', synthJob());
  expect(run('pods', file).out).toBe(run('pods', file).out);
});

test('a job that Flink would not start does not keep the others from being shown, and exits with 1', () => {
  const [deployment] = synthJob().filter(({ kind }) => kind === 'FlinkDeployment');
  const tiny = { ...deployment, metadata: { ...deployment.metadata, name: 'tiny' }, spec: { ...deployment.spec, taskManager: { resource: { memory: '100m' } } } };
  const { code, out, err } = run('pods', write('jobs.yaml', [tiny, deployment]));
  expect(code).toBe(1);
  expect(err).toMatch(/jobs\.yaml:\d+: \[tiny\] Flink would create no pods: the taskManager's memory: /);
  expect(podsIn(out)).toHaveLength(2);
});

test('nothing to show is an empty List; what cannot be read exits with 2', () => {
  expect(run('pods', write('other.yaml', [{ apiVersion: 'v1', kind: 'ConfigMap' }]))).toEqual({ code: 0, out: 'apiVersion: v1\nkind: List\nitems: []\n', err: '' });
  expect(run('pods', path.join(dir, 'nope.yaml')).code).toBe(2);
  expect(run('pods').code).toBe(2);
});
