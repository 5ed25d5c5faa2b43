import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessCount } from '../configuration/said/refuse';
import { NATIVE, STANDALONE } from '../kubernetes/mode';

/** Options of standalone mode. */
export interface StandaloneOptions {
  /**
   * Number of TaskManagers (`taskManager.replicas`).
   * @default - derived from the job's parallelism; 1 in a session cluster
   */
  readonly taskManagers?: number;
}

/** Whether Flink or the operator creates the TaskManagers. Guideline ARC-05. */
@checkedFactories('DeploymentMode')
export class DeploymentMode {
  /**
   * Native mode: Flink creates TaskManager pods as its jobs need them.
   *
   * @example
   * new FlinkDeployment(chart, 'session', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5', mode: DeploymentMode.native() });
   */
  public static native(): DeploymentMode {
    return new DeploymentMode(NATIVE);
  }

  /**
   * Standalone mode: the operator creates a Deployment of TaskManagers, and Flink does not call the Kubernetes API. `taskManager.cpu` is required. A
   * jar in the image must not be in `/opt/flink/usrlib`, where the operator mounts an empty directory. Guideline ARC-09.
   *
   * @example
   * new FlinkDeployment(chart, 'session', {
   *   flinkVersion: FlinkVersion.V1_20,
   *   image: 'flink:1.20.5',
   *   mode: DeploymentMode.standalone({ taskManagers: 3 }),
   *   taskManager: { cpu: 2, memory: Size.gibibytes(4) },
   * });
   */
  public static standalone(props: StandaloneOptions = {}): DeploymentMode {
    return new DeploymentMode(STANDALONE, props.taskManagers);
  }

  private constructor(private readonly value: string, private readonly taskManagers?: number) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    settings.setField('mode', this.value, 'mode');
    settings.setField('taskManager.replicas', this.taskManagers, 'mode.taskManagers');
    refuseUnlessCount(settings, 'ARC-05', 'mode.taskManagers', this.taskManagers, 1);
  }
}
