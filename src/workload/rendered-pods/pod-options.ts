import { CatalogueOption, OptionCatalogue } from '../../configuration/options/option-catalogue';
import { formerNamesOf } from '../../configuration/options/option-history';
import { parseValue, TextMap } from '../../configuration/options/value-syntax';
import { FlinkProcess, podMemory } from '../../memory';

/** Why no pod is created. */
export class PodRejection extends Error {
  /**
   * @param at the option, or the field of the spec, if no other rule checks it; otherwise there is already a finding
   */
  constructor(reason: string, public readonly at?: string) {
    super(reason);
  }
}

/** Typed access to the options from which pods are built, in one Flink version. */
export class PodOptions {
  private readonly catalogue: OptionCatalogue;

  constructor(private readonly options: ReadonlyMap<string, string>, private readonly flinkVersion: string) {
    this.catalogue = OptionCatalogue.flink(flinkVersion);
  }

  public isSet(key: string): boolean {
    return this.options.has(key);
  }

  /** A text: the configured one, or the option's default; undefined if there is neither. */
  public text(key: string): string | undefined {
    return this.options.get(key) ?? this.declaration(key)?.default;
  }

  public boolean(key: string): boolean {
    return this.read(key) === true;
  }

  /** Whether a feature is enabled that an option can disable. Versions without the option always have it enabled. */
  public leavesOn(key: string): boolean {
    return this.declaration(key) === undefined || this.boolean(key);
  }

  public number(key: string): number {
    const value = Number(this.read(key));
    if (!Number.isFinite(value)) throw new PodRejection(`${key} is '${this.text(key)}', which is no amount of anything`, key);
    return value;
  }

  /** The ratio of limit to request: at least one. */
  public limitFactor(key: string): number {
    const factor = this.number(key);
    if (factor < 1) throw new PodRejection(`${key} is ${factor} but must be at least 1`);
    return factor;
  }

  /** Memory request and limit of a process of this size, in whole mebibytes. */
  public memory(component: FlinkProcess, bytes: bigint): { readonly request: number; readonly limit: number } {
    const memory = podMemory(component, bytes, this.options, this.flinkVersion);
    if (!memory.ok) throw new PodRejection(memory.reason);
    return { request: parseInt(memory.request, 10), limit: parseInt(memory.limit, 10) };
  }

  /** A port; the fallback if the option would select a random one, which is not possible on Kubernetes. */
  public port(key: string, fallback: number): number {
    const text = this.text(key) ?? '0';
    if (!/^\d+$/.test(text)) throw new PodRejection(`${key} is '${text}', but on Kubernetes it must be one fixed port`, key);
    return Number(text) || fallback;
  }

  public list(key: string): string[] {
    return (this.text(key) ? this.read(key) : []) as string[];
  }

  public maps(key: string): TextMap[] {
    return (this.text(key) ? this.read(key) : []) as TextMap[];
  }

  /** A map, written as one value or as one key per entry. */
  public map(key: string): TextMap {
    return this.text(key) ? this.read(key) as TextMap : this.below(`${key}.`);
  }

  /** All options whose keys begin with `prefix`, by the rest of their keys. */
  public below(prefix: string): TextMap {
    return Object.fromEntries([...this.options].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
  }

  /** The option, which an old version may declare under a deprecated name. The operator passes it on under both names. */
  private declaration(key: string): CatalogueOption | undefined {
    return this.catalogue.declared(key)
      ?? formerNamesOf(key).map((former) => this.catalogue.declared(former)).find((option) => option !== undefined);
  }

  private read(key: string): unknown {
    const option = this.declaration(key);
    const text = this.text(key);
    if (option === undefined || text === undefined) throw new PodRejection(`${key} is not set`);
    const parsed = parseValue(option.type, option.values, text, this.flinkVersion);
    if (!parsed.ok) throw new PodRejection(`${key} is '${text}' but must be ${parsed.expected}`);
    return parsed.value;
  }
}
