import { FlinkVersion, OperatorVersion } from '../configuration';
import { parseDuration } from '../configuration/options/option-value';
import { parseValue } from '../configuration/options/value-syntax';

/**
 * What can be read of a job, both while it is being created (`JobSettings`) and from its manifest (`Workload`). All facts about a job are derived
 * from these methods, so that defaults, additional objects and checks are consistent.
 */
export interface Reader {
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion: OperatorVersion;
  /** The slot sharing groups in the job's code besides `default`, each with its parallelism. */
  readonly slotSharingGroups: { readonly [group: string]: number };
  /** The value of an option, by its current or a deprecated name; undefined if it is not set. */
  option(key: string): string | undefined;
  /** The value that is set, otherwise the default of Flink or the operator; empty if there is neither. */
  effectiveOption(key: string): string;
  /** A field of the spec by its path, such as `job.parallelism`, or a part of it, such as `job`. */
  field(path: string): any;
}

/** Whether a boolean option is effectively true, in any spelling that Flink accepts: `true`, `TRUE`. */
export function flag(job: Reader, key: string): boolean {
  const parsed = parseValue('Boolean', undefined, job.effectiveOption(key), job.flinkVersion.minor);
  return parsed.ok && parsed.value === true;
}

/** Whether a boolean option is explicitly set to this value. */
export function isSetTo(job: Reader, key: string, value: boolean): boolean {
  return job.option(key) !== undefined && flag(job, key) === value;
}

/**
 * The effective value of an option with a fixed set of words, in which Flink ignores case; class names are kept unchanged. Empty if there is none.
 */
export function word(job: Reader, key: string): string {
  const text = job.effectiveOption(key).trim();
  return text.includes('.') ? text : text.toLowerCase();
}

/** The value of a duration option in milliseconds; undefined if it is not set, or not a duration. */
export function millis(job: Reader, key: string): number | undefined {
  return parseDuration(job.option(key));
}

/** The effective value of a numeric option; undefined if it is not a number. */
export function number(job: Reader, key: string): number | undefined {
  const text = job.effectiveOption(key).trim();
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

/** Whether an option is not set, or contains only blanks. */
export function isBlank(job: Reader, key: string): boolean {
  return (job.option(key) ?? '').trim() === '';
}
