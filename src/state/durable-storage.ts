import { installFileSystemPlugin } from './file-system-plugin';
import { portOf } from './storage-ports';
import { FlinkVersion } from '../configuration';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { StateLocation } from '../configuration/said/state-location';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** Options of all object stores. */
export interface DurableStorageOptions {
  /**
   * Whether the image contains the file system plugin under `/opt/flink/plugins`.
   * By default an init container copies it from `/opt/flink/opt` of the same image.
   * @default false
   */
  readonly pluginInImage?: boolean;
}

/** Flink's S3 file system plugins. */
export enum S3FileSystem {
  /** `s3-fs-hadoop`: the only one that supports file sinks. */
  HADOOP = 's3-fs-hadoop',
  /** `s3-fs-presto`: for checkpoints only. */
  PRESTO = 's3-fs-presto',
  /** `s3-fs-native`, from Flink 2.3 on: without Hadoop. It requires `region`. */
  NATIVE = 's3-fs-native',
}

/** Options of S3 and S3-compatible object stores. */
export interface S3StorageOptions extends DurableStorageOptions {
  /**
   * Endpoint URL, such as `http://minio.storage:9000` (`s3.endpoint`).
   * @default - Amazon S3
   */
  readonly endpoint?: string;
  /**
   * Whether to use path-style access, as MinIO and Ceph require (`s3.path.style.access`).
   * @default false
   */
  readonly pathStyleAccess?: boolean;
  /**
   * Region of the bucket, such as `eu-central-1` (`s3.region`). Only `S3FileSystem.NATIVE` reads it, and requires it for every endpoint.
   * S3-compatible stores of other vendors accept any region, such as `us-east-1`.
   * @default - `AWS_REGION` of the pods, or the region of the EC2 instance
   */
  readonly region?: string;
  /**
   * Whether checkpoint files are distributed over random key prefixes, for stores that limit requests per prefix
   * (`s3.entropy.key`). Flink leaves two empty directory objects per expired checkpoint under the literal prefix `_entropy_/`; remove them with a
   * lifecycle rule of the bucket. Guideline CKP-21.
   * @default false
   */
  readonly entropy?: boolean;
  /**
   * Flink's S3 file system plugin.
   * @default S3FileSystem.HADOOP
   */
  readonly fileSystem?: S3FileSystem;
}

/** Options of a shared PersistentVolumeClaim. */
export interface PersistentVolumeClaimStorageOptions {
  /**
   * Mount path in all pods.
   * @default /opt/flink/state
   */
  readonly mountPath?: string;
}

/**
 * Durable storage of a job's checkpoints, savepoints and high-availability metadata, in `<storage>/<namespace>/<name>/{checkpoints,savepoints,ha}`.
 * Guidelines CKP-10, UPG-02 and HA-02.
 */
@checkedFactories('DurableStorage')
export class DurableStorage {
  /**
   * Amazon S3 or an S3-compatible object store.
   *
   * @param uri `s3://bucket` or `s3://bucket/prefix`
   *
   * @example
   * const storage = DurableStorage.s3('s3://flink-state/prod', { endpoint: 'http://minio.storage:9000', pathStyleAccess: true });
   */
  public static s3(uri: string, options: S3StorageOptions = {}): DurableStorage {
    const fileSystem = options.fileSystem ?? S3FileSystem.HADOOP;
    return new DurableStorage(uri, fileSystem === S3FileSystem.PRESTO ? ['s3', 's3p'] : ['s3', 's3a'], (settings, root) => {
      settings.set('s3.endpoint', options.endpoint, storage('endpoint'));
      settings.set('s3.path.style.access', options.pathStyleAccess, storage('pathStyleAccess'));
      settings.set('s3.region', options.region, storage('region'));
      refuseUnlessUrl(settings, options.endpoint);
      refuseUnlessNative(settings, fileSystem, options.region);
      if (options.entropy) settings.set('s3.entropy.key', ENTROPY_MARKER, storage('entropy'));
      return {
        plugin: pluginFor(settings, fileSystem, options),
        checkpointRoot: options.entropy ? `${root}/${ENTROPY_MARKER}` : root,
      };
    });
  }

  /**
   * Google Cloud Storage.
   *
   * @param uri `gs://bucket` or `gs://bucket/prefix`
   *
   * @example
   * const storage = DurableStorage.gcs('gs://flink-state/prod');
   */
  public static gcs(uri: string, options: DurableStorageOptions = {}): DurableStorage {
    return new DurableStorage(uri, ['gs'], (settings) => {
      return { plugin: pluginFor(settings, 'gs-fs-hadoop', options) };
    });
  }

  /**
   * Azure Data Lake Storage Gen2 or Azure Blob Storage.
   *
   * @param uri `abfss://container@account.dfs.core.windows.net/prefix` or `wasbs://container@account.blob.core.windows.net/prefix`
   *
   * @example
   * const storage = DurableStorage.azure('abfss://flink@mystorage.dfs.core.windows.net/prod');
   */
  public static azure(uri: string, options: DurableStorageOptions = {}): DurableStorage {
    return new DurableStorage(uri, ['abfss', 'abfs', 'wasbs', 'wasb'], (settings) => {
      return { plugin: pluginFor(settings, 'azure-fs-hadoop', options) };
    });
  }

  /**
   * HDFS. The image must contain the Hadoop classes; set `hadoopConfiguration` for the configuration of the HDFS cluster.
   * If `egress` is set, it must include NameNodes and DataNodes.
   *
   * @param uri `hdfs://nameservice/path`
   *
   * @example
   * const storage = DurableStorage.hdfs('hdfs://nameservice1/flink');
   */
  public static hdfs(uri: string): DurableStorage {
    return new DurableStorage(uri, ['hdfs'], () => ({}));
  }

  /**
   * A PersistentVolumeClaim that all pods mount. Its access mode must be `ReadWriteMany`.
   *
   * @param claimName an existing PersistentVolumeClaim in the job's namespace
   *
   * @example
   * const storage = DurableStorage.persistentVolumeClaim('flink-state');
   */
  public static persistentVolumeClaim(claimName: string, options: PersistentVolumeClaimStorageOptions = {}): DurableStorage {
    const mountPath = options.mountPath ?? '/opt/flink/state';
    return new DurableStorage(`file://${mountPath}`, ['file'], (settings) => {
      if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(claimName)) {
        settings.refuse('CKP-10', 'storage.claimName', claimName, 'must be a valid PersistentVolumeClaim name',
          'Name an existing ReadWriteMany claim of the job\'s namespace, such as "flink-state"');
      }
      if (!mountPath.startsWith('/')) {
        settings.refuse('CKP-10', 'storage.mountPath', mountPath, 'must be an absolute path', `Write "/${mountPath}"`);
      }
      const volume = { name: 'flink-state', persistentVolumeClaim: { claimName } };
      settings.addToBothPods({
        spec: { volumes: [volume], containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: volume.name, mountPath }] }] },
      });
      return {};
    });
  }

  private constructor(
    private readonly uri: string,
    private readonly schemes: string[],
    private readonly write: (settings: JobSettings, root: string) => Partial<StateLocation>) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    const root = this.uri.replace(/\/+$/, '');
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//.exec(root)?.[1];
    if (!scheme || !this.schemes.includes(scheme)) {
      settings.refuse('CKP-10', 'storage', this.uri,
        `must begin with ${this.schemes.map((s) => `${s}://`).join(' or ')}: checkpoints must outlive every pod and node`,
        fixForScheme(scheme));
    } else if (scheme !== 'file' && !/^[a-z0-9+.-]+:\/\/[^/]+/.test(root)) {
      settings.refuse('CKP-10', 'storage', this.uri, 'must contain a bucket, container or name service', `Write ${scheme}://<bucket>/<prefix>`);
    }
    settings.inTheNameOf(Origin.prop('storage'), () => {
      settings.notes.stateLocation = { root, checkpointRoot: root, ...this.write(settings, root) };
    });
  }
}

/** Installs Flink's plugin, unless the image contains it. */
function pluginFor(settings: JobSettings, plugin: string, { pluginInImage }: DurableStorageOptions): string | undefined {
  if (pluginInImage) return undefined;
  installFileSystemPlugin(settings, plugin);
  return plugin;
}

/**
 * Flink replaces this text with random characters in the paths of checkpoint files, and removes it from the paths of metadata. Directory objects keep
 * it unchanged.
 */
const ENTROPY_MARKER = '_entropy_';

const storage = (option: string) => Origin.prop(`storage.${option}`);

function refuseUnlessUrl(settings: JobSettings, endpoint: string | undefined): void {
  if (endpoint !== undefined && portOf(endpoint) === undefined) {
    settings.refuse('CKP-10', 'storage.endpoint', endpoint, 'must be an http or https URL', 'Write it as "http://minio.storage:9000"');
  }
}

/** The first version of Flink that has the native plugin. */
const FIRST_NATIVE = '2.3';

function refuseUnlessNative(settings: JobSettings, fileSystem: S3FileSystem, region: string | undefined): void {
  const isNative = fileSystem === S3FileSystem.NATIVE;
  if (isNative && !settings.flinkVersion.isAtLeast(FlinkVersion._of(FIRST_NATIVE))) {
    settings.refuse('CKP-10', 'storage.fileSystem', fileSystem, `this plugin requires Flink ${FIRST_NATIVE} or newer, but the job runs Flink ${settings.flinkVersion}`, 'Use S3FileSystem.HADOOP');
  }
  if (!isNative && region !== undefined) {
    settings.refuse('CKP-10', 'storage.region', region, `ignored: ${fileSystem} does not read it`, 'Remove it, or use fileSystem: S3FileSystem.NATIVE');
  } else if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
    settings.refuse('CKP-10', 'storage.region', region, 'must contain only lower-case letters, digits and "-"', 'Write it as "eu-central-1"');
  }
}

function fixForScheme(scheme: string | undefined): string {
  const factory = FACTORY_BY_SCHEME[scheme ?? ''];
  if (scheme === 'file') return 'Use DurableStorage.s3, gcs, azure or hdfs, or DurableStorage.persistentVolumeClaim for a volume that all pods share';
  return factory ? `Use DurableStorage.${factory}` : 'Write the whole URI, such as "s3://my-bucket/flink"';
}

const FACTORY_BY_SCHEME: { readonly [scheme: string]: string } = {
  s3: 's3', s3a: 's3', s3p: 's3 with fileSystem: S3FileSystem.PRESTO', gs: 'gcs', abfs: 'azure', abfss: 'azure', wasb: 'azure', wasbs: 'azure', hdfs: 'hdfs',
};
