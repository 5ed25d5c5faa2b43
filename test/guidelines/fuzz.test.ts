import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { SOUND } from './cases/judge-case';
import { checkObjects, flinkObjects, LocatedFinding } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';

/** More of them: FUZZ=100000 npx jest test/guidelines/fuzz */
const RUNS = Number(process.env.FUZZ ?? 600);

function check(text: string): LocatedFinding[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'file.yaml', text);
  return checkObjects(flinkObjects(set.manifests, {}), GUIDELINES);
}

/** What must hold of findings, whatever was read. */
function expectSense(findings: readonly LocatedFinding[]): void {
  for (const { message, fix, guideline, line } of findings) {
    expect(message).not.toMatch(/^failed on|undefined|NaN|\[object/);
    expect(fix).not.toMatch(/undefined|NaN|\[object/);
    expect(guideline).toMatch(/^[A-Z0-9]+-\d+$/);
    expect(line).toBeGreaterThan(0);
  }
}

/** Every path of a value. */
function paths(value: any, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...at, key]))];
}

/** Those that guidelines read, and some that refer to them. */
const OBJECTS = [
  ...SOUND.filter(({ kind }) => ['FlinkDeployment', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceMonitor'].includes(kind)),
  { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 's', namespace: 'shop' }, spec: { scaleTargetRef: { name: 'orders' } } },
  { apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PodChaos', metadata: { name: 'c', namespace: 'shop' }, spec: { selector: { namespaces: ['shop'], labelSelectors: {} } } },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace: 'shop' },
    spec: { minAvailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['orders'] }] } },
  },
  {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'clicks', namespace: 'shop' },
    spec: {
      flinkVersion: 'v1_20',
      podTemplate: { spec: { containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'a', mountPath: '/a' }] }], volumes: [{ name: 'a', emptyDir: {} }] } },
      taskManager: {
        resource: { cpu: 1, memory: '4g' },
        podTemplate: {
          metadata: { labels: { 'example.com/stage': 'test' } },
          spec: {
            initContainers: [{ name: 'fetch', image: 'x:1', securityContext: { capabilities: { drop: ['ALL'], add: ['KILL'] } } }],
            containers: [
              { name: 'main', image: 'x:1', ports: [{ containerPort: 1, hostPort: 1 }], resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
              { name: 'b', env: [{ name: 'B', value: '1' }], volumeMounts: [{ name: 'b', mountPath: '/b' }] },
            ],
          },
        },
      },
    },
  },
];
const TEXTS = OBJECTS.map((object) => stringify(object));

/** The text of all of them, with another value at one path. */
function replaced([which, ...path]: string[], value: unknown): string {
  const copy = structuredClone(OBJECTS[Number(which)]);
  const parent = path.slice(0, -1).reduce((node: any, step) => node[step], copy);
  parent[path.at(-1)!] = value;
  return TEXTS.map((text, i) => i === Number(which) ? stringify(copy) : text).join('---\n');
}

const PATHS = paths(OBJECTS).filter((path) => path.length > 1);
const STRANGE = fc.oneof(
  fc.constantFrom(null, '', 0, -1, 1.5, true, [], {}, [null], { a: null }, '__proto__', 'constructor', 'file:', 's3://', '9'.repeat(30)), fc.jsonValue({ maxDepth: 2 }));

test('no mutation of manifests ends in anything but findings', () => {
  fc.assert(fc.property(fc.constantFrom(...PATHS), STRANGE, (path, value) => {
    expectSense(check(replaced(path, value)));
  }), { numRuns: RUNS });
});

const WORD = fc.constantFrom('kind: FlinkDeployment', 'apiVersion: flink.apache.org/v1beta1', 'metadata:', 'spec:', '  name: a', '  flinkConfiguration:', '    a: b', '---', '- x', ': ', '"', '{', ']',
  '&a', '*a', '!!', '|', '>-', '%YAML', '...', '\t', '  podTemplate: []', '  job: 1', 'items:', 'kind: List', '? a', '# c', '\r');

test('no text ends in anything but findings, or is named as unreadable', () => {
  fc.assert(fc.property(fc.array(fc.oneof(WORD, fc.string({ maxLength: 12 })), { maxLength: 25 }), (lines) => expectSense(check(lines.join('\n')))), { numRuns: RUNS });
});

test('anchors, merges and duplicate keys', () => {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'a.yaml', 'kind: A\nspec: &s\n  a: 1\nother:\n  <<: *s\n---\nkind: B\nspec:\n  a: 1\n  a: 2\n---\nkind: C\nspec: *nowhere\n---\nkind: D\n');
  expect(set.manifests.map(({ object }) => object.kind)).toEqual(['A', 'D']);
  expect(set.unreadable.map(({ line }) => line)).toEqual([10, 12]);
});
