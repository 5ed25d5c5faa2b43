import { sleep } from '../lib/wait.mjs';
import { millis } from './values.mjs';

// What happens to a cluster, chapter by chapter. Each chapter leaves in `story` what only it can know.

const BOOT_SECONDS = 240;

/** The JobManager alone: it knows the job, and waits for somebody to run it. */
async function started({ cluster }) {
  cluster.startJobManager();
  // Flink calls it running before anybody runs it
  await cluster.wait('the JobManager schedules the job', BOOT_SECONDS, async () => (await cluster.job()).state === 'RUNNING');
}

/** With its TaskManager, until every task runs. */
async function running({ cluster, story }) {
  cluster.startTaskManager();
  await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
  story.running = Date.now();
  // Flink's own view of a job is up to 3 s old, and state has no figures before its first records
  await sleep(4_000);
}

/** One checkpoint more than are kept, and a savepoint, all asked for. */
async function checkpointed({ cluster, story, meant }) {
  story.asked = [];
  while (story.asked.length <= Number(meant['execution.checkpointing.num-retained'])) story.asked.push(await checkpoint(cluster));
  story.savepoint = (await ask(cluster, '/savepoints')).location;
  story.asked.push((await cluster.job('/checkpoints')).latest.savepoint.id);
  await sleep(1_000); // old checkpoints are deleted in the background
}

/**
 * Until a checkpoint completes that nobody asked for. One is due within an interval since every task runs, but not sooner than the
 * pause after the last that was asked for.
 */
async function unasked({ cluster, story, meant }) {
  const interval = millis(meant['execution.checkpointing.interval']);
  const pause = millis(meant['execution.checkpointing.min-pause']);
  const due = Math.max(story.running + interval, Date.now() + pause);
  while (story.unasked === undefined && Date.now() < due + 20_000) {
    await sleep(500);
    const { history } = await cluster.job('/checkpoints');
    const found = history.find(({ id, status }) => status === 'COMPLETED' && !story.asked.includes(id));
    if (found) story.unasked = Math.max(0, found.trigger_timestamp - due);
  }
}

/** The TaskManager dies, another comes. */
async function recovered({ cluster, story, meant }) {
  story.lastBeforeKill = await checkpoint(cluster);
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  cluster.startTaskManager();
  await cluster.wait('the job is restored', BOOT_SECONDS, async () => (await cluster.job('/checkpoints')).counts.restored > 0);
  await cluster.wait('every task runs again', BOOT_SECONDS, () => cluster.running());
  // Flink's own view of a job may still be that from before the kill; what the tasks themselves show is not.
  await cluster.wait('the tasks count again', BOOT_SECONDS, () => cluster.counts(meant));
  await sleep(8_000); // every key comes again, twice
}

/** The TaskManager stands still: its connections stay, and it answers nothing. */
async function silent({ cluster, story }) {
  const since = Date.now();
  cluster.taskManager.signal('SIGSTOP');
  const failed = /heartbeat of TaskManager with id .* timed out/;
  const before = cluster.console('jobManager').length;
  const trigger = await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
  await cluster.wait('the checkpoint fails', 300, async () => {
    const { status, operation } = await cluster.job(`/checkpoints/${trigger.body['request-id']}`);
    if (status.id !== 'COMPLETED') return false;
    if (!JSON.stringify(operation).includes('TimeoutException')) throw new Error('it did not fail by a timeout');
    story.askTimeout = Date.now() - since;
    return true;
  });
  await cluster.wait('the TaskManager is given up', 300, () => failed.test(cluster.console('jobManager').slice(before)));
  story.heartbeatTimeout = Date.now() - since;
}

/** The job is cancelled as the operator does it. */
async function cancelled({ cluster, story }) {
  story.cancelStatus = (await cluster.rest('PATCH', cluster.jobPath('?mode=cancel'))).status;
  await cluster.wait('the job is cancelled', 120, async () => (await cluster.job()).state === 'CANCELED');
  await sleep(1_000);
}

/** The chapters in their order. */
export const CHAPTERS = { started, running, checkpointed, unasked, recovered, silent, cancelled };

/** Takes a checkpoint and returns its number. Right after a start Flink refuses some. */
async function checkpoint(cluster) {
  return (await ask(cluster, '/checkpoints')).checkpointId;
}

function ask(cluster, path) {
  return cluster.wait(`POST ${path}`, 120, async () => {
    const { body } = await cluster.rest('POST', cluster.jobPath(path), {});
    const { operation } = await cluster.wait(`GET ${path}`, 120, async () => {
      const answer = await cluster.job(`${path}/${body['request-id']}`);
      return answer.status.id === 'COMPLETED' && answer;
    });
    const failure = operation.failureCause ?? operation['failure-cause'];
    if (failure) throw new Error(failure['stack-trace'].split('\n')[0]);
    return operation;
  });
}
