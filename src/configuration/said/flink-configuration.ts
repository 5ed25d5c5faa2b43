import { Origin } from './origin';
import { FlinkVersion } from '../options/flink-version';
import { OperatorVersion } from '../options/operator-version';
import { OptionNames } from '../options/option-names';
import { renderOptionValue } from '../options/option-value';

/** A value and who said so. */
export interface ConfigurationEntry {
  readonly value: string;
  readonly origin: Origin;
}

/** An option as it was written, before aliases are resolved. */
export interface WrittenOption extends ConfigurationEntry {
  readonly key: string;
}

/**
 * A job's Flink and operator options under the names that its versions use, each with who set it. Former names are resolved,
 * so that one option never stands there twice.
 */
export class FlinkConfiguration {
  /** What each key means. */
  public readonly names: OptionNames;
  private readonly entries = new Map<string, ConfigurationEntry>();
  private readonly writtenOptions: WrittenOption[] = [];
  /** Computed when it is asked for, until an option is set. */
  private map?: { readonly [key: string]: string };

  constructor(
    public readonly flinkVersion: FlinkVersion,
    public readonly operatorVersion: OperatorVersion,
    private readonly ownOptions: readonly string[] = []) {
    this.names = OptionNames.of(flinkVersion, operatorVersion, ownOptions);
  }

  /** Sets an option, whatever it was. */
  public set(key: string, value: any, origin: Origin): void {
    const { keys, option } = this.names.resolve(key);
    const text = renderOptionValue(value, option?.type);
    this.writtenOptions.push({ key, value: text, origin });
    for (const target of keys) this.entries.set(target, { value: text, origin });
    this.map = undefined;
  }

  /** The options that a scope of the job set for all of its jobs, sorted. */
  public get inheritedKeys(): string[] {
    return [...this.entries].filter(([, { origin }]) => origin.isInherited).map(([key]) => key).sort();
  }

  /** Sets an option that nobody has set. Returns whether it did. */
  public fill(key: string, value: any, origin: Origin): boolean {
    const { keys, option } = this.names.resolve(key);
    const free = keys.filter((target) => !this.entries.has(target));
    for (const target of free) this.entries.set(target, { value: renderOptionValue(value, option?.type), origin });
    this.map = undefined;
    return free.length > 0;
  }

  /** Takes the value of somebody else for an option that nobody has set, or that has the same value as a default. */
  public leaveTo(key: string, value: string, origin: Origin): void {
    const entry = this.entries.get(key);
    if (entry !== undefined && (entry.origin.kind !== 'guideline' || entry.value !== value)) return;
    this.entries.set(key, { value, origin });
    this.map = undefined;
  }

  /** The value of an option, by any of its names. */
  public get(key: string): string | undefined {
    return this.entry(key)?.value;
  }

  /** What holds for an option: what was set, or else Flink's or the operator's own default; empty where there is neither. */
  public effective(key: string): string {
    return this.get(key) ?? this.names.resolve(key).option?.default ?? '';
  }

  /** The value of an option and who set it, by any of its names. */
  public entry(key: string): ConfigurationEntry | undefined {
    return this.entries.get(this.names.resolve(key).keys[0]);
  }

  /** What was set, in the order and spelling in which it was. */
  public get written(): readonly WrittenOption[] {
    return this.writtenOptions;
  }

  /** A copy without some keys. */
  public without(keys: readonly string[]): FlinkConfiguration {
    const copy = new FlinkConfiguration(this.flinkVersion, this.operatorVersion, this.ownOptions);
    for (const [key, entry] of this.entries) if (!keys.includes(key)) copy.entries.set(key, entry);
    copy.writtenOptions.push(...this.writtenOptions.filter(({ key }) => this.names.resolve(key).keys.every((target) => !keys.includes(target))));
    return copy;
  }

  /** Flat and sorted, without what a session job has from its cluster. */
  public ownMap(): { [key: string]: string } {
    return Object.fromEntries(Object.entries(this.toMap()).filter(([key]) => this.entries.get(key)!.origin.kind !== 'cluster'));
  }

  /** Flat and sorted. */
  public toMap(): { readonly [key: string]: string } {
    return this.map ??= Object.fromEntries([...this.entries.keys()].sort().map((key) => [key, this.entries.get(key)!.value]));
  }
}
