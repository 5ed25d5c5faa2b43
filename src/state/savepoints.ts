import { Duration } from 'cdk8s';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';

/** How the operator's savepoints are written. */
export enum SavepointFormat {
  /** Readable by every state backend. */
  CANONICAL = 'CANONICAL',
  /** The state backend's own files: quicker for large state. */
  NATIVE = 'NATIVE',
}

/** What the operator does about savepoints. Each default is the named guideline's. */
export interface SavepointOptions {
  /**
   * Whether deleting the FlinkDeployment takes a last savepoint (`kubernetes.operator.job.savepoint-on-deletion`). Guideline UPG-06.
   * @default - the operator's own: false
   */
  readonly onDeletion?: boolean;
  /**
   * How often the operator takes one by itself (`kubernetes.operator.periodic.savepoint.interval`). Guideline DR-02.
   * @default - never
   */
  readonly interval?: Duration;
  /**
   * How many of the operator's savepoints are kept (`kubernetes.operator.savepoint.history.max.count`). Guideline UPG-08.
   * @default 10
   */
  readonly historyMaxCount?: number;
  /**
   * How long the operator's savepoints are kept (`kubernetes.operator.savepoint.history.max.age`). Guideline UPG-08.
   * @default Duration.days(7)
   */
  readonly historyMaxAge?: Duration;
  /**
   * How they are written (`kubernetes.operator.savepoint.format.type`). Guideline UPG-09.
   * @default - the operator's own: SavepointFormat.CANONICAL
   */
  readonly format?: SavepointFormat;
}

/** @internal */
export function bindSavepoints(settings: JobSettings, props: SavepointOptions): void {
  refuseUnlessPositive(settings, 'DR-02', 'savepoints.interval', props.interval, 'Write how often, such as Duration.minutes(15)');
  refuseUnlessPositive(settings, 'UPG-08', 'savepoints.historyMaxAge', props.historyMaxAge, 'Write how long, such as Duration.days(7)');
  refuseUnlessCount(settings, 'UPG-08', 'savepoints.historyMaxCount', props.historyMaxCount, 1);
}
