import { FlinkProcess, MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { RejectedMemory } from './process-memory';
import { MAX_MEMORY_SIZE, MEBIBYTE, readMemorySize } from '../configuration/options/memory-size';

/** How the operator reads `spec.jobManager.resource.memory` or `spec.taskManager.resource.memory`. */
export type ResourceMemory = { readonly ok: true; readonly bytes: bigint } | { readonly ok: false; readonly reason: string };

/** A pod's memory in Kubernetes notation. */
export interface PodMemory {
  readonly ok: true;
  readonly request: string;
  readonly limit: string;
}

const QUANTITY = /^\+?([0-9]+)(?:(KI|MI|GI|TI|PI|P)|E\+?([0-9]+))$/;

const QUANTITY_UNITS: Record<string, bigint> = {
  KI: 2n ** 10n, MI: 2n ** 20n, GI: 2n ** 30n, TI: 2n ** 40n, PI: 2n ** 50n, P: 10n ** 15n,
};

/** More digits than a `long` has: the power need not be computed. */
const MAX_EXPONENT = 18;

/**
 * The operator passes sizes that Flink can parse to Flink: `4G` is 4 GiB, not 4 * 10^9 bytes. Only other sizes are Kubernetes quantities, in any case
 * and with or without a `B`. Decimals (`4.5Gi`, even `4.0Gi`) are accepted by the operator, but converted to values such as `4831838208.0`, which no
 * Flink process can read.
 */
export function readResourceMemory(text: string): ResourceMemory {
  const bytes = readMemorySize(text) ?? asQuantity(text);
  if (bytes !== undefined && bytes <= MAX_MEMORY_SIZE) return { ok: true, bytes };
  return {
    ok: false,
    reason: `'${text}' is no memory size for the operator: write a whole number of MiB or GiB, such as '4608m' or '4Gi', without decimals`,
  };
}

/** Request and limit of a pod whose process has this size: whole MiB, rounded down, and that times `kubernetes.<process>.memory.limit-factor`. */
export function podMemory(
  process: FlinkProcess, totalProcess: bigint, options: ReadonlyMap<string, string>, flinkVersion: string,
): PodMemory | RejectedMemory {
  try {
    const { value: factor, key } = new MemoryOptions(options, flinkVersion).double(`kubernetes.${process}.memory.limit-factor`);
    // NaN fails the comparison, as it does in Flink.
    if (!(factor >= 1)) throw new MemoryRejection(`${key} is ${factor} but must be at least 1`, [key]);
    const mebibytes = Number(totalProcess / MEBIBYTE);
    return { ok: true, request: `${mebibytes}Mi`, limit: `${Math.trunc(mebibytes * factor)}Mi` };
  } catch (e) {
    if (e instanceof MemoryRejection) return { ok: false, reason: e.message, keys: e.keys };
    throw e;
  }
}

const DECIMALS = /^([0-9]+)\.([0-9]{1,6})\s*([KMGTP])I?B?$/i;

/** The whole MiB of a size with decimals, such as 1536m for 1.5Gi; undefined for any other text. */
export function withoutDecimals(text: string): bigint | undefined {
  const [, whole, decimals, unit] = DECIMALS.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const bytes = BigInt(`${whole}${decimals}`) * QUANTITY_UNITS[`${unit.toUpperCase()}I`] / 10n ** BigInt(decimals.length);
  return bytes / MEBIBYTE * MEBIBYTE;
}

function asQuantity(text: string): bigint | undefined {
  const match = QUANTITY.exec(text.replace(/\s/g, '').toUpperCase().replace(/B$/, ''));
  if (!match) return undefined;
  const [, digits, suffix, exponent] = match;
  if (suffix) return BigInt(digits) * QUANTITY_UNITS[suffix];
  return Number(exponent) <= MAX_EXPONENT ? BigInt(digits) * 10n ** BigInt(exponent) : undefined;
}
