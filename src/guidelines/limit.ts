import { readMemorySize } from '../configuration/options/memory-size';
import { millis } from '../facts';
import { Workload } from '../workload/workload';

/** The unit of a limit. Ratios may be any numbers, whole or not. */
export type Unit = 'ms' | 'bytes' | 'count' | 'ratio';

/** The allowed range of one option or field. */
export interface Limit {
  /** The option, or the path of the field in the spec. */
  readonly at: string;
  readonly isField?: boolean;
  readonly least?: number;
  /** The highest value that is too low. */
  readonly above?: number;
  readonly most?: number;
  /** The lowest value that is too high. */
  readonly below?: number;
  readonly unit: Unit;
  /** Whether zero disables the feature, and is allowed. */
  readonly zeroIsOff?: boolean;
}

/** Whether a value is set that is outside of a limit. */
export function isBeyond(workload: Workload, limit: Limit): boolean {
  const { least = -Infinity, above = -Infinity, most = Infinity, below = Infinity, zeroIsOff = false } = limit;
  const value = valueOf(workload, limit);
  if (zeroIsOff && value === 0) return false;
  return value < least || value > most || (below !== Infinity && value >= below) || (above !== -Infinity && value <= above);
}

/** The value that is set, in the unit of the limit; NaN if none is set, or if it cannot be read. */
function valueOf(workload: Workload, { at, isField, unit }: Limit): number {
  if (isField) {
    const given = workload.field(at);
    return typeof given === 'number' ? given : NaN;
  }
  if (unit === 'ms') return millis(workload, at) ?? NaN;
  const text = workload.option(at);
  if (text === undefined) return NaN;
  return Number(unit === 'bytes' ? readMemorySize(text) ?? NaN : text);
}
