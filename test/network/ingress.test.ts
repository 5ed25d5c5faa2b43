import { Testing } from 'cdk8s';
import { IngressAuthentication, IngressOptions, ProductionFlinkJob, RestTls, SecretValue, Tls } from '../../src';
import { chartOf, errorsOf, LEAST, only, synthJob } from '../jobs';

const INGRESS: IngressOptions = {
  template: '{{name}}.{{namespace}}.example.com',
  className: 'nginx',
  authentication: IngressAuthentication.nginxExternal({ url: 'https://auth.example.com/oauth2/auth', signInUrl: 'https://auth.example.com/oauth2/start' }),
  tlsSecretName: 'flink-tls',
  controllerNamespace: 'ingress-nginx',
};

const about = (ingress: IngressOptions) => new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, ingress }).findings
  .filter(({ guideline }) => guideline === 'SEC-03');

test('the operator makes an Ingress with TLS of it, in front of which somebody asks', () => {
  expect(only(synthJob({ ingress: INGRESS }), 'FlinkDeployment').spec.ingress).toEqual({
    template: '{{name}}.{{namespace}}.example.com',
    className: 'nginx',
    annotations: {
      'nginx.ingress.kubernetes.io/auth-signin': 'https://auth.example.com/oauth2/start',
      'nginx.ingress.kubernetes.io/auth-url': 'https://auth.example.com/oauth2/auth',
    },
    tls: [{ hosts: ['orders.shop.example.com'], secretName: 'flink-tls' }],
  });
  expect(only(synthJob(), 'FlinkDeployment').spec).not.toHaveProperty('ingress');
});

test('a REST API that speaks TLS gets no Ingress from the operator', () => {
  const tls = (rest?: RestTls) => Tls.secret({ secretName: 'stores', keystorePassword: SecretValue.fromSecret('stores', 'password'), rest });
  const synth = (rest?: RestTls) => () => synthJob({ ingress: INGRESS, tls: tls(rest) });
  expect(errorsOf(synth(RestTls.SERVER))).toEqual([expect.stringContaining('SEC-03 ingress: ignored: with TLS on the REST API')]);
  expect(synth()).not.toThrow();
});

test('the network policy lets its controller in, to the REST API and nowhere else', () => {
  const ingressOf = (component: string, props: object) => synthJob(props)
    .find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === `orders-${component}`).spec.ingress;
  const mentions = (rules: any[]) => rules.filter((rule) => JSON.stringify(rule).includes('ingress-nginx')).flatMap(({ ports }) => ports.map(({ port }: any) => port));
  expect(mentions(ingressOf('jobmanager', { ingress: INGRESS }))).toEqual([8081]);
  expect(mentions(ingressOf('taskmanager', { ingress: INGRESS }))).toEqual([]);
  expect(mentions(ingressOf('jobmanager', {}))).toEqual([]);
  const both = ingressOf('jobmanager', { ingress: INGRESS, networkPolicy: { uiNamespaces: ['ingress-nginx', 'proxy'] } })[2].from;
  expect(both.map(({ namespaceSelector }: any) => namespaceSelector.matchLabels['kubernetes.io/metadata.name'])).toEqual(['flink-operator', 'ingress-nginx', 'proxy']);
});

test.each<[string, IngressAuthentication]>([
  ['a proxy behind nginx', INGRESS.authentication],
  ['a password', IngressAuthentication.nginxBasic('flink-users')],
  ['a Middleware of Traefik', IngressAuthentication.traefikMiddleware('sso', 'auth')],
  ['a load balancer that signs in', IngressAuthentication.albOidc({
    issuer: 'https://id', authorizationEndpoint: 'https://id/a', tokenEndpoint: 'https://id/t', userInfoEndpoint: 'https://id/u', secretName: 'oidc',
  })],
  ['somebody who is named', IngressAuthentication.other({}, 'the gateway in front of the cluster asks for a client certificate')],
])('%s is an authentication that the check of manifests knows, too', (_, authentication) => {
  expect(about({ ...INGRESS, authentication })).toEqual([]);
});

test('a statement travels with the manifest', () => {
  const ingress = { ...INGRESS, authentication: IngressAuthentication.other({}, 'the gateway asks') };
  expect(only(synthJob({ ingress }), 'FlinkDeployment').metadata.annotations['cdk8s-flink.dev/suppress']).toContain('SEC-03: the gateway asks');
});

test.each<[string, Partial<IngressOptions> | any, string]>([
  ['no authentication', { authentication: undefined }, 'ARC-12 ingress.authentication: must be set'],
  ['no TLS', { tlsSecretName: '' }, 'SEC-03 ingress.tlsSecretName'],
  ['no controller', { controllerNamespace: '' }, 'SEC-03 ingress.controllerNamespace'],
  ['no host', { template: '' }, 'SEC-03 ingress.template'],
  ['a path for a host', { template: '/{{name}}' }, 'must contain a valid host name, not ""'],
  ['a word that the operator does not know', { template: '{{job}}.example.com' }, 'must contain a valid host name, not "{{job}}.example.com"'],
  ['an empty statement', { authentication: IngressAuthentication.other({}, ' ') }, 'must not be empty: the statement becomes the reason'],
  ['an empty address', { authentication: IngressAuthentication.nginxExternal({ url: '' }) }, 'auth-url\'] = "": must not be empty'],
])('%s is an error', (_, change, expected) => {
  const errors = errorsOf(() => {
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'orders', { ...LEAST, ingress: { ...INGRESS, ...change } });
    Testing.synth(chart);
  });
  expect(errors.join('\n')).toContain(expected);
});
