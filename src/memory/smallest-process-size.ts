import { JOB_MANAGER_MODEL } from './job-manager-memory';
import { FlinkProcess, LegacyHeapReading, MemoryOptions } from './memory-options';
import { MemoryRejection, UnreadableValue } from './memory-rejection';
import { AcceptedMemory, deriveProcessMemory, MemoryModel, processSizeKey, readOptions } from './process-memory';
import { TASK_MANAGER_MODEL } from './task-manager-memory';
import { describeMemorySize, formatMemorySize, MEBIBYTE } from '../configuration/options/memory-size';

/** Far above any machine: a configuration that needs more must be changed. */
const LARGEST_TRIED = 64 * 1024 * 1024;

/** More sizes than rounding errors can affect near the boundary, as long as floats that differ from a whole number differ by at least 2^-26. */
const MOST_BLURRED = 1000;

/** The fix for a process size that Flink rejects. */
export interface ProcessSizeAdvice {
  /** The smallest whole number of MiB that is accepted, in bytes; undefined if no size is accepted. */
  readonly bytes?: bigint;
  /** The options to change instead if no size helps, and all of them can be read. */
  readonly keys?: readonly string[];
  /** What to change. */
  readonly advice: string;
}

type Verdict = AcceptedMemory<string> | MemoryRejection;

interface Found {
  readonly mebibytes: number;
  readonly memory: AcceptedMemory<string>;
}

/** The smallest process size that is accepted with all other settings unchanged. */
export function smallestProcessSize(
  process: FlinkProcess, options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading = 'process',
): ProcessSizeAdvice {
  return process === 'taskmanager'
    ? search(TASK_MANAGER_MODEL, options, flinkVersion, legacyHeap)
    : search(JOB_MANAGER_MODEL, options, flinkVersion, legacyHeap);
}

function search<C extends string>(
  model: MemoryModel<C>, options: ReadonlyMap<string, string>, flinkVersion: string, legacyHeap: LegacyHeapReading,
): ProcessSizeAdvice {
  const key = processSizeKey(model.process);
  try {
    // With a process size, an old heap option is not parsed, even if its value is invalid.
    const reader = readOptions(model, new Map(options).set(key, '1m'), flinkVersion, legacyHeap);
    const found = halve((mebibytes) => judge(model, reader.with(key, `${mebibytes}m`)));
    return found instanceof MemoryRejection ? noSize(key, found) : accepted(key, found);
  } catch (e) {
    if (e instanceof MemoryRejection) return noSize(key, e);
    throw e;
  }
}

function judge<C extends string>(model: MemoryModel<C>, options: MemoryOptions): Verdict {
  try {
    return deriveProcessMemory(model, options);
  } catch (e) {
    if (e instanceof MemoryRejection) return e;
    throw e;
  }
}

/**
 * The accepted sizes are one contiguous range, and each rejection indicates on which side of it that range is, if it exists.
 *
 * The range can have an upper end: the overhead, or the network memory beside a configured task heap, may exceed its maximum. A task heap that is the
 * remainder never ends the range: if the fractions of managed and network memory add up to more than everything, nothing is left until the network
 * memory reaches its maximum, and more and more from there on. (Of a total Flink memory of zero they leave 0 bytes, which Flink accepts if everything
 * else is 0, too. This is ignored: nothing can run with it.)
 */
function halve(verdictOf: (mebibytes: number) => Verdict): Found | MemoryRejection {
  let best: Found | undefined;
  let last: MemoryRejection | undefined;
  let [low, high] = [1, LARGEST_TRIED];
  while (low <= high) {
    const mebibytes = Math.floor((low + high) / 2);
    const verdict = verdictOf(mebibytes);
    if (verdict instanceof MemoryRejection) {
      if (!verdict.shortage) return verdict;
      last = verdict;
      if (verdict.shortage.need === 'more') {
        low = mebibytes + 1;
        continue;
      }
    } else {
      best = { mebibytes, memory: verdict };
    }
    high = mebibytes - 1;
  }
  return best ? beforeRounding(best, verdictOf) : last!;
}

/**
 * Each fraction is rounded down, so that conditions are linear only up to two bytes. This matters if fractions add up to almost everything: sizes
 * below the found one may be accepted, as long as those between fail by so little.
 */
function beforeRounding(found: Found, verdictOf: (mebibytes: number) => Verdict): Found {
  let best = found;
  for (let mebibytes = found.mebibytes - 1; mebibytes > Math.max(0, found.mebibytes - MOST_BLURRED); mebibytes--) {
    const verdict = verdictOf(mebibytes);
    if (!(verdict instanceof MemoryRejection)) best = { mebibytes, memory: verdict };
    else if (!verdict.shortage || verdict.shortage.bytes > 2n) break;
  }
  return best;
}

function accepted(key: string, { mebibytes, memory: { components } }: Found): ProcessSizeAdvice {
  const bytes = BigInt(mebibytes) * MEBIBYTE;
  const [name, heap] = 'taskHeap' in components ? ['task heap', components.taskHeap] : ['JVM heap', components.jvmHeap];
  const growing = heap.source === 'remainder' && components.totalFlink.source === 'remainder';
  const left = growing ? `. It leaves ${describeMemorySize(heap.bytes)} of ${name}: plan for more` : '';
  return { bytes, advice: `Set ${key} to ${formatMemorySize(bytes)}, the smallest size that Flink accepts with everything else as it is${left}` };
}

function noSize(key: string, rejection: MemoryRejection): ProcessSizeAdvice {
  const others = rejection.keys.filter((k) => k !== key);
  const change = `hange ${others.length > 1 ? 'one of ' : ''}${others.join(', ')}`;
  if (rejection instanceof UnreadableValue) return { advice: `C${change}` };
  if (!rejection.shortage) return { keys: others, advice: `C${change}` };
  return { keys: others, advice: `No ${key} up to ${formatMemorySize(BigInt(LARGEST_TRIED) * MEBIBYTE)} is accepted with everything else as it is: c${change}` };
}
