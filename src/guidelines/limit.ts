import { readMemorySize } from '../configuration/options/memory-size';
import { millis } from '../facts';
import { Workload } from '../workload/workload';

/** What the numbers of a limit count. Ratios are any numbers, whole or not. */
export type Unit = 'ms' | 'bytes' | 'count' | 'ratio';

/** What one option or field may be. */
export interface Limit {
  /** The option, or the field of the spec by its path. */
  readonly at: string;
  readonly isField?: boolean;
  readonly least?: number;
  /** The last that is too little. */
  readonly above?: number;
  readonly most?: number;
  /** The first that is too much. */
  readonly below?: number;
  readonly unit: Unit;
  /** Whether zero turns off what is limited, and is well. */
  readonly zeroIsOff?: boolean;
}

/** Whether something was set that a limit does not allow. */
export function isBeyond(workload: Workload, limit: Limit): boolean {
  const { least = -Infinity, above = -Infinity, most = Infinity, below = Infinity, zeroIsOff = false } = limit;
  const value = valueOf(workload, limit);
  if (zeroIsOff && value === 0) return false;
  return value < least || value > most || (below !== Infinity && value >= below) || (above !== -Infinity && value <= above);
}

/** What was set, in the limit's unit; no number where nothing was, or nothing that can be read. */
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
