import { Duration } from 'cdk8s';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';

/** Format of the operator's savepoints. */
export enum SavepointFormat {
  /** Readable by every state backend. */
  CANONICAL = 'CANONICAL',
  /** The format of the state backend, which is faster for large state. */
  NATIVE = 'NATIVE',
}

/** Savepoints that the operator takes. Each default comes from the named guideline. */
export interface SavepointOptions {
  /**
   * Whether the operator takes a savepoint when the FlinkDeployment is deleted (`kubernetes.operator.job.savepoint-on-deletion`). Guideline UPG-06.
   * @default false
   */
  readonly onDeletion?: boolean;
  /**
   * Interval of periodic savepoints (`kubernetes.operator.periodic.savepoint.interval`). Guideline DR-02.
   * @default - no periodic savepoints
   */
  readonly interval?: Duration;
  /**
   * Number of FlinkStateSnapshots that the operator keeps of its own savepoints (`kubernetes.operator.savepoint.history.max.count`). Their files are
   * kept, unless `disposeOnDelete` is set. Guideline UPG-08.
   * @default 10
   */
  readonly historyMaxCount?: number;
  /**
   * How long the operator keeps these FlinkStateSnapshots (`kubernetes.operator.savepoint.history.max.age`). Guideline UPG-08.
   * @default Duration.days(7)
   */
  readonly historyMaxAge?: Duration;
  /**
   * Whether the files of a savepoint are deleted with its FlinkStateSnapshot (`kubernetes.operator.savepoint.dispose-on-delete`). Otherwise delete
   * them with a lifecycle rule of the bucket. Guideline UPG-08.
   * @default false
   */
  readonly disposeOnDelete?: boolean;
  /**
   * Savepoint format (`kubernetes.operator.savepoint.format.type`). Guideline UPG-09.
   * @default SavepointFormat.CANONICAL
   */
  readonly format?: SavepointFormat;
}

/** @internal */
export function bindSavepoints(settings: JobSettings, props: SavepointOptions): void {
  refuseUnlessPositive(settings, 'DR-02', 'savepoints.interval', props.interval, 'Write how often, such as Duration.minutes(15)');
  refuseUnlessPositive(settings, 'UPG-08', 'savepoints.historyMaxAge', props.historyMaxAge, 'Write how long, such as Duration.days(7)');
  refuseUnlessCount(settings, 'UPG-08', 'savepoints.historyMaxCount', props.historyMaxCount, 1);
}
