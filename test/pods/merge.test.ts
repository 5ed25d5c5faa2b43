import * as fc from 'fast-check';
import { mergePodTemplates } from '../../src/kubernetes/merge';

const pod = (container: any, spec: any = {}) => ({ spec: { ...spec, containers: [{ name: 'main', ...container }] } });

test.each<[string, any, any, any]>([
  ['containers merge by name', pod({ image: 'a' }), pod({ tty: true }), pod({ image: 'a', tty: true })],
  ['another container is added', pod({}), { spec: { containers: [{ name: 'side' }] } }, { spec: { containers: [{ name: 'main' }, { name: 'side' }] } }],
  ['mounts merge by path', pod({ volumeMounts: [{ name: 'a', mountPath: '/x' }] }), pod({ volumeMounts: [{ name: 'b', mountPath: '/x' }] }),
    pod({ volumeMounts: [{ name: 'b', mountPath: '/x' }] })],
  ['one volume may be mounted twice', pod({ volumeMounts: [{ name: 'a', mountPath: '/x' }] }), pod({ volumeMounts: [{ name: 'a', mountPath: '/y' }] }),
    pod({ volumeMounts: [{ name: 'a', mountPath: '/x' }, { name: 'a', mountPath: '/y' }] })],
  ['ports merge by number and protocol', pod({ ports: [{ containerPort: 1, name: 'a' }] }),
    pod({ ports: [{ containerPort: 1, protocol: 'TCP', name: 'b' }, { containerPort: 1, protocol: 'UDP' }] }),
    pod({ ports: [{ containerPort: 1, protocol: 'TCP', name: 'b' }, { containerPort: 1, protocol: 'UDP' }] })],
  ['a volume is replaced whole', { spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } }, { spec: { volumes: [{ name: 'tmp', hostPath: { path: '/t' } }] } },
    { spec: { volumes: [{ name: 'tmp', hostPath: { path: '/t' } }] } }],
  ['a variable is replaced whole', pod({ env: [{ name: 'A', value: '1' }] }), pod({ env: [{ name: 'A', valueFrom: { x: 1 } }] }),
    pod({ env: [{ name: 'A', valueFrom: { x: 1 } }] })],
  ['other lists are replaced', { spec: { tolerations: [{ key: 'a' }] } }, { spec: { tolerations: [{ key: 'b' }] } }, { spec: { tolerations: [{ key: 'b' }] } }],
  ['maps merge', { metadata: { labels: { a: '1', b: '1' } } }, { metadata: { labels: { b: '2' } } }, { metadata: { labels: { a: '1', b: '2' } } }],
  ['undefined says nothing', { spec: { a: 1 } }, { spec: { a: undefined } }, { spec: { a: 1 } }],
])('%s', (_, base, over, expected) => {
  expect(mergePodTemplates([base, over])).toEqual(expected);
});

const named = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), image: fc.constantFrom('x', 'y') }), { maxLength: 4 });
const fragment = fc.record({ spec: fc.record({ containers: named, volumes: named }, { requiredKeys: [] }) });

test('fragments stay as they are, names stay unique, the last one wins, merging again changes nothing', () => {
  fc.assert(fc.property(fragment, fragment, (base, over) => {
    const before = JSON.stringify([base, over]);
    const merged = mergePodTemplates([base, over]);
    expect(JSON.stringify([base, over])).toBe(before);
    for (const list of ['containers', 'volumes'] as const) {
      const said = over.spec[list];
      if (!said || !base.spec[list]) continue;
      const names = merged.spec[list].map((element: any) => element.name);
      expect(new Set(names).size).toBe(names.length);
      const last = new Map(said.map((element) => [element.name, element.image]));
      for (const [name, image] of last) expect(merged.spec[list].find((element: any) => element.name === name).image).toBe(image);
    }
    expect(mergePodTemplates([merged, over])).toEqual(merged);
  }));
});
