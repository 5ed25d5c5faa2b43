import { spawnSync } from 'child_process';
import * as path from 'path';
import * as fc from 'fast-check';
import { answer, MemoryQuestion } from '../../test/memory/answers';
import { memoryQuestions } from '../../test/memory/arbitraries';

/** Asks Flink (FlinkMemory.java) and src/memory the same random questions and prints where they differ. */
function main([version, classPath, count = '5000', seed = String(Date.now() % 1000000)]: string[]): number {
  if (!version || !classPath) {
    console.error('usage: compare.ts <Flink minor version> <class path: FlinkMemory.class, flink-dist, log4j> [count] [seed]');
    return 2;
  }
  const questions = fc.sample(memoryQuestions, { numRuns: Number(count), seed: Number(seed) });
  const answers = askFlink(classPath, questions);
  let differing = 0;
  let accepted = 0;
  questions.forEach((question, i) => {
    const { ok, bytes, jvmArgs, error } = answers[i];
    const flinks = JSON.stringify(ok ? { ok, bytes, jvmArgs } : { ok });
    const ours = JSON.stringify(answer(question, version));
    if (ok) accepted++;
    if (flinks === ours) return;
    differing++;
    console.log(`${JSON.stringify(question)}\n  Flink: ${ok ? flinks : error}\n  ours:  ${ours}`);
  });
  console.log(`Flink ${version}, seed ${seed}: ${questions.length - differing} of ${questions.length} equal, ${accepted} of them accepted`);
  return differing === 0 && questions.length > 0 ? 0 : 1;
}

interface FlinksAnswer {
  readonly ok: boolean;
  readonly bytes?: Record<string, number>;
  readonly jvmArgs?: string;
  readonly error?: string;
}

function askFlink(classPath: string, questions: MemoryQuestion[]): FlinksAnswer[] {
  const { stdout, stderr, status } = spawnSync('java', ['-cp', classPath, 'FlinkMemory'], {
    input: questions.map((question) => JSON.stringify(question)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30,
  });
  const answers = stdout.trim().split('\n');
  if (status !== 0 || answers.length !== questions.length) {
    throw new Error(`FlinkMemory answered ${answers.length} of ${questions.length}: ${stderr.slice(-2000)}`);
  }
  return answers.map((line) => JSON.parse(line));
}

if (path.resolve(process.argv[1]) === __filename) process.exitCode = main(process.argv.slice(2));
