import { Duration } from 'cdk8s';
import { Finding } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { SecretValue } from '../secret-value';

/** What a keystore is. */
export enum KeystoreType {
  /** The standard that every Java and every other tool reads. */
  PKCS12 = 'pkcs12',
  /** Java's own, older one. */
  JKS = 'jks',
}

/** How a private key is made. */
export enum PrivateKeyAlgorithm {
  /** 2048 bits. */
  RSA = 'RSA',
  /** On the curve P-256: shorter handshakes. */
  ECDSA = 'ECDSA',
}

/** Who signs certificates: an issuer of cert-manager. */
export interface CertificateIssuer {
  /** Its name. */
  readonly name: string;
  /**
   * `Issuer`, in the job's namespace, or `ClusterIssuer`.
   * @default Issuer
   */
  readonly kind?: string;
  /**
   * Its API group, where it is an issuer by others.
   * @default cert-manager.io
   */
  readonly group?: string;
}

/** How a certificate is made. */
export interface CertificateOptions {
  /**
   * Who signs it. Whoever has a certificate of the same authority is believed: it should sign for jobs alone that may trust each other. It must tell its
   * own certificate, as issuers of the types CA and Vault do: ACME has none to put into a truststore, and what a self-signed issuer makes trusts only itself.
   * @default - the `certificateIssuer` of the job's FlinkEnvironment, and an error where that has none
   */
  readonly issuer?: CertificateIssuer;
  /**
   * The password that cert-manager protects the stores with, and Flink opens them with. You make this Secret: cert-manager reads it, and takes it as it is,
   * so that it must not end with a line break. It may be of printable ASCII without double quotes and backslashes; for Flink 1 without `#`, and without blanks
   * at its ends. The pod says so, and does not start, where it is not.
   */
  readonly keystorePassword: SecretValue;
  /**
   * What the stores are.
   * @default KeystoreType.PKCS12
   */
  readonly keystoreType?: KeystoreType;
  /**
   * How long it is valid.
   * @default Duration.days(365)
   */
  readonly duration?: Duration;
  /**
   * How long before its end a new one is made. Flink reads it once, when a process starts: whatever restarts within this time has the new one.
   * @default - a third of the duration
   */
  readonly renewBefore?: Duration;
  /**
   * How its private key is made, anew at each renewal.
   * @default PrivateKeyAlgorithm.RSA
   */
  readonly privateKeyAlgorithm?: PrivateKeyAlgorithm;
  /**
   * More host names of the REST API, such as that of a proxy.
   * @default - those of the job's Services
   */
  readonly dnsNames?: string[];
}

/** In whole minutes, of milliseconds: cert-manager compares what it makes with what was asked for. */
export function times({ duration, renewBefore }: CertificateOptions): { readonly duration: number; readonly renewBefore: number } {
  const millis = duration?.toMilliseconds() ?? 365 * DAY;
  return { duration: millis, renewBefore: renewBefore?.toMilliseconds() ?? Math.floor(millis / 3 / MINUTE) * MINUTE };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @internal */
export function certificateFindings(options: CertificateOptions, path: string): Finding[] {
  const { issuer, keystorePassword, keystoreType, privateKeyAlgorithm, dnsNames = [] } = options;
  const at = (property: string) => path === '' ? property : `${path}.${property}`;
  const findings: Finding[] = [...passwordFindings(at('keystorePassword'), keystorePassword), ...keystoreTypeFindings(path, keystoreType)];
  const refuse = (property: string, value: unknown, message: string, fix: string) => findings.push(refusal('SEC-01', at(property), value, message, fix));
  if (issuer !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(issuer.name ?? '')) refuse('issuer.name', issuer.name, 'is not the name of an issuer', 'Write its name, such as "flink-ca"');
  if (issuer !== undefined && issuer.group === undefined && !['Issuer', 'ClusterIssuer'].includes(issuer?.kind ?? 'Issuer')) {
    refuse('issuer.kind', issuer.kind, 'is none of Issuer, ClusterIssuer', 'Write one of them, or the group of an issuer by others');
  }
  if (!Object.values(PrivateKeyAlgorithm).includes(privateKeyAlgorithm ?? PrivateKeyAlgorithm.RSA)) {
    refuse('privateKeyAlgorithm', privateKeyAlgorithm, `is none of ${Object.values(PrivateKeyAlgorithm).join(', ')}`, 'Write PrivateKeyAlgorithm.RSA');
  }
  dnsNames.forEach((name, i) => {
    if (!/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) refuse(`dnsNames[${i}]`, name, 'is not a host name', 'Write it as "flink.example.com"');
  });
  const { duration, renewBefore } = times(options);
  if (!(duration >= HOUR && Number.isInteger(duration / MINUTE))) {
    refuse('duration', options.duration, 'must be an hour or longer, in whole minutes: cert-manager makes none that is shorter', 'Write Duration.days(90)');
  } else if (!(renewBefore >= 5 * MINUTE && renewBefore < duration && Number.isInteger(renewBefore / MINUTE))) {
    refuse('renewBefore', options.renewBefore, 'must be five minutes or longer, in whole minutes, and shorter than the duration', 'Leave it out for a third of the duration');
  }
  return findings;
}

/** @internal */
export function keystoreTypeFindings(path: string, type: KeystoreType | undefined): Finding[] {
  if (type === undefined || Object.values(KeystoreType).includes(type)) return [];
  const property = path === '' ? 'keystoreType' : `${path}.keystoreType`;
  return [refusal('SEC-01', property, type, `is none of ${Object.values(KeystoreType).join(', ')}`, 'Write KeystoreType.PKCS12')];
}

/**
 * The compiler says so in TypeScript; other callers are told at synth.
 * @internal
 */
export function passwordFindings(path: string, password: SecretValue | undefined): Finding[] {
  return password?._findings('SEC-01', path)
    ?? [refusal('SEC-01', path, undefined, 'is missing: without it nobody opens the stores', 'Write SecretValue.fromSecret("flink-keystores", "password")')];
}
