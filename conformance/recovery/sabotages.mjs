import { versions } from './part.mjs';
import { verify } from './verify.mjs';

const KILLS = 2;

const BREAKS = [
  { what: 'nothing', red: [] },
  {
    what: 'counts that no checkpoint holds, and another delay',
    change: { 'pipeline.global-job-parameters': 'fault:forget', 'restart-strategy.exponential-delay.initial-backoff': '8 s' },
    red: ['every subtask went on from a count', 'records lost, records doubled', 'milliseconds from the failure to the restart'].flatMap((what) => [1, 2].map((n) => `kill ${n}: ${what}`)),
  },
];

/** Checks that no configuration can turn red. */
export const NEVER_RED = Object.fromEntries([1, 2].map((n) => [`kill ${n}: it came back from the last checkpoint`, 'only a Flink that loses its checkpoints would not']));

export const sabotages = BREAKS.map(({ what, red, change }) => ({
  what, red, slow: true, run: (section) => verify(section, versions[0], { kills: KILLS, change, keepLogs: false }),
}));
