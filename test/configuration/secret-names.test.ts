import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { holdsSecret, isSecretName, maybeSecret } from '../../src/configuration/options/secret-names';

const CATALOGUE = join(__dirname, '..', '..', 'catalogue');

/** Every option of every version, with its type. */
const OPTIONS = new Map(readdirSync(CATALOGUE).filter((name) => /^(flink|operator)-[\d.]+\.json$/.test(name))
  .flatMap((name) => Object.entries<any>(JSON.parse(readFileSync(join(CATALOGUE, name), 'utf8')).options))
  .map(([key, { type }]) => [key, type] as const));

/** The options of the catalogue whose value is a secret: each was looked at. */
const SECRETS = [
  's3.secret-key',
  'security.ssl.internal.key-password',
  'security.ssl.internal.keystore-password',
  'security.ssl.internal.truststore-password',
  'security.ssl.key-password',
  'security.ssl.keystore-password',
  'security.ssl.rest.key-password',
  'security.ssl.rest.keystore-password',
  'security.ssl.rest.truststore-password',
  'security.ssl.truststore-password',
];

/** What looks a little like it, and is none: where one is, a number, a kind, half of a pair that is worth nothing alone. */
const SIMILAR = /pass|secret|token|credential|access-?key|private|jaas|auth/i;

test('of all options of all versions exactly those with a secret are known for one', () => {
  expect(OPTIONS.size).toBeGreaterThan(700);
  // A switch holds no secret, whatever its name.
  expect([...OPTIONS].filter(([key, type]) => type !== 'Boolean' && isSecretName(key)).map(([key]) => key).sort()).toEqual(SECRETS);
  const similar = [...OPTIONS.keys()].filter((key) => SIMILAR.test(key) && !SECRETS.includes(key));
  expect(similar.length).toBeGreaterThan(10);
  expect(similar.sort()).toMatchInlineSnapshot(`
[
  "fs.s3.aws.credentials.provider",
  "high-availability.zookeeper.client.authorization",
  "kubernetes.container.image.pull-secrets",
  "kubernetes.env.secretKeyRef",
  "kubernetes.secrets",
  "s3.access-key",
  "security.delegation.tokens.enabled",
  "security.delegation.tokens.renewal.retry.backoff",
  "security.delegation.tokens.renewal.time-ratio",
  "security.kerberos.fetch.delegation-token",
  "security.kerberos.tokens.renewal.retry.backoff",
  "security.kerberos.tokens.renewal.time-ratio",
  "security.ssl.rest.authentication-enabled",
  "table.secret-store.kind",
  "yarn.security.appmaster.delegation.token.services",
]
`);
});

test.each([
  // options of families, which no catalogue lists
  'fs.s3a.secret.key', 'fs.s3a.session.token', 'fs.azure.account.key.shop.blob.core.windows.net', 'fs.azure.account.oauth2.client.secret', 'fs.oss.accessKeySecret',
  'fs.gs.auth.service.account.private.key', 'metrics.reporter.influx.password', 'metrics.reporter.influx.token', 'metrics.reporter.push.basic-auth',
  'ssl.keystore.password', 'ssl.key.password', 'x.auth-params',
  // variables
  'PASSWORD', 'DB_PASSWORD', 'DB_PASS', 'DB_PWD', 'POSTGRES_PASSWD', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'GITHUB_TOKEN', 'API_TOKEN', 'API_KEY', 'APIKEY',
  'STRIPE_SECRET_KEY', 'CLIENT_SECRET', 'SIGNING_KEY', 'ENCRYPTION_KEY', 'SSL_PASSPHRASE', 'AZURE_STORAGE_ACCOUNT_KEY', 'GOOGLE_CREDENTIALS', 'SHARED_KEY',
  // arguments
  'password', 'dbPassword', 'kafka.password', 'api-key', 'apiKey', 'token', 'accessToken', 'client-secret', 'sourcePwd', 'schema-registry.basic-auth',
])('%s stands for a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'security.delegation.tokens.enabled', 'fs.s3a.aws.credentials.provider', 'security.ssl.internal.keystore', 'security.kerberos.login.keytab', 's3.access-key',
  'kubernetes.container.image.pull-secrets', 'kubernetes.env.secretKeyRef', 'kubernetes.secrets', 's3.entropy.key', 's3.sse.kms.key-id', 'table.secret-store.kind',
  'PASSWORD_FILE', 'DB_PASSWORD_FILE', 'TOKEN_PATH', 'SECRET_NAME', 'TLS_SECRET', 'GOOGLE_APPLICATION_CREDENTIALS_FILE', 'SORT_KEY', 'PRIMARY_KEY', 'PARTITION_KEY',
  'BYPASS', 'COMPASS', 'PASSENGERS', 'TOKENS', 'TOKENIZER', 'KEY', 'SECRETARY',
  'primary-key', 'tokens', 'max-tokens', 'next-token', 'password-secret', 'password-file', 'token-location', 'multipass', 'passport', 'key-by', 'authority',
])('%s stands for none', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(SECRETS)('no message shows the value of %s', (name) => {
  expect(maybeSecret(name)).toBe(true);
});

test.each([
  ['jdbc:postgresql://orders:hunter2@db:5432/orders', true],
  ['jdbc:postgresql://db:5432/orders?user=orders&password=hunter2', true],
  ['jdbc:sqlserver://db;user=orders;password=hunter2', true],
  ['https://example.com/hook?token=abc', true],
  ['jdbc:postgresql://db:5432/orders', false],
  ['jdbc:postgresql://db:5432/orders?password=${PASSWORD}', false],
  ['https://orders:$PASSWORD@db/', false],
  ['https://user@example.com:8443/a', false],
  ['s3://bucket/a:b@c', false],
  ['kafka-0:9092,kafka-1:9092', false],
  ['Authorization: Bearer abc', true],
  ['authorization:Basic YTpi', true],
  ['Authorization: Bearer $TOKEN', false],
  ['Accept: text/html', false],
])('%s holds a secret: %s', (text, expected) => {
  expect(holdsSecret(text)).toBe(expected);
});
