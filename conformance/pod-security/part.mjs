import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '../lib/answers.mjs';
import { said } from '../lib/commands.mjs';
import { goPrograms, needsGo } from '../lib/go.mjs';
import { SEED } from '../lib/seed.mjs';
import { typescript } from '../lib/typescript.mjs';

const JUDGE = join(import.meta.dirname, 'judge');
const [, VERSION] = /k8s\.io\/pod-security-admission v(\S+)/.exec(readFileSync(join(JUDGE, 'go.mod'), 'utf8'));

export const name = 'pod-security';
export const what = 'SEC-06 and SEC-08 find what the restricted Pod Security Standard refuses, in each version of it, and SEC-08 nothing else';
export const versions = [VERSION];
export const needs = needsGo;

const MANIFESTS = 300;
/** Lines that a failure tells. */
const SHOWN = 2;

export function prepare() {
  return goPrograms(JUDGE);
}

export function judge(section) {
  return verify(section);
}

/** Compares our findings with the library's; `guidelines` are others than ours, to see whether it is noticed. */
export async function verify(section, guidelines) {
  section.progress('building the judge');
  const program = join(await prepare(), 'pod-security');
  const ask = (questions) => {
    const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
    return answerOf(section, { files: [program] }, input, () => said(program, [], input).trim().split('\n').map((line) => JSON.parse(line)));
  };
  section.progress(`asking about the pods of ${MANIFESTS} mutated manifests, seed ${SEED}`);
  const comparison = await typescript('conformance/pod-security/compare.ts').compare(ask, MANIFESTS, SEED, guidelines);
  const asked = 'the library k8s.io/pod-security-admission';
  await section.check({ what: `${MANIFESTS} manifests: refused pods that nothing is found in`, asked, expected: [], said: () => comparison.missed.slice(0, SHOWN) });
  await section.check({ what: `${MANIFESTS} manifests: admitted pods that SEC-08 speaks of`, asked, expected: [], said: () => comparison.false.slice(0, SHOWN) });
  await section.check({ what: 'of the manifests between a quarter and three quarters are refused', asked, expected: true, said: () => comparison.refused > MANIFESTS / 4 && comparison.refused < 3 * MANIFESTS / 4 });
}
