import { Reader } from '../facts';

/** Options with directories in durable storage. */
const DIRECTORIES = ['execution.checkpointing.dir', 'execution.checkpointing.savepoint-dir', 'high-availability.storageDir', 'state.changelog.dstl.dfs.base-path'];

/** Object stores with an HTTPS API. The ports of HDFS are in its own configuration files, and `file` is a volume. */
const OVER_HTTPS = /^(s3[ap]?|gs|abfss?|wasbs?|oss):/;

/**
 * The ports of the rendered storage directories.
 *
 * @param root the location of the state if no directory is rendered, as for a standalone cluster
 */
export function storagePorts(job: Reader, root?: string): number[] {
  const directories = [root, ...DIRECTORIES.map((key) => job.option(key))].filter((directory) => directory !== undefined);
  const endpoint = job.option('s3.endpoint');
  return [...new Set(directories.filter((directory) => OVER_HTTPS.test(directory))
    .flatMap((directory) => directory.startsWith('s3') && endpoint !== undefined ? portOf(endpoint) : 443)
    .filter((port) => port !== undefined))];
}

/** The port of an http or https URL; undefined if it is not one. */
export function portOf(endpoint: string): number | undefined {
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) return undefined;
  const url = new URL(endpoint);
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
