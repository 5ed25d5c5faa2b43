import { JobManagerComponent, jobManagerMemory, RejectedMemory } from '../../src/memory';

const VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
const ORDER: JobManagerComponent[] = ['totalProcess', 'totalFlink', 'jvmHeap', 'offHeap', 'jvmMetaspace', 'jvmOverhead'];

function derive(options: Record<string, string>, version = '1.20') {
  const prefixed = Object.entries(options).map(([key, value]): [string, string] => [`jobmanager.${key}`, value]);
  return jobManagerMemory(new Map(prefixed), version);
}

function components(options: Record<string, string>, version?: string) {
  const result = derive(options, version);
  if (!result.ok) throw new Error(result.reason);
  return result.components;
}

describe.each(VERSIONS)('Flink %s', (version) => {
  test.each([
    ['1g', [1073741824, 603979776, 469762048, 134217728, 268435456, 201326592]],
    ['2g', [2147483648, 1664299824, 1530082096, 134217728, 268435456, 214748368]],
    ['4g', [4294967296, 3597035104, 3462817376, 134217728, 268435456, 429496736]],
    ['8g', [8589934592, 7462505664, 7328287936, 134217728, 268435456, 858993472]],
    ['16g', [17179869184, 15837691904, 15703474176, 134217728, 268435456, 1073741824]],
    ['64g', [68719476736, 67377299456, 67243081728, 134217728, 268435456, 1073741824]],
  ])('process %s', (process, expected) => {
    const split = components({ 'memory.process.size': process }, version);
    expect(Object.entries(split).map(([name, { bytes }]) => [name, Number(bytes)])).toEqual(ORDER.map((name, i) => [name, expected[i]]));
  });

  test('576m is rejected, one byte more is accepted', () => {
    expect(derive({ 'memory.process.size': '576m' }, version).ok).toBe(false);
    expect(components({ 'memory.process.size': '603979777' }, version).jvmHeap.bytes).toBe(1n);
  });
});

test('every amount says where it comes from', () => {
  const origins = Object.entries(components({ 'memory.heap.size': '1g', 'memory.off-heap.size': '256m' }))
    .map(([name, { source, key }]) => [name, source, key?.replace('jobmanager.memory.', '')]);
  expect(origins).toEqual([
    ['totalProcess', 'sum', undefined],
    ['totalFlink', 'sum', undefined],
    ['jvmHeap', 'option', 'heap.size'],
    ['offHeap', 'option', 'off-heap.size'],
    ['jvmMetaspace', 'default', 'jvm-metaspace.size'],
    ['jvmOverhead', 'minimum', 'jvm-overhead.min'],
  ]);
});

test('off-heap memory is the rest once heap and total Flink memory are set', () => {
  expect(components({ 'memory.heap.size': '1g', 'memory.flink.size': '1g' }).offHeap).toEqual({ bytes: 0n, source: 'remainder' });
});

test('a heap that is set may be empty', () => expect(components({ 'memory.heap.size': '0' }).totalProcess.bytes).toBe(603979776n));

describe('the heap option of Flink 1.x', () => {
  const options = new Map([['jobmanager.heap.size', '4g']]);

  test('is the process size on Kubernetes', () => expect(jobManagerMemory(options, '1.20')).toMatchObject(
    { components: { totalProcess: { bytes: 4294967296n, key: 'jobmanager.heap.size' } } }));

  test('is the JVM heap of a standalone cluster', () => expect(jobManagerMemory(options, '1.20', 'heap')).toMatchObject(
    { components: { jvmHeap: { bytes: 4294967296n }, totalProcess: { bytes: 5219578319n } } }));

  test('is unknown to Flink 2', () => expect(jobManagerMemory(options, '2.2', 'heap').ok).toBe(false));

  test.each(['-4', '4x', '', '2147483648'])('is no MiB as %j', (text) => {
    expect((derive({ 'heap.mb': text }) as RejectedMemory).reason).toContain(`jobmanager.heap.mb is '${text}' but must be a whole number`);
  });
});

describe('rejects', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['nothing set', {}, ['jobmanager.memory.process.size', 'jobmanager.memory.flink.size', 'jobmanager.memory.heap.size']],
    ['an empty heap', { 'memory.process.size': '576m' }, ['128 MiB (134217728 bytes) left by jobmanager.memory.process.size', 'off-heap.size']],
    ['a heap above all', { 'memory.heap.size': '2g', 'memory.flink.size': '1g' }, ['2 GiB (2147483648 bytes)', '1 GiB (1073741824 bytes)']],
    ['a sum that differs', { 'memory.heap.size': '1g', 'memory.flink.size': '1151m', 'memory.off-heap.size': '128m' }, ['1.12 GiB', '128 MiB', 'match']],
    ['too much overhead', { 'memory.heap.size': '1g', 'memory.process.size': '4g' }, ['2.63 GiB', 'in sum', '1 GiB']],
    ['half a boolean', { 'memory.process.size': '2g', 'memory.enable-jvm-direct-memory-limit': 'yes' }, ["'yes'", "'true' or 'false'"]],
  ])('%s', (_, options, parts) => {
    const { ok, reason } = derive(options) as RejectedMemory;
    expect(ok).toBe(false);
    for (const part of parts) expect(reason).toContain(part);
  });
});

describe('JVM arguments', () => {
  const arguments_ = ['-Xmx1530082096', '-Xms1530082096', '-XX:MaxMetaspaceSize=268435456'];

  test('leave direct memory unlimited', () => expect(derive({ 'memory.process.size': '2g' })).toMatchObject({ jvmArguments: arguments_ }));

  test('limit it on request', () => expect(derive({ 'memory.process.size': '2g', 'memory.enable-jvm-direct-memory-limit': 'TRUE' })).toMatchObject(
    { jvmArguments: [...arguments_.slice(0, 2), '-XX:MaxDirectMemorySize=134217728', arguments_[2]] }));
});
