import { needs as needsFlink, prepare } from '../flink/part.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { verify } from './verify.mjs';

export const name = 'sql';
export const what = 'the SQL example is one job of a running Flink, from the emitted ConfigMap and arguments, and comes back with its state';
/** The release that the example asks for. */
export const versions = ['2.2.1'];

export const needs = async () => await needsFlink() ?? needsMaven();
export { prepare };
export const waits = () => 90;

export function judge(section, version) {
  return verify(section, version);
}
