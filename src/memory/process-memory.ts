import { keysOf, readFractionRange, shareOf, shareOnTopOf, sumOf } from './fraction-range';
import { MemoryAmount, named } from './memory-amount';
import { FlinkProcess, LegacyHeapReading, MemoryOptions } from './memory-options';
import { MemoryRejection } from './memory-rejection';
import { describeMemorySize } from '../configuration/options/memory-size';

/** The components that every Flink process has. */
export type ProcessComponent = 'totalProcess' | 'totalFlink' | 'jvmMetaspace' | 'jvmOverhead';

/** The components of a process, in the order in which Flink nests them. */
export type MemoryComponents<C extends string> = Readonly<Record<C, MemoryAmount>>;

export interface AcceptedMemory<C extends string> {
  readonly ok: true;
  readonly components: MemoryComponents<C>;
  /** The JVM arguments with which Flink starts the process. */
  readonly jvmArguments: string[];
}

export interface RejectedMemory {
  readonly ok: false;
  /** The conflicting values, and the violated condition. */
  readonly reason: string;
  /** The options to look at, with the keys of the configuration. */
  readonly keys: string[];
}

export type MemoryResult<C extends string> = AcceptedMemory<C> | RejectedMemory;

/** Total Flink memory and its components. */
export interface FlinkMemory<C extends string> {
  readonly total: MemoryAmount;
  readonly parts: MemoryComponents<C>;
}

/** The difference between the two kinds of processes: the components of total Flink memory. */
export interface MemoryModel<C extends string> {
  readonly process: FlinkProcess;
  readonly name: string;
  /** The options that determine total Flink memory from its components if all of them are set. */
  readonly fineGrained: string[];
  readonly legacyHeapTarget: (reading: LegacyHeapReading) => string | undefined;
  readonly fromParts: (options: MemoryOptions) => FlinkMemory<C>;
  readonly fromTotal: (options: MemoryOptions, total: MemoryAmount) => MemoryComponents<C>;
  readonly jvmArguments: (options: MemoryOptions, parts: MemoryComponents<C | ProcessComponent>) => string[];
}

export const processSizeKey = (process: FlinkProcess) => `${process}.memory.process.size`;
export const flinkSizeKey = (process: FlinkProcess) => `${process}.memory.flink.size`;
export const metaspaceKey = (process: FlinkProcess) => `${process}.memory.jvm-metaspace.size`;
export const overheadKeys = (process: FlinkProcess) => ({
  fraction: `${process}.memory.jvm-overhead.fraction`,
  min: `${process}.memory.jvm-overhead.min`,
  max: `${process}.memory.jvm-overhead.max`,
});

/** The memory components that Flink derives from the options. */
export function processMemory<C extends string>(
  model: MemoryModel<C>, options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading,
): MemoryResult<C | ProcessComponent> {
  try {
    return deriveProcessMemory(model, readOptions(model, options, flinkVersion, legacyHeap));
  } catch (e) {
    if (e instanceof MemoryRejection) return { ok: false, reason: e.message, keys: e.keys };
    throw e;
  }
}

/** The options, with the heap option of Flink 1.x as the option that it is read as. */
export function readOptions<C extends string>(
  model: MemoryModel<C>, options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading,
): MemoryOptions {
  const reader = new MemoryOptions(options, flinkVersion);
  const target = model.legacyHeapTarget(legacyHeap);
  if (target) reader.substituteLegacyHeap(model.process, target);
  return reader;
}

/**
 * Flink starts from the innermost configured size: the components, otherwise total Flink memory, otherwise the process size.
 *
 * @throws MemoryRejection
 */
export function deriveProcessMemory<C extends string>(model: MemoryModel<C>, options: MemoryOptions): AcceptedMemory<C | ProcessComponent> {
  const components = deriveComponents(model, options);
  return { ok: true, components, jvmArguments: model.jvmArguments(options, components) };
}

function deriveComponents<C extends string>(model: MemoryModel<C>, options: MemoryOptions): MemoryComponents<C | ProcessComponent> {
  const flinkSize = flinkSizeKey(model.process);
  const processSize = processSizeKey(model.process);
  if (model.fineGrained.every((key) => options.has(key))) {
    const { total, parts } = model.fromParts(options);
    return aroundFlinkMemory(model, options, total, parts);
  }
  if (options.has(flinkSize)) {
    const total = options.size(flinkSize);
    return aroundFlinkMemory(model, options, total, model.fromTotal(options, total));
  }
  if (options.has(processSize)) return insideProcess(model, options, options.size(processSize));
  throw new MemoryRejection(
    `The ${model.name}'s memory is not sized: set ${processSize}, or ${flinkSize}, or ${model.fineGrained.join(' together with ')}`,
    [processSize, flinkSize, ...model.fineGrained]);
}

/** The process size is given: metaspace and overhead are subtracted, the rest is total Flink memory. */
function insideProcess<C extends string>(
  model: MemoryModel<C>, options: MemoryOptions, totalProcess: MemoryAmount,
): MemoryComponents<C | ProcessComponent> {
  const jvmMetaspace = options.size(metaspaceKey(model.process));
  const jvmOverhead = shareOf(totalProcess.bytes, readFractionRange(options, overheadKeys(model.process)));
  const bytes = totalProcess.bytes - jvmMetaspace.bytes - jvmOverhead.bytes;
  if (bytes < 0n) {
    throw new MemoryRejection(
      `${totalProcess.key} is ${describeMemorySize(totalProcess.bytes)}, less than what the JVM needs for itself: metaspace `
      + `${named(jvmMetaspace)} and overhead ${named(jvmOverhead)}. It must be at least both together`,
      keysOf([totalProcess, jvmMetaspace, jvmOverhead]), { need: 'more', bytes: -bytes });
  }
  const totalFlink: MemoryAmount = { bytes, source: 'remainder', of: totalProcess };
  return { totalProcess, totalFlink, ...model.fromTotal(options, totalFlink), jvmMetaspace, jvmOverhead };
}

/** Total Flink memory is known: the overhead is the remainder of a configured process size, otherwise a fraction on top. */
function aroundFlinkMemory<C extends string>(
  model: MemoryModel<C>, options: MemoryOptions, totalFlink: MemoryAmount, parts: MemoryComponents<C>,
): MemoryComponents<C | ProcessComponent> {
  const jvmMetaspace = options.size(metaspaceKey(model.process));
  const processSize = processSizeKey(model.process);
  if (!options.has(processSize)) {
    const inner = sumOf(totalFlink, jvmMetaspace);
    const jvmOverhead = shareOnTopOf(inner.bytes, readFractionRange(options, overheadKeys(model.process)));
    return { totalProcess: sumOf(inner, jvmOverhead), totalFlink, ...parts, jvmMetaspace, jvmOverhead };
  }
  const totalProcess = options.size(processSize);
  const jvmOverhead = overheadBetween(model, options, totalProcess, totalFlink, jvmMetaspace);
  return { totalProcess, totalFlink, ...parts, jvmMetaspace, jvmOverhead };
}

function overheadBetween<C extends string>(
  model: MemoryModel<C>, options: MemoryOptions, totalProcess: MemoryAmount, totalFlink: MemoryAmount, jvmMetaspace: MemoryAmount,
): MemoryAmount {
  const { min, max } = readFractionRange(options, overheadKeys(model.process));
  const bytes = totalProcess.bytes - totalFlink.bytes - jvmMetaspace.bytes;
  if (bytes >= min.bytes && bytes <= max.bytes) return { bytes, source: 'remainder' };
  const left = bytes < 0n ? `${describeMemorySize(-bytes)} less than` : `which leaves ${describeMemorySize(bytes)} for the JVM overhead beside`;
  throw new MemoryRejection(
    `${totalProcess.key} is ${describeMemorySize(totalProcess.bytes)}, ${left} total Flink memory ${named(totalFlink)} and JVM metaspace `
    + `${named(jvmMetaspace)}. The JVM overhead must be at least ${named(min)} and at most ${named(max)}`,
    keysOf([totalProcess, totalFlink, jvmMetaspace, min, max]),
    bytes < min.bytes ? { need: 'more', bytes: min.bytes - bytes } : { need: 'less', bytes: bytes - max.bytes });
}
