import { FlinkVersion, OperatorVersion } from '../configuration';
import { parseDuration } from '../configuration/options/option-value';
import { parseValue } from '../configuration/options/value-syntax';

/**
 * What can be read of a job, whether it is still being put together (`JobSettings`) or is a manifest already (`Workload`).
 * All facts about a job are derived from these few methods, so that defaults, objects beside the job and checks cannot disagree.
 */
export interface Reader {
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion: OperatorVersion;
  /** The slot sharing groups in the job's code besides `default`, each with its parallelism. */
  readonly slotSharingGroups: { readonly [group: string]: number };
  /** What an option is set to, by any of its names; undefined where it is not set. */
  option(key: string): string | undefined;
  /** What was set, or else Flink's or the operator's own default; empty where there is none. */
  effectiveOption(key: string): string;
  /** A field of the spec by its path, such as `job.parallelism`, or a whole part of it, such as `job`. */
  field(path: string): any;
}

/** Whether a boolean option holds, in any spelling that Flink reads: `true`, `TRUE`. */
export function flag(job: Reader, key: string): boolean {
  const parsed = parseValue('Boolean', undefined, job.effectiveOption(key), job.flinkVersion.minor);
  return parsed.ok && parsed.value === true;
}

/** Whether a boolean option is explicitly set to this value. */
export function isSetTo(job: Reader, key: string, value: boolean): boolean {
  return job.option(key) !== undefined && flag(job, key) === value;
}

/** What holds for an option that takes one of some words, whose case Flink ignores; the name of a class stays as it is. Empty where nothing holds. */
export function word(job: Reader, key: string): string {
  const text = job.effectiveOption(key).trim();
  return text.includes('.') ? text : text.toLowerCase();
}

/** The milliseconds that an option was set to; undefined where it is not set, or not to a duration. */
export function millis(job: Reader, key: string): number | undefined {
  return parseDuration(job.option(key));
}

/** The number that holds for an option; undefined where it is none. */
export function number(job: Reader, key: string): number | undefined {
  const text = job.effectiveOption(key).trim();
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

/** Whether an option says nothing: it is not set, or to blanks alone. */
export function isBlank(job: Reader, key: string): boolean {
  return (job.option(key) ?? '').trim() === '';
}
