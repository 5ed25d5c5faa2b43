import { versions } from './part.mjs';
import { verify } from './verify.mjs';

const BREAKS = [
  { what: 'nothing', red: [] },
  { what: 'a standby region that is not told of the savepoint', restores: false, red: ['every subtask went on from a count'] },
];

/** Checks that nothing here can turn red. */
export const NEVER_RED = {
  'one region runs the job': 'the manifests are those of the library',
  'the other region runs it, from the savepoint': 'the manifests are those of the library',
  'records lost, records doubled': 'a job that starts without state counts from zero, and loses nothing of that',
};

export const sabotages = BREAKS.map(({ what, red, restores }) => ({ what, red, slow: true, run: (section) => verify(section, versions[0], { restores, keepLogs: false }) }));
