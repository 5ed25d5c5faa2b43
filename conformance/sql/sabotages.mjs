import { versions } from './part.mjs';
import { verify } from './verify.mjs';

const BREAKS = [
  { what: 'nothing', red: [] },
  {
    what: 'two INSERTs without a STATEMENT SET',
    script: (script) => script.replace(/EXECUTE STATEMENT SET\s+BEGIN/, '').replace(/END;\s*$/, ''),
    red: ['every INSERT of the STATEMENT SET is in it'],
  },
];

/** Checks that no script can turn red. */
export const NEVER_RED = {
  'the script is one job': 'with the id that the operator fixes Flink runs no second one',
  'its checkpoints hold state': 'only a script without an aggregation would not',
  'a killed TaskManager: it is restored once, and takes checkpoints again': 'only a Flink that cannot restore would not',
};

export const sabotages = BREAKS.map(({ what, red, script }) => ({ what, red, slow: true, run: (section) => verify(section, versions[0], { script, keepLogs: false }) }));
