import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goPrograms, needsGo } from '../lib/go.mjs';
import { ask, expressions, fixtures, KINDS, moduleArchive, ofArgoCd, scripts } from './health.mjs';

const JUDGE = join(import.meta.dirname, 'judge');
const pinned = (module) => new RegExp(`${module} v(\\S+)`).exec(readFileSync(join(JUDGE, 'go.mod'), 'utf8'))[1];

/** The release whose test data is read. Its engine is the version of gopher-lua in `judge/go.mod`. */
const ARGO_CD = { module: 'github.com/argoproj/argo-cd/v3', version: 'v3.6.1', sum: 'h1:OmhqeKiR3C//awbFrhQqFdtRI+Qiv17j8vqm3UkMj/g=' };

const OF_ARGO_CD = `Argo CD ${ARGO_CD.version.slice(1)}`;
const OF_FLUX = `cel-go ${pinned('cel-go')}`;

export const name = 'gitops';
export const what = 'Argo CD and Flux see from the status of each kind whether the latest spec is in effect, in progress or failed';
export const versions = [OF_ARGO_CD, OF_FLUX];
export const needs = needsGo;

/** Wrong answers that a failure tells. */
const SHOWN = 3;

export function prepare() {
  return goPrograms(JUDGE);
}

export async function judge(section, version) {
  await verify(section, version, { scripts: scripts(), expressions: expressions() });
}

/** Asks one of the two; `scripts` and `expressions` are others than ours, to see whether it is noticed. */
export async function verify(section, version, { scripts: ofKind, expressions: exprsOf }) {
  section.progress('building the judge');
  const program = join(await prepare(), 'gitops');
  if (version === OF_ARGO_CD) await byArgoCd(section, program, ofKind);
  else await byFlux(section, program, exprsOf);
}

async function byArgoCd(section, program, ofKind) {
  const archive = moduleArchive(ARGO_CD, JUDGE);
  for (const kind of KINDS) {
    const rows = fixtures(kind);
    await section.check({
      what: `${kind}: health of ${rows.length} objects`, asked: `gopher-lua ${pinned('gopher-lua')} without the string library`, expected: [],
      said: () => wrong(rows, ask(program, rows.map(({ object }) => ({ engine: 'lua', script: ofKind[kind], object }))), ({ argoCd, message }, { status, message: text = '' }) => status === argoCd && text.includes(message)),
    });
    const theirs = ofArgoCd(program, archive, kind);
    if (theirs.length === 0) continue;
    await section.check({
      what: `${kind}: health of ${theirs.length} objects of Argo CD's own test`, asked: 'its test data', expected: [],
      said: () => wrong(theirs, ask(program, theirs.map(({ object }) => ({ engine: 'lua', script: ofKind[kind], object }))), (each, { status }) => status === each.status),
    });
  }
}

async function byFlux(section, program, exprsOf) {
  for (const kind of KINDS) {
    const rows = fixtures(kind);
    await section.check({
      what: `${kind}: status of ${rows.length} objects`, asked: 'cel-go, with the options of Flux', expected: [],
      said: () => wrong(rows, ask(program, rows.map(({ object }) => ({ engine: 'cel', expressions: exprsOf[kind], object }))), ({ flux }, { status }) => status === flux),
    });
  }
}

function wrong(rows, answers, isRight) {
  if (answers.length !== rows.length) throw new Error(`${answers.length} answers to ${rows.length} questions`);
  return rows.flatMap((row, i) => isRight(row, answers[i]) ? [] : [`${row.name}: ${answers[i].error ?? `${answers[i].status} ${answers[i].message ?? ''}`}`]).slice(0, SHOWN);
}
