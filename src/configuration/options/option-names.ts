import { CATALOGUED_FLINK_VERSIONS, FlinkVersion } from './flink-version';
import { KNOWN_OPERATOR_VERSIONS, OperatorVersion } from './operator-version';
import { CatalogueOption, CataloguePrefix, OptionCatalogue, ResolvedOption } from './option-catalogue';
import { formerNamesOf } from './option-history';

/** The meaning of a key for a Flink version and an operator version. */
export interface OptionName {
  /** The keys under which the option is declared: two for a deprecated key that was split, the key itself if it is not declared. */
  readonly keys: string[];
  /** The declaration of the first of `keys`. */
  readonly option?: CatalogueOption;
  /** What reads the option; `unknown` if nothing does. */
  readonly reader: 'flink' | 'operator' | 'image' | 'unknown';
  /** Whether the key is a deprecated name, which is read with a warning. */
  readonly former: boolean;
  /** Whether the key is a newer name, which this version does not read. */
  readonly later?: boolean;
  /** The family of an undeclared key. */
  readonly family?: { readonly prefix: string; readonly family: CataloguePrefix; readonly suffix: string };
}

/** All keys that a job's configuration may contain: options of Flink, of the operator, and those that only the image reads. */
export class OptionNames {
  /** The names for two versions: shared, since many jobs use the same versions. */
  public static of(flinkVersion: FlinkVersion, operatorVersion: OperatorVersion, ownOptions: readonly string[] = []): OptionNames {
    if (ownOptions.length > 0) return new OptionNames(flinkVersion, operatorVersion, ownOptions);
    const versions = `${flinkVersion} ${operatorVersion}`;
    let names = OptionNames.shared.get(versions);
    if (!names) {
      names = new OptionNames(flinkVersion, operatorVersion);
      OptionNames.shared.set(versions, names);
    }
    return names;
  }

  private static readonly shared = new Map<string, OptionNames>();

  /** Declared own options that are options of Flink or the operator, or prefixes of them: typing errors in those would not be detected. */
  public readonly notOwn: readonly string[];
  /** The image's own options, and prefixes of them that end with a dot. */
  public readonly ownOptions: readonly string[];
  private readonly known = new Map<string, OptionName>();

  /**
   * @param ownOptions keys that the image reads, or prefixes of them that end with a dot
   */
  private constructor(
    private readonly flinkVersion: FlinkVersion,
    private readonly operatorVersion: OperatorVersion,
    ownOptions: readonly string[] = []) {
    const declared = ownOptions.length === 0 ? [] : [...this.flink?.keys() ?? [], ...this.operator?.keys() ?? []];
    const isTheirs = (own: string) => own.endsWith('.') ? declared.some((key) => key.startsWith(own)) : [this.flink, this.operator].some((catalogue) => (catalogue?.resolve(own) ?? []).length > 0);
    this.notOwn = ownOptions.filter(isTheirs);
    this.ownOptions = ownOptions.filter((own) => !isTheirs(own));
  }

  /** The meaning of a key. */
  public resolve(key: string): OptionName {
    let name = this.known.get(key);
    if (!name) {
      name = this.lookUp(key);
      this.known.set(key, name);
    }
    return name;
  }

  /** The option that Flink or the operator declares under exactly this key. */
  public declared(key: string): CatalogueOption | undefined {
    return this.flink?.declared(key) ?? this.operator?.declared(key);
  }

  /** Flink's options; undefined for a version without a catalogue. */
  public get flink(): OptionCatalogue | undefined {
    return CATALOGUED_FLINK_VERSIONS.includes(this.flinkVersion.minor) ? OptionCatalogue.flink(this.flinkVersion.minor) : undefined;
  }

  /** The operator's options; undefined for a version without a catalogue. */
  public get operator(): OptionCatalogue | undefined {
    return KNOWN_OPERATOR_VERSIONS.includes(this.operatorVersion.minor) ? OptionCatalogue.operator(this.operatorVersion.minor) : undefined;
  }

  private lookUp(key: string): OptionName {
    if (this.ownOptions.some((own) => isOwn(own, key))) {
      return { keys: [key], reader: 'image', former: false };
    }
    return named(this.flink?.resolve(key), 'flink')
      ?? named(this.operator?.resolve(key), 'operator')
      ?? this.inFamily(key)
      ?? this.formerly(key)
      ?? { keys: [key], reader: 'unknown', former: false };
  }

  /** The current name of an option in a version that only knows its deprecated name. */
  private formerly(key: string): OptionName | undefined {
    const former = formerNamesOf(key).find((name) => this.flink?.declared(name));
    return former === undefined ? undefined : { keys: [former], option: this.flink!.declared(former), reader: 'flink', former: false, later: true };
  }

  private inFamily(key: string): OptionName | undefined {
    const flinks = this.flink?.family(key);
    // Flink's catalogue contains `kubernetes.operator.` and `job.autoscaler.` as prefixes of another component.
    if (flinks && flinks.family.kind !== 'operator') {
      return { keys: [key], option: flinks.family.suffixes?.[flinks.suffix], reader: 'flink', former: false, family: flinks };
    }
    const operators = this.operator?.family(key);
    if (operators?.family.kind === 'fallback') return this.inPlaceOf(operators.prefix, operators.suffix);
    return operators && { keys: [key], reader: 'operator', former: false, family: operators };
  }

  /** Keys below this prefix are read as those without it: `kubernetes.operator.job.autoscaler.enabled` as `job.autoscaler.enabled`. */
  private inPlaceOf(prefix: string, suffix: string): OptionName | undefined {
    const own = this.resolve(`${prefix.replace(/^kubernetes\.operator\./, '')}${suffix}`);
    return own.reader === 'operator' ? own : undefined;
  }
}

function named(resolved: ResolvedOption[] | undefined, reader: 'flink' | 'operator'): OptionName | undefined {
  if (!resolved || resolved.length === 0) return undefined;
  return { keys: resolved.map(({ key }) => key), option: resolved[0].option, reader, former: resolved[0].deprecatedAlias };
}

/** Whether an own option, or a prefix of own options, includes a key. */
export function isOwn(own: string, key: string): boolean {
  return own === key || (own.endsWith('.') && key.startsWith(own));
}
