import { parseDouble, parseFloat32 } from './fraction';
import { MemoryAmount } from './memory-amount';
import { MemoryRejection } from './memory-rejection';
import { readMemorySize } from '../configuration/options/memory-size';
import { OptionCatalogue } from '../configuration/options/option-catalogue';
import { parseValue } from '../configuration/options/value-syntax';

/** The two kinds of Flink process, as the first part of their options' keys. */
export type FlinkProcess = 'taskmanager' | 'jobmanager';

/**
 * Which option Flink 1.x takes `<process>.heap.size` for. It depends on who starts the process: Kubernetes and YARN take
 * it for the process size, the scripts of a standalone cluster for the total Flink memory (TaskManager) or the JVM heap
 * (JobManager). Flink 2 knows no such option.
 */
export type LegacyHeapReading = 'process' | 'flink' | 'heap' | 'unread';

/** A value and the key that it was found under. */
interface Found {
  readonly key: string;
  readonly text: string;
}

/** A number, as it is written and as Flink reads it. */
interface WrittenNumber extends Found {
  readonly value: number;
}

const MAX_INT = 2147483647n;

/** Typed reading of a configuration in one Flink version. A value that nobody reads is never looked at, as in Flink. */
export class MemoryOptions {
  private readonly catalogue: OptionCatalogue;
  /** Values that stand in for an option that is not set. */
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

  /** Whether the configuration sets the option, be it by a former key. An option that the version does not know is not set. */
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
    throw new MemoryRejection(`${spelled} is '${text}' but must be ${expected}${suggestion === undefined ? '' : `; did you mean '${suggestion}'?`}`, [spelled]);
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
    if (lower !== 'true' && lower !== 'false') throw new MemoryRejection(`${spelled} is '${text}' but must be 'true' or 'false'`, [spelled]);
    return lower === 'true';
  }

  /** A whole number that fits a Java `int` and is not negative. The option must be set. */
  public count(key: string): bigint {
    const { text, key: spelled } = this.find(key) ?? this.default(key);
    const value = /^\+?[0-9]+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    if (value === undefined || value > MAX_INT) {
      throw new MemoryRejection(`${spelled} is '${text}' but must be a whole number from 0 to ${MAX_INT}`, [spelled]);
    }
    return value;
  }

  /** Takes the heap options of Flink before 1.10 for `target`, unless that is set. */
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
    if (value === undefined) throw new MemoryRejection(`${spelled} is '${text}', which is not a number: write it like '0.4'`, [spelled]);
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
