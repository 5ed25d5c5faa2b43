import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { answers } from '../lib/commands.mjs';
import { debianPackage, isDebianPackage } from '../lib/debian.mjs';
import { verify } from './verify.mjs';

const JEMALLOC = 'libjemalloc2';

export const name = 'allocators';
export const what = 'the allocators of native memory do in the rendered pods what they would on a machine with the processors of the container';
export const versions = ['jemalloc', 'glibc'];

/** It runs when one of these has changed: the pods and their environment, or this part itself. */
const WATCHED = ['src/pods/**', 'src/job/**', 'src/workload/**', 'conformance/allocators/**'];
export const watches = () => WATCHED;

/** Its pods have the sizes that every job has which says nothing of them. */
export const EMISSION = { programs: ['conformance/kubernetes/programs/without-high-availability.ts'], flinkVersions: ['1.20'], operatorVersions: [NEWEST_OPERATOR] };

export async function needs() {
  for (const tool of ['ldd', 'taskset']) if (!await answers(tool, '--version')) return `needs ${tool}`;
  return await isDebianPackage(JEMALLOC) ? undefined : `needs apt-get to fetch ${JEMALLOC} with`;
}

export const prepare = () => debianPackage(JEMALLOC);

export async function judge(section, version) {
  const [{ pods }] = await emitted(EMISSION);
  await verify[version](section, pods);
}
