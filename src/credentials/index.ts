export * from './cloud-identity';
export * from './kerberos';
export { SecretValue } from './secret-value';
export * from './tls';
