import { Duration } from 'cdk8s';
import { call, Expression, literal, member, object } from './expression';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { OptionNames } from '../configuration/options/option-names';
import { parseDuration, renderOptionValue } from '../configuration/options/option-value';
import { parseValue } from '../configuration/options/value-syntax';
import { OPTION } from '../facts';
import { PLAIN_PROPERTIES } from '../job/plain-properties';
import { RuntimeMode } from '../job/runtime-mode';
import { CheckpointingMode, SavepointFormat } from '../state';

/** The options of one manifest; those that become properties are removed. */
export class Options {
  private readonly left: Map<string, string>;
  private readonly names: OptionNames;

  /**
   * @param exact whether a property must keep the spelling of a value: for the operator, another spelling is a change that restarts the job
   */
  constructor(
    flat: { readonly [key: string]: string },
    private readonly flinkVersion: FlinkVersion,
    operatorVersion: OperatorVersion,
    private readonly exact: boolean,
  ) {
    this.names = OptionNames.of(flinkVersion, operatorVersion);
    const namesOf = (key: string) => exact ? [key] : this.names.resolve(key).keys;
    this.left = new Map(Object.entries(flat).flatMap(([key, text]) => namesOf(key).map((name) => [name, text])));
  }

  /**
   * The options that no property has taken, in their original order. Constructs render options by their current names: if each must keep its name,
   * those with deprecated names are left to JSON patches.
   */
  public get rest(): { readonly [key: string]: string } {
    return Object.fromEntries([...this.left].filter(([key]) => !this.exact || this.names.resolve(key).keys[0] === key));
  }

  /** The value of an option that a property could take: one that is written with the name that the property renders. */
  public text(option: string): string | undefined {
    const { keys } = this.names.resolve(option);
    return keys.length === 1 ? this.left.get(keys[0]) : undefined;
  }

  public take(...options: string[]): void {
    for (const option of options) this.left.delete(this.names.resolve(option).keys[0]);
  }

  /** An option of a type as an expression, removed from the options; undefined if the value cannot be expressed as this type. */
  public taken(option: string, type: ValueType): Expression | undefined {
    const expression = this.expression(option, type);
    if (expression !== undefined) this.take(option);
    return expression;
  }

  /** The same, without removing it. */
  public expression(option: string, type: ValueType): Expression | undefined {
    const text = this.text(option);
    const expression = text === undefined ? undefined : READERS[type](text);
    if (expression === undefined) return undefined;
    const declared = this.names.resolve(option).option?.type;
    return this.isWrittenSo(renderOptionValue(expression.value, declared), text!, declared) ? expression : undefined;
  }

  /** A property that is bound by a row of `PLAIN_PROPERTIES`. */
  public plain(prop: string): Expression | undefined {
    const rows = PLAIN_PROPERTIES.filter((row) => row.prop === prop && row.option !== undefined);
    const texts = rows.map(({ option }) => this.text(option!));
    if (rows.length === 0 || new Set(texts).size > 1) return undefined;
    const [{ option, flip }] = rows;
    const expression = flip ? flipped(this.text(option!)) : this.plainValue(prop, option!);
    if (expression !== undefined) this.take(...rows.map((row) => row.option!));
    return expression;
  }

  private plainValue(prop: string, option: string): Expression | undefined {
    const text = this.text(option);
    const constants = Object.hasOwn(ENUMS, prop) ? ENUMS[prop] : undefined;
    if (constants) {
      const name = Object.keys(constants.members).find((each) => constants.members[each] === text);
      return name === undefined ? undefined : member(`${constants.name}.${name}`);
    }
    const declared = this.names.resolve(option).option?.type;
    const type = DURATIONS.includes(prop) ? 'duration' : TYPES[declared ?? ''];
    return type === undefined ? undefined : this.expression(option, type);
  }

  private isWrittenSo(rendered: string, text: string, type: string | undefined): boolean {
    return rendered === text || (!this.exact && isSameOption(type, rendered, text, this.flinkVersion));
  }
}

/** Whether Flink reads two texts as the same value. */
export function isSameOption(type: string | undefined, a: string, b: string, { minor }: FlinkVersion): boolean {
  if (a === b) return true;
  if (type === undefined) return false;
  const [one, other] = [a, b].map((text) => parseValue(type, undefined, text, minor));
  return one.ok && other.ok && String(one.value) === String(other.value) && typeof one.value !== 'object';
}

export type ValueType = 'duration' | 'boolean' | 'number' | 'string';

const TYPES: { readonly [declared: string]: ValueType } = {
  Duration: 'duration', Boolean: 'boolean', Integer: 'number', Long: 'number', Double: 'number', Float: 'number', String: 'string',
};

/** Properties of type Duration whose options the operator declares as strings. */
const DURATIONS = ['savepoints.interval', 'savepoints.historyMaxAge'];

const READERS: { readonly [type in ValueType]: (text: string) => Expression | undefined } = {
  duration: durationExpression,
  boolean: (text) => /^(true|false)$/i.test(text) ? literal(text.toLowerCase() === 'true') : undefined,
  number: (text) => /^-?\d+(\.\d+)?$/.test(text) && Number.isSafeInteger(Math.trunc(Number(text))) ? literal(Number(text)) : undefined,
  string: literal,
};

const ENUMS: { readonly [prop: string]: { readonly name: string; readonly members: { readonly [name: string]: string } } } = {
  'checkpointing.mode': { name: 'CheckpointingMode', members: CheckpointingMode },
  'savepoints.format': { name: 'SavepointFormat', members: SavepointFormat },
  'runtimeMode': { name: 'RuntimeMode', members: RuntimeMode },
};

function flipped(text: string | undefined): Expression | undefined {
  return text === 'true' || text === 'false' ? literal(text === 'false') : undefined;
}

const UNITS: readonly [factory: keyof typeof Duration & string, millis: number][] = [
  ['days', 24 * 60 * 60_000], ['hours', 60 * 60_000], ['minutes', 60_000], ['seconds', 1000], ['millis', 1],
];

/** A duration in the largest unit without a fraction. */
function durationExpression(text: string): Expression | undefined {
  const millis = parseDuration(text);
  if (millis === undefined || !Number.isSafeInteger(millis) || millis < 0) return undefined;
  const [factory, size] = UNITS.find(([, each]) => millis % each === 0 && millis >= each) ?? ['seconds', 1000];
  return call(`Duration.${factory}`, literal(millis / size));
}

/** Calls a factory whose options are Flink options with a common prefix; undefined if the type is another one. */
export function factoryOf(options: Options, type: { readonly option: string; readonly text: string }, factory: string,
  parts: readonly (readonly [prop: string, option: string, type: ValueType])[], required: readonly string[] = []): Expression | undefined {
  if (options.text(type.option) !== type.text) return undefined;
  if (parts.some(([prop, option, valueType]) => required.includes(prop) && options.expression(option, valueType) === undefined)) return undefined;
  options.take(type.option);
  const written = Object.fromEntries(parts.map(([prop, option, valueType]) => [prop, options.taken(option, valueType)]));
  const isEmpty = Object.values(written).every((part) => part === undefined);
  return call(factory, isEmpty ? undefined : object(written));
}

/** The RestartStrategy of a job. */
export function restartStrategyOf(options: Options): Expression | undefined {
  const of = (text: string) => ({ option: OPTION.RESTART_STRATEGY, text });
  const at = (type: string, name: string) => `restart-strategy.${type}.${name}`;
  return factoryOf(options, of('exponential-delay'), 'RestartStrategy.exponentialDelay', [
    ['initialBackoff', at('exponential-delay', 'initial-backoff'), 'duration'],
    ['maxBackoff', at('exponential-delay', 'max-backoff'), 'duration'],
    ['backoffMultiplier', at('exponential-delay', 'backoff-multiplier'), 'number'],
    ['resetBackoffThreshold', at('exponential-delay', 'reset-backoff-threshold'), 'duration'],
    ['jitterFactor', at('exponential-delay', 'jitter-factor'), 'number'],
    ['attempts', at('exponential-delay', 'attempts-before-reset-backoff'), 'number'],
  ]) ?? factoryOf(options, of('fixed-delay'), 'RestartStrategy.fixedDelay', [
    ['attempts', at('fixed-delay', 'attempts'), 'number'],
    ['delay', at('fixed-delay', 'delay'), 'duration'],
  ], ['attempts']) ?? factoryOf(options, of('failure-rate'), 'RestartStrategy.failureRate', [
    ['maxFailuresPerInterval', at('failure-rate', 'max-failures-per-interval'), 'number'],
    ['interval', at('failure-rate', 'failure-rate-interval'), 'duration'],
    ['delay', at('failure-rate', 'delay'), 'duration'],
  ], ['maxFailuresPerInterval', 'interval']);
}

/** The HighAvailability of a job. */
export function highAvailabilityOf(options: Options): Expression | undefined {
  const of = (text: string) => ({ option: OPTION.HIGH_AVAILABILITY, text });
  return factoryOf(options, of('kubernetes'), 'HighAvailability.kubernetes', [])
    ?? factoryOf(options, of('zookeeper'), 'HighAvailability.zooKeeper', [
      ['quorum', 'high-availability.zookeeper.quorum', 'string'], ['pathRoot', 'high-availability.zookeeper.path.root', 'string'],
    ], ['quorum']);
}

/** The StateBackend of a job. */
export function stateBackendOf(options: Options): Expression | undefined {
  const of = (text: string) => ({ option: OPTION.STATE_BACKEND, text });
  return factoryOf(options, of('hashmap'), 'StateBackend.hashMap', [])
    ?? factoryOf(options, of('rocksdb'), 'StateBackend.rocksDb', [['incremental', 'execution.checkpointing.incremental', 'boolean']]);
}

/** The UnalignedCheckpoints of a job. */
export function unalignedOf(options: Options): Expression | undefined {
  const [enabled, timeout] = ['execution.checkpointing.unaligned.enabled', 'execution.checkpointing.aligned-checkpoint-timeout'];
  if (options.text(enabled) === 'false') return factoryOf(options, { option: enabled, text: 'false' }, 'UnalignedCheckpoints.never', []);
  if (options.text(enabled) !== 'true') return undefined;
  const after = options.text(timeout) === undefined ? undefined : options.taken(timeout, 'duration');
  options.take(enabled);
  return after ? call('UnalignedCheckpoints.afterTimeout', after) : call('UnalignedCheckpoints.always');
}

/** The parts of a property, all of which are plain properties. */
export function plainParts(options: Options, prop: string): { readonly [part: string]: Expression | undefined } {
  const parts = [...new Set(PLAIN_PROPERTIES.filter((row) => row.prop.startsWith(`${prop}.`) && row.option !== undefined).map((row) => row.prop))];
  return Object.fromEntries(parts.map((each) => [each.slice(prop.length + 1), options.plain(each)]));
}
