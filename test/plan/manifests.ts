import { parse, stringify } from 'yaml';
import { Case, Edits } from './cases';
import { OperatorVersion } from '../../src';
import { FlinkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { ManifestSet, readText } from '../../src/workload/manifests';

/** Manifests that run well, by kind. */
const SOUND: { readonly [kind: string]: string } = {
  FlinkDeployment: `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: { name: orders, namespace: shop }
spec:
  image: orders:1
  flinkVersion: v2_1
  serviceAccount: flink
  flinkConfiguration:
    execution.checkpointing.interval: 1 min
    execution.checkpointing.dir: s3://state/chk
    execution.checkpointing.savepoint-dir: s3://state/sp
    high-availability.type: kubernetes
    high-availability.storageDir: s3://state/ha
  jobManager: { resource: { memory: 2Gi, cpu: 1 } }
  taskManager: { resource: { memory: 2Gi, cpu: 1 } }
  job: { jarURI: "local:///x.jar", parallelism: 2, upgradeMode: savepoint }
`,
  FlinkSessionJob: `apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: { name: orders, namespace: shop }
spec:
  deploymentName: shared
  job: { jarURI: "https://example.com/x.jar", parallelism: 2, upgradeMode: savepoint }
`,
};

const IN_TEMPLATE = 'FlinkBlueGreenDeployment';

/** A manifest of a case, as YAML. */
export function manifest(kind = 'FlinkDeployment', ...edits: readonly (Edits | undefined)[]): string {
  const sound = parse(SOUND[kind] ?? SOUND.FlinkDeployment);
  const object = kind === IN_TEMPLATE ? { ...sound, kind, spec: { template: { spec: sound.spec } } } : sound;
  for (const [path, value] of edits.flatMap((each) => Object.entries(each ?? {}))) put(object, kind === IN_TEMPLATE ? ['spec', 'template', 'spec'] : ['spec'], path, value);
  return stringify(object);
}

function put(object: any, spec: readonly string[], path: string, value: unknown): void {
  const [, prefix, rest] = /^(?:(conf|meta|root):)?(.*)$/.exec(path)!;
  const at = { conf: [...spec, 'flinkConfiguration', rest], meta: ['metadata', rest], root: ['spec', rest] }[prefix] ?? [...spec, ...rest.split('.')];
  const parent = at.slice(0, -1).reduce((place, step) => place[step] ??= {}, object);
  if (value === undefined) delete parent[at.at(-1)!];
  else parent[at.at(-1)!] = value;
}

/** Both sides of a case, as YAML. */
export function sidesOf({ kind, both, old, now, cluster }: Case): [string, string] {
  const side = (edits: Edits | null | undefined, ofCluster: Edits | undefined) => [
    ...(edits === null ? [] : [manifest(kind, both, edits)]),
    ...(cluster ? [manifest('FlinkDeployment', { 'meta:name': 'shared', 'job': undefined }, cluster.both, ofCluster)] : []),
  ].join('---\n');
  return [side(old, cluster?.old), side(now, cluster?.now)];
}

/** What is read of a text. */
export function objectsOf(file: string, text: string, operator = '1.16'): FlinkObjects {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, file, text);
  if (set.unreadable.length > 0) throw new Error(JSON.stringify(set.unreadable));
  return flinkObjects(set.manifests, { operatorVersion: OperatorVersion.of(operator) });
}
