import { log4jConsoleProperties, LOG_DIRECTORY } from '../../pods/logging';
import { MAIN_CONTAINER } from '../../pods/pod-template';
import { defaults } from '../defaults';

/** LOG: what a job writes down. */
export const LOGGING = [
  defaults('LOG-01', 'Log at INFO, and libraries that say too much at WARN', 'DEBUG costs throughput and hides what matters.', {
    fields: { logConfiguration: { 'log4j-console.properties': log4jConsoleProperties() } },
  }),
  defaults('LOG-03', 'Give log files a volume', 'The root file system is read-only.', {
    pods: () => ({
      spec: {
        containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: 'log', mountPath: LOG_DIRECTORY }] }],
        volumes: [{ name: 'log', emptyDir: {} }],
      },
    }),
  }),
];
