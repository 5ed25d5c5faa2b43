import { FlinkOptions } from './option-types.generated';

/** Set on the map that `flinkConfiguration` returns; a global symbol, so that a second copy of this library recognizes it. */
const FLINK_VERSION = Symbol.for('cdk8s-flink.configuration-version');

/** The type of a key that the version does not have: nothing can be assigned to it, and compilers print the keys with a similar beginning. */
interface UnknownOption<Alike> {
  readonly [NO_VALUE]: Alike;
}
declare const NO_VALUE: unique symbol;

type Judged<Given, Options> = {
  readonly [Key in keyof Given]: Key extends keyof Options ? Options[Key] : UnknownOption<Nearest<Key, keyof Options>>;
};

/** Keys that share the first two words and the next three letters with another key. */
type Nearest<Key, Known> = Key extends `${infer First}.${infer Second}.${infer A}${infer B}${infer C}${string}`
  ? Named<Extract<Known, `${First}.${Second}.${A}${B}${C}${string}`>>
  : Named<never>;
type Named<Keys> = [Keys] extends [never] ? 'no option begins like it' : Keys;

/**
 * Options of one Flink version by key, checked by the TypeScript compiler: unknown keys, keys of other versions, wrong constants, and durations or
 * sizes without a unit do not compile. Editors complete keys and values. For an unknown key the compiler prints `UnknownOption` with similar options.
 *
 * The result is a plain map for the property `flinkConfiguration`. For TypeScript only; in all languages the same check runs at synth.
 *
 * @param version the Flink version of the job; a map for another version is rejected at synth
 * @param options keys and values as Flink spells them
 */
export function flinkConfiguration<V extends keyof FlinkOptions, O extends { readonly [Key in keyof FlinkOptions[V]]?: unknown }>(
  version: V, options: Judged<O, FlinkOptions[V]>): { [key: string]: string };
export function flinkConfiguration(version: string, options: object): { [key: string]: string } {
  return Object.defineProperty({ ...options }, FLINK_VERSION, { value: version });
}

/** The version for which a map was created, if `flinkConfiguration` created it. */
export function versionOf(configuration: object | undefined): string | undefined {
  return (configuration as any)?.[FLINK_VERSION];
}
