import { Finding, refusal, Severity } from '../finding';
import { FlinkConfiguration, WrittenOption } from './flink-configuration';
import { CLOSED_STRINGS, oneOf } from '../options/closed-strings';
import { successorsOf } from '../options/deprecated-options';
import { familyKey } from '../options/family-keys';
import { OPERATOR_KEYS } from '../options/operator-keys';
import { OPERATORS_FLINK } from '../options/operator-version';
import { CatalogueOption } from '../options/option-catalogue';
import { historyOf } from '../options/option-history';
import { OptionName, OptionNames } from '../options/option-names';
import { OWN_OPTIONS } from '../options/own-options';
import { REMOVED_WITHOUT_ALIAS } from '../options/removed-options';
import { maybeSecret } from '../options/secret-names';
import { MOST_SUGGESTIONS, nearestSpellings } from '../options/spelling';
import { givesUpState } from '../options/state-kept';
import { parseValue } from '../options/value-syntax';
import { ParsedValue } from '../options/value-syntax/parsed-value';

/** The guideline of all findings about single options: problems that the operator's webhook and Flink report late or never. */
const GUIDELINE = 'ARC-12';

/**
 * The problems of each option as it was written, and of options with the same meaning: unknown, removed and renamed keys, keys that something else
 * reads, values that Flink rejects or reads in an unintended way, two values for one option, and keys that the operator rejects in combination.
 */
export function checkOptions(configuration: FlinkConfiguration, spec: SpecView = EVERY_FIELD_IS_SET): Finding[] {
  const fromMap = configuration.written.filter(({ origin }) => origin.isConfiguration);
  return [
    ...fromMap.flatMap((written) => checkOption(configuration, written, spec).map((finding) => hidden(written, finding))),
    ...contradictions(configuration),
    ...overlaps(configuration, fromMap),
  ];
}

/** Keys that the operator rejects or overwrites in every Flink version. */
export function checkOperatorKeys(configuration: FlinkConfiguration, spec: SpecView): Finding[] {
  return configuration.written.filter(({ origin }) => origin.isConfiguration)
    .flatMap((written) => operatorKey(configuration.names.resolve(written.key), written, spec) ?? []);
}

/** The fields of the spec that are read in addition to the options: some overwrite an option. */
interface SpecView {
  field(path: string): any;
  where(field: string): string;
}

const EVERY_FIELD_IS_SET: SpecView = { field: () => true, where: (field) => field };

function checkOption(configuration: FlinkConfiguration, written: WrittenOption, spec: SpecView): Finding[] {
  const name = configuration.names.resolve(written.key);
  if (name.reader === 'image') return [];
  const refused = operatorKey(name, written, spec);
  if (refused) return [refused];
  if (name.reader === 'unknown') return [unknownKey(configuration, written)];
  const elsewhere = readElsewhere(written, name);
  if (elsewhere) return [elsewhere];
  if (name.later) {
    return [refusal(GUIDELINE, written.origin.source, written.value, `unknown option in Flink ${configuration.flinkVersion}, where it has another name`,
      `Write ${name.keys.join(' and ')}`)];
  }
  return [...formerName(written, name), ...unknownInFamily(configuration, written, name), ...wrongValue(configuration, written, name)];
}

/** A key below a prefix that allows any suffix, if no file system or reporter is known to read it. */
function unknownInFamily(configuration: FlinkConfiguration, { key, value, origin }: WrittenOption, { family, option }: OptionName): Finding[] {
  if (!family || option || isOfForeignReporter(configuration, key)) return [];
  const { prefix, suffix } = family;
  const start = key.slice(0, key.length - suffix.length);
  const spellings = configuration.names.flink?.spellings() ?? [];
  const found = familyKey(prefix, suffix, spellings.filter((each) => each.startsWith(start)).map((each) => each.slice(start.length)));
  if (!found || found.isKnown) return [];
  const who = prefix.startsWith('metrics.') ? 'no metric reporter of Flink' : 'no file system of Flink';
  const own = howToOwn(origin.kind === 'manifest');
  if (found.near.length === 0) return [advice(origin.source, value, `${who} reads this option, and a misspelt one is ignored silently`, `Check its spelling. ${own}`)];
  return [{
    ...advice(origin.source, value, `unknown option: ${who} reads it, and it is ignored silently`, `Did you mean ${found.near.map((each) => `${start}${each}`).join(' or ')}? ${own}`),
    severity: Severity.WARNING,
  }];
}

/** Whether the key belongs to a reporter that is not part of Flink, and whose options are unknown. */
function isOfForeignReporter({ written }: FlinkConfiguration, key: string): boolean {
  const [, reporter] = /^(metrics\.reporter\.[^.]+\.)/.exec(key) ?? [];
  if (reporter === undefined) return false;
  const named = written.find((each) => each.key === `${reporter}factory.class` || each.key === `${reporter}class`);
  return named !== undefined && !named.value.startsWith('org.apache.flink.');
}

/** How to declare that the image reads a key. */
function howToOwn(isYaml: boolean): string {
  return `If your image reads it, name it in ${isYaml ? `the annotation ${OWN_OPTIONS}` : 'ownOptions'}`;
}

function operatorKey(name: OptionName, written: WrittenOption, spec: SpecView): Finding | undefined {
  const rule = OPERATOR_KEYS.find(({ pattern, asWritten }) => [written.key, ...asWritten ? [] : name.keys].some((key) => pattern.test(key)));
  const counts = rule?.field === undefined ? undefined : spec.field(rule.field) ?? rule.otherwise;
  if (!rule || (rule.field !== undefined && counts === undefined)) return undefined;
  const fix = rule.field === undefined ? rule.fix : `${rule.fix} ${spec.where(rule.field)}`;
  const found = refusal(rule.guideline, written.origin.source, written.value, rule.message, fix);
  // If the field has the same value, there is no problem until one of the two is changed.
  return rule.field !== undefined && String(counts) === written.value ? { ...found, severity: Severity.ADVICE } : found;
}

function unknownKey(configuration: FlinkConfiguration, { key, value, origin }: WrittenOption): Finding {
  const { flinkVersion } = configuration;
  const said = (message: string, fix: string) => refusal(GUIDELINE, origin.source, value, message, fix);
  const history = historyOf(key);
  const heirs = (history?.readAs ?? []).filter((heir) => configuration.names.flink?.declared(heir));
  const table = REMOVED_WITHOUT_ALIAS.find((removed) => removed.pattern.test(key));
  if (history) {
    return said(`unknown option in Flink ${flinkVersion}, read only by ${history.readBy.join(', ')}`,
      heirs.length > 0 ? `Use ${heirs.join(' and ')}` : table?.instead ?? 'Leave it out');
  }
  if (table) return said(`unknown option in all supported versions: ${table.why}`, table.instead);
  const near = nearestKeys(configuration, key, value);
  const own = howToOwn(origin.kind === 'manifest');
  return said(`unknown option: Flink ${flinkVersion} and operator ${configuration.operatorVersion} ignore it silently`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}? ${own}` : `Look up its name. ${own}; otherwise leave it out`);
}

const HIDDEN = '***';

/** The finding without the value, if the value may be a secret. */
function hidden({ key }: WrittenOption, finding: Finding): Finding {
  return maybeSecret(key) && finding.value !== undefined ? { ...finding, value: `"${HIDDEN}"` } : finding;
}

/** Known keys that may have been intended, by current or deprecated names, limited to those that a job can set. */
function nearestKeys({ names, flinkVersion }: FlinkConfiguration, key: string, value: string): string[] {
  const near = nearestSpellings(key, suggestable(names), MOST_LOOKED_AT);
  return near.filter((each) => couldHold(names.resolve(each), value, flinkVersion.minor)).slice(0, MOST_SUGGESTIONS);
}

const MOST_LOOKED_AT = 10;

/** All candidates for suggestions, cached: many jobs of a fleet have the same versions, and some contain a misspelt key. */
const SUGGESTABLE = new WeakMap<OptionNames, readonly string[]>();

function suggestable(names: OptionNames): readonly string[] {
  let known = SUGGESTABLE.get(names);
  if (!known) {
    const all = new Set([...names.flink?.spellings() ?? [], ...names.operator?.spellings() ?? []]);
    known = [...all].filter((each) => !isReadElsewhere(names.resolve(each)));
    SUGGESTABLE.set(names, known);
  }
  return known;
}

/** Whether a value is valid for an option; otherwise another option was probably intended. */
function couldHold({ option }: OptionName, value: string, minor: string): boolean {
  if (!option) return true;
  const parsed = parsedValue(option, value, minor);
  return parsed.ok && parsed.remark === undefined;
}

const ELSEWHERE: { readonly [scope: string]: [message: string, fix: string] } = {
  'connector': ['ignored: a cluster does not read options of tables and connectors', 'Write it in the WITH clause of the table'],
  'internal': ['must not be set: it is internal to Flink and the operator', 'Leave it out'],
  'yarn': ['ignored: Flink reads it on YARN only', 'Leave it out'],
  'operator-only': ['ignored: the operator reads it from its own configuration only, not from that of a job', 'Set it where the operator is installed'],
  'operator-config': ['ignored: the operator reads it from its own configuration only, not from that of a job', 'Set it where the operator is installed'],
};

function isReadElsewhere(name: OptionName): boolean {
  return (name.option?.scope ?? '') in ELSEWHERE;
}

function readElsewhere({ value, origin }: WrittenOption, name: OptionName): Finding | undefined {
  const rule = ELSEWHERE[name.option?.scope ?? ''] ?? ELSEWHERE[name.family?.family.kind ?? ''];
  return rule && refusal(GUIDELINE, origin.source, value, ...rule);
}

function formerName({ key, value, origin }: WrittenOption, { keys, former, option }: OptionName): Finding[] {
  if (former) return [advice(origin.source, value, `deprecated name of ${keys.join(' and ')}`, `Write ${keys.join(' and ')}`)];
  if (!option?.deprecated) return [];
  const successors = successorsOf(key);
  return [advice(origin.source, value, `deprecated: a later version will not read ${key}`,
    successors.length > 0 ? `Use ${successors.join(' and ')}, whose values may differ` : 'Look up in the release notes of the next version whether another option takes its place')];
}

/** Cache of parsed option values. Most jobs of a fleet have the same values; the first few of each option are kept. */
const PARSED = new WeakMap<CatalogueOption, Map<string, ParsedValue<unknown>>>();
const MOST_PARSED = 50;

function parsedValue(option: CatalogueOption, value: string, minor: string): ParsedValue<unknown> {
  let known = PARSED.get(option);
  if (!known) PARSED.set(option, known = new Map());
  const key = `${minor} ${value}`;
  let parsed = known.get(key);
  if (!parsed) {
    parsed = parseValue(option.type, option.values, value, minor);
    if (known.size < MOST_PARSED) known.set(key, parsed);
  }
  return parsed;
}

function wrongValue(configuration: FlinkConfiguration, { value, origin }: WrittenOption, name: OptionName): Finding[] {
  // The operator parses its own options with the Flink version that it was built with.
  const reader = name.reader === 'operator' ? OPERATORS_FLINK : configuration.flinkVersion;
  const verdicts = name.keys.map((key) => ({ key, option: configuration.names.declared(key) ?? name.option }))
    .flatMap(({ key, option }) => option ? [{ key, option, parsed: parsedValue(option, value, reader.minor) }] : []);
  for (const { key, option, parsed } of verdicts) {
    if (parsed.ok) continue;
    const kept = (option.values ?? []).filter((each) => !givesUpState(key, each, value));
    const choice = option.type !== 'Enum' || kept.length === 0 ? 'Correct the value' : oneOf(kept, option.values ?? []);
    return [refusal(GUIDELINE, origin.source, value, `must be ${parsed.expected}`,
      parsed.suggestion === undefined || givesUpState(key, parsed.suggestion, value) ? choice : `Write "${parsed.suggestion}"`)];
  }
  for (const { key, parsed } of verdicts) {
    if (parsed.ok && parsed.remark) {
      return [{ ...advice(origin.source, value, parsed.remark, parsed.fix ?? `Write "${parsed.canonical}"`), severity: Severity.WARNING }];
    }
    const problem = CLOSED_STRINGS[key]?.(value, key, reader.minor);
    if (problem) return [refusal(GUIDELINE, origin.source, value, ...problem)];
  }
  return [];
}

/** Options that are set twice with different values. */
function contradictions(configuration: FlinkConfiguration): Finding[] {
  const byKey = new Map<string, WrittenOption>();
  const findings: Finding[] = [];
  for (const written of configuration.written) {
    for (const key of configuration.names.resolve(written.key).keys) {
      const before = byKey.get(key);
      byKey.set(key, written);
      if (before && before.value !== written.value) findings.push(contradiction(key, before, written));
    }
  }
  return findings;
}

function contradiction(key: string, first: WrittenOption, second: WrittenOption): Finding {
  const [before, after] = [first, second].map((written) => maybeSecret(written.key) ? { ...written, value: HIDDEN } : written);
  if (before.origin.isConfiguration) {
    return refusal(GUIDELINE, after.origin.source, after.value, `${before.origin.source} = "${before.value}" is the same option (${key}) with another value`,
      `Keep ${key} only, with the value you mean`);
  }
  return advice(after.origin.source, after.value, `this option overrides the property ${before.origin.source}, which is "${before.value}"`, 'Set it in one of the two places');
}

/** From Flink 2.0 on, the operator writes the configuration as nested YAML, in which a key cannot have both a value and nested keys. */
function overlaps({ flinkVersion }: FlinkConfiguration, written: readonly WrittenOption[]): Finding[] {
  if (flinkVersion.minor.startsWith('1.')) return [];
  const keys = [...new Set(written.map(({ key }) => key))].sort();
  return written.flatMap(({ key, value, origin }) => {
    const longer = keys.filter((other) => other.startsWith(`${key}.`));
    return longer.length === 0 ? [] : [refusal(GUIDELINE, origin.source, value,
      `must not be set together with ${longer.join(' and ')}: from Flink 2.0 on no key may be a prefix of another`, 'Write the current name of each option')];
  });
}

function advice(path: string, value: string, message: string, fix: string): Finding {
  return { guideline: GUIDELINE, severity: Severity.ADVICE, path, value: `"${value}"`, message, fix };
}
