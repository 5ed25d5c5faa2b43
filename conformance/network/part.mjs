import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, emitted, NEWEST_OPERATOR, OTHER_KINDS } from '../lib/emitted.mjs';
import { needsGo } from '../lib/go.mjs';
import { buildEvaluator, verify } from './verify.mjs';

const CYCLONUS = /cyclonus v(\S+)/.exec(readFileSync(join(import.meta.dirname, 'reachability', 'go.mod'), 'utf8'))[1];

/** The examples, a job whose TaskManagers need no API server, and every other kind of cluster. */
export const PROGRAMS = [...EXAMPLES, 'conformance/kubernetes/programs/without-high-availability.ts', ...OTHER_KINDS];

export const name = 'network';
export const what = 'the network policies let through what Flink needs, and nothing else, rule by rule';
export const versions = [`cyclonus ${CYCLONUS}`];
export const needs = needsGo;
export const prepare = buildEvaluator;

export async function judge(section) {
  await verify(section, await emitted({ programs: PROGRAMS, flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] }));
}
