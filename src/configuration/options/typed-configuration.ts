import { FlinkOptions } from './option-types.generated';

/** On the map that `flinkConfiguration` returns; by symbol, so that a second copy of this library sees it, too. */
const FLINK_VERSION = Symbol.for('cdk8s-flink.configuration-version');

/** What stands for the value of a key that the version does not have: nothing can be assigned to it, and compilers print the keys that begin alike. */
interface UnknownOption<Alike> {
  readonly [NO_VALUE]: Alike;
}
declare const NO_VALUE: unique symbol;

type Judged<Given, Options> = {
  readonly [Key in keyof Given]: Key extends keyof Options ? Options[Key] : UnknownOption<Nearest<Key, keyof Options>>;
};

/** Keys that have the first two words and the next three letters of another. */
type Nearest<Key, Known> = Key extends `${infer First}.${infer Second}.${infer A}${infer B}${infer C}${string}`
  ? Named<Extract<Known, `${First}.${Second}.${A}${B}${C}${string}`>>
  : Named<never>;
type Named<Keys> = [Keys] extends [never] ? 'no option begins like it' : Keys;

/**
 * Options of one Flink version by their own names, checked by the TypeScript compiler: an unknown key, a key that the version does not have,
 * a wrong constant, a duration or size without its unit does not compile. Editors complete keys and values. For an unknown key the compiler prints
 * `UnknownOption` with the options that begin like it.
 *
 * The result is a plain map for the property `flinkConfiguration`. For TypeScript only; every language has the same check at synth.
 *
 * @param version the Flink version of the job; a map of another version is refused at synth
 * @param options keys and values as Flink spells them
 */
export function flinkConfiguration<V extends keyof FlinkOptions, O extends { readonly [Key in keyof FlinkOptions[V]]?: unknown }>(
  version: V, options: Judged<O, FlinkOptions[V]>): { [key: string]: string };
export function flinkConfiguration(version: string, options: object): { [key: string]: string } {
  return Object.defineProperty({ ...options }, FLINK_VERSION, { value: version });
}

/** The version that a map was written for, if `flinkConfiguration` made it. */
export function versionOf(configuration: object | undefined): string | undefined {
  return (configuration as any)?.[FLINK_VERSION];
}
