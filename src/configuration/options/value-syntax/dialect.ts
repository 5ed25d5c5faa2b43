import { compareMinors } from '../../../kubernetes/minor-versions';
/** Differences between the value syntaxes of Flink versions. */
export interface Dialect {
  /** Whether lists and maps are parsed as YAML first, and split at `;` and `,` otherwise. */
  readonly yaml: boolean;
  /** Whether the number of a Duration may exceed a Java long, as long as the resulting seconds do not. */
  readonly wideDurations: boolean;
  /** Whether a Duration may be written as ISO-8601. */
  readonly isoDurations: boolean;
}

/**
 * The first minor version with each feature. Flink 1.19 and 1.20 can also read YAML, but only from `config.yaml`: the operator starts them with the
 * older flat file, from which all values are read without YAML.
 */
const SINCE = {
  yaml: '2.0',
  wideDurations: '2.0',
  isoDurations: '2.1',
} as const;

export function dialectOf(flinkMinor: string): Dialect {
  const has = (since: string) => compareMinors(flinkMinor, since) >= 0;
  return { yaml: has(SINCE.yaml), wideDurations: has(SINCE.wideDurations), isoDurations: has(SINCE.isoDurations) };
}
