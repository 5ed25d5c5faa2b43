import { needs as needsFlink, prepare } from '../flink/part.mjs';
import { verify } from './verify.mjs';

export const name = 'regions';
export const what = 'a savepoint of one region starts the job in the other, from the manifest of FlinkDisasterRecovery, with every record counted once';
export const versions = ['1.20.5'];

export const needs = needsFlink;
export { prepare };
export const waits = () => 90;

export function judge(section, version) {
  return verify(section, version);
}
