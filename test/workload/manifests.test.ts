import { flatConfiguration, ManifestSet, readText } from '../../src/workload/manifests';

describe('flinkConfiguration as the operator reads it', () => {
  test.each<[string, any, any]>([
    ['flat keys', { 'a.b': 'c' }, { 'a.b': 'c' }],
    ['nested maps', { a: { 'b.c': { d: 'e' } } }, { 'a.b.c.d': 'e' }],
    ['numbers and booleans', { a: 1, b: true, c: 1.5 }, { a: '1', b: 'true', c: '1.5' }],
    ['lists', { a: { b: ['x', 'y', 3] } }, { 'a.b': 'x;y;3' }],
    ['an empty list', { a: [] }, {}],
    ['nothing', { a: null }, { a: 'null' }],
    ['no configuration at all', undefined, {}],
  ])('%s', (_, configuration, flat) => {
    expect(flatConfiguration(configuration)).toEqual(flat);
  });
});

describe('reading', () => {
  const read = (text: string) => {
    const set: ManifestSet = { manifests: [], unreadable: [] };
    readText(set, 'file.yaml', text);
    return set;
  };

  test('lines of what is written, and of the nearest ancestor of what is not', () => {
    const [{ lineOf }] = read('kind: A\nmetadata:\n  name: x\nspec:\n  job:\n    state: running\n').manifests;
    expect([['kind'], ['metadata', 'name'], ['spec', 'job', 'state'], ['spec', 'job', 'parallelism'], ['status'], []].map((steps) => lineOf(steps)))
      .toEqual([1, 3, 6, 5, 1, 1]);
  });

  test('lines in a later document and in a list', () => {
    const { manifests } = read('kind: A\n---\nkind: List\nitems:\n- kind: B\n  spec:\n    x: 1\n- kind: C\n');
    expect(manifests.map(({ object, lineOf }) => [object.kind, lineOf(['kind'])])).toEqual([['A', 1], ['B', 5], ['C', 8]]);
    expect(manifests[1].lineOf(['spec', 'x'])).toBe(7);
  });

  test('a broken document is named with its line, and the others are read', () => {
    const { manifests, unreadable } = read('kind: A\n---\nkind: [\n---\nkind: C\n');
    expect(manifests.map(({ object }) => object.kind)).toContain('A');
    expect(unreadable[0]).toMatchObject({ file: 'file.yaml', line: expect.any(Number) });
  });

  test('one key written twice is a mistake', () => {
    expect(read('kind: A\nspec:\n  a: 1\n  a: 2\n').unreadable).toEqual([expect.objectContaining({ line: 4 })]);
  });

  test('a bulky object is read as far as its name, and what comes after it has its lines', () => {
    const bulky = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\n  namespace: shop\ndata:\n${'  a: "{{ not looked at }}"\n'.repeat(500)}`;
    const { manifests, unreadable } = read(`${bulky}---\nkind: B\nspec:\n  x: 1\n---\nkind: [\n`);
    expect(manifests.map(({ object }) => object)).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'big', namespace: 'shop' } }, { kind: 'B', spec: { x: 1 } }]);
    expect(manifests[1].lineOf(['spec', 'x'])).toBe(510);
    expect(unreadable).toEqual([expect.objectContaining({ line: 513 })]);
  });

  test('a bulky object that does not say what it is at once is read whole', () => {
    const { manifests } = read(`{"kind": "ConfigMap", "metadata": {"name": "big"}, "data": {"a": "${'x'.repeat(10_000)}"}}`);
    expect(manifests[0].object.data.a).toHaveLength(10_000);
  });

  test('directives and ends of documents', () => {
    expect(read('%YAML 1.2\n---\nkind: A\n...\n---\nkind: B\n').manifests.map(({ object, lineOf }) => [object.kind, lineOf(['kind'])])).toEqual([['A', 3], ['B', 6]]);
  });

  test('what is no object is passed over', () => {
    expect(read('just text\n---\n- a\n---\n# nothing\n').manifests.filter(({ object }) => object.kind !== undefined)).toEqual([]);
  });
});
