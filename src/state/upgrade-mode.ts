import { Duration } from 'cdk8s';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';

/** Options of last-state upgrades. */
export interface LastStateOptions {
  /**
   * Maximum age of the latest checkpoint; if it is older, the operator takes a savepoint instead
   * (`kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age`). Guideline UPG-03.
   * @default - unlimited
   */
  readonly maxAllowedCheckpointAge?: Duration;
}

/** Options of stateless upgrades. */
export interface StatelessOptions {
  /** Must be true: every upgrade discards the job's state. Guideline UPG-04. */
  readonly acknowledgeStateLoss: boolean;
}

/**
 * How the operator transfers a job's state when its FlinkDeployment changes. Guidelines UPG-01, UPG-03 and UPG-04.
 */
@checkedFactories('UpgradeMode')
export class UpgradeMode {
  /**
   * Stops the job with a savepoint and restarts it from there. The default.
   *
   * @example
   * const upgradeMode = UpgradeMode.savepoint();
   */
  public static savepoint(): UpgradeMode {
    return new UpgradeMode('savepoint', () => undefined);
  }

  /**
   * Restarts the job from its latest checkpoint. Faster, and also possible for an unhealthy job; records since the checkpoint are reprocessed.
   *
   * @example
   * const upgradeMode = UpgradeMode.lastState({ maxAllowedCheckpointAge: Duration.minutes(15) });
   */
  public static lastState(options: LastStateOptions = {}): UpgradeMode {
    return new UpgradeMode('last-state', (settings) => settings.set(
      'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age',
      options.maxAllowedCheckpointAge, Origin.prop('upgradeMode.maxAllowedCheckpointAge')));
  }

  /**
   * Discards the state at every change.
   *
   * @example
   * const upgradeMode = UpgradeMode.stateless({ acknowledgeStateLoss: true });
   */
  public static stateless(options: StatelessOptions): UpgradeMode {
    return new UpgradeMode('stateless', (settings) => {
      if (options?.acknowledgeStateLoss === true) {
        settings.notes.acknowledgements.push({ id: 'UPG-04', reason: 'acknowledged: acknowledgeStateLoss' });
        return;
      }
      settings.refuse('UPG-04', 'upgradeMode', 'stateless', 'the job loses its state at every change of its FlinkDeployment',
        'Use UpgradeMode.savepoint(), or acknowledge it: UpgradeMode.stateless({ acknowledgeStateLoss: true })');
    });
  }

  private constructor(private readonly mode: string, private readonly write: (settings: JobSettings) => void) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    settings.setField('job.upgradeMode', this.mode, 'upgradeMode');
    this.write(settings);
  }
}
