import { Command, Option } from 'commander';
import { distance } from 'fastest-levenshtein';
import { fieldAt, fieldPaths, fieldsWith } from './explain-field';
import { judgesOf } from './judges-of';
import { ExitCode, UsageError } from './outcome';
import { Alert } from '../companions/monitoring/rules/alert';
import { ALERTS } from '../companions/monitoring/rules/catalogue';
import { RUNBOOKS } from '../companions/monitoring/runbooks';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { successorsOf } from '../configuration/options/deprecated-options';
import { familyKey } from '../configuration/options/family-keys';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { OPERATOR_KEYS } from '../configuration/options/operator-keys';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { OptionCatalogue } from '../configuration/options/option-catalogue';
import { formerNamesOf, historyOf } from '../configuration/options/option-history';
import { OptionName, OptionNames } from '../configuration/options/option-names';
import { GUIDELINES } from '../guidelines/registry';
import { TableGuideline } from '../guidelines/table';
import { propertyOf } from '../job/plain-properties';
import { ANNOTATIONS } from '../workload/annotations';

interface ExplainArguments {
  readonly flinkVersion: string;
  readonly operatorVersion: string;
  readonly format: 'text' | 'json';
}

/** `cdk8s-flink explain`: describes a guideline, an option, a field or an alert. */
export function explainCommand(done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('describe a guideline, an option, a field or an alert')
    .description('Describes a guideline by its id, such as CKP-02, an option of Flink or the operator by any of its names, for a version, '
      + 'a field of a manifest by its path, or an alert by its name. Any other word lists the guidelines, options, fields and alerts whose id, title, key or name contains it.')
    .argument('<id, key, path or word>', 'a guideline\'s id, an option\'s key, a field\'s path, an alert\'s name, or a word in one of them')
    .addOption(new Option('--flink-version <version>', 'the Flink version of the options').choices(CATALOGUED_FLINK_VERSIONS).default('2.2'))
    .addOption(new Option('--operator-version <version>', 'the operator version of the options and fields').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  cdk8s-flink explain CKP-02\n  cdk8s-flink explain execution.checkpointing.interval --flink-version 1.20\n'
      + '  cdk8s-flink explain spec.job.upgradeMode\n'
      + '  cdk8s-flink explain checkpoint')
    .action((what: string, options: ExplainArguments) => {
      const explained = explain(what.trim(), options);
      process.stdout.write(`${options.format === 'json' ? JSON.stringify(explained, null, 2) : asText(explained)}\n`);
      done(ExitCode.FINE);
    });
}

/** Names and values, in the order of the output. */
type Explained = { readonly [name: string]: string | boolean | readonly string[] };

function explain(what: string, options: ExplainArguments): Explained {
  // the form in which a finding names an option
  const key = /\.flinkConfiguration\['([^']+)'\]$/.exec(what)?.[1];
  if (key !== undefined) return explain(key, options);
  const guideline = GUIDELINES.find(({ id }) => id === what.toUpperCase());
  if (guideline) return explainGuideline(guideline);
  const alert = ALERTS.find(({ name }) => name.toLowerCase() === what.toLowerCase());
  if (alert) return explainAlert(alert);
  const names = OptionNames.of(FlinkVersion._of(options.flinkVersion), OperatorVersion._of(options.operatorVersion));
  const name = names.resolve(what);
  if (name.reader !== 'unknown') return explainOption(what, name, options);
  const field = what.includes('.') ? fieldAt(what, options.operatorVersion) : undefined;
  if (field) return present({ ...field, setBy: GUIDELINES.filter(({ id }) => field.setBy.includes(id)).map(named) });
  const found = historyOf(what) || IS_LIKE_ID.test(what) ? undefined : search(what, names, options);
  if (!found) throw new UsageError(unknown(what, names, options));
  return found;
}

/** The word is meant as the id of one guideline, not as a prefix of several ids. */
const IS_LIKE_ID = /^[A-Za-z][A-Za-z0-9]*-\d+$/;

/** Everything whose id, title, key or name contains a word. */
function search(word: string, names: OptionNames, { operatorVersion }: ExplainArguments): Explained | undefined {
  const wanted = word.toLowerCase();
  const contains = (text: string) => text.toLowerCase().includes(wanted);
  if (wanted === '') return undefined;
  const guidelines = GUIDELINES.filter(({ id, title }) => contains(id) || contains(title)).map(named);
  const keys = [...new Set([...names.flink?.spellings() ?? [], ...names.operator?.spellings() ?? []])].filter(contains).sort();
  const options = keys.map((key) => {
    const own = names.resolve(key).keys;
    return own.includes(key) ? key : `${key} (now ${own.join(' and ')})`;
  });
  const alerts = ALERTS.filter(({ name }) => contains(name)).map(({ name, guideline }) => `${name} (${guideline})`);
  const found = present({ guidelines, options, fields: fieldsWith(word, operatorVersion), alerts });
  return Object.keys(found).length === 0 ? undefined : { word, ...found };
}

function named({ id, title }: TableGuideline): string {
  return `${id} ${title}`;
}

function explainAlert({ name, guideline, unit, follows, warning, critical }: Alert): Explained {
  return present({
    alert: name,
    severities: [...(warning === undefined ? [] : ['warning']), ...(critical === undefined ? [] : ['critical'])],
    unit,
    follows,
    guidelines: GUIDELINES.filter(({ id, row }) => id === guideline || row.alerts?.includes(name)).map(named),
    runbook: `${RUNBOOKS}/${name}.md`,
  });
}

function explainGuideline(guideline: TableGuideline): Explained {
  const { id, title, rationale, severity, sources, uses, row } = guideline;
  const { emits, props = [], alerts = [], dashboards = [], judgedBy = [], checklist, toCome, outOfScope } = row;
  return present({
    guideline: id,
    title,
    rationale,
    severity,
    uses,
    defaults: emittedBy(guideline),
    emits,
    properties: props,
    judgedBy,
    alerts,
    dashboards,
    checklist,
    toCome,
    outOfScope,
    suppress: uses.includes('check') ? `${ANNOTATIONS.suppress}: "${id}: <the reason>"` : undefined,
    sources,
  });
}

function explainOption(what: string, name: OptionName, options: ExplainArguments): Explained {
  const { keys, option, reader, former, later, family } = name;
  const overwritten = OPERATOR_KEYS.find(({ pattern }) => keys.some((key) => pattern.test(key)));
  const formerNames = [...new Set([...option?.deprecatedAliases ?? [], ...keys.flatMap(formerNamesOf)])].filter((key) => !keys.includes(key)).sort();
  const version = FlinkVersion._of(options.flinkVersion);
  return present({
    option: keys,
    readBy: reader === 'operator' ? `operator ${options.operatorVersion}` : `${isReadBy(name) ? '' : 'no known file system or reporter of '}Flink ${options.flinkVersion}`,
    asked: keys.includes(what) ? undefined : `${what}, ${former ? 'a former name' : later ? 'a later name, which this version does not read' : 'another name'}`,
    type: option?.type,
    unit: UNITS[option?.type ?? ''],
    values: option?.values ?? [],
    default: option?.default ?? (option && 'none'),
    property: propertyOf(keys[0]),
    deprecated: option?.deprecated === true ? true : undefined,
    use: option?.deprecated ? keys.flatMap(successorsOf) : undefined,
    versions: versionsThatRead(what, name),
    aliases: (option?.aliases ?? []).filter((key) => !formerNames.includes(key)),
    formerNames,
    family: family && `${family.prefix}*`,
    overwritten: overwritten && `${overwritten.message}. ${overwritten.fix}${overwritten.field ? ` ${overwritten.field}` : ''}`,
    setBy: GUIDELINES.filter(({ row }) => Object.keys(row.defaults?.options ?? {}).some((key) => keys.includes(key))).map(named),
    judgedBy: judgesOf(keys[0], option, version).map(named),
    documentation: documentationOf(keys[0], name, options),
  });
}

/** The versions of Flink, or of the operator, that read a key. */
function versionsThatRead(what: string, { keys, reader, family }: OptionName): readonly string[] {
  if (reader === 'operator') return KNOWN_OPERATOR_VERSIONS.filter((minor) => keys.some((key) => OptionCatalogue.operator(minor).resolve(key).length > 0));
  // an option that every version declares has no history
  const declared = (historyOf(what) ?? historyOf(keys[0]))?.readBy ?? (family ? [] : CATALOGUED_FLINK_VERSIONS);
  return CATALOGUED_FLINK_VERSIONS.filter((minor) => declared.includes(minor) || isReadInFamily(keys[0], minor));
}

/** Whether a version does not declare the option itself, but passes it to a file system or reporter that reads it. */
function isReadInFamily(key: string, minor: string): boolean {
  const name = OptionNames.of(FlinkVersion._of(minor), NEWEST_OPERATOR_VERSION).resolve(key);
  return name.reader === 'flink' && name.family !== undefined && isReadBy(name);
}

/** Whether a known class reads an option: some prefixes allow any suffix. */
function isReadBy({ family, option }: OptionName): boolean {
  return !family || option !== undefined || familyKey(family.prefix, family.suffix, [])?.isKnown !== false;
}

/** The page of Flink's or the operator's documentation, for the requested version. */
function documentationOf(key: string, name: OptionName, { flinkVersion, operatorVersion }: ExplainArguments): string | undefined {
  const { reader, option, family } = name;
  if (reader === 'operator') return `${DOCUMENTATION}/flink-kubernetes-operator-docs-release-${operatorVersion}/docs/operations/configuration/`;
  if (reader !== 'flink') return undefined;
  const page = /^(table|sql-client)\./.test(key) ? 'dev/table/config' : /^python\./.test(key) ? 'dev/python/python_config' : 'deployment/config';
  const anchor = option && !family ? `#${key.toLowerCase().replace(/\./g, '-')}` : '';
  return `${DOCUMENTATION}/flink-docs-release-${flinkVersion}/docs/${page}/${anchor}`;
}

const DOCUMENTATION = 'https://nightlies.apache.org/flink';

/** The fields, options and pod templates for which a guideline sets defaults. */
function emittedBy({ row: { defaults = {} } }: TableGuideline): string[] {
  const { fields = {}, options = {}, pods } = defaults;
  return [...Object.keys(fields).map((field) => field.startsWith('jvm.') ? field : `spec.${field}`), ...Object.keys(options), ...(pods ? ['pod templates'] : [])];
}

/** Types whose values have units. */
const UNITS: { readonly [type: string]: string } = {
  Duration: 'a number with ms, s, min, h or d; without a unit: milliseconds',
  MemorySize: 'a number with b, k, m, g or t (powers of 1024); without a unit: bytes',
};

function present(explained: { readonly [name: string]: string | boolean | readonly string[] | undefined }): Explained {
  const isPresent = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(explained).filter(([, value]) => isPresent(value))) as Explained;
}

/** The key of the JSON as words. */
function labelOf(name: string): string {
  return name === 'judgedBy' ? 'checked by' : name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function asText(explained: Explained): string {
  const width = Math.max(...Object.keys(explained).map((name) => labelOf(name).length));
  return Object.entries(explained).flatMap(([name, value]) => {
    const lines = Array.isArray(value) ? name === 'versions' ? [value.join(', ')] : value : [String(value)];
    return lines.map((line, i) => `${(i === 0 ? labelOf(name) : '').padEnd(width)}  ${line}`);
  }).join('\n');
}

const MOST_SUGGESTIONS = 3;

function unknown(what: string, names: OptionNames, { flinkVersion, operatorVersion }: ExplainArguments): string {
  const history = historyOf(what);
  if (history) {
    const successors = history.readAs.length > 0 ? `. Use ${history.readAs.join(' and ')}` : '';
    return `Flink ${flinkVersion} does not read ${what}; versions that read it: ${history.readBy.join(', ')}${successors}`;
  }
  const known = what.startsWith('spec.') ? fieldPaths(operatorVersion)
    : [...GUIDELINES.map(({ id }) => id), ...names.flink?.keys() ?? [], ...names.operator?.keys() ?? []];
  const near = known.map((key) => ({ key, edits: distance(what.toLowerCase(), key.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits).slice(0, MOST_SUGGESTIONS);
  return `${what} is not a guideline, an alert, a field of a manifest, or an option of Flink ${flinkVersion} or operator ${operatorVersion}. Did you mean ${near.map(({ key }) => key).join(' or ')}?`;
}
