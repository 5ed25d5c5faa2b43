import { Duration, Testing } from 'cdk8s';
import { FlinkCertificate, FlinkDeployment, FlinkVersion, KeystoreType, PrivateKeyAlgorithm, ProductionFlinkJob, ProductionFlinkJobProps, RestTls, SecretValue, Tls } from '../../src';
import { chartOf, configurationOf, errorsOf, LEAST, only, SUPPORTED, synthJob } from '../jobs';

const PASSWORD = SecretValue.fromSecret('keystores', 'password');
const CERTIFICATE = { issuer: { name: 'shop-ca' }, keystorePassword: PASSWORD };
const byCertManager = (more: object = {}) => ({ tls: Tls.certManager({ ...CERTIFICATE, ...more }) });

const ssl = (props: Partial<ProductionFlinkJobProps>) =>
  Object.fromEntries(Object.entries(configurationOf(props)).filter(([key]) => key.startsWith('security.')));
const certificateOf = (more: object = {}) => only(synthJob(byCertManager(more)), 'Certificate');
const main = (manifests: any[], component = 'jobManager') => only(manifests, 'FlinkDeployment').spec[component].podTemplate.spec.containers[0];

describe.each(SUPPORTED)('Flink %s', (flinkVersion) => {
  const types = (kind: string, type: string) => flinkVersion.isAtLeast(FlinkVersion.V1_20)
    ? { [`security.ssl.${kind}.keystore-type`]: type, [`security.ssl.${kind}.truststore-type`]: type } : {};
  const FORWARD_SECRECY = {
    'security.ssl.protocol': 'TLSv1.2',
    'security.ssl.algorithms': 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,'
      + 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  };
  const internal = {
    'security.ssl.internal.enabled': 'true',
    'security.ssl.internal.keystore': '/opt/flink/tls/keystore.p12',
    'security.ssl.internal.truststore': '/opt/flink/tls/truststore.p12',
    ...types('internal', 'pkcs12'),
    ...FORWARD_SECRECY,
  };

  test('between the pods: all options but the passwords', () => {
    expect(ssl({ flinkVersion, ...byCertManager() })).toEqual(internal);
  });

  test('the cipher suites are those of the TLS version that is set', () => {
    const of1_3 = 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256';
    expect(ssl({ flinkVersion, ...byCertManager(), flinkConfiguration: { 'security.ssl.protocol': 'TLSv1.3' } })['security.ssl.algorithms']).toBe(of1_3);
    expect(ssl({ flinkVersion, ...byCertManager(), flinkConfiguration: { 'security.ssl.protocol': 'TLSv1.2,TLSv1.3' } })['security.ssl.algorithms'])
      .toBe(`${FORWARD_SECRECY['security.ssl.algorithms']},${of1_3}`);
  });

  test('on the REST API, too, with the host name checked', () => {
    expect(ssl({ flinkVersion, ...byCertManager({ rest: RestTls.SERVER }) })).toEqual({
      ...internal,
      'security.ssl.rest.enabled': 'true',
      'security.ssl.rest.authentication-enabled': 'false',
      'security.ssl.rest.keystore': '/opt/flink/tls/keystore.p12',
      'security.ssl.rest.truststore': '/opt/flink/tls/truststore.p12',
      ...types('rest', 'pkcs12'),
      [flinkVersion.isAtLeast(FlinkVersion.V2_3) ? 'security.ssl.rest.verify-hostname' : 'security.ssl.verify-hostname']: 'true',
    });
  });

  test('JKS, mutual, and without a look at the host name', () => {
    expect(ssl({ flinkVersion, ...byCertManager({ rest: RestTls.MUTUAL, keystoreType: KeystoreType.JKS, verifyHostname: false }) })).toMatchObject({
      'security.ssl.internal.keystore': '/opt/flink/tls/keystore.jks',
      ...types('internal', 'jks'),
      'security.ssl.rest.authentication-enabled': 'true',
      'security.ssl.rest.truststore': '/opt/flink/tls/truststore.jks',
      // 2.3 does not look unless it is told to
      ...flinkVersion.isAtLeast(FlinkVersion.V2_3) ? {} : { 'security.ssl.verify-hostname': 'false' },
    });
  });

  test('nothing to complain of', () => {
    expect(new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, flinkVersion, ...byCertManager({ rest: RestTls.MUTUAL }) }).findings).toEqual([]);
  });
});

test('from 2.3 on the host name is checked by another option', () => {
  const { settings } = new FlinkDeployment(chartOf(), 'orders', { ...LEAST, flinkVersion: FlinkVersion.V2_3, ...byCertManager({ rest: RestTls.SERVER }) });
  expect(settings.option('security.ssl.rest.verify-hostname')).toBe('true');
  expect(settings.flinkConfiguration).not.toHaveProperty(['security.ssl.verify-hostname']);
});

describe('the Certificate', () => {
  test('is for both directions and for the names of the Services, and lasts a year', () => {
    expect(certificateOf()).toMatchObject({
      apiVersion: 'cert-manager.io/v1',
      metadata: { name: 'orders-tls', namespace: 'shop' },
      spec: {
        secretName: 'orders-tls',
        issuerRef: { name: 'shop-ca', kind: 'Issuer', group: 'cert-manager.io' },
        dnsNames: ['orders-rest', 'orders-rest.shop', 'orders-rest.shop.svc', 'orders', 'orders.shop', 'orders.shop.svc'],
        usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
        duration: '8760h',
        renewBefore: '2920h',
        privateKey: { algorithm: 'RSA', size: 2048, rotationPolicy: 'Always' },
        keystores: { pkcs12: { create: true, passwordSecretRef: { name: 'keystores', key: 'password' } } },
      },
    });
  });

  test('as it is told', () => {
    const { spec } = certificateOf({
      issuer: { name: 'vault', kind: 'VaultIssuer', group: 'example.com' },
      keystoreType: KeystoreType.JKS,
      duration: Duration.minutes(90),
      renewBefore: Duration.minutes(20),
      privateKeyAlgorithm: PrivateKeyAlgorithm.ECDSA,
      dnsNames: ['flink.example.com', 'orders'],
    });
    expect(spec).toMatchObject({
      issuerRef: { name: 'vault', kind: 'VaultIssuer', group: 'example.com' },
      duration: '90m',
      renewBefore: '20m',
      privateKey: { algorithm: 'ECDSA', size: 256 },
      keystores: { jks: { create: true } },
    });
    expect(spec.keystores).not.toHaveProperty('pkcs12');
    expect(spec.dnsNames.filter((name: string) => name === 'orders')).toHaveLength(1);
    expect(spec.dnsNames).toContain('flink.example.com');
  });

  test('makes the Secret that the pods mount', () => {
    const manifests = synthJob(byCertManager());
    for (const component of ['jobManager', 'taskManager']) {
      const { volumes } = only(manifests, 'FlinkDeployment').spec[component].podTemplate.spec;
      expect(volumes).toContainEqual({
        name: 'tls',
        secret: { secretName: only(manifests, 'Certificate').spec.secretName, defaultMode: 0o440, items: [{ key: 'keystore.p12', path: 'keystore.p12' }, { key: 'truststore.p12', path: 'truststore.p12' }] },
      });
      expect(main(manifests, component).volumeMounts).toContainEqual({ name: 'tls', mountPath: '/opt/flink/tls', readOnly: true });
    }
  });

  test('stands before the job, and is watched', () => {
    const manifests = synthJob(byCertManager());
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds.indexOf('Certificate')).toBeLessThan(kinds.indexOf('FlinkDeployment'));
    expect(JSON.stringify(only(manifests, 'PrometheusRule'))).toContain('name=\\"orders-tls\\"');
  });

  test('may be left out, and another be watched', () => {
    const manifests = synthJob({ ...byCertManager({ createCertificate: false }), monitoring: { alerts: { certificate: 'ours' } } });
    expect(manifests.map(({ kind }) => kind)).not.toContain('Certificate');
    expect(JSON.stringify(only(manifests, 'PrometheusRule'))).toContain('name=\\"ours\\"');
    expect(JSON.stringify(only(synthJob(byCertManager({ createCertificate: false })), 'PrometheusRule'))).not.toContain('certmanager');
  });

  test('stands beside a FlinkDeployment of somebody else, and is judged there', () => {
    const chart = chartOf();
    const deployment = FlinkDeployment.fromManifest(chart, 'clicks', { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'clicks', namespace: 'shop' }, spec: { flinkVersion: 'v1_20' } });
    const { certificateName } = new FlinkCertificate(chart, 'certificate', { ...CERTIFICATE, deployment });
    expect(certificateName).toBe('clicks-tls');
    expect(only(Testing.synth(chart), 'Certificate').spec.secretName).toBe('clicks-tls');
    new FlinkCertificate(chart, 'wrong', { ...CERTIFICATE, issuer: { name: 'Not This' }, deployment });
    expect(errorsOf(() => Testing.synth(chart))).toEqual([
      expect.stringContaining('are both the Certificate shop/clicks-tls'), expect.stringContaining('[chart/wrong] error SEC-01 issuer.name = "Not This"'),
    ]);
  });
});

test('keystores of one\'s own: no Certificate, and each from its key', () => {
  const tls = Tls.secret({ secretName: 'stores', keystore: 'me.jks', truststore: 'friends.jks', keystoreType: KeystoreType.JKS, keystorePassword: PASSWORD });
  const manifests = synthJob({ tls });
  expect(manifests.map(({ kind }) => kind)).not.toContain('Certificate');
  expect(JSON.stringify(only(manifests, 'PrometheusRule'))).not.toContain('certmanager');
  expect(only(manifests, 'FlinkDeployment').spec.taskManager.podTemplate.spec.volumes).toContainEqual(
    { name: 'tls', secret: { secretName: 'stores', defaultMode: 0o440, items: [{ key: 'me.jks', path: 'keystore.jks' }, { key: 'friends.jks', path: 'truststore.jks' }] } });
});

describe('who waits for the JobManager', () => {
  const probe = (rest?: RestTls) => main(synthJob(byCertManager({ rest }))).startupProbe;

  test('asks over TLS where the REST API speaks it', () => {
    expect(probe(RestTls.SERVER)).toEqual({ httpGet: { path: '/config', port: 'rest', scheme: 'HTTPS' }, failureThreshold: 2147483647, periodSeconds: 1 });
  });

  test('is content with a connection where it would have to show a certificate', () => {
    expect(probe(RestTls.MUTUAL)).toEqual({ tcpSocket: { port: 'rest' }, failureThreshold: 2147483647, periodSeconds: 1 });
  });

  test('is the operator where it speaks HTTP', () => {
    expect(probe()).toBeUndefined();
    const job = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ...byCertManager() });
    expect(job.renderedPods().jobManager.spec.containers.at(-1).startupProbe.httpGet).toEqual({ path: '/config', port: 'rest' });
  });
});

test('no manifest holds a password option', () => {
  for (const tls of [byCertManager({ rest: RestTls.MUTUAL }).tls, Tls.secret({ secretName: 'stores', keystorePassword: PASSWORD, rest: RestTls.SERVER })]) {
    expect(Object.keys(configurationOf({ tls })).filter((key) => key.includes('password'))).toEqual([]);
  }
});

test('all that is wrong is said at once', () => {
  const errors = errorsOf(() => synthJob({
    tls: Tls.certManager({
      issuer: { name: '', kind: 'Authority' },
      keystorePassword: SecretValue.fromSecret('Keys', 'a/b'),
      keystoreType: 'pem' as any,
      privateKeyAlgorithm: 'DSA' as any,
      duration: Duration.minutes(30),
      dnsNames: ['https://x'],
      rest: 'yes' as any,
    }),
  }));
  expect(errors.map((error) => /error \S+ ([^ :]+)/.exec(error)?.[1]).sort()).toEqual([
    'tls.dnsNames[0]', 'tls.duration', 'tls.issuer.kind', 'tls.issuer.name', 'tls.keystorePassword.key', 'tls.keystorePassword.name', 'tls.keystoreType',
    'tls.privateKeyAlgorithm', 'tls.rest',
  ]);
});
