import { FractionKeys, keysOf, readFractionRange, shareOf, shareOnTopOf } from './fraction-range';
import { MemoryAmount, named } from './memory-amount';
import { MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { describeMemorySize } from '../configuration/options/memory-size';

const NETWORK_KEYS: Required<FractionKeys> = {
  fraction: 'taskmanager.memory.network.fraction',
  min: 'taskmanager.memory.network.min',
  max: 'taskmanager.memory.network.max',
};

/** Only in Flink 1.x, and only if it is set: the declared default is not used. */
const NUMBER_OF_BUFFERS = 'taskmanager.network.numberOfBuffers';
const SEGMENT_SIZE = 'taskmanager.memory.segment-size';
const MIN_SEGMENT = 4096n;
const MAX_SEGMENT = 2n ** 30n;

/** Network memory as a fraction of total Flink memory. */
export function networkOf(options: MemoryOptions, totalFlink: bigint): MemoryAmount {
  return legacyNetwork(options) ?? shareOf(totalFlink, readFractionRange(options, NETWORK_KEYS));
}

/** Network memory as a fraction of total Flink memory, if all other components are known. */
export function networkOnTopOf(options: MemoryOptions, rest: bigint): MemoryAmount {
  return legacyNetwork(options) ?? shareOnTopOf(rest, readFractionRange(options, NETWORK_KEYS));
}

/** Network memory that is the remainder of the other components must be within the bounds of the network options. */
export function requireAllowedNetwork(options: MemoryOptions, network: MemoryAmount, others: MemoryAmount[]): void {
  const legacy = legacyNetwork(options);
  const { min, max } = legacy ? { min: legacy, max: legacy } : readFractionRange(options, NETWORK_KEYS);
  if (network.bytes >= min.bytes && network.bytes <= max.bytes) return;
  const bounds = legacy ? `exactly ${named(legacy)}` : `at least ${named(min)} and at most ${named(max)}`;
  throw new MemoryRejection(
    `${keysOf(others).join(', ')} leave ${describeMemorySize(network.bytes)} of total Flink memory for the network, which must be ${bounds}`,
    keysOf([...others, min, max]),
    network.bytes < min.bytes
      ? { need: 'more', bytes: min.bytes - network.bytes }
      : { need: 'less', bytes: network.bytes - max.bytes });
}

/** Flink 1.x uses the number of buffers if no newer option is set. */
function legacyNetwork(options: MemoryOptions): MemoryAmount | undefined {
  if (!options.has(NUMBER_OF_BUFFERS) || Object.values(NETWORK_KEYS).some((key) => options.has(key))) return undefined;
  const segment = options.size(SEGMENT_SIZE);
  const { bytes } = segment;
  if (bytes < MIN_SEGMENT || bytes > MAX_SEGMENT || bytes.toString(2).lastIndexOf('1') > 0) {
    throw new MemoryRejection(
      `${segment.key} is ${describeMemorySize(bytes)} but must be a power of two from ${describeMemorySize(MIN_SEGMENT)} to `
      + `${describeMemorySize(MAX_SEGMENT)}`,
      keysOf([segment]));
  }
  return { bytes: options.count(NUMBER_OF_BUFFERS) * bytes, source: 'option', key: NUMBER_OF_BUFFERS };
}
