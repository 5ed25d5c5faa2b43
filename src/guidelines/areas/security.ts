import { FlinkPort, PORTS } from '../../network/ports';
import { MAIN_CONTAINER } from '../../pods/pod-template';
import { defaults } from '../defaults';

/** The user and group that own Flink's files in its image. Written as a number: the images name none, or one by its name. */
const FLINK_USER = 9999;

/** SEC: who may do what to a job. */
export const SECURITY = [
  defaults('SEC-03', 'Keep the REST API inside the cluster', 'Whoever reaches it can run any code.', {
    options: { 'kubernetes.rest-service.exposed.type': 'ClusterIP' },
  }),
  defaults('SEC-04', 'Take no jobs and no orders over the web UI', 'In an application cluster the operator does both.', {
    options: { 'web.cancel.enable': false, 'web.submit.enable': false },
  }),
  defaults('SEC-06', 'Run as Flink\'s own user', 'Root in a container is root on what it escapes to.', {
    pods: () => ({
      spec: { securityContext: { runAsNonRoot: true, runAsUser: FLINK_USER, runAsGroup: FLINK_USER, fsGroup: FLINK_USER } },
    }),
  }),
  defaults('SEC-07', 'Make the root file system read-only', 'What breaks in can change nothing that stays.', {
    pods: () => ({
      spec: {
        containers: [{
          name: MAIN_CONTAINER,
          securityContext: { readOnlyRootFilesystem: true },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        }],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    }),
  }),
  defaults('SEC-08', 'Take every privilege away', 'Flink needs none; namespaces that enforce the restricted Pod Security Standard refuse pods that have any.', {
    pods: () => ({
      spec: {
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: MAIN_CONTAINER,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        }],
      },
    }),
  }),
  defaults('SEC-09', 'Fix the ports that Flink would choose at random', 'A network policy cannot allow what it cannot name.', {
    options: Object.fromEntries((Object.values(PORTS) as FlinkPort[])
      .filter((port) => port.randomByDefault)
      .flatMap((port) => port.options.map((option) => [option, port.number]))),
  }),
];
