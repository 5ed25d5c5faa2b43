import { Reader } from '../facts';

/** Where a job writes what has to outlive it. */
const DIRECTORIES = ['execution.checkpointing.dir', 'execution.checkpointing.savepoint-dir', 'high-availability.storageDir', 'state.changelog.dstl.dfs.base-path'];

/** Stores that are reached over HTTPS; HDFS says its ports in a configuration of its own, and `file` is a volume. */
const OVER_HTTPS = /^(s3[ap]?|gs|abfss?|wasbs?|oss):/;

/** The ports on which a job reaches its durable storage. */
export function storagePorts(job: Reader): number[] {
  const directories = DIRECTORIES.map((key) => job.option(key) ?? '');
  const endpoint = job.option('s3.endpoint');
  return [...new Set(directories.filter((directory) => OVER_HTTPS.test(directory))
    .flatMap((directory) => directory.startsWith('s3') && endpoint !== undefined ? portOf(endpoint) : 443)
    .filter((port) => port !== undefined))];
}

/** The port of an http or https URL; undefined where it is none. */
export function portOf(endpoint: string): number | undefined {
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) return undefined;
  const url = new URL(endpoint);
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
