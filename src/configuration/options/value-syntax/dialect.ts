import { compareMinors } from '../../../kubernetes/minor-versions';
/** What distinguishes the value syntax of one Flink version from another's. */
export interface Dialect {
  /** Whether lists and maps are tried as YAML before they are split at `;` and `,`. */
  readonly yaml: boolean;
  /** Whether the number of a Duration may be larger than a Java long, as long as the seconds that come of it are not. */
  readonly wideDurations: boolean;
  /** Whether a Duration may be written as ISO-8601. */
  readonly isoDurations: boolean;
}

/**
 * The first minor version of each feature. Flink 1.19 and 1.20 can read YAML too, but only from `config.yaml`:
 * the operator starts them with the older flat file, and from there they read every value flat.
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
