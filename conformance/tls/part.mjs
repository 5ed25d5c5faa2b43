import { needs as needsFlink, prepare } from '../flink/part.mjs';
import { answers } from '../lib/commands.mjs';
import { verify } from './verify.mjs';

export const name = 'tls';
export const what = 'two running Flink processes speak TLS with what is emitted, and let in nobody else';
export const versions = ['1.20.5', '2.2.1'];

/** It runs when one of these has changed: what makes certificates and their options, how a job is run, or this part itself. */
const WATCHED = ['src/credentials/**', 'src/job/**', 'src/guidelines/areas/security/**', 'conformance/tls/**', 'conformance/flink/**'];
export const watches = () => WATCHED;
export { prepare };
export const waits = () => 90;

export async function needs() {
  if (!await answers('openssl', 'version')) return 'needs OpenSSL';
  return needsFlink();
}

export function judge(section, version) {
  return verify(section, version);
}
