// Some judges know nothing but the question: no time, no chance, no running system. Whoever asks such a one the same again gets the same answer, so it is
// kept from run to run. What is ours is not: it is compared with the answer each time. As soon as the judge, its version or a byte of the question is
// another, it is asked anew.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CACHE } from './cache.mjs';
import { fingerprint } from './fingerprint.mjs';

/** The setting by which every judge is asked anew. */
export const FRESH = 'CONFORMANCE_FRESH';

/**
 * The answer of a judge who knows nothing but the question.
 *
 * @param section of the report; it tells that an answer was remembered
 * @param judge `{ files, words }`: what decides besides the question: the contents of its program and what that reads, and versions or options
 * @param question text
 * @param ask `() => answer`, plain data; it throws where there is none, and then nothing is kept
 * @param folder where answers are kept
 */
export async function answerOf(section, { files, words = [] }, question, ask, folder = join(CACHE, 'answers')) {
  const file = join(folder, `${nameOf([files.map(contentOf), words, question])}.json.gz`);
  const kept = process.env[FRESH] ? undefined : read(file);
  section.answered(kept !== undefined);
  if (kept !== undefined) return kept.answer;
  const answer = await ask();
  write(file, { answer });
  return answer;
}

/** Such that nothing else has the same. */
function nameOf(parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const contents = new Map();

/** Short name of what a file contains. Jars are large, and asked more than once; what has changed meanwhile is read again. */
function contentOf(file) {
  const { size, mtimeMs } = statSync(file);
  const state = `${file} ${size} ${mtimeMs}`;
  if (!contents.has(state)) contents.set(state, fingerprint(file));
  return contents.get(state);
}

/** What is kept; nothing where there is nothing that can be read to its end. */
function read(file) {
  try {
    return JSON.parse(gunzipSync(readFileSync(file)).toString());
  } catch {
    return undefined;
  }
}

/** It appears whole or not at all: another run may be reading. */
function write(file, kept) {
  const draft = `${file}.${process.pid}.draft`;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(draft, gzipSync(JSON.stringify(kept)));
  renameSync(draft, file);
}
