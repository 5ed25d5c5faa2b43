import { FlinkVersion } from '../../../configuration';

/** A file system that Flink's releases bring. */
export interface FileSystem {
  readonly scheme: string;
  /** The plugins that serve it, each as `opt` names it: `s3-fs-hadoop`. None: it is built in, or Hadoop's. */
  readonly plugins: (version: FlinkVersion) => readonly string[];
  /** Whether it is Hadoop's, whose classes Flink's images do not have. */
  readonly isHadoop?: boolean;
}

const FIRST_WITH_NATIVE_S3 = '2.3';
const s3 = (...plugins: string[]) => (version: FlinkVersion) => version.minor !== '' && version.isAtLeast(FlinkVersion.of(FIRST_WITH_NATIVE_S3)) ? [...plugins, 's3-fs-native'] : plugins;

const PLUGINS: { readonly [scheme: string]: FileSystem['plugins'] } = {
  s3: s3('s3-fs-hadoop', 's3-fs-presto'),
  s3a: s3('s3-fs-hadoop'),
  s3p: () => ['s3-fs-presto'],
  gs: () => ['gs-fs-hadoop'],
  abfs: () => ['azure-fs-hadoop'],
  abfss: () => ['azure-fs-hadoop'],
  wasb: () => ['azure-fs-hadoop'],
  wasbs: () => ['azure-fs-hadoop'],
  oss: () => ['oss-fs-hadoop'],
};

const HADOOPS = ['hdfs', 'viewfs', 'webhdfs', 'swebhdfs', 'har'];
const BUILT_IN = ['file', 'local', 'http', 'https'];

/** What Flink has for a scheme; undefined where it has nothing. */
export function fileSystemOf(scheme: string): FileSystem | undefined {
  if (Object.hasOwn(PLUGINS, scheme)) return { scheme, plugins: PLUGINS[scheme] };
  if (HADOOPS.includes(scheme)) return { scheme, plugins: () => [], isHadoop: true };
  return BUILT_IN.includes(scheme) ? { scheme, plugins: () => [] } : undefined;
}

/** Every plugin that has a file system. */
export const PLUGIN_NAMES = ['s3-fs-hadoop', 's3-fs-presto', 's3-fs-native', 'gs-fs-hadoop', 'azure-fs-hadoop', 'oss-fs-hadoop'];

/** Schemes of other programs, of stores and of former versions that are often taken for Flink's, and what Flink calls them. */
const MEANT: { readonly [scheme: string]: string } = {
  'minio': 's3', 's3n': 's3', 's3native': 's3', 's3-native': 's3', 's3-fs': 's3', 's3hadoop': 's3', 'aws': 's3', 'ceph': 's3', 'rgw': 's3', 'r2': 's3', 'b2': 's3', 'garage': 's3', 'seaweedfs': 's3', 'wasabi': 's3',
  'gcs': 'gs', 'gsc': 'gs', 'gcp': 'gs', 'google': 'gs', 'gfs': 'gs',
  'azure': 'abfss', 'az': 'abfss', 'azblob': 'abfss', 'blob': 'abfss', 'adl': 'abfss', 'adls': 'abfss', 'adlfs': 'abfss', 'wabs': 'wasbs', 'abs': 'abfss', 'abf': 'abfss',
  'aliyun': 'oss', 'files': 'file', 'nfs': 'file', 'efs': 'file', 'ebs': 'file', 'pvc': 'file', 'volume': 'file', 'hostpath': 'file', 'dfs': 'hdfs', 'hadoop': 'hdfs',
};

/** The scheme that was meant; undefined where nobody can tell. */
export function meantScheme(scheme: string): string | undefined {
  return Object.hasOwn(MEANT, scheme) ? MEANT[scheme] : undefined;
}

/** Schemes of file systems that others make for Flink or for Hadoop. */
const OTHERS = [
  'alluxio', 'bos', 'cos', 'cosn', 'dbfs', 'goosefs', 'jfs', 'juicefs', 'ks3', 'maprfs', 'o3fs', 'obs', 'oci', 'ofs', 'swift', 'tos', 'qiniu', 'ufile', 'us3', 'chdfs', 'cephfs', 'glusterfs', 'ignite', 'igfs', 'gravitino', 'gvfs', 'pangu',
  'dlf', 'paimon', 'lakefs', 'tachyon',
];

export function isOthers(scheme: string): boolean {
  return OTHERS.includes(scheme);
}
