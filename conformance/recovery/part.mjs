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

export async function run(report, wanted, { askedFor = false } = {}) {
  for (const version of wanted) {
    const section = report.section(name, version);
    try {
      await verify(section, version, { kills: askedFor ? KILLS_WHEN_ASKED : KILLS });
    } catch (error) {
      section.fail('the part runs to its end', error.message);
    }
    section.end();
  }
}
