import * as fc from 'fast-check';
import { MemoryQuestion } from './answers';
import { MEBIBYTE } from '../../src/configuration/options/memory-size';
import { FlinkProcess, LegacyHeapReading } from '../../src/memory';

const ODD_SIZES = [
  '', '0', '1', '2Gi', '1.5g', '-1g', '4 g b', ' 3 GB ', '2048 mebibytes', '1048576k', '8388608t', '8388607t', '9223372036854775807', 'lots',
];
const ODD_FRACTIONS = [
  '', '0', '-0.0', '1', '1.0', '-0.1', '0.9999999', '0.99999999999',
  '1e-3', '.25', '0.3f', '2.5E-1d', '+0.1', ' 0.2 ', 'NaN', 'Infinity', '1e-41', '40%', '0_1',
];
const ODD_COUNTS = ['0', '-1', '+4096', '2147483647', '2147483648', '4x', ''];

/** Sizes as people write them, exact bytes, and a few that are none. */
export const sizes = (maxMebibytes: number) => fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 1, max: maxMebibytes }).map((mebibytes) => `${mebibytes}m`) },
  { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: BigInt(maxMebibytes) * MEBIBYTE }).map(String) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: Math.max(1, Math.floor(maxMebibytes / 1024)) }).map((gibibytes) => `${gibibytes}g`) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_SIZES) },
);

export const fractions = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 999 }).map((thousandths) => String(thousandths / 1000)) },
  { weight: 5, arbitrary: fc.double({ min: 0, max: 0.7, noNaN: true }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_FRACTIONS) },
);

const counts = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 100000 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_COUNTS) },
);

/** Any of the options, each set with the given weight out of 20. */
function optionsOf(entries: [key: string, weight: number, value: fc.Arbitrary<string>][]): fc.Arbitrary<Record<string, string>> {
  const maybe = entries.map(([key, weight, value]) => fc.oneof(
    { weight, arbitrary: value.map((text): [string, string][] => [[key, text]]) },
    { weight: 20 - weight, arbitrary: fc.constant<[string, string][]>([]) },
  ));
  return fc.tuple(...maybe).map((set) => Object.fromEntries(set.flat()));
}

const common = (process: FlinkProcess): [string, number, fc.Arbitrary<string>][] => [
  [`${process}.memory.process.size`, 15, sizes(65536)],
  [`${process}.memory.flink.size`, 5, sizes(65536)],
  [`${process}.memory.jvm-metaspace.size`, 3, sizes(1024)],
  [`${process}.memory.jvm-overhead.fraction`, 5, fractions],
  [`${process}.memory.jvm-overhead.min`, 3, sizes(1024)],
  [`${process}.memory.jvm-overhead.max`, 5, sizes(32768)],
  [`${process}.heap.size`, 2, sizes(16384)],
  [`${process}.heap.mb`, 1, counts],
];

export const taskManagerOptions = optionsOf([
  ...common('taskmanager'),
  ['taskmanager.memory.task.heap.size', 4, sizes(8192)],
  ['taskmanager.memory.managed.size', 4, sizes(8192)],
  ['taskmanager.memory.size', 1, sizes(8192)],
  ['taskmanager.memory.managed.fraction', 7, fractions],
  ['taskmanager.memory.framework.heap.size', 2, sizes(512)],
  ['taskmanager.memory.framework.off-heap.size', 2, sizes(512)],
  ['taskmanager.memory.task.off-heap.size', 3, sizes(2048)],
  ['taskmanager.memory.network.fraction', 5, fractions],
  ['taskmanager.memory.network.min', 3, sizes(1024)],
  ['taskmanager.memory.network.max', 5, sizes(16384)],
  ['taskmanager.network.memory.fraction', 1, fractions],
  ['taskmanager.network.memory.min', 1, sizes(1024)],
  ['taskmanager.network.memory.max', 1, sizes(16384)],
  ['taskmanager.network.numberOfBuffers', 3, counts],
  ['taskmanager.memory.segment-size', 2, fc.constantFrom('4k', '64k', '32 kb', '48k', '1024', '1g', '2g')],
]);

export const jobManagerOptions = optionsOf([
  ...common('jobmanager'),
  ['jobmanager.memory.heap.size', 4, sizes(8192)],
  ['jobmanager.memory.off-heap.size', 5, sizes(2048)],
  ['jobmanager.memory.enable-jvm-direct-memory-limit', 2, fc.constantFrom('true', 'TRUE', 'false', 'yes', ' true')],
]);

export const memoryQuestions: fc.Arbitrary<MemoryQuestion> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      component: fc.constant<FlinkProcess>('taskmanager'),
      legacyHeap: fc.constantFrom<LegacyHeapReading>('process', 'flink', 'unread'),
      options: taskManagerOptions,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      component: fc.constant<FlinkProcess>('jobmanager'),
      legacyHeap: fc.constantFrom<LegacyHeapReading>('process', 'flink', 'heap', 'unread'),
      options: jobManagerOptions,
    }),
  },
);
