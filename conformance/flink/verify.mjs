import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../lib/cache.mjs';
import { openNetwork } from '../lib/network.mjs';
import { Cluster } from './cluster.mjs';
import { writeConfiguration } from './configuration.mjs';
import { EFFECTS, unanswered, UNOBSERVABLE } from './effects/index.mjs';
import { emitted } from './emitted.mjs';
import { flinkHome } from './home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from './job.mjs';
import { Questions } from './questions.mjs';
import { CHAPTERS } from './story.mjs';
import { substitute } from './substitutions.mjs';

/** One that dies, and the one that comes after it. */
const TASK_MANAGERS = 2;

let runs = 0;

/**
 * Boots a Flink with what is emitted for it, lives through the story, and asks at each chapter for the effects that must be seen.
 *
 * @param section where the findings go
 * @param version which Flink, of versions.mjs
 * @param options `until`: the last chapter. The others break something, to see whether it is noticed: `change`: keys that Flink reads,
 *   with other values, or undefined for none; `inFolder`: the same, with folders of this run; `changeLog(text)`: the log configuration;
 *   `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { until = 'cancelled', change = {}, inFolder = {}, changeLog = (text) => text, keepLogs = true } = {}) {
  section.progress('getting Flink and compiling the job');
  const home = await flinkHome(version.flink);
  const jar = await jobJar(version.flink, home, STATEFUL_JOB);
  const emission = await emitted(version.emitted);
  const folder = join(CACHE, 'runs', `flink-${version.flink}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });

  const { isolated, hosts: [jobManager, ...taskManagers] } = await openNetwork(1 + TASK_MANAGERS);
  const place = { home, jar, entryClass: entryClass(STATEFUL_JOB), folder, isolated, hosts: { jobManager, taskManagers }, slots: Number(emission.configuration['taskmanager.numberOfTaskSlots']) };
  const meant = substitute(emission, place);
  for (const [key, how, why] of meant.notes) section.note('What differs from the manifest', [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);
  for (const [key, why] of Object.entries(UNOBSERVABLE)) if (key in emission.configuration) section.note('Not seen here', [key, why, emission.configuration[key]]);
  const broken = { ...change, ...Object.fromEntries(Object.entries(inFolder).map(([key, name]) => [key, `file://${join(folder, name)}`])) };
  const logConfiguration = Object.entries(emission.spec.logConfiguration).map(([file, text]) => [file, changeLog(text)]);
  writeConfiguration(join(folder, 'conf'), version.flink, changed(meant.written, broken), Object.fromEntries(logConfiguration));

  await section.check({
    what: 'every emitted key has an effect that is asked for, or a reason why not',
    asked: 'the table of effects',
    expected: [],
    said: unanswered(Object.keys(changed(emission.configuration, broken))),
  });
  const cluster = new Cluster(place, meant.ofTaskManager);
  await live({ section, cluster, emission, meant, until });
  await cluster.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

/** Lives through the story. Where it breaks off, the chapter is a failure and the effects of what was to come are skipped. */
async function live({ section, cluster, emission, meant, until }) {
  const story = {};
  const context = { cluster, emission, story };
  let brokeOff;
  for (const [phase, happen] of Object.entries(CHAPTERS)) {
    const effects = EFFECTS.filter((effect) => effect.phase === phase && (effect.key === undefined || effect.key in meant.written));
    if (brokeOff === undefined) {
      section.progress(TITLES[phase]);
      try {
        await happen({ cluster, story, meant: meant.written });
      } catch (error) {
        section.fail(`the story, ${phase}`, error.message);
        brokeOff = phase;
      }
    }
    const questions = new Questions(cluster, meant.written['metrics.reporter.prom.port'], story);
    for (const effect of effects) {
      const what = effect.what ?? effect.key;
      if (brokeOff !== undefined) section.skip(what, `the story broke off: ${brokeOff}`);
      else await section.check({ what, asked: effect.asked, setting: settingOf(effect, emission), ...await expected(effect, meant.written, context), said: () => effect.said(questions, meant.written, context), fits: effect.fits });
    }
    if (phase === until) break;
  }
}

/** What the manifest says, of which an effect is asked; nothing where the effect belongs to no single key. */
function settingOf({ key }, { configuration }) {
  return key === undefined ? undefined : { key, value: configuration[key] };
}

function changed(configuration, change) {
  return Object.fromEntries(Object.entries({ ...configuration, ...change }).filter(([, value]) => value !== undefined));
}

async function expected(effect, written, context) {
  return { expected: await effect.expect(written[effect.key], written, context) };
}

const TITLES = {
  started: 'starting the JobManager',
  running: 'starting the TaskManager, waiting until every task runs',
  checkpointed: 'asking for checkpoints and a savepoint',
  unasked: 'waiting for a checkpoint that nobody asked for',
  recovered: 'killing the TaskManager, starting another',
  silent: 'stopping the TaskManager in its tracks, waiting until it is given up',
  cancelled: 'cancelling the job',
};
