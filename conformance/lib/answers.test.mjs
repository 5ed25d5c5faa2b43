import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { answerOf, FRESH } from './answers.mjs';
import { Section } from './report.mjs';

let folder;
let program;
let asked;

beforeEach(() => {
  delete process.env[FRESH];
  folder = mkdtempSync(join(tmpdir(), 'answers-'));
  program = join(folder, 'judge');
  writeFileSync(program, 'first');
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () => join(folder, 'kept');
const section = () => new Section('part', 'version', () => {});

/** Asks a judge that answers with the question and how often it was asked before. */
function put({ words = ['1.0'], question = 'is it?', of = section() } = {}) {
  return answerOf(of, { files: [program], words }, question, async () => [question, asked.push(question)], kept());
}

test('who asks the same again gets the answer that was given, and the report says so', async () => {
  const [first, second] = [section(), section()];
  assert.deepEqual(await put({ of: first }), ['is it?', 1]);
  assert.deepEqual(await put({ of: second }), ['is it?', 1]);
  assert.deepEqual([first.answers, second.answers], ['', '1 of 1 remembered']);
});

test('another question, judge or version is asked', async () => {
  await put();
  await put({ question: 'is it? ' });
  await put({ words: ['1.1'] });
  await put({ words: ['1', '.0'] });
  await put({ words: [], question: '1.0is it?' });
  writeFileSync(program, 'second');
  await put();
  assert.equal(asked.length, 6);
});

test('an entry that cannot be read to its end is asked again', async () => {
  await put();
  const [entry] = readdirSync(kept());
  truncateSync(join(kept(), entry), readFileSync(join(kept(), entry)).length - 9);
  assert.deepEqual(await put(), ['is it?', 2]);
  assert.deepEqual(await put(), ['is it?', 2]);
});

test('a judge that fails is asked again', async () => {
  const fails = () => answerOf(section(), { files: [program] }, 'is it?', () => { throw new Error('it is ill'); }, kept());
  await assert.rejects(fails, /it is ill/);
  await assert.rejects(fails, /it is ill/);
});

test('on demand every judge is asked, and its new answer kept', async () => {
  await put();
  process.env[FRESH] = 'yes';
  assert.deepEqual(await put(), ['is it?', 2]);
  delete process.env[FRESH];
  assert.deepEqual(await put(), ['is it?', 2]);
});

test('askers at the same time leave one whole entry', async () => {
  await Promise.all([put(), put(), put()]);
  assert.equal(readdirSync(kept()).length, 1);
  assert.equal((await put())[0], 'is it?');
});
