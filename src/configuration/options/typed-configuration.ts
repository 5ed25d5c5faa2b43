import { FlinkOptions } from './option-types.generated';

/** On the map that `flinkConfiguration` returns; by symbol, so that a second copy of this library sees it, too. */
const FLINK_VERSION = Symbol.for('cdk8s-flink.configuration-version');

/**
 * Options of one Flink version by their own names, checked by the TypeScript compiler: an unknown key, a key that the version does not have,
 * a wrong constant, a duration or size without its unit does not compile. Editors complete keys and values.
 *
 * The result is a plain map for the property `flinkConfiguration`. For TypeScript only; every language has the same check at synth.
 *
 * @param version the Flink version of the job; a map of another version is refused at synth
 * @param options keys and values as Flink spells them
 */
export function flinkConfiguration<V extends keyof FlinkOptions>(version: V, options: FlinkOptions[V]): { [key: string]: string } {
  return Object.defineProperty({ ...options } as { [key: string]: string }, FLINK_VERSION, { value: version });
}

/** The version that a map was written for, if `flinkConfiguration` made it. */
export function versionOf(configuration: object | undefined): string | undefined {
  return (configuration as any)?.[FLINK_VERSION];
}
