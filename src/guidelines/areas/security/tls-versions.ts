import { isTlsOn } from './tls';
import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { Reader } from '../../../facts';
import { Workload } from '../../../workload/workload';

export const PROTOCOL = 'security.ssl.protocol';
export const ALGORITHMS = 'security.ssl.algorithms';

/** Versions that Java enables, each with the cipher suites that it can use. */
const SUITES: { readonly [protocol: string]: { readonly is: (suite: string) => boolean; readonly recommended: readonly string[] } } = {
  'TLSv1.2': {
    is: (suite) => !isOf1_3(suite),
    // With forward secrecy, for both key algorithms. The default of Flink 1.19 has none, and recent Java versions reject it.
    recommended: ['RSA', 'ECDSA'].flatMap((key) => ['AES_256_GCM_SHA384', 'AES_128_GCM_SHA256'].map((cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`)),
  },
  'TLSv1.3': { is: isOf1_3, recommended: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'] },
};

/** Versions that Java knows and rejects in every handshake. */
const DISABLED = ['SSLv2Hello', 'SSLv3', 'TLSv1', 'TLSv1.1'];

function isOf1_3(suite: string): boolean {
  return /^TLS_(AES|CHACHA20)_/.test(suite);
}

/** The suites that SEC-01 sets for the TLS versions of a job. */
export function recommendedSuites(job: Reader): string {
  return usable(job.option(PROTOCOL) ?? '').flatMap((protocol) => SUITES[protocol].recommended).join(',');
}

function usable(protocols: string): string[] {
  return listed(protocols).filter((each) => Object.hasOwn(SUITES, each));
}

function listed(value: string): string[] {
  return value.split(',').map((each) => each.trim()).filter((each) => each !== '');
}

/** SEC-01: versions and cipher suites with which no handshake succeeds. */
export function tlsVersions(w: Workload): Finding[] {
  if (!isTlsOn(w, 'security.ssl.internal') && !isTlsOn(w, 'security.ssl.rest')) return [];
  const written = w.effectiveOption(PROTOCOL) ?? '';
  const protocols = usable(written);
  const unknown = listed(written).filter((each) => !protocols.includes(each) && !DISABLED.includes(each));
  const refuse = (key: string, message: string, fix: string) => [refusal('SEC-01', w.where(key), w.option(key), message, fix)];
  if (unknown.length > 0) return refuse(PROTOCOL, `must be TLSv1.2 or TLSv1.3: with an unknown version (${unknown.join(', ')}) no process starts`, 'Write "TLSv1.2"');
  if (protocols.length === 0) return refuse(PROTOCOL, 'must be TLSv1.2 or TLSv1.3: Java rejects older versions, and no process reaches another', 'Write "TLSv1.2"');
  const suites = listed(w.effectiveOption(ALGORITHMS) ?? '');
  if (protocols.some((protocol) => suites.some(SUITES[protocol].is))) return [];
  return refuse(ALGORITHMS, `must contain a cipher suite of ${protocols.join(' or ')}: without one every handshake fails, and no process reaches another`,
    `Write "${protocols.flatMap((protocol) => SUITES[protocol].recommended).join(',')}"`);
}
