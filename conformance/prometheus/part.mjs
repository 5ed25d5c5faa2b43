import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { needs as needsFlink, prepare as prepareFlink } from '../flink/part.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { answerOf } from '../lib/answers.mjs';
import { CACHE } from '../lib/cache.mjs';
import { run as runCommand } from '../lib/commands.mjs';
import { typescript } from '../lib/typescript.mjs';
import { live } from './live.mjs';
import { needsPrometheus, prometheusTools } from './tools.mjs';

export const name = 'prometheus';
export const what = 'every alert fires where it should and stays silent where it should: by promtool, and on a running Flink that is broken on purpose';

const PROMTOOL = 'promtool';
/** The releases that are broken on purpose. Of the others, the catalogue of metrics was scraped. */
const RELEASES = ['1.20.5', '2.2.1'];

/**
 * What happens to a job of each, by what is added to the release, and about how many seconds that takes. Two jobs beside each other are watched sooner than
 * one. What is disturbed must have been healthy for a while: alerts on checkpoints do not judge a job that begins.
 */
const STORIES = { '': { chapters: ['healthy', 'disturbed'], seconds: 420 }, '-ended': { chapters: ['ended'], seconds: 190 } };
const LIVE = Object.fromEntries(RELEASES.flatMap((release) => Object.entries(STORIES).map(([suffix, story]) => [`${release}${suffix}`, { release, ...story }])));

export const versions = [PROMTOOL, ...Object.keys(LIVE)];

export async function needs() {
  return await needsFlink() ?? needsPrometheus();
}

export const waits = (version) => LIVE[version]?.seconds ?? 0;

export function prepare(wanted) {
  return Promise.all([prometheusTools(), prepareFlink(wanted.filter(waits).map((version) => LIVE[version].release))]);
}

export async function judge(section, version) {
  const tools = await prometheusTools();
  if (version === PROMTOOL) await scenarios(section, tools);
  else await watched(section, tools, LIVE[version]);
}

function watched(section, tools, { release, chapters }) {
  return live(section, tools, release, VERSIONS.find(({ flink }) => flink === release).emitted, { chapters });
}

/** Asks promtool: of every alert, or of one. `broken` names what is wrong with its rules on purpose. */
export async function scenarios(section, { promtool }, alert, broken) {
  const { taken, fires, asked } = typescript('conformance/prometheus/scenarios.ts').questions(alert, broken);
  const version = await runCommand(promtool, ['--version']);
  const put = (question) => answerOf(section, { files: [], words: [version] }, JSON.stringify(question), () => ask(promtool, question));
  await section.check({ what: 'rules that promtool refuses', asked: 'promtool check rules', expected: '', said: () => put(taken) });
  await section.check({
    what: 'every alert, at each of its levels, fires in time in its scenarios, and stays silent in others',
    asked: 'promtool test rules',
    expected: asked,
    said: async () => await put(fires) || asked,
  });
}

function ask(promtool, question) {
  const folder = join(CACHE, 'runs', `promtool-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const complaints = typescript('test/monitoring/promtool.ts').put(promtool, folder, question);
  rmSync(folder, { recursive: true, force: true });
  return complaints;
}
