import * as fc from 'fast-check';
import { jobManagerOptions, taskManagerOptions } from './arbitraries';
import { FlinkProcess, jobManagerMemory, smallestProcessSize, taskManagerMemory } from '../../src/memory';

const MEBIBYTE = 1048576n;

function accepts(process: FlinkProcess, options: ReadonlyMap<string, string>, mebibytes: number): boolean {
  const sized = new Map(options).set(`${process}.memory.process.size`, `${mebibytes}m`);
  return (process === 'taskmanager' ? taskManagerMemory : jobManagerMemory)(sized, '1.20').ok;
}

function smallest(process: FlinkProcess, options: Record<string, string>) {
  const prefixed = Object.entries(options).map(([key, value]): [string, string] => [`${process}.memory.${key}`, value]);
  const { bytes, advice } = smallestProcessSize(process, new Map(prefixed), '1.20');
  return { mebibytes: bytes && Number(bytes / MEBIBYTE), advice };
}

test('with defaults', () => {
  expect(smallest('taskmanager', { 'process.size': '900m' })).toEqual({
    mebibytes: 982,
    advice: 'Set taskmanager.memory.process.size to 982m, the smallest size that Flink accepts with everything else as it is. '
      + 'It leaves 409.6 KiB (419428 bytes) of task heap: plan for more',
  });
  expect(smallest('jobmanager', { 'process.size': '512m' })).toEqual({
    mebibytes: 577,
    advice: 'Set jobmanager.memory.process.size to 577m, the smallest size that Flink accepts with everything else as it is. '
      + 'It leaves 1 MiB (1048576 bytes) of JVM heap: plan for more',
  });
});

test.each<[string, Record<string, string>, number | undefined]>([
  ['1g with a managed fraction of 0.6', { 'process.size': '1g', 'managed.fraction': '0.6' }, 1302],
  ['a size that Flink cannot parse', { 'process.size': '2Gi' }, 982],
  ['a process too large for its overhead', { 'process.size': '64g', 'flink.size': '4g' }, 4544],
  ['a process too small for Flink', { 'process.size': '1g', 'flink.size': '4g' }, 4544],
  ['a task heap that needs managed memory to grow along', { 'process.size': '1g', 'task.heap.size': '4g' }, 8463],
  ['a network that may soon be too large', { 'process.size': '64g', 'task.heap.size': '4g', 'network.max': '100m' }, 8463],
  ['shares above everything', { 'process.size': '4g', 'managed.fraction': '0.7', 'network.fraction': '0.4' }, undefined],
  ['shares of almost everything', { 'process.size': '4g', 'managed.fraction': '0.9', 'network.fraction': '0.1' }, undefined],
  ['shares above everything until one is cut', {
    'process.size': '4g', 'managed.fraction': '0.7', 'network.fraction': '0.4', 'network.max': '1g', 'framework.heap.size': '1g',
  }, 8344],
  ['a total that the process size does not change', { 'process.size': '4g', 'flink.size': '200m' }, undefined],
  ['bounds that exclude each other', { 'process.size': '4g', 'network.max': '32m' }, undefined],
  ['another value that Flink cannot parse', { 'process.size': '4g', 'managed.fraction': '40%' }, undefined],
])('%s', (_, options, expected) => {
  expect(smallest('taskmanager', options).mebibytes).toBe(expected);
});

test('says what to change where no size helps', () => {
  expect(smallest('taskmanager', { 'process.size': '4g', 'network.max': '32m' }).advice).toBe(
    'Change one of '
    + 'taskmanager.memory.network.min, taskmanager.memory.network.max');
  expect(smallest('taskmanager', { 'process.size': '4g', 'managed.fraction': '0.7', 'network.fraction': '0.4' }).advice).toMatch(
    /^No taskmanager.memory.process.size up to 64t is accepted .*: change one of .*managed.fraction, taskmanager.memory.network.fraction$/);
});

test('an upper end does not hide the lower one', () => {
  const options = { 'process.size': '64g', 'task.heap.size': '2g', 'managed.size': '1g', 'flink.size': '4g' };
  const { mebibytes } = smallest('taskmanager', options);
  expect(mebibytes).toBe(4544);
  expect(smallest('taskmanager', { ...options, 'jvm-overhead.max': '192m' }).mebibytes).toBe(4544);
});

test('sizes that only rounding makes acceptable are found', () => {
  const options = new Map(Object.entries({
    'taskmanager.memory.managed.fraction': '0.9',
    'taskmanager.memory.network.fraction': '0.1',
    'taskmanager.memory.network.min': '0',
    'taskmanager.memory.framework.heap.size': '0',
    'taskmanager.memory.framework.off-heap.size': '20',
  }));
  const sizes = [...Array(2000).keys()];
  const changes = sizes.filter((i) => accepts('taskmanager', options, i + 1) !== accepts('taskmanager', options, i));
  expect(changes.length).toBeGreaterThan(10);
  expect(smallestProcessSize('taskmanager', options, '1.20').bytes).toBe(BigInt(changes[0] + 1) * MEBIBYTE);
});

test('an old heap option that is no number does not matter once there is a process size', () => {
  const options = new Map([['taskmanager.heap.mb', '-1']]);
  expect(smallestProcessSize('taskmanager', options, '1.20').bytes).toBe(982n * 2n ** 20n);
});

describe('property: no smaller size is accepted', () => {
  const LARGEST = 2 ** 26;
  const probes = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 50 });

  test.each<[FlinkProcess, fc.Arbitrary<Record<string, string>>]>([
    ['taskmanager', taskManagerOptions], ['jobmanager', jobManagerOptions],
  ])('%s', (process, arbitrary) => fc.assert(fc.property(arbitrary, probes, (record, positions) => {
    const options = new Map(Object.entries(record));
    const { bytes, advice } = smallestProcessSize(process, options, '1.20');
    const found = bytes === undefined ? LARGEST + 1 : Number(bytes / MEBIBYTE);
    const scattered = positions.flatMap((x) => [Math.floor(x * (found - 1)) + 1, Math.floor(found ** x)]);
    const below = positions.map((_, i) => found - 1 - i);
    expect(advice).toContain(bytes === undefined ? 'hange ' : `${process}.memory.process.size`);
    expect([...scattered, ...below].filter((size) => size > 0 && size < found && accepts(process, options, size))).toEqual([]);
    if (found <= LARGEST) expect(accepts(process, options, found)).toBe(true);
  })));
});
