import { explainAmount, RejectedMemory, TaskManagerComponent, taskManagerMemory } from '../../src/memory';

const VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
const ORDER: TaskManagerComponent[] = [
  'totalProcess', 'totalFlink', 'frameworkHeap', 'taskHeap', 'frameworkOffHeap', 'taskOffHeap', 'network', 'managed', 'jvmMetaspace', 'jvmOverhead',
];

function derive(options: Record<string, string>, version = '1.20') {
  const prefixed = Object.entries(options).map(([key, value]): [string, string] => [`taskmanager.${key}`, value]);
  return taskManagerMemory(new Map(prefixed), version);
}

function components(options: Record<string, string>, version?: string) {
  const result = derive(options, version);
  if (!result.ok) throw new Error(result.reason);
  return result.components;
}

function reason(options: Record<string, string>, version?: string) {
  const result = derive(options, version) as RejectedMemory;
  expect(result.ok).toBe(false);
  return result.reason;
}

describe.each(VERSIONS)('Flink %s', (version) => {
  test.each([
    ['1g', '0.4', [1073741824, 603979776, 134217728, 26843542, 134217728, 0, 67108864, 241591914, 268435456, 201326592]],
    ['2g', '0.4', [2147483648, 1664299824, 134217728, 563714445, 134217728, 0, 166429984, 665719939, 268435456, 214748368]],
    ['2g', '0.6', [2147483648, 1664299824, 134217728, 230854450, 134217728, 0, 166429984, 998579934, 268435456, 214748368]],
    ['4g', '0.4', [4294967296, 3597035104, 134217728, 1530082070, 134217728, 0, 359703515, 1438814063, 268435456, 429496736]],
    ['4g', '0.6', [4294967296, 3597035104, 134217728, 810674985, 134217728, 0, 359703515, 2158221148, 268435456, 429496736]],
    ['8g', '0.4', [8589934592, 7462505664, 134217728, 3462817321, 134217728, 0, 746250577, 2985002310, 268435456, 858993472]],
    ['8g', '0.6', [8589934592, 7462505664, 134217728, 1970316055, 134217728, 0, 746250577, 4477503576, 268435456, 858993472]],
    ['16g', '0.4', [17179869184, 15837691904, 134217728, 7650410378, 134217728, 0, 1583769214, 6335076856, 268435456, 1073741824]],
    ['16g', '0.6', [17179869184, 15837691904, 134217728, 4482871715, 134217728, 0, 1583769214, 9502615519, 268435456, 1073741824]],
    ['64g', '0.4', [68719476736, 67377299456, 134217728, 33420213770, 134217728, 0, 6737730046, 26950920184, 268435456, 1073741824]],
    ['64g', '0.6', [68719476736, 67377299456, 134217728, 19944752675, 134217728, 0, 6737730046, 40426381279, 268435456, 1073741824]],
  ])('process %s, managed fraction %s', (process, fraction, expected) => {
    const split = components({ 'memory.process.size': process, 'memory.managed.fraction': fraction }, version);
    expect(Object.entries(split).map(([name, { bytes }]) => [name, Number(bytes)])).toEqual(ORDER.map((name, i) => [name, expected[i]]));
  });

  test('process 1g, managed fraction 0.6 is rejected', () => {
    expect(reason({ 'memory.process.size': '1g', 'memory.managed.fraction': '0.6' }, version)).toBe(
      "The TaskManager's total Flink memory is 576 MiB (603979776 bytes) left by taskmanager.memory.process.size = 1 GiB (1073741824 bytes), "
      + '89.6 MiB (93952423 bytes) less than its parts: '
      + 'framework heap 128 MiB (134217728 bytes) by taskmanager.memory.framework.heap.size, '
      + 'framework off-heap 128 MiB (134217728 bytes) by taskmanager.memory.framework.off-heap.size, '
      + 'managed 345.6 MiB (362387879 bytes) by taskmanager.memory.managed.fraction, '
      + 'network 64 MiB (67108864 bytes) by taskmanager.memory.network.min. '
      + 'They must fit, and what they leave is the task heap');
  });

  test('981m is rejected, 1000m is accepted', () => {
    expect(derive({ 'memory.process.size': '981m' }, version).ok).toBe(false);
    expect(derive({ 'memory.process.size': '1000m' }, version).ok).toBe(true);
  });
});

test('every amount says where it comes from', () => {
  const origins = Object.entries(components({ 'memory.process.size': '1g', 'memory.jvm-metaspace.size': '200m' }))
    .map(([name, { source, key }]) => [name, source, key?.replace('taskmanager.memory.', '')]);
  expect(origins).toEqual([
    ['totalProcess', 'option', 'process.size'],
    ['totalFlink', 'remainder', undefined],
    ['frameworkHeap', 'default', 'framework.heap.size'],
    ['taskHeap', 'remainder', undefined],
    ['frameworkOffHeap', 'default', 'framework.off-heap.size'],
    ['taskOffHeap', 'default', 'task.off-heap.size'],
    ['network', 'minimum', 'network.min'],
    ['managed', 'fraction', 'managed.fraction'],
    ['jvmMetaspace', 'option', 'jvm-metaspace.size'],
    ['jvmOverhead', 'minimum', 'jvm-overhead.min'],
  ]);
});

test('a share above its maximum is cut', () => {
  const { jvmOverhead, network } = components({ 'memory.process.size': '16g', 'memory.network.max': '1g' });
  expect([jvmOverhead.source, jvmOverhead.key, jvmOverhead.bytes]).toEqual(['maximum', 'taskmanager.memory.jvm-overhead.max', 1073741824n]);
  expect([network.source, network.key, network.bytes]).toEqual(['maximum', 'taskmanager.memory.network.max', 1073741824n]);
});

test('an amount can be explained', () => {
  const options = { 'memory.process.size': '16g', 'memory.jvm-overhead.min': '64m', 'memory.network.min': '4g' };
  const split = components(options);
  const { totalFlink } = components({ 'memory.task.heap.size': '1g', 'memory.managed.size': '1g' });
  expect([...Object.values(split), totalFlink].map((amount) => explainAmount(amount))).toEqual([
    'set by taskmanager.memory.process.size',
    'what taskmanager.memory.process.size leaves',
    'default of taskmanager.memory.framework.heap.size',
    'what the other components leave',
    'default of taskmanager.memory.framework.off-heap.size',
    'default of taskmanager.memory.task.off-heap.size',
    'raised to taskmanager.memory.network.min',
    'share given by taskmanager.memory.managed.fraction',
    'default of taskmanager.memory.jvm-metaspace.size',
    'cut to taskmanager.memory.jvm-overhead.max',
    'sum of its components',
  ]);
});

test('task heap and managed memory alone size the process', () => {
  const { totalProcess, totalFlink, network } = components({ 'memory.task.heap.size': '1g', 'memory.managed.size': '1g' });
  expect([totalProcess.bytes, totalFlink.bytes, network.bytes]).toEqual([3280877805n, 2684354564n, 268435460n]);
  expect([totalProcess.source, totalFlink.source]).toEqual(['sum', 'sum']);
});

test('the network is the rest once task heap and total Flink memory are set', () => {
  const { network } = components({ 'memory.flink.size': '4g', 'memory.task.heap.size': '1g', 'memory.managed.size': '1g' });
  expect([network.bytes, network.source]).toEqual([1879048192n, 'remainder']);
});

test('the overhead is the rest once process and total Flink memory are set', () => {
  const { jvmOverhead } = components({ 'memory.flink.size': '4g', 'memory.process.size': '5g' });
  expect([jvmOverhead.bytes, jvmOverhead.source]).toEqual([805306368n, 'remainder']);
});

test('an empty task heap is accepted', () => {
  const options = { 'memory.process.size': '1g', 'memory.managed.size': '320m' };
  expect(components({ ...options, 'memory.managed.size': String(241591914 + 26843542) }).taskHeap.bytes).toBe(0n);
  expect(reason({ ...options, 'memory.managed.size': String(241591914 + 26843543) })).toContain(', 1 bytes less than its parts');
});

test('former keys of network memory are read in every version', () => {
  for (const version of VERSIONS) {
    const { network } = components({ 'memory.process.size': '4g', 'network.memory.fraction': '0.2', 'network.memory.max': '100m' }, version);
    expect([network.bytes, network.key]).toEqual([104857600n, 'taskmanager.network.memory.max']);
  }
});

test('the current key wins over the former one', () => {
  const { network } = components({ 'memory.process.size': '4g', 'memory.network.fraction': '0.3', 'network.memory.fraction': '0.1' });
  expect(network.bytes).toBe(1079110574n);
});

test('managed memory has a former key, too', () => {
  expect(components({ 'memory.process.size': '4g', 'memory.size': '1g' }, '2.3').managed).toEqual(
    { bytes: 1073741824n, source: 'option', key: 'taskmanager.memory.size' });
});

describe('buffers of Flink 1.x', () => {
  const options = { 'memory.process.size': '4g', 'network.numberOfBuffers': '4096' };

  test('are counted', () => expect(components(options, '1.20').network).toEqual(
    { bytes: 134217728n, source: 'option', key: 'taskmanager.network.numberOfBuffers' }));

  test('have the size of a segment', () => expect(components({ ...options, 'memory.segment-size': '64k' }).network.bytes).toBe(268435456n));

  test('are unknown to Flink 2', () => expect(components(options, '2.0').network.bytes).toBe(359703515n));

  test('are unread where a newer option is set', () => expect(components({ ...options, 'memory.network.min': '1m' }).network.bytes).toBe(359703515n));

  test('need a segment size that is a power of two', () => {
    expect(reason({ ...options, 'memory.segment-size': '48k' })).toContain('48 KiB (49152 bytes) but must be a power of two');
  });

  test('must be exactly what a set task heap leaves', () => {
    expect(reason({ ...options, 'memory.task.heap.size': '1g' })).toContain('must be exactly 128 MiB');
  });
});

describe('the heap option of Flink 1.x', () => {
  const options = new Map([['taskmanager.heap.size', '4g']]);

  test('is the process size on Kubernetes', () => expect(taskManagerMemory(options, '1.20')).toMatchObject(
    { components: { totalProcess: { bytes: 4294967296n, key: 'taskmanager.heap.size' } } }));

  test('is total Flink memory of a standalone cluster', () => expect(taskManagerMemory(options, '1.20', 'flink')).toMatchObject(
    { components: { totalFlink: { bytes: 4294967296n }, totalProcess: { bytes: 5070447510n } } }));

  test('is unread on request', () => expect(taskManagerMemory(options, '1.20', 'unread').ok).toBe(false));

  test('is unknown to Flink 2', () => expect(taskManagerMemory(options, '2.0').ok).toBe(false));

  test('was once in MiB', () => expect(components({ 'heap.mb': '4096' }).totalProcess).toEqual(
    { bytes: 4294967296n, source: 'option', key: 'taskmanager.heap.mb' }));

  test('loses to the process size', () => expect(components({ 'heap.size': '4g', 'memory.process.size': '2g' }).totalProcess.bytes).toBe(2147483648n));
});

describe('rejects', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['nothing set', {}, ['memory.process.size', 'memory.flink.size', 'memory.task.heap.size together with taskmanager.memory.managed.size']],
    ['a process smaller than the JVM', { 'memory.process.size': '400m' }, ['400 MiB (419430400 bytes)', '256 MiB', '192 MiB']],
    ['a process smaller than Flink', { 'memory.process.size': '2g', 'memory.flink.size': '3g' }, ['1.25 GiB (1342177280 bytes) less than', '3 GiB']],
    ['too much overhead', { 'memory.process.size': '64g', 'memory.flink.size': '4g' }, ['59.75 GiB', 'at most 1 GiB', 'jvm-overhead.max']],
    ['too little network', { 'memory.flink.size': '2g', 'memory.task.heap.size': '945m' }, ['leave 27.8 MiB', 'at least 64 MiB (67108864 bytes) by']],
    ['too much network', { 'memory.flink.size': '4g', 'memory.task.heap.size': '1g', 'memory.network.max': '1g' }, ['1.15 GiB', 'network.max']],
    ['a share of everything', { 'memory.process.size': '4g', 'memory.managed.fraction': '1.0' }, ['managed.fraction is 1.0 but', 'less than 1']],
    ['a negative share', { 'memory.process.size': '4g', 'memory.managed.fraction': '-0.5' }, ['-0.5']],
    ['a share that is no number', { 'memory.process.size': '4g', 'memory.managed.fraction': '40%' }, ["'40%'", "'0.4'"]],
    ['a minimum above the maximum', { 'memory.process.size': '4g', 'memory.network.max': '32m' }, ['64 MiB', '32 MiB', 'must not be above']],
    ["Kubernetes' spelling", { 'memory.process.size': '4Gi' }, ["taskmanager.memory.process.size is '4Gi'", "'4g'"]],
    ['sums above a long', { 'memory.task.heap.size': '8388607t', 'memory.managed.size': '8388607t' }, ['more than Flink can hold']],
  ])('%s', (_, options, parts) => {
    const text = reason(options);
    for (const part of parts) expect(text).toContain(part);
  });

  test('naming the options to look at', () => expect(derive({ 'memory.process.size': '4g', 'memory.network.max': '32m' })).toMatchObject(
    { keys: ['taskmanager.memory.network.min', 'taskmanager.memory.network.max'] }));
});

test('what nobody reads may be wrong', () => {
  expect(derive({ 'memory.process.size': '4g', 'memory.managed.size': '1g', 'memory.managed.fraction': 'much' }).ok).toBe(true);
});

test('JVM arguments', () => expect(derive({ 'memory.process.size': '4g' })).toMatchObject({
  jvmArguments: ['-Xmx1664299798', '-Xms1664299798', '-XX:MaxDirectMemorySize=493921243', '-XX:MaxMetaspaceSize=268435456'],
}));
