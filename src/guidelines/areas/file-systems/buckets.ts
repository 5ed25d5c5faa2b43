import { Location } from './locations';

/** A name that a store refuses, and what it should be. */
export interface Refusal {
  readonly reason: string;
  readonly fix: string;
  /** Whether it is the rule of one store among several that have this scheme. */
  readonly isUsual?: boolean;
}

const AZURE_CONTAINER = /^(?:[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}|\$root|\$logs|\$web)$/;
const AZURE_ACCOUNT = /^[a-z0-9]{3,24}$/;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const MOST_OF_A_LABEL = 63;

/** Why the store refuses what a location names; undefined where it does not. */
export function whyRefused({ scheme, authority, path }: Location, isOwnEndpoint: boolean): Refusal | undefined {
  switch (scheme) {
    case 's3': case 's3a': case 's3p': return bucket(scheme, authority, path, s3, isOwnEndpoint);
    case 'gs': return bucket(scheme, authority, path, gcs);
    case 'oss': return bucket(scheme, authority, path, oss);
    case 'abfs': case 'abfss': return azure(scheme, authority, 'dfs');
    case 'wasb': case 'wasbs': return azure(scheme, authority, 'blob');
    default: return undefined;
  }
}

type Rule = (name: string) => string | undefined;

function bucket(scheme: string, authority: string | undefined, path: string, why: Rule, isOwnEndpoint = false): Refusal | undefined {
  const name = authority ?? '';
  if (name === '') {
    const rest = path.replace(/^\/+/, '');
    // one slash, or none, is a slip; three are a path without its bucket
    return { reason: 'names no bucket', fix: authority === undefined ? `Write ${scheme}://${rest}` : `Write ${scheme}://<bucket>/${rest}` };
  }
  if (/:\d+$/.test(name)) return { reason: `names a server, ${name}, where the bucket belongs`, fix: `Write ${scheme}://<bucket>${path}, and the server as s3.endpoint` };
  const reason = why(name);
  return reason === undefined ? undefined : { reason: `names the bucket "${name}", which ${reason}`, fix: `Write ${scheme}://<bucket>${path} with the name of a bucket that exists`, isUsual: isOwnEndpoint && !name.includes('_') };
}

function s3(name: string): string | undefined {
  // without a host name in the URI Hadoop finds no bucket at all
  if (name.includes('_')) return 'has an underscore: Hadoop and S3 take it for no name of a host';
  return rules(name, /[^a-z0-9.-]/, 63) ?? (name.startsWith('xn--') || name.startsWith('sthree-') ? 'begins with a prefix that S3 keeps for itself' : undefined);
}

function gcs(name: string): string | undefined {
  if (name.split('.').some((label) => label.length > MOST_OF_A_LABEL)) return `has a part of more than ${MOST_OF_A_LABEL} characters`;
  return rules(name, /[^a-z0-9._-]/, name.includes('.') ? 222 : MOST_OF_A_LABEL) ?? (/^goog|google/.test(name) ? 'contains "google" or begins with "goog", which Google keeps for itself' : undefined);
}

function oss(name: string): string | undefined {
  return rules(name, /[^a-z0-9-]/, 63);
}

/** What all stores have in common. */
function rules(name: string, refused: RegExp, most: number): string | undefined {
  if (/[A-Z]/.test(name)) return 'has capital letters: the store refuses the name';
  const [bad] = refused.exec(name) ?? [];
  if (bad !== undefined) return `contains "${bad}": the store refuses the name`;
  if (name.length < 3 || name.length > most) return `has ${name.length} character${name.length === 1 ? '' : 's'}: the store refuses names of less than 3 or more than ${most}`;
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'does not begin and end with a letter or digit: the store refuses the name';
  if (name.includes('..')) return 'has two dots in a row: the store refuses the name';
  return ADDRESS.test(name) ? 'is an IP address: the store refuses the name' : undefined;
}

/** `<container>@<account>.<service>.<suffix>`: the plugin takes both from there. */
function azure(scheme: string, authority: string | undefined, service: 'dfs' | 'blob'): Refusal | undefined {
  const fix = `Write ${scheme}://<container>@<account>.${service}.core.windows.net/<path>`;
  const at = (authority ?? '').indexOf('@');
  if (at < 0) return { reason: authority ? `names no container: ${authority} is not <container>@<account>.${service}.core.windows.net` : 'names neither container nor account', fix };
  const [container, host] = [authority!.slice(0, at), authority!.slice(at + 1)];
  const account = host.split('.')[0];
  // OneLake has workspaces and items instead
  if (/\.fabric\.microsoft\.com$/i.test(host)) return undefined;
  if (!AZURE_CONTAINER.test(container)) return { reason: `names the container "${container}": Azure allows 3 to 63 lower-case letters, digits and single "-"`, fix };
  if (!host.includes('.')) return { reason: `names the account "${host}" without its host name`, fix };
  if (/\.core\./i.test(host) && !AZURE_ACCOUNT.test(account)) return { reason: `names the account "${account}": Azure allows 3 to 24 lower-case letters and digits`, fix };
  return undefined;
}
