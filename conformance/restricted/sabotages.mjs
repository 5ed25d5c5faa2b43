import { releaseOf, versions } from './part.mjs';
import { verify } from './verify.mjs';

const PODS = ['jobManager', 'taskManager'];
const ofBoth = (what) => PODS.map((component) => `${component}: ${what}`);
const LOG = 'the log is in its volume, and says that the plugin was loaded';

const BREAKS = [
  { what: 'nothing', red: [] },
  {
    what: 'root, on a root that can be written',
    change: (spec) => {
      spec.securityContext.runAsUser = 0;
      for (const container of [...spec.initContainers, ...spec.containers]) container.securityContext.readOnlyRootFilesystem = false;
      return spec;
    },
    red: [...ofBoth('its user can write to the pod\'s volumes, and nowhere else'), ...ofBoth('it runs as the pod\'s user, and may do nothing else')],
  },
  {
    what: 'a log that cannot be written, and an init container that calls the plugin something else',
    change: (spec) => {
      for (const { volumeMounts } of spec.containers) volumeMounts.find(({ name }) => name === 'log').readOnly = true;
      for (const container of spec.initContainers) container.command = ['sh', '-c', `${container.command.at(-1)}renamed.jar`];
      return spec;
    },
    red: [...ofBoth(LOG), ...ofBoth('nothing wanted to write where it cannot'), 'the init container has put the plugin where Flink looks for it'],
  },
];

/** Checks without which the part would not come to its end. */
export const NEVER_RED = { 'checkpoints complete': 'else the part ends before', 'metrics are there': 'else the part ends before' };

export const sabotages = BREAKS.map(({ what, red, change }) => ({
  what, red, slow: true, run: (section) => verify(section, releaseOf(versions[0]), { change, keepLogs: false }),
}));
