import { Size } from 'cdk8s';
import { FlinkComponent, JobSettings } from '../../configuration';
import { podLabels } from '../../network/labels';
import { LOCAL_STATE_SIZE, quantity } from '../../state/local-volume';
import { defaults } from '../defaults';

const GIBIBYTE = 1024 ** 2;

/** 10 GiB, or what the state backend's volume takes and 2 GiB for logs, plugins and temporary files. */
function taskManagerDisk(settings: JobSettings): string {
  const localState = settings.field(LOCAL_STATE_SIZE) ?? 0;
  return quantity(Size.kibibytes(Math.max(10 * GIBIBYTE, localState + 2 * GIBIBYTE)));
}

/** RES and K8S: what pods ask for, and where they go. */
export const RESOURCES = [
  defaults('RES-03', 'Ask for local disk', 'A pod that asked for none is the first to be evicted when the node\'s disk fills.', {
    fields: {
      'jobManager.resource.ephemeralStorage': '2Gi',
      'taskManager.resource.ephemeralStorage': taskManagerDisk,
    },
  }),
  defaults('K8S-02', 'Spread TaskManagers over nodes and zones', 'One lost node should not take all of them. Softly: a job on few nodes is better than none.', {
    pods: (settings, component) => component !== FlinkComponent.TASK_MANAGER ? undefined : {
      spec: {
        topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: podLabels(settings.name, component) },
        })),
      },
    },
  }),
];
