import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { replaceTaskManager, runExample } from '../flink/running-example.mjs';
import { pyflink } from './interpreter.mjs';

const PROGRAM = join(import.meta.dirname, '..', '..', 'examples', 'python', 'page_views.py');

/**
 * Boots a Flink with what the Python example emits and kills its TaskManager.
 *
 * @param options `program`: changes the program; `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, { program: change = (text) => text, keepLogs = true } = {}) {
  section.progress('getting Flink and PyFlink');
  const [home, path] = await Promise.all([flinkHome(version), pyflink(version)]);
  const programOf = ({ emission: { spec: { job } }, folder, differs }) => {
    const program = join(folder, basename(PROGRAM));
    writeFileSync(program, change(readFileSync(PROGRAM, 'utf8')));
    differs('spec.job.args[1]', 'a copy of the example\'s program', 'there is no image here');
    return { programArguments: job.args.map((arg) => basename(arg) === basename(PROGRAM) ? program : arg) };
  };
  await runExample(section, version, { example: 'python', home, path }, programOf, judge, keepLogs);
}

async function judge(section, cluster) {
  const checkpoints = () => cluster.job('/checkpoints');
  await section.check({
    what: 'Python counts what its source reads', asked: 'the largest count that it printed', expected: { atLeast: 100 }, said: await cluster.wait('a count', 180, () => largestCount(cluster) || false), fits: atLeast,
  });
  await cluster.wait('a checkpoint', 120, async () => (await checkpoints()).counts.completed > 0);
  await section.check({
    what: 'its checkpoints hold its state', asked: 'GET /jobs/:id/checkpoints, bytes of the latest', expected: { atLeast: 1 }, said: (await checkpoints()).latest.completed.state_size, fits: atLeast,
  });

  // A count that the first TaskManager never reached alone shows that the second one went on from its state.
  await cluster.wait('many counts', 240, () => largestCount(cluster) >= 300);
  const { latest: { completed: last } } = await checkpoints();
  await cluster.wait('a checkpoint after them', 120, async () => (await checkpoints()).latest.completed.id > last.id);
  const { printed } = await replaceTaskManager(section, cluster);
  const before = countsIn(printed).length;
  await section.check({
    what: 'after a TaskManager that was killed it counts on from its state',
    asked: 'the first count that it printed afterwards',
    expected: { atLeast: 300 },
    said: await cluster.wait('a count of the second TaskManager', 240, () => countsIn(cluster.console('taskManager'))[before] ?? false),
    fits: atLeast,
  });
}

const atLeast = ({ atLeast: least }, said) => said >= least;

/** The counts that the sink printed to a console, in their order. */
function countsIn(console) {
  return [...console.matchAll(/^(?:\d+> )?\(\d+,(\d+)\)$/gm)].map(([, count]) => Number(count));
}

const largestCount = (cluster) => countsIn(cluster.console('taskManager')).reduce((most, count) => Math.max(most, count), 0);
