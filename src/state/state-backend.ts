import { Size } from 'cdk8s';
import { FlinkVersion } from '../configuration';
import { LocalVolume } from './local-volume';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { OPTION } from '../facts';

/** Options of RocksDB. */
export interface RocksDbOptions {
  /**
   * Whether checkpoints are incremental (`execution.checkpointing.incremental`). Guideline STB-06.
   * @default true
   */
  readonly incremental?: boolean;
  /**
   * The volume of each TaskManager for the files of RocksDB. Guideline STB-07.
   * @default - an `emptyDir` of the size of the TaskManager's ephemeral storage
   */
  readonly localVolume?: LocalVolume;
  /**
   * Memory of RocksDB for each slot, outside of Flink's managed memory (`state.backend.rocksdb.memory.fixed-per-slot`).
   * Disables managed memory for RocksDB. Guideline STB-09.
   * @default - RocksDB uses managed memory
   */
  readonly fixedMemoryPerSlot?: Size;
}

/** Options of ForSt. */
export interface ForStOptions {
  /**
   * Must be true: ForSt is experimental. Guideline STB-05.
   */
  readonly acknowledgeExperimental: boolean;
  /**
   * Whether checkpoints are incremental. Guideline STB-06.
   * @default true
   */
  readonly incremental?: boolean;
  /**
   * The volume of each TaskManager for the cache of ForSt.
   * @default - an `emptyDir` of the size of the TaskManager's ephemeral storage
   */
  readonly localVolume?: LocalVolume;
}

/**
 * The state backend of a job. Guidelines STB-01 to STB-05.
 */
@checkedFactories('StateBackend')
export class StateBackend {
  /**
   * RocksDB: state on local disk, cached in managed memory. The default, for state of any size.
   *
   * @example
   * const stateBackend = StateBackend.rocksDb({ incremental: true });
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
   * HashMap: state as objects on the JVM heap. Fast, for state much smaller than the heap.
   *
   * @example
   * const stateBackend = StateBackend.hashMap();
   */
  public static hashMap(): StateBackend {
    return new StateBackend((settings) => settings.set(TYPE, 'hashmap', prop()));
  }

  /**
   * ForSt: state in the durable storage, cached on local disk. Experimental; requires Flink 2.0.
   *
   * @example
   * const stateBackend = StateBackend.forSt({ acknowledgeExperimental: true });
   */
  public static forSt(options: ForStOptions): StateBackend {
    return new StateBackend((settings) => {
      settings.set(TYPE, 'forst', prop());
      settings.set('execution.checkpointing.incremental', options.incremental, prop('incremental'));
      options.localVolume?._bind(settings, FORST_DIRECTORY);
      if (!settings.flinkVersion.isAtLeast(FlinkVersion.V2_0)) {
        settings.refuse('STB-05', 'stateBackend', 'forSt', `ForSt requires Flink 2.0 or newer, but the job runs Flink ${settings.flinkVersion}`,
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

/** Mount path of RocksDB's volume. */
export const ROCKSDB_DIRECTORY = '/opt/flink/rocksdb';
/** Mount path of ForSt's cache volume. */
export const FORST_DIRECTORY = '/opt/flink/forst';

const TYPE = OPTION.STATE_BACKEND;
const prop = (option?: string) => Origin.prop(option ? `stateBackend.${option}` : 'stateBackend');
