import { FlinkVersion } from '../../../configuration';

/** A file system that is part of Flink's releases. */
export interface FileSystem {
  readonly scheme: string;
  /** The plugins that support it, by their names in `opt`, such as `s3-fs-hadoop`. Empty: it is built in, or part of Hadoop. */
  readonly plugins: (version: FlinkVersion) => readonly string[];
  /** Whether it is part of Hadoop, whose classes Flink's images do not contain. */
  readonly isHadoop?: boolean;
}

const FIRST_WITH_NATIVE_S3 = '2.3';

function s3(...plugins: string[]): FileSystem['plugins'] {
  return (version) => version.minor !== '' && version.isAtLeast(FlinkVersion._of(FIRST_WITH_NATIVE_S3)) ? [...plugins, 's3-fs-native'] : plugins;
}


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

/** The file system of a scheme; undefined if Flink has none. */
export function fileSystemOf(scheme: string): FileSystem | undefined {
  if (Object.hasOwn(PLUGINS, scheme)) return { scheme, plugins: PLUGINS[scheme] };
  if (HADOOPS.includes(scheme)) return { scheme, plugins: () => [], isHadoop: true };
  return BUILT_IN.includes(scheme) ? { scheme, plugins: () => [] } : undefined;
}

/** All file system plugins. */
export const PLUGIN_NAMES = ['s3-fs-hadoop', 's3-fs-presto', 's3-fs-native', 'gs-fs-hadoop', 'azure-fs-hadoop', 'oss-fs-hadoop'];

/** Schemes of other programs, stores and former versions that are often mistaken for Flink's, and the equivalent schemes in Flink. */
const MEANT: { readonly [scheme: string]: readonly string[] } = {
  s3: ['minio', 's3n', 's3native', 's3-native', 's3-fs', 's3hadoop', 'aws', 'ceph', 'rgw', 'r2', 'b2', 'garage', 'seaweedfs', 'wasabi'],
  gs: ['gcs', 'gsc', 'gcp', 'google', 'gfs'],
  abfss: ['azure', 'az', 'azblob', 'blob', 'adl', 'adls', 'adlfs', 'abs', 'abf'],
  wasbs: ['wabs'],
  oss: ['aliyun'],
  file: ['files', 'nfs', 'efs', 'ebs', 'pvc', 'volume', 'hostpath'],
  hdfs: ['dfs', 'hadoop'],
};

/** The scheme that was probably meant; undefined if unknown. */
export function meantScheme(scheme: string): string | undefined {
  return Object.entries(MEANT).find(([, taken]) => taken.includes(scheme))?.[0];
}

/** Schemes of third-party file systems for Flink or Hadoop. */
const OTHERS = [
  'alluxio', 'bos', 'cephfs', 'chdfs', 'cos', 'cosn', 'dbfs', 'dlf', 'glusterfs', 'goosefs', 'gvfs', 'igfs', 'jfs', 'juicefs', 'ks3', 'lakefs', 'maprfs', 'o3fs',
  'obs', 'oci', 'ofs', 'paimon', 'pangu', 'qiniu', 'swift', 'tachyon', 'tos', 'ufile', 'us3',
];

export function isOthers(scheme: string): boolean {
  return OTHERS.includes(scheme);
}
