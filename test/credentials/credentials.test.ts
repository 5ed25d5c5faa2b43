import { Testing } from 'cdk8s';
import {
  CloudIdentity, DurableStorage, FlinkVersion, Kerberos, ProductionFlinkJob, ProductionFlinkJobProps, S3FileSystem, SecretValue,
} from '../../src';
import { chartOf, configurationOf, errorsOf, LEAST, specOf, synthJob } from '../jobs';

const COMPONENTS = ['jobManager', 'taskManager'] as const;
const PASSWORD = SecretValue.fromSecret('orders-db', 'password');
const PROVIDER = 'fs.s3a.aws.credentials.provider';
const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/orders' };
const ID = '01234567-89ab-cdef-0123-456789abcdef';

const podOf = (component: (typeof COMPONENTS)[number], props: Partial<ProductionFlinkJobProps>) => specOf(props)[component].podTemplate;
const accounts = (props: Partial<ProductionFlinkJobProps>) => synthJob(props).filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.annotations);
const complaints = (props: Partial<ProductionFlinkJobProps>) => errorsOf(() => {
  const chart = chartOf();
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props });
  Testing.synth(chart);
});

describe.each(COMPONENTS)('secrets in the %s', (component) => {
  test('as a variable', () => {
    const { containers: [main] } = podOf(component, { secretEnv: { DB_PASSWORD: PASSWORD } }).spec;
    expect(main.env).toContainEqual({ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-db', key: 'password' } } });
  });

  test('as files: a volume for each directory, that only the job\'s group reads', () => {
    const { containers: [main], volumes } = podOf(component, {
      secretFiles: {
        '/opt/flink/secrets/db/password': PASSWORD,
        '/opt/flink/secrets/db/user': SecretValue.fromSecret('orders-db', 'user'),
        '/etc/registry/token': SecretValue.fromSecret('registry', 'token'),
      },
    }).spec;
    const mounts = main.volumeMounts.filter(({ name }: any) => name.startsWith('secret-files'));
    expect(mounts.map(({ mountPath, readOnly }: any) => [mountPath, readOnly])).toEqual([['/etc/registry', true], ['/opt/flink/secrets/db', true]]);
    const volume = (mount: any) => volumes.find(({ name }: any) => name === mount.name).projected;
    expect(volume(mounts[1])).toEqual({
      defaultMode: 0o440,
      sources: [
        { secret: { name: 'orders-db', items: [{ key: 'password', path: 'password' }] } },
        { secret: { name: 'orders-db', items: [{ key: 'user', path: 'user' }] } },
      ],
    });
    expect(volume(mounts[0]).sources).toHaveLength(1);
  });

  test('a keytab, and where the realm is', () => {
    const { containers: [main], volumes } = podOf(component, {
      kerberos: Kerberos.keytab({ keytab: SecretValue.fromSecret('orders-kerberos', 'orders.keytab'), principal: 'orders@EXAMPLE.COM', krb5ConfigMapName: 'krb5' }),
    }).spec;
    const at = (path: string) => main.volumeMounts.find(({ mountPath }: any) => mountPath === path);
    const volume = (path: string) => volumes.find(({ name }: any) => name === at(path).name);
    expect(volume('/opt/flink/kerberos').secret).toEqual({ secretName: 'orders-kerberos', defaultMode: 0o440, items: [{ key: 'orders.keytab', path: 'keytab' }] });
    expect(at('/etc/krb5.conf')).toMatchObject({ subPath: 'krb5.conf', readOnly: true });
    expect(volume('/etc/krb5.conf').configMap.name).toBe('krb5');
  });
});

test('Flink logs in with the keytab that is mounted, and leaves the mounting alone', () => {
  const kerberos = Kerberos.keytab({ keytab: SecretValue.fromSecret('k', 'keytab'), principal: 'flink/host@EXAMPLE.COM', contexts: ['Client', 'KafkaClient'] });
  expect(configurationOf({ kerberos })).toMatchObject({
    'security.kerberos.login.keytab': '/opt/flink/kerberos/keytab',
    'security.kerberos.login.principal': 'flink/host@EXAMPLE.COM',
    'security.kerberos.login.contexts': 'Client,KafkaClient',
    'security.kerberos.login.use-ticket-cache': 'false',
    'kubernetes.decorator.kerberos-mount.enabled': 'false',
  });
  expect(JSON.stringify(specOf({ kerberos }))).not.toContain('krb5');
});

describe('an identity in a cloud', () => {
  test.each<[string, CloudIdentity, any]>([
    ['IRSA', CloudIdentity.irsa(ROLE), { 'eks.amazonaws.com/role-arn': ROLE.roleArn }],
    ['EKS Pod Identity', CloudIdentity.eksPodIdentity(), undefined],
    ['GKE', CloudIdentity.gke(), undefined],
    ['GKE, for a Google account', CloudIdentity.gke({ serviceAccount: 'o@p.iam.gserviceaccount.com' }), { 'iam.gke.io/gcp-service-account': 'o@p.iam.gserviceaccount.com' }],
    ['Azure', CloudIdentity.azure({ clientId: ID, tenantId: ID }), { 'azure.workload.identity/client-id': ID, 'azure.workload.identity/tenant-id': ID }],
  ])('%s: both accounts stand for it', (_, identity, annotations) => {
    expect(accounts({ identity })).toEqual([annotations, annotations]);
  });

  test('what else the accounts are to say stands beside it', () => {
    expect(accounts({ identity: CloudIdentity.irsa(ROLE), serviceAccount: { annotations: { a: 'b' } } })[0]).toEqual({ 'a': 'b', 'eks.amazonaws.com/role-arn': ROLE.roleArn });
  });

  test.each<[string, CloudIdentity, DurableStorage, string | undefined]>([
    ['IRSA and s3-fs-hadoop', CloudIdentity.irsa(ROLE), DurableStorage.s3('s3://state'), 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider'],
    ['Pod Identity and s3-fs-hadoop', CloudIdentity.eksPodIdentity(), DurableStorage.s3('s3://state'), 'com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper'],
    ['IRSA and s3-fs-presto, which looks everywhere', CloudIdentity.irsa(ROLE), DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.PRESTO }), undefined],
    ['IRSA and a plugin of the image', CloudIdentity.irsa(ROLE), DurableStorage.s3('s3://state', { pluginInImage: true }), undefined],
    ['GKE', CloudIdentity.gke(), DurableStorage.gcs('gs://state'), undefined],
  ])('%s', (_, identity, storage, provider) => {
    expect(configurationOf({ identity, storage })[PROVIDER]).toBe(provider);
  });

  test('a provider of one\'s own wins', () => {
    expect(configurationOf({ identity: CloudIdentity.irsa(ROLE), flinkConfiguration: { [PROVIDER]: 'com.example.Provider' } })[PROVIDER]).toBe('com.example.Provider');
  });

  test('the pods of Azure say so', () => {
    for (const component of COMPONENTS) {
      expect(podOf(component, { identity: CloudIdentity.azure({ clientId: ID }) }).metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
    }
  });

  test.each<[string, Partial<ProductionFlinkJobProps>, boolean]>([
    ['the Azure plugin cannot', { identity: CloudIdentity.azure({ clientId: ID }), storage: DurableStorage.azure('abfss://flink@account.dfs.core.windows.net') }, false],
    ['a newer Azure plugin can', { identity: CloudIdentity.azure({ clientId: ID }), storage: DurableStorage.azure('abfss://flink@account.dfs.core.windows.net', { pluginInImage: true }) }, true],
    ['the Presto plugin of Flink 1.20 cannot', { identity: CloudIdentity.eksPodIdentity(), storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.PRESTO }) }, false],
    ['the Presto plugin of Flink 2.2 can',
      { identity: CloudIdentity.eksPodIdentity(), flinkVersion: FlinkVersion.V2_2, storage: DurableStorage.s3('s3://state', { fileSystem: S3FileSystem.PRESTO }) }, true],
  ])('%s', (_, props, can) => {
    const job = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ...props });
    const said = job.findings.filter(({ path }) => path === 'identity').map(({ severity, message }) => `${severity} ${message}`);
    expect(said).toEqual(can ? [] : [expect.stringMatching(/^error the plugin (azure-fs-hadoop|s3-fs-presto) of Flink 1.20, which the storage needs, does not support this identity/)]);
  });

  const out = (component: string, props: Partial<ProductionFlinkJobProps>) => synthJob(props)
    .find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === `orders-${component}`).spec.egress as any[] | undefined;
  const targets = (rules: any[] = []) => rules.flatMap(({ to = [{ ipBlock: { cidr: 'anywhere' } }], ports }) =>
    to.flatMap(({ ipBlock }: any) => ports.map(({ port }: any) => `${ipBlock?.cidr} ${port}`)));

  test.each<[string, CloudIdentity, string[]]>([
    ['IRSA', CloudIdentity.irsa(ROLE), ['anywhere 443']],
    ['EKS Pod Identity', CloudIdentity.eksPodIdentity(), ['169.254.170.23/32 80']],
    ['GKE', CloudIdentity.gke(), ['169.254.169.252/32 988', '169.254.169.254/32 80']],
    ['Azure', CloudIdentity.azure({ clientId: ID }), ['anywhere 443']],
  ])('%s: credentials are reached where egress is closed, and close nothing', (_, identity, expected) => {
    const storage = DurableStorage.s3('s3://state', { endpoint: 'http://minio.storage:9000' });
    // Without Kubernetes high availability nothing else of a TaskManager needs 443.
    const props = { storage, flinkConfiguration: { 'high-availability.type': 'NONE' }, guidelines: { suppress: [{ id: 'HA-01', reason: 'another rule is looked at' }] } };
    for (const component of ['jobmanager', 'taskmanager']) {
      expect(targets(out(component, { ...props, identity, egress: [] }))).toEqual(expect.arrayContaining(expected));
      expect(out(component, { ...props, identity })).toBeUndefined();
    }
    expect(targets(out('taskmanager', { ...props, egress: [] })).filter((target) => expected.includes(target))).toEqual([]);
  });
});

test.each<[string, Partial<ProductionFlinkJobProps>, string[]]>([
  ['a variable that cannot be', { secretEnv: { 'db-password': PASSWORD } }, ['SEC-05 secretEnv[\'db-password\']', 'Write it like "DB_PASSWORD"']],
  ['a Secret that cannot be', { secretEnv: { DB: SecretValue.fromSecret('Orders DB', 'password') } }, ['SEC-05 secretEnv[\'DB\'].name = "Orders DB"', 'must be a valid Secret name']],
  ['a key that cannot be', { secretEnv: { DB: SecretValue.fromSecret('db', 'pass word') } }, ['secretEnv[\'DB\'].key', 'must be a valid key of a Secret']],
  ['a file by a relative path', { secretFiles: { 'db/password': PASSWORD } }, ['secretFiles[\'db/password\']', 'absolute path']],
  ['a file that hides Flink', { secretFiles: { '/opt/flink/conf/password': PASSWORD } }, ['must not be in /opt/flink/conf: the mounted volume would hide', '"/opt/flink/secrets/password"']],
  ['a principal that is none', { kerberos: Kerberos.keytab({ keytab: PASSWORD, principal: 'a b' }) }, ['SEC-02 kerberos.principal = "a b"', 'flink@EXAMPLE.COM']],
  ['contexts in one text', { kerberos: Kerberos.keytab({ keytab: PASSWORD, principal: 'a', contexts: ['Client,KafkaClient'] }) }, ['SEC-02 kerberos.contexts[0]']],
  ['a ConfigMap that cannot be', { kerberos: Kerberos.keytab({ keytab: PASSWORD, principal: 'a', krb5ConfigMapName: '/etc/krb5.conf' }) }, ['SEC-02 kerberos.krb5ConfigMapName']],
  ['a role by its name', { identity: CloudIdentity.irsa({ roleArn: 'orders' }) }, ['SEC-05 identity.roleArn = "orders"', 'arn:aws:iam::']],
  ['a Google account by its name', { identity: CloudIdentity.gke({ serviceAccount: 'orders' }) }, ['SEC-05 identity.serviceAccount = "orders"']],
  ['a client by its name', { identity: CloudIdentity.azure({ clientId: 'orders', tenantId: 'us' }) }, ['SEC-05 identity.clientId = "orders"']],
])('%s', (_, props, expected) => {
  const errors = complaints(props).join('\n');
  for (const text of expected) expect(errors).toContain(text);
});
