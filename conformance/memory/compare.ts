import * as fc from 'fast-check';
import { answer, MemoryQuestion } from '../../test/memory/answers';
import { memoryQuestions } from '../../test/memory/arbitraries';

interface FlinksAnswer {
  readonly ok: boolean;
  readonly bytes?: Record<string, number>;
  readonly jvmArgs?: string;
  readonly error?: string;
}

/**
 * Puts the same random questions to Flink (`ask`: lines to FlinkMemory.java) and to src/memory.
 *
 * @param change what becomes of our answers, to see whether it is noticed
 * @returns where they differ, a text each, and how many are equal in the last
 */
export async function compare(
  version: string, count: number, seed: number, ask: (lines: readonly string[]) => Promise<FlinksAnswer[]>, change = (ours: any) => ours): Promise<string[]> {
  const questions: MemoryQuestion[] = fc.sample(memoryQuestions, { numRuns: count, seed });
  const answers = await ask(questions.map((question) => JSON.stringify(question)));
  const differing = questions.flatMap((question, i) => {
    const { ok, bytes, jvmArgs, error } = answers[i];
    const flinks = JSON.stringify(ok ? { ok, bytes, jvmArgs } : { ok });
    const ours = JSON.stringify(change(answer(question, version)));
    return flinks === ours ? [] : [`${JSON.stringify(question)}: Flink ${ok ? flinks : error}, ours ${ours}`];
  });
  const accepted = answers.filter(({ ok }) => ok).length;
  return [...differing, `Flink ${version}, seed ${seed}: ${questions.length - differing.length} of ${questions.length} equal, ${accepted} of them accepted`];
}
