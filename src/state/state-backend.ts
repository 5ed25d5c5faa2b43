import { Size } from 'cdk8s';
import { FlinkVersion } from '../configuration';
import { LocalVolume } from './local-volume';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { OPTION } from '../facts';

/** How RocksDB keeps a job's working state. */
export interface RocksDbOptions {
  /**
   * Whether a checkpoint uploads only what changed since the last (`execution.checkpointing.incremental`). Guideline STB-06.
   * @default true
   */
  readonly incremental?: boolean;
  /**
   * The disk of each TaskManager that RocksDB works on. Guideline STB-07.
   * @default - an emptyDir of the size of the TaskManager's ephemeral storage
   */
  readonly localVolume?: LocalVolume;
  /**
   * Memory of RocksDB per slot, outside of Flink's managed memory (`state.backend.rocksdb.memory.fixed-per-slot`).
   * Switches RocksDB's use of managed memory off. Guideline STB-09.
   * @default - RocksDB lives within the managed memory
   */
  readonly fixedMemoryPerSlot?: Size;
}

/** The acknowledgement that ForSt asks for. */
export interface ForStOptions {
  /**
   * Must be true: Flink calls ForSt experimental. Guideline STB-05.
   */
  readonly acknowledgeExperimental: boolean;
  /**
   * Whether a checkpoint writes only what changed since the last. Guideline STB-06.
   * @default true
   */
  readonly incremental?: boolean;
  /**
   * The disk of each TaskManager that ForSt caches on.
   * @default - an emptyDir of the size of the TaskManager's ephemeral storage
   */
  readonly localVolume?: LocalVolume;
}

/**
 * Where a running job keeps its state between checkpoints. Guidelines STB-01 to STB-05.
 */
export class StateBackend {
  /**
   * On local disk, through managed memory: the production default, for state of any size.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, stateBackend: StateBackend.rocksDb({ incremental: true }) });
   */
  public static rocksDb(options: RocksDbOptions = {}): StateBackend {
    return new StateBackend((settings) => {
      settings.set(TYPE, 'rocksdb', prop());
      settings.set('execution.checkpointing.incremental', options.incremental, prop('incremental'));
      if (options.fixedMemoryPerSlot) {
        settings.set('state.backend.rocksdb.memory.fixed-per-slot', options.fixedMemoryPerSlot, prop('fixedMemoryPerSlot'));
        settings.set('state.backend.rocksdb.memory.managed', false, prop('fixedMemoryPerSlot'));
      }
      options.localVolume?._bind(settings, ROCKSDB_DIRECTORY);
    });
  }

  /**
   * As objects on the JVM heap: fast, for state that fits into it many times over.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, stateBackend: StateBackend.hashMap() });
   */
  public static hashMap(): StateBackend {
    return new StateBackend((settings) => settings.set(TYPE, 'hashmap', prop()));
  }

  /**
   * In the durable storage itself, cached locally. Flink 2.0 or newer, experimental.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, flinkVersion: FlinkVersion.V2_1, stateBackend: StateBackend.forSt({ acknowledgeExperimental: true }) });
   */
  public static forSt(options: ForStOptions): StateBackend {
    return new StateBackend((settings) => {
      settings.set(TYPE, 'forst', prop());
      settings.set('execution.checkpointing.incremental', options.incremental, prop('incremental'));
      options.localVolume?._bind(settings, FORST_DIRECTORY);
      if (!settings.flinkVersion.isAtLeast(FlinkVersion.V2_0)) {
        settings.refuse('STB-05', 'stateBackend', 'forSt', `needs Flink 2.0 or newer, this job runs ${settings.flinkVersion}`,
          'Use StateBackend.rocksDb(), or raise flinkVersion');
      }
      if (options.acknowledgeExperimental !== true) {
        settings.refuse('STB-05', 'stateBackend.acknowledgeExperimental', options.acknowledgeExperimental,
          'must be true: Flink calls this state backend experimental', 'Use StateBackend.rocksDb(), or acknowledge it');
      }
    });
  }

  private constructor(private readonly write: (settings: JobSettings) => void) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    this.write(settings);
  }
}

/** Where RocksDB's disk is mounted. */
export const ROCKSDB_DIRECTORY = '/opt/flink/rocksdb';
/** Where ForSt's cache disk is mounted. */
export const FORST_DIRECTORY = '/opt/flink/forst';

const TYPE = OPTION.STATE_BACKEND;
const prop = (option?: string) => Origin.prop(option ? `stateBackend.${option}` : 'stateBackend');
