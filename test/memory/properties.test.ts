import * as fc from 'fast-check';
import { derive } from './answers';
import { memoryQuestions } from './arbitraries';
import { MemoryAmount } from '../../src/memory';

const versions = fc.constantFrom('1.19', '1.20', '2.0', '2.1', '2.2', '2.3');

test('the components sum up', () => fc.assert(fc.property(memoryQuestions, versions, (question, version) => {
  const result = derive(question, version);
  if (!result.ok) return;
  const { totalProcess, totalFlink, jvmMetaspace, jvmOverhead, ...inner } = result.components as Record<string, MemoryAmount>;
  expect(Object.values(inner).reduce((sum, { bytes }) => sum + bytes, 0n)).toBe(totalFlink.bytes);
  expect(totalFlink.bytes + jvmMetaspace.bytes + jvmOverhead.bytes).toBe(totalProcess.bytes);
  for (const { bytes } of Object.values(result.components)) expect(bytes >= 0n).toBe(true);
}), { numRuns: 1000 }));

test('a rejection has a reason and names options', () => fc.assert(fc.property(memoryQuestions, versions, (question, version) => {
  const result = derive(question, version);
  if (result.ok) return;
  expect(result.keys).not.toEqual([]);
  for (const key of result.keys) expect(result.reason).toContain(key);
  expect(result.reason).not.toMatch(/undefined|NaN bytes|null/);
}), { numRuns: 1000 }));

test('a larger process never has less Flink memory', () => fc.assert(fc.property(
  memoryQuestions, versions, fc.bigInt({ min: 0n, max: 2n ** 36n }), fc.bigInt({ min: 0n, max: 2n ** 34n }),
  (question, version, bytes, more) => {
    const [small, large] = [bytes, bytes + more].map((size) => derive(
      { ...question, options: { ...question.options, [`${question.component}.memory.process.size`]: String(size) } }, version));
    if (small.ok && large.ok) expect(large.components.totalFlink.bytes >= small.components.totalFlink.bytes).toBe(true);
  }), { numRuns: 1000 }));
