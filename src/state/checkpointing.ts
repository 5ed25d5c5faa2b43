import { Duration } from 'cdk8s';
import { FlinkVersion } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';

/** What a record's effect on state is guaranteed to be. */
export enum CheckpointingMode {
  /** Each record counts once. */
  EXACTLY_ONCE = 'EXACTLY_ONCE',
  /** Each record counts at least once; no alignment of barriers. For idempotent sinks. */
  AT_LEAST_ONCE = 'AT_LEAST_ONCE',
}

/** When a checkpoint overtakes the records that wait in network buffers, and stores them with it. Guideline CKP-12. */
export class UnalignedCheckpoints {
  /**
   * Never: smallest checkpoints. The production default.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, checkpointing: { unaligned: UnalignedCheckpoints.never() } });
   */
  public static never(): UnalignedCheckpoints {
    return new UnalignedCheckpoints(false);
  }

  /**
   * Begins aligned, and overtakes once alignment has taken this long (`execution.checkpointing.aligned-checkpoint-timeout`).
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, checkpointing: { unaligned: UnalignedCheckpoints.afterTimeout(Duration.seconds(30)) } });
   */
  public static afterTimeout(timeout: Duration): UnalignedCheckpoints {
    return new UnalignedCheckpoints(true, timeout);
  }

  /**
   * From the start: quickest under backpressure, largest checkpoints.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, checkpointing: { unaligned: UnalignedCheckpoints.always() } });
   */
  public static always(): UnalignedCheckpoints {
    return new UnalignedCheckpoints(true);
  }

  private constructor(private readonly enabled: boolean, private readonly timeout?: Duration) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    settings.set('execution.checkpointing.unaligned.enabled', this.enabled, prop('unaligned'));
    settings.set('execution.checkpointing.aligned-checkpoint-timeout', this.timeout, prop('unaligned'));
  }
}

/** How a log of state changes is written beside the state backend. */
export interface ChangelogOptions {
  /**
   * How often the state backend's own files are written, which lets the log be cut (`state.changelog.periodic-materialize.interval`).
   * @default - Flink's own: 10 min
   */
  readonly materializeInterval?: Duration;
}

/** When and how the job's state is written to the durable storage. Each default is the named guideline's. */
export interface CheckpointingOptions {
  /**
   * How often (`execution.checkpointing.interval`): after a failure this much is processed again. Guideline CKP-02.
   * @default Duration.seconds(60)
   */
  readonly interval?: Duration;
  /**
   * After which time a checkpoint counts as failed (`execution.checkpointing.timeout`). Guideline CKP-04.
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
  /**
   * The time between the end of one checkpoint and the start of the next (`execution.checkpointing.min-pause`);
   * not above the interval. Guideline CKP-03.
   * @default - half the interval, at most 30 s
   */
  readonly minPause?: Duration;
  /**
   * The guarantee (`execution.checkpointing.mode`). Guideline CKP-05.
   * @default CheckpointingMode.EXACTLY_ONCE
   */
  readonly mode?: CheckpointingMode;
  /**
   * How many completed checkpoints are kept (`execution.checkpointing.num-retained`). Guideline CKP-07.
   * @default 3
   */
  readonly retained?: number;
  /**
   * How many checkpoints may fail in a row before the job restarts (`execution.checkpointing.tolerable-failed-checkpoints`). Guideline CKP-09.
   * @default 2
   */
  readonly tolerableFailures?: number;
  /**
   * When checkpoints overtake waiting records. Guideline CKP-12.
   * @default UnalignedCheckpoints.never()
   */
  readonly unaligned?: UnalignedCheckpoints;
  /**
   * Whether the files of one checkpoint are merged into few (`execution.checkpointing.file-merging.enabled`); Flink 1.20 or newer.
   * For thousands of subtasks. Guideline CKP-15.
   * @default - Flink's own: false
   */
  readonly fileMerging?: boolean;
  /**
   * Writes state changes continuously, for checkpoints that are quick whatever the state does. Doubles what is written, and takes
   * ownership of the checkpoint it starts from (claim mode CLAIM). Guideline STB-15.
   * @default - off
   */
  readonly changelog?: ChangelogOptions;
  /**
   * Whether TaskManagers keep a copy of their state on local disk, to restart from it when only the task failed
   * (`execution.checkpointing.local-backup.enabled` and `execution.state-recovery.from-local`). Guideline STB-16.
   * @default - Flink's own: false
   */
  readonly localRecovery?: boolean;
}

/** @internal */
export function bindCheckpointing(settings: JobSettings, props: CheckpointingOptions): void {
  props.unaligned?._bind(settings);
  bindFileMerging(settings, props.fileMerging);
  if (props.changelog) bindChangelog(settings, props.changelog);
  refuseImpossible(settings, props);
}

function bindFileMerging(settings: JobSettings, fileMerging: boolean | undefined): void {
  if (fileMerging && !settings.flinkVersion.isAtLeast(FlinkVersion.V1_20)) {
    settings.refuse('CKP-15', 'checkpointing.fileMerging', fileMerging, `needs Flink 1.20 or newer, this job runs ${settings.flinkVersion}`,
      'Leave it out, or raise flinkVersion');
  } else {
    settings.set('execution.checkpointing.file-merging.enabled', fileMerging, prop('fileMerging'));
  }
}

function bindChangelog(settings: JobSettings, changelog: ChangelogOptions): void {
  const origin = prop('changelog');
  settings.set('state.changelog.enabled', true, origin);
  // The default storage, `memory`, is lost with the TaskManager.
  settings.set('state.changelog.storage', 'filesystem', origin);
  settings.set('state.changelog.dstl.dfs.base-path', settings.stateDirectory('changelog'), origin);
  // With NO_CLAIM the restored job fails at its first checkpoint.
  settings.set('execution.state-recovery.claim-mode', 'CLAIM', origin);
  settings.set('state.changelog.periodic-materialize.interval', changelog.materializeInterval, prop('changelog.materializeInterval'));
}

function refuseImpossible(settings: JobSettings, props: CheckpointingOptions): void {
  refuseUnlessPositive(settings, 'CKP-02', 'checkpointing.interval', props.interval, 'Write how much may be processed again after a failure, such as Duration.seconds(60)');
  refuseUnlessPositive(settings, 'CKP-04', 'checkpointing.timeout', props.timeout, 'Write the longest that a checkpoint may take, such as Duration.minutes(10)');
  refuseUnlessCount(settings, 'CKP-07', 'checkpointing.retained', props.retained, 1);
  refuseUnlessCount(settings, 'CKP-09', 'checkpointing.tolerableFailures', props.tolerableFailures, 0);
}

const prop = (name: string) => Origin.prop(`checkpointing.${name}`);
