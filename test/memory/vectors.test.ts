import * as fs from 'fs';
import * as path from 'path';
import { answer, MemoryQuestion } from './answers';

interface Vector {
  readonly role: 'TM' | 'JM' | 'JMK8S';
  readonly config: Record<string, string>;
  readonly ok: boolean;
  readonly bytes?: Record<string, number>;
  readonly jvmArgs?: string;
}

const FILES: [string, string][] = [['1.20', 'vectors-1.20.5.jsonl'], ['2.2', 'vectors-2.2.1.jsonl']];

const folder = process.env.FLINK_MEMORY_VECTORS;
if (!folder) {
  console.warn(`Not run: Flink's own answers (${FILES.map(([, file]) => file).join(', ')}). Set FLINK_MEMORY_VECTORS to their folder.`);
}

const QUESTIONS: Record<Vector['role'], Pick<MemoryQuestion, 'component' | 'legacyHeap'>> = {
  TM: { component: 'taskmanager', legacyHeap: 'unread' },
  JM: { component: 'jobmanager', legacyHeap: 'heap' },
  JMK8S: { component: 'jobmanager', legacyHeap: 'process' },
};

(folder ? describe : describe.skip)('as Flink answers', () => {
  test.each(FILES)('Flink %s, %s', (version, file) => {
    const lines = fs.readFileSync(path.join(folder!, file), 'utf8').trim().split('\n');
    const vectors = lines.map((line) => JSON.parse(line) as Vector);
    const wrong = vectors
      .map((vector) => ({ vector, ours: answer({ ...QUESTIONS[vector.role], options: vector.config }, version) }))
      .filter(({ vector: { ok, bytes, jvmArgs }, ours }) => JSON.stringify(ours) !== JSON.stringify(ok ? { ok, bytes, jvmArgs } : { ok }));
    expect(vectors.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });
});
