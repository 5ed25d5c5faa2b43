import { fork } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import { join } from 'node:path';
import { later } from './janitor.mjs';
import { canIsolate } from './network.mjs';
import { sleep } from './wait.mjs';

const PROGRAM = join(import.meta.dirname, '..', 'unit.mjs');

/** How much less urgent work is than what others wait for and measure. */
const BEHIND = 10;

/** How many units one processor carries that mostly wait. */
const WAITING_EACH = 3;

const MOMENT = 3_000;

/**
 * What runs as a whole, in a process of its own: a version of a part that waits for running processes most of the time (`part.waits`), or all
 * other versions of a part.
 */
export function unitsOf(chosen) {
  const units = chosen.flatMap(({ part, versions }) => {
    const waiting = versions.filter((version) => part.waits?.(version));
    const working = versions.filter((version) => !waiting.includes(version));
    return [...waiting.map((version) => ({ part, versions: [version], waits: part.waits(version) })), ...working.length > 0 ? [{ part, versions: working, waits: 0 }] : []];
  });
  // the longest first, so that none is left over at the end
  return units.sort((one, other) => other.waits - one.waits);
}

/**
 * Runs units beside each other: those that work one after the other and behind the rest, those that wait several at a time, where each has a network of
 * its own. When no more of these are left, the others run two at a time. A unit begins when what it needs is prepared; until then others go first.
 *
 * @param ready `ready(unit)`: a promise of its preparation
 * @param run `run(unit)`: a promise of its end
 */
export async function inLanes(units, ready, run) {
  const width = await canIsolate() ? WAITING_EACH * availableParallelism() : 1;
  const [waiting, working] = await Promise.all([units.filter(({ waits }) => waits > 0), units.filter(({ waits }) => waits === 0)].map((some) => worker(some, ready, run)));
  await Promise.all([working(), Promise.all(Array.from({ length: width }, waiting)).then(working)]);
}

/** What takes one unit after the other until none is left. Several share them. */
async function worker(units, ready, run) {
  const left = units.map((unit) => {
    const entry = { unit, isReady: false };
    const settle = () => { entry.isReady = true; };
    entry.prepared = ready(unit).then(settle, settle);
    return entry;
  });
  // what is there already shows in a moment; then the order is that of the units
  await Promise.race([Promise.all(left.map(({ prepared }) => prepared)), sleep(MOMENT)]);
  return async () => {
    while (left.length > 0) {
      const at = left.findIndex(({ isReady }) => isReady);
      if (at < 0) await Promise.race(left.map(({ prepared }) => prepared));
      else await run(left.splice(at, 1)[0].unit);
    }
  };
}

/**
 * Runs a unit in a process of its own and returns its sections, as plain data.
 *
 * @param print what to do with what it prints; nothing: it prints itself
 */
export function runUnit({ part, versions, waits }, { requireAll = false, askedFor = false }, print) {
  return new Promise((resolve) => {
    const child = fork(PROGRAM, [JSON.stringify({ part: part.name, versions, requireAll, askedFor })], {
      stdio: ['ignore', ...print === undefined ? ['inherit', 'inherit'] : ['pipe', 'pipe'], 'ipc'], detached: true,
    });
    if (waits === 0) setPriority(child.pid, BEHIND);
    // it undoes what it did when it is told to end
    const forget = later(() => {
      child.kill('SIGTERM');
      return ended;
    });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
    let sections;
    child.on('message', (message) => { sections = message; });
    const ended = new Promise((end) => child.on('close', (code, signal) => {
      end();
      void forget();
      resolve(sections ?? versions.map((version) => ({
        part: part.name, version, seconds: 0, processor: 0, asked: 0, remembered: 0, notes: [], checks: [{ what: 'the part runs to its end', outcome: 'failed', said: `its process ended with ${signal ?? code}` }],
      })));
    }));
  });
}
