export * from './cloud-identity';
export * from './kerberos';
export * from './secret-value';
