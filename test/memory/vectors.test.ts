import * as fs from 'fs';
import * as path from 'path';
import { answer, MemoryQuestion } from './answers';
import { outside } from '../outside';

interface Vector {
  readonly role: 'TM' | 'JM' | 'JMK8S';
  readonly config: Record<string, string>;
  readonly ok: boolean;
  readonly bytes?: Record<string, number>;
  readonly jvmArgs?: string;
}

const FILES: [string, string][] = [['1.20', 'vectors-1.20.5.jsonl'], ['2.2', 'vectors-2.2.1.jsonl']];

const { folder, describe: describeWithVectors } = outside('FLINK_MEMORY_VECTORS', 'Flink\'s own answers judge the memory model, 1,466 cases');

const QUESTIONS: Record<Vector['role'], Pick<MemoryQuestion, 'component' | 'legacyHeap'>> = {
  TM: { component: 'taskmanager', legacyHeap: 'unread' },
  JM: { component: 'jobmanager', legacyHeap: 'heap' },
  JMK8S: { component: 'jobmanager', legacyHeap: 'process' },
};

describeWithVectors('as Flink answers', () => {
  test.each(FILES)('Flink %s, %s', (version, file) => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
    const vectors = lines.map((line) => JSON.parse(line) as Vector);
    const wrong = vectors
      .map((vector) => ({ vector, ours: answer({ ...QUESTIONS[vector.role], options: vector.config }, version) }))
      .filter(({ vector: { ok, bytes, jvmArgs }, ours }) => JSON.stringify(ours) !== JSON.stringify(ok ? { ok, bytes, jvmArgs } : { ok }));
    expect(vectors.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });
});
