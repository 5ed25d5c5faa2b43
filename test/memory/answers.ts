import { FlinkProcess, jobManagerMemory, LegacyHeapReading, MemoryAmount, taskManagerMemory } from '../../src/memory';

/** A question that Flink itself can be asked, too. */
export interface MemoryQuestion {
  readonly component: FlinkProcess;
  readonly legacyHeap: LegacyHeapReading;
  readonly options: Record<string, string>;
}

export function derive({ component, legacyHeap, options }: MemoryQuestion, version: string) {
  const given = new Map(Object.entries(options));
  return component === 'taskmanager' ? taskManagerMemory(given, version, legacyHeap) : jobManagerMemory(given, version, legacyHeap);
}

/** Our answer in the words of Flink's: numbers, since JSON has no others, rounded alike where they are above 2^53. */
export function answer(question: MemoryQuestion, version: string) {
  const result = derive(question, version);
  if (!result.ok) return { ok: false };
  const components = Object.entries(result.components as Record<string, MemoryAmount>);
  return {
    ok: true,
    bytes: Object.fromEntries(components.map(([name, { bytes }]) => [name, Number(bytes)])),
    jvmArgs: result.jvmArguments.join(' '),
  };
}
