import { Command, Option } from 'commander';
import { distance } from 'fastest-levenshtein';
import { ExitCode, UsageError } from './outcome';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { OPERATOR_KEYS } from '../configuration/options/operator-keys';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { historyOf } from '../configuration/options/option-history';
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

/** `cdk8s-flink explain`: what a guideline or an option is. */
export function explainCommand(done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('what a guideline or an option is')
    .description('Explains a guideline by its id, such as CKP-02, or an option of Flink or the operator by any of its names, as a version knows it.')
    .argument('<id or key>', 'a guideline\'s id or an option\'s key')
    .addOption(new Option('--flink-version <version>', 'the version whose options are meant').choices(CATALOGUED_FLINK_VERSIONS).default('2.2'))
    .addOption(new Option('--operator-version <version>', 'the operator whose options are meant').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  cdk8s-flink explain CKP-02\n  cdk8s-flink explain execution.checkpointing.interval --flink-version 1.20')
    .action((what: string, options: ExplainArguments) => {
      const explained = explain(what.trim(), options);
      process.stdout.write(`${options.format === 'json' ? JSON.stringify(explained, null, 2) : asText(explained)}\n`);
      done(ExitCode.FINE);
    });
}

/** Names and what they are, in the order in which they are printed. */
type Explained = { readonly [name: string]: string | boolean | readonly string[] };

function explain(what: string, options: ExplainArguments): Explained {
  const guideline = GUIDELINES.find(({ id }) => id === what.toUpperCase());
  if (guideline) return explainGuideline(guideline);
  const names = OptionNames.of(FlinkVersion.of(options.flinkVersion), OperatorVersion.of(options.operatorVersion));
  const name = names.resolve(what);
  if (name.reader === 'unknown') throw new UsageError(unknown(what, names, options));
  return explainOption(what, name, options);
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

function explainOption(what: string, { keys, option, reader, former, later, family }: OptionName, options: ExplainArguments): Explained {
  const history = historyOf(keys[0]) ?? historyOf(what);
  const overwritten = OPERATOR_KEYS.find(({ pattern }) => keys.some((key) => pattern.test(key)));
  return present({
    option: keys,
    readBy: reader === 'operator' ? `operator ${options.operatorVersion}` : `Flink ${options.flinkVersion}`,
    asked: keys.includes(what) ? undefined : `${what}, ${former ? 'a former name' : later ? 'a later name, which this version does not read' : 'another name'}`,
    type: option?.type,
    unit: UNITS[option?.type ?? ''],
    values: option?.values ?? [],
    default: option?.default,
    property: propertyOf(keys[0]),
    deprecated: option?.deprecated === true ? true : undefined,
    versions: history?.readBy ?? [],
    aliases: [...option?.aliases ?? [], ...option?.deprecatedAliases ?? []],
    family: family && `${family.prefix}*`,
    overwritten: overwritten && `${overwritten.message}. ${overwritten.fix}${overwritten.field ? ` ${overwritten.field}` : ''}`,
    guidelines: GUIDELINES.filter((guideline) => isAbout(guideline, keys)).map(({ id, title }) => `${id} ${title}`),
  });
}

/** What a guideline fills: fields, options, pod templates. */
function emittedBy({ row: { defaults = {} } }: TableGuideline): string[] {
  const { fields = {}, options = {}, pods } = defaults;
  return [...Object.keys(fields).map((field) => field.startsWith('jvm.') ? field : `spec.${field}`), ...Object.keys(options), ...(pods ? ['pod templates'] : [])];
}

/** Types whose values are amounts. */
const UNITS: { readonly [type: string]: string } = {
  Duration: 'a number with ms, s, min, h or d; without one milliseconds',
  MemorySize: 'a number with b, k, m, g or t, each 1024 of the one before; without one bytes',
};

/** Whether a guideline gives the option its default, or looks at it. */
function isAbout({ row }: TableGuideline, keys: readonly string[]): boolean {
  return Object.keys(row.defaults?.options ?? {}).some((key) => keys.includes(key));
}

function present(explained: { readonly [name: string]: string | boolean | readonly string[] | undefined }): Explained {
  const isPresent = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(explained).filter(([, value]) => isPresent(value))) as Explained;
}

function asText(explained: Explained): string {
  const width = Math.max(...Object.keys(explained).map((name) => name.length));
  return Object.entries(explained).flatMap(([name, value]) => {
    const lines = Array.isArray(value) ? value : [String(value)];
    return lines.map((line, i) => `${(i === 0 ? name : '').padEnd(width)}  ${line}`);
  }).join('\n');
}

const MOST_SUGGESTIONS = 3;

function unknown(what: string, names: OptionNames, { flinkVersion, operatorVersion }: ExplainArguments): string {
  const history = historyOf(what);
  if (history) {
    const heirs = history.readAs.length > 0 ? `: use ${history.readAs.join(' and ')}` : '';
    return `Flink ${flinkVersion} does not read ${what}, only ${history.readBy.join(', ')}${heirs}`;
  }
  const known = [...GUIDELINES.map(({ id }) => id), ...names.flink?.keys() ?? [], ...names.operator?.keys() ?? []];
  const near = known.map((key) => ({ key, edits: distance(what.toLowerCase(), key.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits).slice(0, MOST_SUGGESTIONS);
  return `${what} is neither a guideline nor an option of Flink ${flinkVersion} or operator ${operatorVersion}. Did you mean ${near.map(({ key }) => key).join(' or ')}?`;
}
