import { Duration } from 'cdk8s';
import { FlinkVersion } from '../configuration';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { refuseUnlessCount, refuseUnlessPositive } from '../configuration/said/refuse';

/** Consistency guarantee of checkpoints. */
export enum CheckpointingMode {
  /** Each record affects the state exactly once. */
  EXACTLY_ONCE = 'EXACTLY_ONCE',
  /** Each record affects the state at least once, without barrier alignment. For idempotent sinks. */
  AT_LEAST_ONCE = 'AT_LEAST_ONCE',
}

/** When checkpoint barriers overtake in-flight records, which are then stored in the checkpoint. Guideline CKP-12. */
@checkedFactories('UnalignedCheckpoints')
export class UnalignedCheckpoints {
  /**
   * Aligned checkpoints, which are the smallest. The default.
   *
   * @example
   * const checkpointing: CheckpointingOptions = { unaligned: UnalignedCheckpoints.never() };
   */
  public static never(): UnalignedCheckpoints {
    return new UnalignedCheckpoints(false);
  }

  /**
   * Starts aligned, and switches to unaligned after this time (`execution.checkpointing.aligned-checkpoint-timeout`).
   *
   * @example
   * const checkpointing: CheckpointingOptions = { unaligned: UnalignedCheckpoints.afterTimeout(Duration.seconds(30)) };
   */
  public static afterTimeout(timeout: Duration): UnalignedCheckpoints {
    return new UnalignedCheckpoints(true, timeout);
  }

  /**
   * Unaligned from the start: the fastest under backpressure, with the largest checkpoints.
   *
   * @example
   * const checkpointing: CheckpointingOptions = { unaligned: UnalignedCheckpoints.always() };
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

/** Options of the changelog state backend. */
export interface ChangelogOptions {
  /**
   * How often the state backend is materialized, after which the changelog is truncated (`state.changelog.periodic-materialize.interval`).
   * @default Duration.minutes(10)
   */
  readonly materializeInterval?: Duration;
}

/** Checkpoint options. Each default comes from the named guideline. */
export interface CheckpointingOptions {
  /**
   * Checkpoint interval (`execution.checkpointing.interval`): up to this much is reprocessed after a failure. Guideline CKP-02.
   * @default Duration.seconds(60)
   */
  readonly interval?: Duration;
  /**
   * Checkpoint timeout (`execution.checkpointing.timeout`). Guideline CKP-04.
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
  /**
   * Minimum pause between the end of one checkpoint and the start of the next (`execution.checkpointing.min-pause`);
   * at most the interval. Guideline CKP-03.
   * @default - half the interval, at most 30 s
   */
  readonly minPause?: Duration;
  /**
   * Consistency guarantee (`execution.checkpointing.mode`). Guideline CKP-05.
   * @default CheckpointingMode.EXACTLY_ONCE
   */
  readonly mode?: CheckpointingMode;
  /**
   * Number of retained checkpoints (`execution.checkpointing.num-retained`). Guideline CKP-07.
   * @default 3
   */
  readonly retained?: number;
  /**
   * Number of consecutive checkpoint failures before the job restarts (`execution.checkpointing.tolerable-failed-checkpoints`). Guideline CKP-09.
   * @default 2
   */
  readonly tolerableFailures?: number;
  /**
   * Unaligned checkpoints. Guideline CKP-12.
   * @default UnalignedCheckpoints.never()
   */
  readonly unaligned?: UnalignedCheckpoints;
  /**
   * Whether small checkpoint files are merged (`execution.checkpointing.file-merging.enabled`). Requires Flink 1.20.
   * For thousands of subtasks. Guideline CKP-15.
   * @default false
   */
  readonly fileMerging?: boolean;
  /**
   * Enables the changelog state backend, which writes state changes continuously for short checkpoints. Doubles the written data, and uses
   * claim mode CLAIM for the snapshot that the job starts from. Guideline STB-15.
   * @default - disabled
   */
  readonly changelog?: ChangelogOptions;
  /**
   * Whether TaskManagers keep a local copy of their state, for task-local recovery
   * (`execution.checkpointing.local-backup.enabled` and `execution.state-recovery.from-local`). Guideline STB-16.
   * @default false
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
    settings.refuse('CKP-15', 'checkpointing.fileMerging', fileMerging, `file merging requires Flink 1.20 or newer, but the job runs Flink ${settings.flinkVersion}`,
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
