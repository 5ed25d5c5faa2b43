import { catalogueText } from '../../kubernetes/catalogue-file';
import { literally } from '../../kubernetes/literally';

/** One ConfigOption as declared in the classes of Flink or the operator. */
export interface CatalogueOption {
  /** The Java type: `String`, `Boolean`, `Integer`, `Long`, `Double`, `Float`, `Duration`, `MemorySize`, `Enum`, `Map`, `List<...>`. */
  readonly type: string;
  /** The default as Flink prints it; undefined if the option has none. */
  readonly default?: string;
  /** The constants of an `Enum` or `List<Enum>`. */
  readonly values?: string[];
  /** Other keys from which the option is read, without a warning. */
  readonly aliases?: string[];
  /** Deprecated keys from which the option is still read, with a warning. */
  readonly deprecatedAliases?: string[];
  /** Whether the declaration has Java's `@Deprecated`. */
  readonly deprecated?: boolean;
  /** What reads the option, if not every cluster: `connector`, `internal`, `yarn`, `operator-only`. */
  readonly scope?: string;
}

/** A family of keys with a common prefix, such as `s3.` or `metrics.reporter.<name>.`. */
export interface CataloguePrefix {
  /**
   * `open`: any suffix is allowed. `map`: the entries of the map option `option`. `templated`: `suffixes` are the known ones. `operator`,
   * `operator-config`, `fallback`, `yarn`: not read by this cluster.
   */
  readonly kind: string;
  readonly option?: string;
  readonly suffixes?: { [suffix: string]: CatalogueOption };
}

/** The option that a key refers to. */
export interface ResolvedOption {
  /** The key under which this version declares the option. */
  readonly key: string;
  readonly option: CatalogueOption;
  /** Whether the given key is not `key`, but a deprecated name for it, which is read with a warning. */
  readonly deprecatedAlias: boolean;
}

interface CatalogueFile {
  readonly product: string;
  readonly version: string;
  readonly options: { [key: string]: CatalogueOption };
  readonly prefixes: { [prefix: string]: CataloguePrefix };
}

/** The options of one version of one product. Each version is one file, which is read on first use; importing the library reads none. */
export class OptionCatalogue {
  /** The catalogue of a Flink minor version such as `1.20`. */
  public static flink(minor: string): OptionCatalogue {
    return OptionCatalogue.load('flink', minor);
  }

  /** The catalogue of an operator minor version. 1.13 declared the options of 1.14. */
  public static operator(minor: string): OptionCatalogue {
    return OptionCatalogue.load('operator', minor === '1.13' ? '1.14' : minor);
  }

  private static readonly loaded = new Map<string, OptionCatalogue>();

  private static load(product: string, minor: string): OptionCatalogue {
    const name = `${product}-${minor}`;
    let catalogue = this.loaded.get(name);
    if (!catalogue) {
      catalogue = new OptionCatalogue(JSON.parse(catalogueText(`${name}.json`)));
      this.loaded.set(name, catalogue);
    }
    return catalogue;
  }

  /** The full version from which the data was extracted, such as `1.20.5`. */
  public readonly version: string;
  private readonly options: Map<string, CatalogueOption>;
  private allSpellings?: readonly string[];
  private readonly aliases = new Map<string, { keys: string[]; deprecated: boolean }>();
  private readonly prefixes: { pattern: RegExp; prefix: string; entry: CataloguePrefix }[];

  private constructor(file: CatalogueFile) {
    this.version = file.version;
    this.options = new Map(Object.entries(file.options));
    for (const [key, option] of this.options) {
      for (const alias of option.aliases ?? []) this.addAlias(alias, key, false);
      for (const alias of option.deprecatedAliases ?? []) this.addAlias(alias, key, true);
    }
    this.prefixes = Object.entries(file.prefixes)
      .map(([prefix, entry]) => ({ prefix, entry, pattern: prefixPattern(prefix) }))
      // the most specific family first
      .sort((a, b) => b.prefix.length - a.prefix.length);
  }

  /** Every declared key, sorted. */
  public keys(): string[] {
    return [...this.options.keys()];
  }

  /** Every key from which an option is read, under its own name or another. */
  public spellings(): readonly string[] {
    return this.allSpellings ??= [...this.options.keys(), ...this.aliases.keys()];
  }

  /** The option that is declared under exactly this key. */
  public declared(key: string): CatalogueOption | undefined {
    return this.options.get(key);
  }

  /**
   * The options that are read from this key: one if it is declared, one or more if it is an alias (`state.backend.local-recovery` of 1.20 sets two),
   * none if the version does not know it.
   */
  public resolve(key: string): ResolvedOption[] {
    const declared = this.options.get(key);
    const alias = this.aliases.get(key);
    // A superseded option is often still declared together with its successor, which reads it: then the successor is used.
    if (declared && !(declared.deprecated && alias)) return [{ key, option: declared, deprecatedAlias: false }];
    return (alias?.keys ?? []).map((target) => ({
      key: target, option: this.options.get(target)!, deprecatedAlias: alias!.deprecated,
    }));
  }

  /** The family of keys that contains this key, if any. */
  public family(key: string): { readonly prefix: string; readonly family: CataloguePrefix; readonly suffix: string } | undefined {
    for (const { pattern, prefix, entry } of this.prefixes) {
      const match = pattern.exec(key);
      if (match) return { prefix, family: entry, suffix: key.slice(match[0].length) };
    }
    return undefined;
  }

  private addAlias(alias: string, key: string, deprecated: boolean): void {
    const known = this.aliases.get(alias);
    if (known) known.keys.push(key);
    else this.aliases.set(alias, { keys: [key], deprecated });
  }
}

/** `metrics.reporter.<name>.` matches `metrics.reporter.prom.`; something must follow the prefix. */
function prefixPattern(prefix: string): RegExp {
  const source = prefix.split(/<[^>]+>/).map(literally).join('[^.]+');
  return new RegExp(`^${source}(?=.)`);
}
