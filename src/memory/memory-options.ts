import { parseDouble, parseFloat32 } from './fraction';
import { MemoryAmount } from './memory-amount';
import { MemoryRejection, UnreadableValue } from './memory-rejection';
import { readMemorySize } from '../configuration/options/memory-size';
import { OptionCatalogue } from '../configuration/options/option-catalogue';
import { parseValue } from '../configuration/options/value-syntax';

/** The two kinds of Flink processes, as the first part of their option keys. */
export type FlinkProcess = 'taskmanager' | 'jobmanager';

/**
 * The option as which Flink 1.x reads `<process>.heap.size`. It depends on what starts the process: Kubernetes and YARN read it as the process size,
 * the scripts of a standalone cluster as total Flink memory (TaskManager) or JVM heap (JobManager). Flink 2 does not have this option.
 */
export type LegacyHeapReading = 'process' | 'flink' | 'heap' | 'unread';

/** A value, and the key under which it was found. */
interface Found {
  readonly key: string;
  readonly text: string;
}

/** A number, as it is written and as Flink reads it. */
interface WrittenNumber extends Found {
  readonly value: number;
}

const MAX_INT = 2147483647n;

/** Typed access to a configuration in one Flink version. As in Flink, values that are not read are not validated. */
export class MemoryOptions {
  private readonly catalogue: OptionCatalogue;
  /** Values for options that are not set. */
  private readonly substitutes = new Map<string, Found>();

  constructor(private readonly options: ReadonlyMap<string, string>, private readonly flinkVersion: string) {
    this.catalogue = OptionCatalogue.flink(flinkVersion);
  }

  /** The same configuration with one more value. */
  public with(key: string, text: string): MemoryOptions {
    const copy = new MemoryOptions(new Map(this.options).set(key, text), this.flinkVersion);
    for (const [target, found] of this.substitutes) copy.substitutes.set(target, found);
    return copy;
  }

  /** Whether the configuration sets the option, by its current or a deprecated key. Options that the version does not know count as not set. */
  public has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** A size: the configured one or the default. */
  public size(key: string): MemoryAmount {
    const found = this.find(key);
    const { text } = found ?? this.default(key);
    const spelled = found?.key ?? key;
    const bytes = readMemorySize(text);
    if (bytes !== undefined) return { bytes, source: found ? 'option' : 'default', key: spelled };
    const parsed = parseValue('MemorySize', undefined, text, this.flinkVersion);
    const { expected, suggestion } = parsed.ok ? { expected: 'a size', suggestion: undefined } : parsed;
    throw new UnreadableValue(`${spelled} is '${text}' but must be ${expected}${suggestion === undefined ? '' : `; did you mean '${suggestion}'?`}`, [spelled]);
  }

  public float(key: string): WrittenNumber {
    return this.number(key, parseFloat32);
  }

  public double(key: string): WrittenNumber {
    return this.number(key, parseDouble);
  }

  public boolean(key: string): boolean {
    const { text, key: spelled } = this.find(key) ?? this.default(key);
    const lower = text.toLowerCase();
    if (lower !== 'true' && lower !== 'false') throw new UnreadableValue(`${spelled} is '${text}' but must be 'true' or 'false'`, [spelled]);
    return lower === 'true';
  }

  /** A non-negative whole number in the range of a Java `int`. The option must be set. */
  public count(key: string): bigint {
    const { text, key: spelled } = this.find(key) ?? this.default(key);
    const value = /^\+?[0-9]+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    if (value === undefined || value > MAX_INT) {
      throw new UnreadableValue(`${spelled} is '${text}' but must be a whole number from 0 to ${MAX_INT}`, [spelled]);
    }
    return value;
  }

  /** Uses the heap options of Flink before 1.10 for `target`, unless that is set. */
  public substituteLegacyHeap(process: FlinkProcess, target: string): void {
    const size = `${process}.heap.size`;
    const mebibytes = `${process}.heap.mb`;
    if (this.has(target)) return;
    const found = this.find(size);
    if (found) this.substitutes.set(target, found);
    else if (this.has(mebibytes)) this.substitutes.set(target, { key: mebibytes, text: `${this.count(mebibytes)}m` });
  }

  private number(key: string, parse: (text: string) => number | undefined): WrittenNumber {
    const { text, key: spelled } = this.find(key) ?? this.default(key);
    const value = parse(text);
    if (value === undefined) throw new UnreadableValue(`${spelled} is '${text}', which is not a number: write it like '0.4'`, [spelled]);
    return { value, text, key: spelled };
  }

  private find(key: string): Found | undefined {
    const option = this.catalogue.declared(key);
    if (!option) return undefined;
    for (const spelled of [key, ...option.aliases ?? [], ...option.deprecatedAliases ?? []]) {
      const text = this.options.get(spelled);
      if (text !== undefined) return { key: spelled, text };
    }
    return this.substitutes.get(key);
  }

  private default(key: string): Found {
    const text = this.catalogue.declared(key)?.default;
    if (text === undefined) throw new MemoryRejection(`${key} is not set and has no default in Flink ${this.flinkVersion}`, [key]);
    return { key, text };
  }
}
