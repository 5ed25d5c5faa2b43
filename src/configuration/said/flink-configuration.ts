import { Origin } from './origin';
import { FlinkVersion } from '../options/flink-version';
import { OperatorVersion } from '../options/operator-version';
import { OptionNames } from '../options/option-names';
import { renderOptionValue } from '../options/option-value';

/** A value and its origin. */
export interface ConfigurationEntry {
  readonly value: string;
  readonly origin: Origin;
}

/** An option as it was written, before aliases are resolved. */
export interface WrittenOption extends ConfigurationEntry {
  readonly key: string;
}

/**
 * The Flink and operator options of a job, each under the name that its versions use, with its origin. Deprecated names are resolved, so that no
 * option is listed twice.
 */
export class FlinkConfiguration {
  /** The meaning of each key. */
  public readonly names: OptionNames;
  private readonly entries = new Map<string, ConfigurationEntry>();
  private readonly writtenOptions: WrittenOption[] = [];
  /** Computed on demand, and cached until an option is set. */
  private map?: { readonly [key: string]: string };

  constructor(
    public readonly flinkVersion: FlinkVersion,
    public readonly operatorVersion: OperatorVersion,
    private readonly ownOptions: readonly string[] = []) {
    this.names = OptionNames.of(flinkVersion, operatorVersion, ownOptions);
  }

  /** Sets an option, and overwrites any previous value. */
  public set(key: string, value: any, origin: Origin): void {
    const { keys, option } = this.names.resolve(key);
    const text = renderOptionValue(value, option?.type);
    this.writtenOptions.push({ key, value: text, origin });
    for (const target of keys) this.entries.set(target, { value: text, origin });
    this.map = undefined;
  }

  /** The options that a scope sets for all of its jobs, sorted. */
  public get inheritedKeys(): string[] {
    return [...this.entries].filter(([, { origin }]) => origin.isInherited).map(([key]) => key).sort();
  }

  /** Sets an option unless it is already set. Returns whether it was set. */
  public fill(key: string, value: any, origin: Origin): boolean {
    const { keys, option } = this.names.resolve(key);
    const free = keys.filter((target) => !this.entries.has(target));
    for (const target of free) this.entries.set(target, { value: renderOptionValue(value, option?.type), origin });
    this.map = undefined;
    return free.length > 0;
  }

  /** Takes over the value of another source for an option that is not set, or whose default has the same value. */
  public leaveTo(key: string, value: string, origin: Origin): void {
    const entry = this.entries.get(key);
    if (entry !== undefined && (entry.origin.kind !== 'guideline' || entry.value !== value)) return;
    this.entries.set(key, { value, origin });
    this.map = undefined;
  }

  /** The value of an option, by its current or a deprecated name. */
  public get(key: string): string | undefined {
    return this.entry(key)?.value;
  }

  /** The effective value of an option: the value that is set, otherwise the default of Flink or the operator. Empty if there is neither. */
  public effective(key: string): string {
    return this.get(key) ?? this.names.resolve(key).option?.default ?? '';
  }

  /** The value of an option and its origin, by its current or a deprecated name. */
  public entry(key: string): ConfigurationEntry | undefined {
    return this.entries.get(this.names.resolve(key).keys[0]);
  }

  /** All options that were set, in their original order and spelling. */
  public get written(): readonly WrittenOption[] {
    return this.writtenOptions;
  }

  /** A copy without the given keys. */
  public without(keys: readonly string[]): FlinkConfiguration {
    const copy = new FlinkConfiguration(this.flinkVersion, this.operatorVersion, this.ownOptions);
    for (const [key, entry] of this.entries) if (!keys.includes(key)) copy.entries.set(key, entry);
    copy.writtenOptions.push(...this.writtenOptions.filter(({ key }) => this.names.resolve(key).keys.every((target) => !keys.includes(target))));
    return copy;
  }

  /** Flat and sorted, without the options that a session job inherits from its cluster. */
  public ownMap(): { [key: string]: string } {
    return Object.fromEntries(Object.entries(this.toMap()).filter(([key]) => this.entries.get(key)!.origin.kind !== 'cluster'));
  }

  /** Flat and sorted. */
  public toMap(): { readonly [key: string]: string } {
    return this.map ??= Object.fromEntries([...this.entries.keys()].sort().map((key) => [key, this.entries.get(key)!.value]));
  }
}
