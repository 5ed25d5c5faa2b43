export { KeystoreType, PrivateKeyAlgorithm, type CertificateIssuer, type CertificateOptions } from './certificate-options';
export * from './tls';
