import * as fc from 'fast-check';
import { CASES } from './cases';
import { changedDeployment, SOUND } from './cases/judge-case';
import { OperatorVersion } from '../../src';
import { checkObjects, flinkObjects, LocatedFinding } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { pathSteps } from '../../src/kubernetes/paths';
import { Manifest, ManifestSet, readText } from '../../src/workload/manifests';

// Whoever writes what a finding says is rid of the finding, and gets no error for it.

/** More of them: FIXES=10000 npx jest test/guidelines/fixes */
const RANDOM = Number(process.env.FIXES ?? 400);

function check(objects: readonly any[], operator?: string): LocatedFinding[] {
  const manifests: Manifest[] = objects.map((object) => ({ file: 'f.yaml', object, lineOf: () => 1 }));
  return checkObjects(flinkObjects(manifests, { operatorVersion: operator === undefined ? undefined : OperatorVersion.of(operator) }), GUIDELINES);
}

/** The value that a fix proposes to write at the place of the finding: one, in full. */
function proposed({ fix }: LocatedFinding): string | undefined {
  const [, quoted, word] = /^Write (?:"([^"<>…]+)"|([\w./:+-]+))(?=$|[,;]| or )/.exec(fix) ?? [];
  return quoted ?? (word === undefined || /^(https|it|the|a|one|what|them|factory\.class|resource|flinkConfiguration|\w+[A-Z]\w*)$/.test(word) ? undefined : word);
}

/** A fix that names a key in place of the one that was written. */
const OF_KEY = /where it has another name|^deprecated name of|^unknown field/;
const MEANT = /^Did you mean ([\w.-]+)/;

/** Whether the place of a finding has a single value: only then can another be written in its stead. */
function scalarAt(object: any, path: string): { readonly parent: any; readonly key: string } | undefined {
  const steps = pathSteps(path);
  const key = steps.at(-1)!;
  const parent = steps.slice(0, -1).reduce((value, step) => value?.[step], object);
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key) && typeof parent[key] !== 'object' ? { parent, key } : undefined;
}

const typed = (text: string) => /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === 'true' ? true : text === 'false' ? false : text;

const identity = ({ severity, guideline, path, message, resource }: LocatedFinding) => `${severity} ${guideline} ${resource.kind}/${resource.name} ${path}: ${message}`;

/** What goes wrong when the fixes of what is found are applied, one at a time. */
function broken(objects: readonly any[], operator?: string, seen = new Set<string>()): string[] {
  const before = check(objects, operator);
  const errors = new Set(before.filter(({ severity }) => severity === 'error').map(({ guideline, path }) => `${guideline} ${path}`));
  return before.flatMap((finding) => {
    const key = OF_KEY.test(finding.message) ? /^Write ([\w.-]+)$/.exec(finding.fix)?.[1] : MEANT.exec(finding.fix)?.[1];
    const value = key === undefined ? proposed(finding) : undefined;
    if ((value === undefined && key === undefined) || finding.suppressed !== undefined) return [];
    // the same mistake, again
    const told = `${identity(finding)}. ${finding.fix}`;
    if (seen.has(told)) return [];
    seen.add(told);
    const copy = structuredClone(objects) as any[];
    const object = copy.find(({ kind, metadata }) => kind === finding.resource.kind && String(metadata?.name ?? '') === String(finding.resource.name ?? ''));
    const place = object && scalarAt(object, finding.path);
    if (!place) return [];
    const written = place.parent[place.key];
    if (key !== undefined) {
      // where both are written, only somebody who knows what is meant can choose
      if (Object.hasOwn(place.parent, key)) return [];
      delete place.parent[place.key];
      place.parent[key] = written;
    } else {
      place.parent[place.key] = finding.fix.startsWith('Write "') ? value : typed(value!);
    }
    const after = check(copy, operator);
    return [
      ...after.some((each) => identity(each) === identity(finding)) ? [`stays: ${told} [was ${JSON.stringify(written)}]`] : [],
      ...after.filter((each) => each.severity === 'error' && !errors.has(`${each.guideline} ${each.path}`)).map((each) => `brings ${identity(each)}: ${told} [was ${JSON.stringify(written)}]`),
    ];
  });
}

function objectsOf(text: string): any[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'f.yaml', text);
  return set.manifests.map(({ object }) => object);
}

/** As the text has it: without what is undefined, and with null for holes. */
function plain(object: any): any[] {
  return [JSON.parse(JSON.stringify(object))];
}

test('what a fix says to write removes its finding and brings no error: in all cases', () => {
  const changes = [...new Map(CASES.filter(({ finds }) => finds.length > 0).map(({ change }) => [JSON.stringify(change), change])).values()];
  const seen = new Set<string>();
  // what stands beside the job is as it should be, and takes its time
  const judged = (change: (typeof changes)[number]) => [...plain(changedDeployment(change)), ...objectsOf(change.beside ?? '')];
  expect(changes.flatMap((change) => broken(judged(change), change.operator, seen))).toEqual([]);
});

/** What somebody wrote by hand: no annotations, few options. */
const BY_HAND = {
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkDeployment',
  metadata: { name: 'clicks', namespace: 'ads' },
  spec: {
    image: 'registry.example.com/clicks:3.1.0',
    imagePullPolicy: 'IfNotPresent',
    flinkVersion: 'v1_20',
    serviceAccount: 'clicks',
    mode: 'native',
    flinkConfiguration: {
      'execution.checkpointing.interval': '60 s',
      'execution.checkpointing.dir': 's3://ads-state/clicks/checkpoints',
      'execution.checkpointing.savepoint-dir': 's3://ads-state/clicks/savepoints',
      'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
      'high-availability.type': 'kubernetes',
      'high-availability.storageDir': 's3://ads-state/clicks/ha',
      'jobmanager.scheduler': 'Adaptive',
      'kubernetes.operator.savepoint.format.type': 'CANONICAL',
      'kubernetes.operator.periodic.savepoint.interval': '6h',
      'restart-strategy.type': 'exponential-delay',
      'restart-strategy.exponential-delay.initial-backoff': '1 s',
      'restart-strategy.exponential-delay.backoff-multiplier': '1.5',
      's3.endpoint': 'https://s3.example.com',
      's3.path.style.access': 'true',
      'state.backend.type': 'rocksdb',
      'state.backend.rocksdb.memory.managed': 'true',
      'taskmanager.memory.jvm-metaspace.size': '256m',
      'taskmanager.memory.managed.fraction': '0.4',
      'taskmanager.numberOfTaskSlots': '2',
    },
    podTemplate: { spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'ZONE', value: 'a' }] }], restartPolicy: 'Always' } },
    jobManager: { resource: { cpu: 1, memory: '2048m' }, replicas: 1 },
    taskManager: { resource: { cpu: 2, memory: '4096m' } },
    job: { jarURI: 'local:///opt/flink/usrlib/clicks.jar', entryClass: 'com.example.Clicks', parallelism: 4, upgradeMode: 'savepoint', state: 'running', allowNonRestoredState: false },
  },
};
const ALONE = [BY_HAND, SOUND.find(({ kind }) => kind === 'FlinkDeployment')];

/** Every place of a value that is no object. */
function leaves(value: any, at: string[] = []): string[][] {
  return typeof value !== 'object' || value === null ? [at] : Object.entries(value).flatMap(([key, child]) => leaves(child, [...at, key]));
}

const SLIPS: readonly ((text: string, at: number) => unknown)[] = [
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.charAt(at) + text.slice(at),
  (text, at) => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
  (text, at) => `${text.slice(0, at)}x${text.slice(at)}`,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replace(/[-_]/g, ''),
  (text) => `${text} `,
  (text) => text.replace(/^(\d+) ?[a-z]+$/, '$1'),
  (text) => text.replace(/^(\d+) ?[a-z]+$/, '$1.5Gi'),
  (text) => text.replace(/\d+/, '0'),
  (text) => text.replace(/\d+/, '99999'),
  (text) => text.replace(/\d+/, '-$&'),
  (text) => text.replace(/^(true|false)$/, 'yes'),
  (text) => Number(text) || Boolean(text),
  (text) => [text],
];

test(`what a fix says to write removes its finding and brings no error: in ${RANDOM} random mistakes`, () => {
  const mistakes = [fc.constantFrom(...ALONE), fc.nat(), fc.constantFrom(...SLIPS), fc.nat(), fc.boolean()] as const;
  fc.assert(fc.property(...mistakes, (base, which, slip, position, ofKey) => {
    const object = structuredClone(base);
    const places = leaves(object.spec);
    const place = places[which % places.length];
    const key = place.at(-1)!;
    const parent = place.slice(0, -1).reduce((value, step) => value[step], object.spec);
    if (ofKey && !Array.isArray(parent)) {
      const { [key]: value, ...others } = parent;
      const grand = place.slice(0, -2).reduce((each, step) => each[step], object.spec);
      const renamed = { ...others, [String(slip(key, position % key.length)) || 'x']: value };
      if (place.length > 1) grand[place.at(-2)!] = renamed;
      else object.spec = renamed;
    } else {
      const text = String(parent[key]);
      parent[key] = slip(text, position % Math.max(text.length, 1));
    }
    expect(broken([object])).toEqual([]);
  }), { numRuns: RANDOM, seed: Number(process.env.FIXES_SEED ?? 18) });
});
