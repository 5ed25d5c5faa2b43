import { needs as needsFlink, prepare as prepareFlink } from '../flink/part.mjs';
import { answers } from '../lib/commands.mjs';
import { pyflink } from './interpreter.mjs';
import { verify } from './verify.mjs';

export const name = 'python';
export const what = 'the Python example runs on a real Flink from the emitted class and arguments, and comes back with its state';
/** The release that the example asks for. */
export const versions = ['2.2.1'];

export async function needs() {
  const reason = await needsFlink();
  if (reason) return reason;
  return await answers('python3', '-c', 'import venv, ensurepip, sys; assert (3, 9) <= sys.version_info < (3, 13)') ? undefined : 'needs Python 3.9 to 3.12 with venv and pip';
}

export function prepare(wanted) {
  return Promise.all([prepareFlink(wanted), ...wanted.map(pyflink)]);
}

export const waits = () => 120;

export function judge(section, version) {
  return verify(section, version);
}
