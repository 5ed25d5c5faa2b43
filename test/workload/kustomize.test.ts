import { withoutKustomized } from '../../src/workload/kustomize';
import { Manifest } from '../../src/workload/manifests';

const manifest = (file: string, object: any): Manifest => ({ file, object, lineOf: () => 1 });
const flink = (file: string) => manifest(file, { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment' });
const kustomization = (file: string, object: any) => manifest(file, { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...object });
const divided = (...manifests: Manifest[]) => {
  const { manifests: standing, aside } = withoutKustomized(manifests);
  return { standing: standing.map(({ file }) => file), aside };
};

const BASE = [kustomization('base/kustomization.yaml', { resources: ['job.yaml'] }), flink('base/job.yaml')];

test('what a kustomization only collects stands for itself', () => {
  expect(divided(...BASE)).toEqual({ standing: ['base/kustomization.yaml', 'base/job.yaml'], aside: [{ kustomization: 'base/kustomization.yaml', files: [] }] });
});

test.each<[string, any]>([
  ['patches', { patches: [{ path: 'memory.yaml' }] }],
  ['strategic merges', { patchesStrategicMerge: ['memory.yaml'] }],
  ['patches of JSON', { patchesJson6902: [{ path: 'memory.yaml', target: {} }] }],
])('a base with %s is judged as it is built, with the other', (_, fields) => {
  const overlay = kustomization('prod/kustomization.yaml', { resources: ['../base'], ...fields });
  expect(divided(...BASE, overlay, flink('prod/memory.yaml'), flink('other/job.yaml'))).toEqual({
    standing: ['prod/kustomization.yaml', 'other/job.yaml'],
    aside: [{ kustomization: 'prod/kustomization.yaml', files: ['base/kustomization.yaml', 'base/job.yaml', 'prod/memory.yaml'] }],
  });
});

test('names and images that it changes count, too', () => {
  for (const fields of [{ namePrefix: 'eu-' }, { images: [{ name: 'clicks', newTag: '2' }] }, { namespace: 'ads' }]) {
    expect(divided(kustomization('kustomization.yaml', { resources: ['job.yaml'], ...fields }), flink('job.yaml')).standing).toEqual(['kustomization.yaml']);
  }
});

test('a patch in place is no file, and a folder of a similar name no base', () => {
  const overlay = kustomization('prod/kustomization.yml', { resources: ['../base'], patches: [{ patch: '- op: remove\n  path: /spec/job' }] });
  expect(divided(overlay, flink('base-of-others/job.yaml')).aside).toEqual([{ kustomization: 'prod/kustomization.yml', files: [] }]);
});

test('a file of that name needs no kind', () => {
  expect(divided(manifest('kustomization.yaml', { resources: ['job.yaml'], namePrefix: 'x-' }), flink('job.yaml')).aside).toHaveLength(1);
});
