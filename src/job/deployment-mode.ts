import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessCount } from '../configuration/said/refuse';
import { NATIVE, STANDALONE } from '../kubernetes/mode';

/** What standalone mode can be told. */
export interface StandaloneOptions {
  /**
   * How many TaskManagers there are (`taskManager.replicas`). A session cluster needs it.
   * @default - as many as the job's parallelism takes
   */
  readonly taskManagers?: number;
}

/** Who creates the TaskManagers. Guideline ARC-05. */
export class DeploymentMode {
  /**
   * Flink asks Kubernetes for as many as its jobs need.
   *
   * @example
   * new FlinkDeployment(chart, 'session', { flinkVersion: FlinkVersion.V1_20, image: 'flink:1.20.5', mode: DeploymentMode.native() });
   */
  public static native(): DeploymentMode {
    return new DeploymentMode(NATIVE);
  }

  /**
   * The operator keeps a Deployment of them; Flink knows nothing of Kubernetes. `taskManager.cpu` has to be said: nothing stands in for it.
   * A number of TaskManagers that is not whole, or below 1, is an error at synth.
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
