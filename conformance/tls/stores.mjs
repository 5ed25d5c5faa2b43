import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';

const VALID = ['-days', '2'];
const NO_PASSWORD = '-nodes';
/** What cert-manager protects stores with unless it is told otherwise. */
const AS_CERT_MANAGER = '-legacy';

/** The words of a Certificate, as a certificate's extensions have them. */
const KEY_USAGES = { 'digital signature': 'digitalSignature', 'key encipherment': 'keyEncipherment' };
const EXTENDED_USAGES = { 'server auth': 'serverAuth', 'client auth': 'clientAuth' };

/** An authority that signs certificates. */
export async function authority(folder, name) {
  mkdirSync(folder, { recursive: true });
  const [key, pem] = ['key', 'pem'].map((end) => join(folder, `${name}.${end}`));
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', NO_PASSWORD, '-keyout', key, '-out', pem, ...VALID, '-subj', `/CN=${name}`,
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']);
  return { key, pem };
}

/**
 * What cert-manager makes of a Certificate: a keystore and a truststore of the kind that it asks for, and the same in PEM.
 *
 * @param spec of the Certificate
 * @param by the authority that signs it
 * @param trusts the authority that the truststore holds
 */
export async function stores(folder, spec, { by, trusts = by, password }) {
  mkdirSync(folder, { recursive: true });
  const file = (name) => join(folder, name);
  writeFileSync(file('password'), password);
  writeFileSync(file('extensions'), [
    `subjectAltName=critical,${spec.dnsNames.map((name) => `DNS:${name}`).join(',')}`,
    `keyUsage=critical,${among(spec.usages, KEY_USAGES)}`,
    `extendedKeyUsage=${among(spec.usages, EXTENDED_USAGES)}`,
  ].join('\n'));
  const { algorithm, size } = spec.privateKey;
  await run('openssl', ['req', '-newkey', `${algorithm.toLowerCase()}:${size}`, NO_PASSWORD, '-keyout', file('tls.key'), '-out', file('request'), '-subj', '/']);
  await run('openssl', ['x509', '-req', '-in', file('request'), '-CA', by.pem, '-CAkey', by.key, '-CAcreateserial', ...VALID, '-extfile', file('extensions'), '-out', file('tls.crt')]);
  await run('openssl', ['pkcs12', '-export', AS_CERT_MANAGER, '-inkey', file('tls.key'), '-in', file('tls.crt'), '-certfile', by.pem,
    '-out', file('keystore.p12'), '-passout', `file:${file('password')}`]);
  await run('keytool', ['-J-Dkeystore.pkcs12.legacy', '-importcert', '-noprompt', '-alias', 'ca', '-file', trusts.pem, '-storetype', 'PKCS12',
    '-keystore', file('truststore.p12'), '-storepass:file', file('password')]);
  const [kind] = Object.keys(spec.keystores);
  if (kind === 'jks') for (const name of ['keystore', 'truststore']) await asJks(file(name), file('password'));
  const end = ENDS[kind];
  return { keystore: file(`keystore.${end}`), truststore: file(`truststore.${end}`), certificate: file('tls.crt'), key: file('tls.key') };
}

const ENDS = { pkcs12: 'p12', jks: 'jks' };

/** Java's own kind beside the standard one. */
function asJks(store, password) {
  return run('keytool', ['-importkeystore', '-noprompt', '-srckeystore', `${store}.p12`, '-srcstoretype', 'PKCS12', '-srcstorepass:file', password,
    '-destkeystore', `${store}.jks`, '-deststoretype', 'JKS', '-deststorepass:file', password]);
}

function among(usages, words) {
  return usages.filter((usage) => usage in words).map((usage) => words[usage]).join(',');
}
