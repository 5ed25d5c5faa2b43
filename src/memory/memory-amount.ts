import { describeMemorySize } from '../configuration/options/memory-size';

/**
 * The source of a component's size:
 * - `option`: set in the configuration
 * - `default`: Flink's default
 * - `fraction`: a fraction of another component
 * - `minimum`, `maximum`: the fraction was outside of its bounds
 * - `remainder`: what the other components leave
 * - `sum`: the sum of its components
 */
export type MemorySource = 'option' | 'default' | 'fraction' | 'minimum' | 'maximum' | 'remainder' | 'sum';

/** One component of a process's memory. */
export interface MemoryAmount {
  readonly bytes: bigint;
  readonly source: MemorySource;
  /** The option that determined the size, with the key of the configuration; undefined for `remainder` and `sum`. */
  readonly key?: string;
  /** The amount of which a `remainder` is left, if it is not the enclosing component. */
  readonly of?: MemoryAmount;
}

/** Half a sentence for a report: `raised to taskmanager.memory.network.min`. */
export function explainAmount({ source, key, of }: MemoryAmount): string {
  switch (source) {
    case 'option': return `set by ${key}`;
    case 'default': return `default of ${key}`;
    case 'fraction': return `share given by ${key}`;
    case 'minimum': return `raised to ${key}`;
    case 'maximum': return `cut to ${key}`;
    case 'remainder': return of ? `what ${of.key} leaves` : 'what the other components leave';
    case 'sum': return 'sum of its components';
  }
}

/** An amount in a sentence, with the option that determined it: `64 MiB (67108864 bytes) by taskmanager.memory.network.min`. */
export function named({ bytes, key, of }: MemoryAmount): string {
  const size = describeMemorySize(bytes);
  if (of) return `${size} left by ${of.key} = ${describeMemorySize(of.bytes)}`;
  return key ? `${size} by ${key}` : `${size} in sum`;
}
