import { versions } from './part.mjs';
import { verify } from './verify.mjs';

const BREAKS = [
  { what: 'nothing', red: [] },
  {
    what: 'counts in a variable instead of state',
    program: (text) => text.replace('(self.views.value() or 0) + 1', 'self.__dict__.setdefault("counts", {}).get(page, 0) + 1').replace('self.views.update(views)', 'self.counts[page] = views; self.views.update(0)'),
    red: ['after a TaskManager that was killed it counts on from its state'],
  },
];

/** Checks that no program of this kind can turn red. */
export const NEVER_RED = {
  'Python counts what its source reads': 'only a Flink without Python would not',
  'its checkpoints hold its state': 'the source has a state of its own',
};

export const sabotages = BREAKS.map(({ what, red, program }) => ({ what, red, slow: true, run: (section) => verify(section, versions[0], { program, keepLogs: false }) }));
