// Writes src/configuration/options/option-types.generated.ts from the catalogues: for each Flink version a type of its configuration, in which
// an unknown key, a removed key, a wrong constant or a value without its unit does not compile.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
/** The operator whose options for single jobs are included. */
const OPERATOR = '1.16';

const catalogue = (name) => JSON.parse(readFileSync(join(ROOT, 'catalogue', `${name}.json`), 'utf8'));

/** Options that are strings in the catalogue and accept only certain values. */
const WORDS = {
  'execution.checkpointing.storage': ["'filesystem'", "'jobmanager'", 'ClassName'],
  'high-availability.type': ["'kubernetes'", "'zookeeper'", "'NONE'", 'ClassName'],
  'jobmanager.execution.failover-strategy': ["'region'", "'full'"],
  'restart-strategy.type': ["'exponential-delay'", "'fixed-delay'", "'failure-rate'", "'none'"],
  'state.backend.type': ["'rocksdb'", "'hashmap'", 'ClassName'],
};

const TYPES = {
  'Boolean': "'true' | 'false'",
  'Integer': '`${bigint}`',
  'Long': '`${bigint}`',
  'Float': '`${number}`',
  'Double': '`${number}`',
  'Duration': 'DurationText',
  'MemorySize': 'SizeText',
};

function typeOf(key, option, version) {
  const words = WORDS[key];
  if (words) return (key === 'state.backend.type' && !version.startsWith('1.') ? [...words, "'forst'"] : words).join(' | ');
  if (option.type === 'Enum') return option.values.map((value) => `'${value}'`).join(' | ');
  return TYPES[option.type] ?? 'string';
}

/** Keys that a job's configuration may contain, with their types. Former names are omitted: new programs do not need them. */
function optionsOf({ options }, version, forbidden) {
  return Object.entries(options)
    .filter(([key, option]) => option.scope === undefined && !key.includes('<') && !forbidden.some((pattern) => pattern.test(key)))
    .filter(([key, option]) => !(option.deprecated && isAlias(options, key)))
    .map(([key, option]) => [key, typeOf(key, option, version)]);
}

function isAlias(options, key) {
  return Object.values(options).some(({ aliases = [], deprecatedAliases = [] }) => [...aliases, ...deprecatedAliases].includes(key));
}

/** `metrics.reporter.<name>.` as a pattern of keys. Families that other components read are omitted. */
function familiesOf({ prefixes }) {
  return Object.entries(prefixes)
    .filter(([, { kind }]) => ['open', 'map', 'templated'].includes(kind))
    .map(([prefix]) => `${prefix.replace(/<[^>]+>/g, '${string}')}\${string}`);
}

/** The keys that the library refuses because the operator sets them, read from where they are kept. */
function operatorKeys() {
  const source = readFileSync(join(ROOT, 'src', 'configuration', 'options', 'operator-keys.ts'), 'utf8');
  const quoted = [...source.matchAll(/^ {4}'([a-z.-]+)': '/gm)].map(([, key]) => new RegExp(`^${key.replace(/\./g, '\\.')}$`));
  const patterns = [...source.matchAll(/pattern: \/(.+)\/,/g)].map(([, pattern]) => new RegExp(pattern));
  if (quoted.length < 10 || patterns.length < 2) throw new Error('operator-keys.ts is not written as expected');
  return [...quoted, ...patterns];
}

export function optionTypes() {
  const forbidden = operatorKeys();
  const operator = optionsOf(catalogue(`operator-${OPERATOR}`), '', forbidden);
  const byVersion = new Map(VERSIONS.map((version) => {
    const flink = catalogue(`flink-${version}`);
    return [version, { options: new Map(optionsOf(flink, version, forbidden)), families: familiesOf(flink) }];
  }));
  const everywhere = (pick) => [...pick(byVersion.get(VERSIONS[0]))].filter((one) => VERSIONS.every((version) => pick(byVersion.get(version)).includes(one)));
  const lines = ({ options }) => [...options].map(([key, type]) => `  readonly '${key}'?: ${type};`);
  const common = everywhere(lines);
  const families = everywhere(({ families: list }) => list);
  const own = (version) => [
    ...lines(byVersion.get(version)).filter((line) => !common.includes(line)),
    ...byVersion.get(version).families.filter((family) => !families.includes(family)).map(familyLine),
  ];
  return [
    '// Generated from catalogue/ by `npm run option-types`. Do not edit.',
    '',
    '/** A whole number and a unit of time. */',
    "type DurationText = `${bigint}${'' | ' '}${'ms' | 's' | 'sec' | 'm' | 'min' | 'h' | 'd'}`;",
    '/** A whole number and a unit of memory. */',
    "type SizeText = `${bigint}${'' | ' '}${'b' | 'k' | 'kb' | 'm' | 'mb' | 'g' | 'gb' | 't' | 'tb' | 'K' | 'KB' | 'M' | 'MB' | 'G' | 'GB' | 'T' | 'TB'}`;",
    '/** The whole name of a class. */',
    'type ClassName = `${string}.${string}`;',
    '',
    '/** What all versions have, and the operator reads for a job. */',
    'interface CommonOptions {',
    ...common,
    ...lines({ options: new Map(operator) }),
    ...families.map(familyLine),
    '}',
    '',
    ...VERSIONS.flatMap((version) => [`/** The options of Flink ${version}. Compilers name this type in what they print. */`, `interface ${nameOf(version)} extends CommonOptions {`, ...own(version), '}', '']),
    '/** The configuration of a job, by Flink version. */',
    'export interface FlinkOptions {',
    ...VERSIONS.map((version) => `  readonly '${version}': ${nameOf(version)};`),
    '}',
    '',
  ].join('\n');
}

const nameOf = (version) => `Flink${version.replace('.', '_')}Options`;

const familyLine = (family) => `  readonly [key: \`${family}\`]: string | undefined;`;

if (process.argv[1] === import.meta.filename) {
  const file = join(ROOT, 'src', 'configuration', 'options', 'option-types.generated.ts');
  const [check] = process.argv.slice(2);
  if (check === '--check') {
    if (readFileSync(file, 'utf8') !== optionTypes()) {
      console.error('src/configuration/options/option-types.generated.ts is not what the catalogues say: run `npm run option-types` and commit it');
      process.exitCode = 1;
    }
  } else {
    writeFileSync(file, optionTypes());
  }
}
