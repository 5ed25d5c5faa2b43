import { isTlsOn } from './tls';
import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { Reader } from '../../../facts';
import { Workload } from '../../../workload/workload';

export const PROTOCOL = 'security.ssl.protocol';
export const ALGORITHMS = 'security.ssl.algorithms';

/** The names of Java's cipher suites. */
const OF_1_2 = /^(TLS|SSL)_[A-Za-z0-9_]+_WITH_[A-Za-z0-9_]+_(SHA|SHA256|SHA384|MD5)$/;
const OF_1_3 = /^TLS_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)$/;
/** Is accepted as a suite, and encrypts nothing. */
const SIGNAL = 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV';

/** Versions that Java enables, each with the cipher suites that it can use. */
const SUITES: { readonly [protocol: string]: { readonly is: (suite: string) => boolean; readonly recommended: readonly string[] } } = {
  'TLSv1.2': {
    is: (suite) => OF_1_2.test(suite),
    // With forward secrecy, for both key algorithms. The default of Flink 1.19 has none, and recent Java versions reject it.
    recommended: ['RSA', 'ECDSA'].flatMap((key) => ['AES_256_GCM_SHA384', 'AES_128_GCM_SHA256'].map((cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`)),
  },
  'TLSv1.3': { is: (suite) => OF_1_3.test(suite), recommended: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'] },
};

/** Versions that Java knows and rejects in every handshake. */
const DISABLED = ['SSLv2Hello', 'SSLv3', 'TLSv1', 'TLSv1.1'];

/** The suites that SEC-01 sets for the TLS versions of a job. */
export function recommendedSuites(job: Reader): string {
  return usable(job.option(PROTOCOL) ?? '').flatMap((protocol) => SUITES[protocol].recommended).join(',');
}

function usable(protocols: string): string[] {
  return listed(protocols).filter((each) => Object.hasOwn(SUITES, each));
}

/** As Flink splits the value: blanks belong to the names, which Java then does not know. */
function listed(value: string): string[] {
  return value.split(',');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}

/** SEC-01: versions and cipher suites with which no handshake succeeds. */
export function tlsVersions(w: Workload): Finding[] {
  if (!isTlsOn(w, 'security.ssl.internal') && !isTlsOn(w, 'security.ssl.rest')) return [];
  // OpenSSL has other names, and another policy about versions
  if (w.option('security.ssl.provider')?.trim().toUpperCase() === 'OPENSSL') return [];
  const written = w.effectiveOption(PROTOCOL) ?? '';
  const protocols = usable(written);
  const unknown = listed(written).filter((each) => !protocols.includes(each) && !DISABLED.includes(each));
  const refuse = (key: string, message: string, fix: string) => [refusal('SEC-01', w.where(key), w.option(key), message, fix)];
  if (unknown.length > 0) return refuse(PROTOCOL, `must be TLSv1.2 or TLSv1.3: with an unknown version (${quoted(unknown)}) no process starts`, 'Write "TLSv1.2"');
  if (protocols.length === 0) return refuse(PROTOCOL, 'must be TLSv1.2 or TLSv1.3: Java rejects older versions, and no process reaches another', 'Write "TLSv1.2"');
  const suites = listed(w.effectiveOption(ALGORITHMS) ?? '');
  const strange = suites.filter((suite) => !OF_1_2.test(suite) && !OF_1_3.test(suite) && suite !== SIGNAL);
  const recommended = `Write "${protocols.flatMap((protocol) => SUITES[protocol].recommended).join(',')}"`;
  if (strange.length > 0) return refuse(ALGORITHMS, `must contain Java's names of cipher suites, separated by commas without blanks: with an unknown name (${quoted(strange)}) no process starts`, recommended);
  if (protocols.some((protocol) => suites.some(SUITES[protocol].is))) return [];
  return refuse(ALGORITHMS, `must contain a cipher suite of ${protocols.join(' or ')}: without one every handshake fails, and no process reaches another`, recommended);
}
