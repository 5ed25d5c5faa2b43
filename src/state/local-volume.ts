import { Size } from 'cdk8s';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { FlinkComponent } from '../kubernetes/component';
import { MAIN_CONTAINER } from '../kubernetes/names';
import { quantity } from '../kubernetes/quantity';

/** Options of an `emptyDir` volume. */
export interface EmptyDirOptions {
  /**
   * Size limit. A pod that exceeds it is evicted.
   */
  readonly sizeLimit: Size;
}

/** Options of a generic ephemeral volume, which is created and deleted with its pod. */
export interface GenericEphemeralVolumeOptions {
  /** The size. */
  readonly size: Size;
  /**
   * The StorageClass; use one on SSD or NVMe with `volumeBindingMode: WaitForFirstConsumer`.
   * @default - the cluster's default StorageClass
   */
  readonly storageClassName?: string;
}

/**
 * The volume of each TaskManager for the working files of its state backend. It does not need to outlive the pod, since the state is in
 * checkpoints. Guidelines STB-07 and STB-18.
 */
@checkedFactories('LocalVolume')
export class LocalVolume {
  /**
   * An `emptyDir` volume on the node's disk. It counts towards the TaskManager's ephemeral storage.
   *
   * @example
   * const stateBackend = StateBackend.rocksDb({ localVolume: LocalVolume.emptyDir({ sizeLimit: Size.gibibytes(40) }) });
   */
  public static emptyDir(options: EmptyDirOptions): LocalVolume {
    return new LocalVolume(options.sizeLimit, true, () => ({ emptyDir: { sizeLimit: quantity(options.sizeLimit) } }));
  }

  /**
   * A generic ephemeral volume for each pod, for state that exceeds the node's disk.
   *
   * @example
   * const stateBackend = StateBackend.rocksDb({
   *   localVolume: LocalVolume.genericEphemeral({ size: Size.gibibytes(400), storageClassName: 'local-nvme' }),
   * });
   */
  public static genericEphemeral(options: GenericEphemeralVolumeOptions): LocalVolume {
    return new LocalVolume(options.size, false, () => ({
      ephemeral: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            ...(options.storageClassName === undefined ? {} : { storageClassName: options.storageClassName }),
            resources: { requests: { storage: quantity(options.size) } },
          },
        },
      },
    }));
  }

  private constructor(private readonly size: Size, private readonly onNode: boolean, private readonly source: () => any) {}

  /** @internal */
  public _bind(settings: JobSettings, directory: string): void {
    settings.inTheNameOf(Origin.prop('stateBackend.localVolume'), () => {
      if (this.size.toKibibytes() <= 0) {
        settings.refuse('STB-07', 'stateBackend.localVolume.size', this.size, 'must be more than nothing',
          'Give it twice the state of one TaskManager, such as Size.gibibytes(100)');
      }
      settings.addToPods(FlinkComponent.TASK_MANAGER, localVolumeFragment(directory, this.source()));
      if (this.onNode) settings.setField(LOCAL_STATE_SIZE, this.size.toKibibytes(), 'stateBackend.localVolume');
    });
  }
}

/** The setting with the size in KiB of a local volume on the node's disk, which counts towards the pod's ephemeral storage. */
export const LOCAL_STATE_SIZE = 'stateBackend.localVolume.kibibytes';

/** The name of the volume that holds a state backend's working files. */
export const LOCAL_STATE_VOLUME = 'local-state';

/** The part of a TaskManager's pod template that mounts the volume of its state backend. */
export function localVolumeFragment(directory: string, source: any): any {
  return {
    spec: {
      volumes: [{ name: LOCAL_STATE_VOLUME, ...source }],
      containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: LOCAL_STATE_VOLUME, mountPath: directory }] }],
    },
  };
}
