import { needs as needsFlink, prepare } from '../flink/part.mjs';
import { verify } from './verify.mjs';

export const name = 'recovery';
export const what = 'the fraud detection comes back from every loss of its TaskManager, with every record counted once';
/** The version that the example asks for. */
export const versions = ['1.20.5'];

/** How often the TaskManager is killed: in a run of everything, and when this part was asked for. */
const KILLS = 3;
const KILLS_WHEN_ASKED = 10;

export const needs = needsFlink;
export { prepare };
export const waits = () => 150;

export function judge(section, version, { askedFor = false } = {}) {
  return verify(section, version, { kills: askedFor ? KILLS_WHEN_ASKED : KILLS });
}
