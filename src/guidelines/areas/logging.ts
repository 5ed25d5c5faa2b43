import { MAIN_CONTAINER } from '../../kubernetes/names';
import { log4jConsoleProperties } from '../../pods/logging/log4j';
import { LOG_DIRECTORY } from '../../pods/logging/props';
import { Workload } from '../../workload/workload';
import { table } from '../table';

const LOG4J = 'logConfiguration';

/** The level of the root logger in either of the two files. */
function rootLevel(w: Workload): string | undefined {
  const files = w.field(LOG4J) ?? {};
  const log4j = /^\s*rootLogger(?:\.level)?\s*=\s*(\w+)/m.exec(String(files['log4j-console.properties'] ?? ''))?.[1];
  return log4j ?? /<root\s+level="(\w+)"/.exec(String(files['logback-console.xml'] ?? ''))?.[1];
}

/** LOG: logging. */
export const LOGGING = table([
  {
    id: 'LOG-01',
    title: 'Log at INFO, and verbose libraries at WARN',
    why: 'DEBUG reduces throughput, and hides relevant messages.',
    sources: ['logging'],
    defaults: { fields: { logConfiguration: { 'log4j-console.properties': log4jConsoleProperties() } } },
    props: ['logging.level', 'logging.levels'],
    rules: [{
      broken: (w) => /^(DEBUG|TRACE|ALL)$/i.test(rootLevel(w) ?? '') && LOG4J,
      message: (w) => `the root logger logs at level ${rootLevel(w)}: this reduces throughput, and hides relevant messages`,
      fix: 'Set logging.level (in the file: rootLogger.level) to INFO, and to DEBUG only the logger that you investigate, in logging.levels',
    }],
  },
  {
    id: 'LOG-02',
    title: 'Collect logs in a central system',
    why: 'The logs of a pod are deleted with the pod, often before anyone has read them.',
    sources: ['logging'],
    emits: 'a console appender, which the cluster\'s log collector reads',
    checklist: 'The logs of a deleted pod can still be found',
    props: ['logging.layout'],
  },
  {
    id: 'LOG-03',
    title: 'Mount a volume for log files',
    why: 'The root file system is read-only.',
    sources: ['logging'],
    defaults: {
      pods: () => ({
        spec: {
          containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: 'log', mountPath: LOG_DIRECTORY }] }],
          volumes: [{ name: 'log', emptyDir: {} }],
        },
      }),
    },
    props: ['logging.rollingFile'],
  },
]);
