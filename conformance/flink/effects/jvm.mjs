import { jobManagerHeap, taskManagerMemory } from '../memory.mjs';

/** Those of the options that the JVM has taken: it silently drops what it does not know. */
async function taken(q, component, options) {
  const flags = await q.flags(component);
  return options.split(' ').filter((option) => flags.includes(option)).join(' ');
}

const options = (component, phase) => ({
  key: 'env.java.opts.all',
  what: `env.java.opts.all of the ${component}`,
  phase,
  asked: 'jcmd VM.flags',
  expect: (v) => v,
  said: (q, written) => taken(q, component, written['env.java.opts.all']),
});

const heap = (component, phase, of) => ({
  what: `heap of the ${component}, from spec.${component}.resource.memory`,
  phase,
  asked: '-Xmx of its command line',
  expect: (_, written) => of(written),
  said: (q) => Number(q.cluster.commandLine(component).find((argument) => argument.startsWith('-Xmx'))?.slice('-Xmx'.length)),
});

/** The virtual machines. */
export const JVM = [
  options('jobManager', 'started'),
  options('taskManager', 'running'),
  heap('jobManager', 'started', jobManagerHeap),
  heap('taskManager', 'running', (written) => {
    const { frameworkHeap, taskHeap } = taskManagerMemory(written);
    return frameworkHeap + taskHeap;
  }),
];
