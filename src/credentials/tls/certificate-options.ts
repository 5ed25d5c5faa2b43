import { Duration } from 'cdk8s';
import { Finding } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { SecretValue } from '../secret-value';

/** Keystore formats. */
export enum KeystoreType {
  /** PKCS #12, the standard format. */
  PKCS12 = 'pkcs12',
  /** JKS, Java's older format. */
  JKS = 'jks',
}

/** Algorithms of private keys. */
export enum PrivateKeyAlgorithm {
  /** RSA with 2048 bits. */
  RSA = 'RSA',
  /** ECDSA on the curve P-256, with shorter handshakes. */
  ECDSA = 'ECDSA',
}

/** A cert-manager issuer. */
export interface CertificateIssuer {
  /** The name of the issuer. */
  readonly name: string;
  /**
   * `Issuer`, in the job's namespace, or `ClusterIssuer`.
   * @default Issuer
   */
  readonly kind?: string;
  /**
   * The API group, for external issuers.
   * @default cert-manager.io
   */
  readonly group?: string;
}

/** Options of a cert-manager Certificate. */
export interface CertificateOptions {
  /**
   * The issuer. Each pod trusts every certificate of the same CA: use a CA for jobs that may trust each other. The issuer must publish its CA certificate, as
   * issuers of type CA and Vault do. ACME issuers publish none for the truststore, and a self-signed certificate trusts only itself.
   * @default - `certificateIssuer` of the FlinkEnvironment; it is an error if neither is set
   */
  readonly issuer?: CertificateIssuer;
  /**
   * The password of keystore and truststore. You create this Secret. The password must not end with a line break, since cert-manager does not strip it.
   * It may contain printable ASCII except double quotes and backslashes; for Flink 1.x also no `#`, and no leading or trailing blanks. Otherwise an init
   * container fails with a message.
   */
  readonly keystorePassword: SecretValue;
  /**
   * The format of keystore and truststore.
   * @default KeystoreType.PKCS12
   */
  readonly keystoreType?: KeystoreType;
  /**
   * Validity of the certificate.
   * @default Duration.days(365)
   */
  readonly duration?: Duration;
  /**
   * How long before its expiry the certificate is renewed. Flink reads it only when a process starts: restart the job within this time.
   * @default - a third of the duration
   */
  readonly renewBefore?: Duration;
  /**
   * The algorithm of the private key, which is regenerated at each renewal.
   * @default PrivateKeyAlgorithm.RSA
   */
  readonly privateKeyAlgorithm?: PrivateKeyAlgorithm;
  /**
   * Additional DNS names of the REST API, such as that of a proxy.
   * @default - only the names of the job's Services
   */
  readonly dnsNames?: string[];
}

/** In milliseconds, rounded to minutes: cert-manager compares the certificate with the requested times. */
export function times({ duration, renewBefore }: CertificateOptions): { readonly duration: number; readonly renewBefore: number } {
  const millis = duration?.toMilliseconds() ?? 365 * DAY;
  return { duration: millis, renewBefore: renewBefore?.toMilliseconds() ?? Math.floor(millis / 3 / MINUTE) * MINUTE };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @internal */
export function certificateFindings(options: CertificateOptions, path: string): Finding[] {
  const { issuer, keystorePassword, dnsNames = [] } = options;
  const at = (property: string) => path === '' ? property : `${path}.${property}`;
  const findings: Finding[] = [...passwordFindings(at('keystorePassword'), keystorePassword)];
  const refuse = (property: string, value: unknown, message: string, fix: string) => findings.push(refusal('SEC-01', at(property), value, message, fix));
  if (issuer !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(issuer.name ?? '')) refuse('issuer.name', issuer.name, 'must be a valid issuer name', 'Write its name, such as "flink-ca"');
  if (issuer !== undefined && issuer.group === undefined && !['Issuer', 'ClusterIssuer'].includes(issuer?.kind ?? 'Issuer')) {
    refuse('issuer.kind', issuer.kind, 'must be one of Issuer, ClusterIssuer', 'Write "Issuer" or "ClusterIssuer", or set issuer.group for an external issuer');
  }
  dnsNames.forEach((name, i) => {
    if (!/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) refuse(`dnsNames[${i}]`, name, 'must be a valid host name', 'Write it as "flink.example.com"');
  });
  const { duration, renewBefore } = times(options);
  if (!(duration >= HOUR && Number.isInteger(duration / MINUTE))) {
    refuse('duration', options.duration, 'must be at least one hour, in whole minutes: cert-manager issues no shorter certificates', 'Write Duration.days(90)');
  } else if (!(renewBefore >= 5 * MINUTE && renewBefore < duration && Number.isInteger(renewBefore / MINUTE))) {
    refuse('renewBefore', options.renewBefore, 'must be at least five minutes, in whole minutes, and shorter than the duration', 'Leave it out for a third of the duration');
  }
  return findings;
}

/** @internal */
export function passwordFindings(path: string, password: SecretValue): Finding[] {
  return password._findings('SEC-01', path);
}
