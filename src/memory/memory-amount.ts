import { describeMemorySize } from '../configuration/options/memory-size';

/**
 * Why a component has the size it has:
 * - `option`: the configuration says it
 * - `default`: Flink's default
 * - `fraction`: a share of another component
 * - `minimum`, `maximum`: that share was outside of its bounds
 * - `remainder`: what the other components leave
 * - `sum`: the components inside of it
 */
export type MemorySource = 'option' | 'default' | 'fraction' | 'minimum' | 'maximum' | 'remainder' | 'sum';

/** One component of a process's memory. */
export interface MemoryAmount {
  readonly bytes: bigint;
  readonly source: MemorySource;
  /** The option that decided, as the configuration spells it; none for `remainder` and `sum`. */
  readonly key?: string;
  /** What a `remainder` is left of, where it is not the enclosing component. */
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

/** An amount in a sentence, with what decided it: `64 MiB (67108864 bytes) by taskmanager.memory.network.min`. */
export function named({ bytes, key, of }: MemoryAmount): string {
  const size = describeMemorySize(bytes);
  if (of) return `${size} left by ${of.key} = ${describeMemorySize(of.bytes)}`;
  return key ? `${size} by ${key}` : `${size} in sum`;
}
