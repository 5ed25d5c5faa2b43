import { Location } from './locations';

/** A name that a store rejects, and how it should look. */
export interface Refusal {
  readonly reason: string;
  readonly fix: string;
  /** Whether the rule belongs to only one of several stores with this scheme. */
  readonly isUsual?: boolean;
}

const AZURE_CONTAINER = /^(?:[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}|\$root|\$logs|\$web)$/;
const AZURE_ACCOUNT = /^[a-z0-9]{3,24}$/;
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/;
const MOST_OF_A_LABEL = 63;

/** Why the store rejects a location; undefined if it accepts it. */
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
    // one slash, or none, is a typing error; three slashes are a path without a bucket
    return { reason: 'the bucket is missing', fix: authority === undefined ? `Write ${scheme}://${rest}` : `Write ${scheme}://<bucket>/${rest}` };
  }
  if (/:\d+$/.test(name)) return { reason: `the bucket is missing: ${name} is a server`, fix: `Write ${scheme}://<bucket>${path}, and set s3.endpoint to the server` };
  const reason = why(name);
  return reason === undefined ? undefined : { reason: `the bucket name "${name}" ${reason}`, fix: `Write ${scheme}://<bucket>${path} with the name of an existing bucket`, isUsual: isOwnEndpoint && !name.includes('_') };
}

function s3(name: string): string | undefined {
  // without a host name in the URI, Hadoop finds no bucket
  if (name.includes('_')) return 'must not contain an underscore, which host names do not allow';
  return rules(name, /[^a-z0-9.-]/, 63) ?? (name.startsWith('xn--') || name.startsWith('sthree-') ? 'must not begin with xn-- or sthree-, which S3 reserves' : undefined);
}

function gcs(name: string): string | undefined {
  if (name.split('.').some((label) => label.length > MOST_OF_A_LABEL)) return `must not have a part of more than ${MOST_OF_A_LABEL} characters`;
  return rules(name, /[^a-z0-9._-]/, name.includes('.') ? 222 : MOST_OF_A_LABEL) ?? (/^goog|google/.test(name) ? 'must not contain "google" or begin with "goog", which Google reserves' : undefined);
}

function oss(name: string): string | undefined {
  return rules(name, /[^a-z0-9-]/, 63);
}

/** Rules that all stores have in common. */
function rules(name: string, refused: RegExp, most: number): string | undefined {
  if (/[A-Z]/.test(name)) return 'must not contain capital letters: the store refuses the name';
  const [bad] = refused.exec(name) ?? [];
  if (bad !== undefined) return `must not contain "${bad}": the store refuses the name`;
  if (name.length < 3 || name.length > most) return `must have 3 to ${most} characters: the store refuses the name`;
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'must begin and end with a letter or digit: the store refuses the name';
  if (name.includes('..')) return 'must not contain two dots in a row: the store refuses the name';
  return ADDRESS.test(name) ? 'must not be an IP address: the store refuses the name' : undefined;
}

/** `<container>@<account>.<service>.<suffix>`: the plugin reads container and account from it. */
function azure(scheme: string, authority: string | undefined, service: 'dfs' | 'blob'): Refusal | undefined {
  const fix = `Write ${scheme}://<container>@<account>.${service}.core.windows.net/<path>`;
  const at = (authority ?? '').indexOf('@');
  if (at < 0) return { reason: authority ? `the container is missing: ${authority} must be <container>@<account>.${service}.core.windows.net` : 'container and account are missing', fix };
  const [container, host] = [authority!.slice(0, at), authority!.slice(at + 1)];
  const account = host.split('.')[0];
  // OneLake has workspaces and items instead
  if (/\.fabric\.microsoft\.com$/i.test(host)) return undefined;
  if (!AZURE_CONTAINER.test(container)) return { reason: `the container name "${container}" must have 3 to 63 lower-case letters, digits and single "-"`, fix };
  if (!host.includes('.')) return { reason: `the account "${host}" must be a host name, <account>.${service}.core.windows.net`, fix };
  if (/\.core\./i.test(host) && !AZURE_ACCOUNT.test(account)) return { reason: `the account name "${account}" must have 3 to 24 lower-case letters and digits`, fix };
  return undefined;
}
