export {
  FlinkCertificate, KeystoreType, PrivateKeyAlgorithm, type CertificateIssuer, type CertificateOptions, type FlinkCertificateProps,
} from './certificate';
export * from './tls';
