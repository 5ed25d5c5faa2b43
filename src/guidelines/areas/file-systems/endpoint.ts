import { isIP } from 'node:net';
import { hasPlaceholder, locationsOf } from './locations';
import { installed } from './plugins';
import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { componentPods } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const ENDPOINTS = ['s3.endpoint', 's3a.endpoint', 'fs.s3a.endpoint', 'presto.s3.endpoint'];
const PATH_STYLES = ['s3.', 's3a.', 'fs.s3a.', 'presto.s3.'].flatMap((prefix) => [`${prefix}path.style.access`, `${prefix}path-style-access`]);
const REGIONS = ['s3.region'];

/** Stores with a DNS name for every bucket, or that accept nothing else. */
const WITH_BUCKET_NAMES = [
  'amazonaws.com', 'amazonaws.com.cn', 'storage.googleapis.com', 'r2.cloudflarestorage.com', 'digitaloceanspaces.com', 'wasabisys.com', 'backblazeb2.com', 'aliyuncs.com', 'myhuaweicloud.com', 'myqcloud.com',
  'scw.cloud', 'linodeobjects.com', 'vultrobjects.com', 'appdomain.cloud', 'exo.io', 'cloud.ovh.net', 'storage.yandexcloud.net', 'volces.com', 'bcebos.com',
];

/** The configured S3 endpoint, and its option. */
function endpointOf(w: Workload): { readonly key: string; readonly host: string; readonly isAmazons: boolean } | undefined {
  const key = ENDPOINTS.find((each) => (w.option(each) ?? '') !== '');
  if (key === undefined) return undefined;
  const written = w.option(key)!;
  const url = /^[a-z]+:\/\//i.test(written) ? written : `https://${written}`;
  if (hasPlaceholder(written) || !URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return { key, host, isAmazons: /(^|\.)amazonaws\.com(\.cn)?$/.test(host) };
}

/** Whether S3 is not that of Amazon. */
export function hasOwnEndpoint(w: Workload): boolean {
  return endpointOf(w)?.isAmazons === false;
}

/** An endpoint with a host name to which the client prepends the bucket name. */
export function pathStyle(w: Workload): Finding[] {
  const endpoint = endpointOf(w);
  const usesS3 = locationsOf(w).some(({ scheme }) => /^s3[ap]?$/.test(scheme));
  if (!endpoint || !usesS3 || isIP(endpoint.host) !== 0 || WITH_BUCKET_NAMES.some((domain) => endpoint.host === domain || endpoint.host.endsWith(`.${domain}`))) return [];
  if (PATH_STYLES.some((option) => /^\s*true\s*$/i.test(w.option(option) ?? ''))) return [];
  return [{
    guideline: 'CKP-25',
    severity: Severity.WARNING,
    path: w.where(endpoint.key),
    value: describe(w.option(endpoint.key)),
    message: `path-style access must be on: the client connects to <bucket>.${endpoint.host}, which DNS seldom resolves outside of Amazon, and the job hangs at its start without an error in the log`,
    fix: 'Set s3.path.style.access: "true"',
  }];
}

/** The native plugin of Flink 2.3 does not start without a region. */
export function region(w: Workload): Finding[] {
  const isSet = REGIONS.some((option) => (w.option(option) ?? '') !== '') || locationsOf(w).every(({ scheme }) => !/^s3a?$/.test(scheme));
  if (isSet || !componentPods(w).some((pod) => installed(pod).known.has('s3-fs-native') && !hasRegion(pod.main))) return [];
  const isElsewhere = hasOwnEndpoint(w);
  return [{
    guideline: 'CKP-25',
    severity: isElsewhere ? Severity.ERROR : Severity.WARNING,
    path: w.where(REGIONS[0]),
    value: undefined,
    message: `must be set: flink-s3-fs-native does not start without a region${isElsewhere ? ', whatever the endpoint' : ', unless the pods get the variable AWS_REGION or run on EC2'}`,
    fix: 'Write the region of the bucket, such as "eu-central-1"; other stores accept any, such as "us-east-1"',
  }];
}

function hasRegion(main: any): boolean {
  return list(main.env).some(({ name }) => name === 'AWS_REGION') || list(main.envFrom).length > 0;
}
