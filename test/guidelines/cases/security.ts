import { Case, fires, silent } from './judge-case';

const INTERNAL = 'security.ssl.internal';
const PASSWORDS = ['keystore-password', 'key-password', 'truststore-password'];
const stores = (prefix: string) => Object.fromEntries(['keystore', 'truststore'].map((store) => [`${prefix}.${store}`, `/ssl/${store}`]));
const PODS = 'taskManager.podTemplate.spec';
const LOCKED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const REST = { 'security.ssl.rest.enabled': 'true', ...stores('security.ssl.rest') };
const operator = (env: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: ops, labels: {app.kubernetes.io/name: flink-kubernetes-operator}}
spec: {template: {spec: {containers: [{name: operator, env: ${env}}]}}}
`;
const issuer = (kind: string, type: string) => `apiVersion: cert-manager.io/v1
kind: ${kind}
metadata: {name: shop-ca${kind === 'Issuer' ? ', namespace: shop' : ''}}
spec: {${type}: {}}
`;
const policy = (labels: string, ports: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: own, namespace: shop}
spec: {podSelector: {matchLabels: {${labels}}}, ingress: [{from: [{podSelector: {}}]${ports}}]}
`;
const schedule = (app: string) => `apiVersion: chaos-mesh.org/v1alpha1
kind: Schedule
metadata: {name: kill, namespace: shop}
spec: {schedule: '@monthly', type: PodChaos, podChaos: {action: pod-kill, mode: one, selector: {namespaces: [shop], labelSelectors: {app: ${app}}}}}
`;
const rule = (alert: string, more = 'labels: {severity: warning}') => `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: own, namespace: shop}
spec: {groups: [{name: own, rules: [{record: a, expr: 'flink_x'}, {alert: ${alert}, expr: up == 1, ${more}}]}]}
`;
const OTHER_JOB = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: returns, namespace: shop}
spec: {job: {parallelism: 2}}
`;
const PINNED = ['taskmanager.rpc.port', 'taskmanager.data.port'];
const FIXED = ['blob.server.port', 'taskmanager.rpc.port', 'high-availability.jobmanager.port'];
const ingress = (more: object) => ({ spec: { ingress: { template: '{{name}}.example.com', ...more } } });
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const TMP = { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] };
const reporter = 'metrics.reporter.prom.factory.class';
const PROMETHEUS = 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory';

const PLAIN = { options: { 'security.ssl.internal.enabled': undefined } };
const meshed = (metadata: object) => ({ 'spec/jobManager/podTemplate/metadata': metadata, 'spec/taskManager/podTemplate/metadata': metadata });


const SIDECAR = { name: 'shipper', image: 'x:1' };
const JAAS = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="hunter2secret";';
export const SECURITY: Case[] = [
  fires('SEC-01', 'no word of TLS', { options: { [`${INTERNAL}.enabled`]: undefined } }, 'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  silent('SEC-01', 'a mesh that encrypts', { ...PLAIN, object: meshed({ annotations: { 'linkerd.io/inject': 'enabled' } }) }),
  silent('SEC-01', 'a mesh without sidecars that encrypts', { ...PLAIN, object: meshed({ labels: { 'istio.io/dataplane-mode': 'ambient' } }) }),
  fires('SEC-01', 'a mesh that leaves Flink alone', { ...PLAIN, object: meshed({ labels: { 'sidecar.istio.io/inject': 'true' } }) }, 'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  fires('SEC-01', 'half of it in a mesh', { ...PLAIN, object: { 'spec/jobManager/podTemplate/metadata': { annotations: { 'linkerd.io/inject': 'enabled' } } } }, 'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  fires('SEC-01', 'TLS switched off', { options: { [`${INTERNAL}.enabled`]: 'false' } }, 'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  fires('SEC-01', 'a TLS version that Java rejects', { options: { 'security.ssl.protocol': 'TLSv1,TLSv1.1' } }, 'error security.ssl.protocol: Java rejects older versions'),
  fires('SEC-01', 'a TLS version that there is not', { options: { 'security.ssl.protocol': 'TLSv1.2,TLS1.3' } }, 'error security.ssl.protocol: with an unknown version ("TLS1.3") no process starts'),
  fires('SEC-01', 'suites of another TLS version', { options: { 'security.ssl.protocol': 'TLSv1.3' } }, 'error security.ssl.algorithms: must contain a cipher suite of TLSv1.3'),
  fires('SEC-01', 'suites of a newer TLS version', { options: { 'security.ssl.algorithms': 'TLS_AES_256_GCM_SHA384' } }, 'error security.ssl.algorithms: must contain a cipher suite of TLSv1.2'),
  silent('SEC-01', 'TLS 1.3 with its suites', { options: { 'security.ssl.protocol': 'TLSv1.3', 'security.ssl.algorithms': 'TLS_AES_256_GCM_SHA384,TLS_CHACHA20_POLY1305_SHA256' } }),
  fires('SEC-01', 'a blank between TLS versions', { options: { 'security.ssl.protocol': 'TLSv1.2, TLSv1.3' } }, 'error security.ssl.protocol: with an unknown version (" TLSv1.3") no process starts'),
  fires('SEC-01', 'a suite by the name that OpenSSL has for it', { options: { 'security.ssl.algorithms': 'ECDHE-RSA-AES128-GCM-SHA256' } }, 'error security.ssl.algorithms: with an unknown name ("ECDHE-RSA-AES128-GCM-SHA256") no process starts'),
  fires('SEC-01', 'a blank between suites', { options: { 'security.ssl.algorithms': 'TLS_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' } }, 'error security.ssl.algorithms: with an unknown name (" TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384") no process starts'),
  silent('SEC-01', 'a suite of OpenSSL', { options: { 'security.ssl.provider': 'OPENSSL', 'security.ssl.algorithms': 'ECDHE-RSA-AES128-GCM-SHA256' } }),
  fires('SEC-01', 'a suite that is cut off', { options: { 'security.ssl.algorithms': 'TLS_ECDHE_RSA_WITH_AES_128_GCM' } }, 'error security.ssl.algorithms: with an unknown name ("TLS_ECDHE_RSA_WITH_AES_128_GCM")'),
  fires('SEC-01', 'a suite that is none', { options: { 'security.ssl.algorithms': 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV' } }, 'error security.ssl.algorithms: must contain a cipher suite of TLSv1.2'),
  silent('SEC-01', 'two TLS versions with suites of one', { options: { 'security.ssl.protocol': 'TLSv1.2,TLSv1.3' } }),
  silent('SEC-01', 'an old TLS version beside a new one', { options: { 'security.ssl.protocol': 'TLSv1.1,TLSv1.2' } }),
  fires('SEC-01', 'an old TLS version where there is no TLS', { options: { ...PLAIN.options, 'security.ssl.protocol': 'TLSv1' } }, 'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  silent('SEC-01', 'the former switch', { options: { [`${INTERNAL}.enabled`]: undefined, 'security.ssl.enabled': 'true', ...stores('security.ssl.rest') } }),
  fires('SEC-01', 'the former switch, which Flink 2 does not know', { spec: { flinkVersion: 'v2_2' }, options: { [`${INTERNAL}.enabled`]: undefined, 'security.ssl.enabled': 'true' } },
    'warning security.ssl.internal.enabled: traffic between JobManager and TaskManagers is neither encrypted'),
  fires('SEC-01', 'TLS without its stores', { options: { [`${INTERNAL}.keystore`]: undefined, [`${INTERNAL}.truststore`]: undefined } },
    'error security.ssl.internal.keystore: must be set: with TLS no process starts without it', 'error security.ssl.internal.truststore: must be set: with TLS no process starts without it'),
  fires('SEC-01', 'REST over TLS without its stores', { options: { 'security.ssl.rest.enabled': 'true' } }, 'error security.ssl.rest.keystore: must be set: with TLS no process starts without it', 'error security.ssl.rest.truststore: must be set: with TLS no process starts without it'),
  fires('SEC-01', 'TLS without passwords', { container: { env: [] } }, ...PASSWORDS.map((password) => `error ${INTERNAL}.${password}: no process starts without it`)),
  fires('SEC-01', 'a configuration folder that is the operator\'s own', { container: { env: [{ name: 'FLINK_CONF_DIR', value: '/opt/flink/conf' }] } }, ...PASSWORDS.map((password) => `error ${INTERNAL}.${password}: no process starts without it`)),
  fires('SEC-01', 'an operator that believes nobody', { options: REST, beside: operator('[]') }, 'warning Deployment spec.template.spec.containers: the operator must have a truststore (OPERATOR_TRUSTSTORE_PATH): without it'),
  silent('SEC-01', 'an operator with a truststore', { options: REST, beside: operator('[{name: OPERATOR_TRUSTSTORE_PATH, value: /x}]') }),
  silent('SEC-01', 'an operator that has no TLS to believe', { beside: operator('[]') }),
  fires('SEC-01', 'a certificate by ACME', { beside: issuer('Issuer', 'acme') }, 'error Certificate spec.issuerRef: an ACME issuer provides no CA certificate: cert-manager creates no'),
  fires('SEC-01', 'a certificate that signs itself', { beside: issuer('Issuer', 'selfSigned') }, 'warning Certificate spec.issuerRef: certificates of a self-signed issuer trust only themselves: after a'),
  silent('SEC-01', 'a certificate by an authority', { beside: issuer('Issuer', 'ca') }),
  silent('SEC-01', 'an issuer of the cluster with the same name', { beside: issuer('ClusterIssuer', 'acme') }),
  silent('SEC-01', 'passwords for internal and REST in one', { container: { env: [] }, options: Object.fromEntries(PASSWORDS.map((password) => [`security.ssl.${password}`, 'x'])) }),
  fires('SEC-02', 'a principal without a keytab', { options: { 'security.kerberos.login.principal': 'flink' } }, 'error security.kerberos.login.keytab: principal are useless without each other'),
  silent('SEC-02', 'both of them', { options: { 'security.kerberos.login.principal': 'flink', 'security.kerberos.login.keytab': '/x/keytab' } }),
  fires('SEC-03', 'a public address', { options: { 'kubernetes.rest-service.exposed.type': 'LoadBalancer' } }, 'error kubernetes.rest-service.exposed.type: the REST API gets a public address: every client that reaches it can run'),
  fires('SEC-03', 'an address inside', {
    options: { 'kubernetes.rest-service.exposed.type': 'LoadBalancer', 'kubernetes.rest-service.annotations': 'networking.gke.io/load-balancer-type:Internal' },
  }, 'warning kubernetes.rest-service.exposed.type: the REST API gets an address of its own: every client that reaches it can'),
  fires('SEC-03', 'a port of every node', { options: { 'kubernetes.rest-service.exposed.type': 'NodePort' } }, 'warning kubernetes.rest-service.exposed.type: every client that reaches a node can run any code'),
  fires('SEC-03', 'an ingress for everybody', ingress({}), 'error spec.ingress: has no authentication'),
  fires('SEC-03', 'an ingress for everybody inside', ingress({ className: 'nginx-internal' }), 'warning spec.ingress: has no authentication'),
  fires('SEC-03', 'an ingress that asks, in plain text', ingress({ annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://x' } }), 'warning spec.ingress: tls must be set: without it the credentials of clients can be read in'),
  silent('SEC-03', 'an ingress that asks', ingress({ annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://x' }, tls: [{ secretName: 'x' }] })),
  fires('SEC-04', 'jobs from anybody', { options: { 'web.submit.enable': undefined } }, 'warning web.submit.enable: every client that reaches the web UI can upload a jar'),
  silent('SEC-04', 'a session cluster, to which the operator submits', { options: { 'web.submit.enable': undefined }, spec: { job: undefined } }),
  fires('SEC-04', 'a session cluster to which nobody can submit', { options: { 'web.submit.enable': 'false' }, spec: { job: undefined } }, 'error web.submit.enable: the operator submits its jobs over the REST API'),

  ...['s3.secret-key', 'fs.s3a.secret.key', 'security.ssl.internal.keystore-password', 'fs.oss.accessKeySecret', 'fs.azure.account.key.shop.blob.core.windows.net', 'metrics.reporter.influx.password']
    .map((key) => fires('SEC-05', `a literal in ${key}`, { options: { [key]: 'hunter2' } }, `error ${key}: the value is a secret in plain text: it can be read in the resource, its`)),
  fires('SEC-05', 'a literal argument', { spec: { 'job.args': ['--kafka.password', 'hunter2'] } }, 'error spec.job.args: the argument kafka.password contains a secret in plain text: it can be'),
  fires('SEC-05', 'a literal argument in camel case', { spec: { 'job.args': ['--dbPassword', 'hunter2'] } }, 'error spec.job.args: the argument dbPassword contains a secret in plain text: it can be read in'),
  fires('SEC-05', 'a literal argument in one', { spec: { 'job.args': ['--api-key=hunter2'] } }, 'error spec.job.args: the argument api-key contains a secret in plain text: it can be read in'),
  fires('SEC-05', 'a literal system property', { spec: { 'job.args': ['-Dpassword=hunter2'] } }, 'error spec.job.args: the argument password contains a secret in plain text: it can be read in'),
  fires('SEC-05', 'a literal without dashes', { spec: { 'job.args': ['db.password=hunter2'] } }, 'error spec.job.args: the argument db.password contains a secret in plain text: it can be read'),
  fires('SEC-05', 'a password in a URL', { spec: { 'job.args': ['--jdbc', 'jdbc:postgresql://orders:hunter2@db/orders'] } }, 'error spec.job.args: the argument jdbc contains a secret in plain text: it can be read in the'),
  fires('SEC-05', 'a password in a URL that nothing names', { spec: { 'job.args': ['https://x/?token=hunter2'] } }, 'error spec.job.args: the argument token contains a secret in plain text: it can be read in the'),
  ...([
    ['-Ddb.pw=hunter2', 'db.pw'], ['--password:hunter2', 'password'], ['{"user":"orders","password":"hunter2"}', 'password'], ['{"db": {"apiKey": "hunter2"}}', 'apiKey'],
    ['Server=db;Password=hunter2', 'Password'], ['--conf=Server=db;Pwd=hunter2;Ssl=true', 'Pwd'], [`ghp_${'x'.repeat(36)}`, '1'], [`--auth=glpat-${'x'.repeat(20)}`, 'auth'],
    ['Endpoint=sb://x/;SharedAccessKey=aGVsbG8=', 'SharedAccessKey'],
  ] as const).map(([arg, name]) => fires('SEC-05', `an argument ${arg.slice(0, 24)}`, { spec: { 'job.args': [arg] } }, `error spec.job.args: the argument ${name} contains a secret in plain text`)),
  fires('SEC-05', 'a token behind its name', { spec: { 'job.args': ['--source', `xoxb-${'1'.repeat(12)}`] } }, 'error spec.job.args: the argument source contains a secret in plain text: it can be read in the'),
  fires('SEC-05', 'a token in an option', { options: { 'pipeline.global-job-parameters': `a:github_pat_${'x'.repeat(40)}` } }, 'error pipeline.global-job-parameters: the value is a secret in plain text: it can be read in the resource, its'),
  silent('SEC-05', 'settings without secrets', {
    spec: { 'job.args': ['{"password": {"from": "vault"}, "token": null}', '{"passwordFile":"/run/x"}', '--ratio:0.5', '-Ddb.pw=${PW}', '--secret:env:PW', 'ghp_short', 'my_ghp_abcdefghijklmnopqrstuvwxyz1234567890'] },
  }),
  fires('SEC-05', 'a password in the URL of a variable', { container: { env: [{ name: 'DB_URL', value: 'jdbc:mysql://db/x?user=a&password=hunter2' }] } }, 'error spec.podTemplate: the environment variable DB_URL contains a secret in plain text'),
  silent('SEC-05', 'URLs', { spec: { 'job.args': ['--jdbc', 'jdbc:postgresql://db/orders?ssl=true', 'https://x/?a=b', 'a=b'] } }),
  fires('SEC-05', 'a literal variable', { container: { env: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'hunter2' }] } }, 'error spec.podTemplate: the environment variable AWS_SECRET_ACCESS_KEY contains a secret in plain'),
  fires('SEC-05', 'a password that the shell puts among the arguments', { options: { 'kubernetes.jobmanager.entrypoint.args': '-Dsecurity.ssl.internal.key-password=$PASSWORD' } },
    'warning kubernetes.jobmanager.entrypoint.args: security.ssl.internal.key-password is passed to the process as an'),
  silent('SEC-05', 'other arguments', { options: { 'kubernetes.jobmanager.entrypoint.args': '-Drest.port=8081 -D security.ssl.internal.keystore=/x' } }),
  silent('SEC-05', 'names that only look like it', {
    options: { 'security.delegation.tokens.enabled': 'true', 'fs.s3a.aws.credentials.provider': 'x.Y', 'security.ssl.internal.keystore': '/ssl/k' },
    spec: { 'job.args': ['--password-file', '/run/secret', '--primary-key', 'id', '--tokens', '5', '--password-secret', 'db', '--password', '--verbose'] },
    container: { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } }, { name: 'PASSWORD_FILE', value: '/x' }, { name: 'SORT_KEY', value: 'id' }] },
  }),
  ...[
    'software.amazon.msk.auth.iam.IAMLoginModule required;', 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
    'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="$(P)";',
    'org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=${P};',
    'com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true keyTab="/etc/kafka.keytab" principal="orders@EXAMPLE.COM";',
  ].map((jaas) => silent('SEC-05', `JAAS without a secret, ${jaas.slice(0, 60)}`, {
    options: { 'containerized.master.env.KAFKA_JAAS': jaas },
    spec: { 'job.args': ['--sasl.jaas.config', jaas, `--sasl.jaas.config=${jaas}`, `sasl.jaas.config: ${jaas}`] },
    container: { env: [{ name: 'SASL_JAAS_CONFIG', value: jaas }, { name: 'KAFKA_OPTS', value: jaas }] },
  })),
  ...['SASL_JAAS_CONFIG', 'KAFKA_OPTS', 'KAFKA_JAAS', 'LOGIN'].map((name) => fires('SEC-05', `JAAS with a password in ${name}`, { container: { env: [{ name, value: JAAS }] } },
    `error spec.podTemplate: the environment variable ${name} contains a secret in plain text`)),
  fires('SEC-05', 'JAAS with a password as an argument', { spec: { 'job.args': ['--sasl.jaas.config', JAAS] } }, 'error spec.job.args: the argument password contains a secret in plain text: it can be read in'),
  fires('SEC-05', 'JAAS with a password in one argument', { spec: { 'job.args': [`--sasl.jaas.config=${JAAS}`] } }, 'error spec.job.args: the argument password contains a secret in plain text: it can be read in'),
  fires('SEC-05', 'JAAS with a password in an option', { options: { 'pipeline.global-job-parameters': `jaas:${JAAS}` } }, 'error pipeline.global-job-parameters: the value is a secret in plain text: it can be read in the resource, its'),
  ...([
    ['args', ['--token=abcdef123456'], 'token'], ['args', ['--db-password', 'hunter2secret'], 'db-password'], ['command', ['serve', '--api-key=hunter2secret'], 'api-key'],
    ['args', ['sh', '-c', 'curl -u admin:hunter2secret https://jars.example.com/a.jar -o /a.jar'], 'the user of curl'],
    ['command', ['sh', '-c', 'set -e; export DB_PASSWORD=hunter2secret; exec run'], 'DB_PASSWORD'], ['args', ['-c', 'wget --password "hunter2secret" https://x'], 'password'],
    ['args', ['https://ci:hunter2secret@jars.example.com/a.jar'], 'a secret'],
  ] as const).flatMap(([field, words, name]) => [
    fires('SEC-05', `a secret of a sidecar, ${words.join(' ').slice(0, 40)}`, { spec: { [`${PODS}.containers.1`]: { ...SIDECAR, [field]: words } } },
      `error spec.taskManager.podTemplate.spec.containers[1].${field}: the container has a secret in plain text in its ${field} (${name})`),
    fires('SEC-05', `a secret of an init container, ${words.join(' ').slice(0, 40)}`, { spec: { [`${PODS}.initContainers`]: [{ ...SIDECAR, [field]: words }] } },
      `error spec.taskManager.podTemplate.spec.initContainers[0].${field}: the init container has a secret in plain text in its ${field} (${name})`),
  ]),
  silent('SEC-05', 'commands of a sidecar without a secret', {
    spec: {
      [`${PODS}.containers.1`]: {
        ...SIDECAR,
        command: ['sh', '-c', 'echo "waiting for token file"; TOKEN=$(cat /run/token) PW="$PW" KEY=`cat /k`; test -n "${PASSWORD:?missing}" && curl -u "$USER:$PASSWORD" https://x; grep "password=" /etc/x'],
        args: ['--token=$(TOKEN)', '--password', '$(PASSWORD)', '--password-file', '/run/pw', '--secret', 'orders-db', '--token-file=/run/token', '--user', 'orders:admins', '-u', '1000:1000', '--password-stdin'],
      },
    },
  }),
  fires('SEC-05', 'a password for an appender', { spec: { logConfiguration: { 'log4j-console.properties': 'rootLogger.level = INFO\nappender.kafka.password = hunter2secret' } } },
    'error spec.logConfiguration: log4j-console.properties contains a secret in plain text'),
  fires('SEC-05', 'a password in Logback', { spec: { logConfiguration: { 'logback-console.xml': '<configuration>\n<appender><password>hunter2secret</password></appender>\n</configuration>' } } },
    'error spec.logConfiguration: logback-console.xml contains a secret in plain text (password): it can be'),
  silent('SEC-05', 'logging without a secret', {
    spec: {
      logConfiguration: {
        'log4j-console.properties': '# password = none\nlogger.token = DEBUG\nlogger.token.name = com.example.Token\nappender.kafka.password = ${env:PW}\nappender.a.layout.pattern = %d password: %m%n',
        'logback-console.xml': '<configuration><appender><password>${PW}</password></appender><logger name="com.example.token" level="DEBUG"/></configuration>',
      },
    },
  }),
  fires('SEC-05', 'a password in an annotation', { annotations: { 'example.com/db-password': 'hunter2secret' } }, 'warning metadata.annotations[\'example.com/db-password\']: probably a secret: everyone who may read the resource can read its'),
  fires('SEC-05', 'a password in a label of pods', { spec: { 'taskManager.podTemplate.metadata.labels': { 'db-password': 'hunter2secret' } } },
    'warning spec.taskManager.podTemplate.metadata.labels.db-password: probably a secret: everyone who may list pods can read the labels of the'),
  silent('SEC-05', 'annotations about secrets', {
    annotations: {
      'vault.hashicorp.com/agent-inject-secret-db-password': 'secret/data/db',
      'vault.hashicorp.com/agent-inject-token': 'true',
      'example.com/db-secret': 'orders-db',
      'example.com/password': '/run/secrets/pw',
      'secrets.example.com/db-password': 'orders-db-password',
      'example.com/token-expiration': '86400',
    },
  }),
  silent('SEC-05', 'a reference', { options: { 's3.secret-key': '${S3_SECRET}' }, spec: { 'job.args': ['--password', '$(PASSWORD)'] } }),

  fires('SEC-06', 'root', { pod: { 'securityContext/runAsUser': 0 } }, 'warning spec.podTemplate: Flink runs as root'),
  fires('SEC-06', 'anybody', { pod: { 'securityContext/runAsNonRoot': undefined } }, 'warning spec.podTemplate: Flink may run as root: runAsNonRoot is not true'),
  fires('SEC-06', 'a user that nobody can verify', { pod: { 'securityContext/runAsUser': undefined }, spec: { image: 'flink:1.20.1' } }, 'error spec.podTemplate: runAsUser must be set beside runAsNonRoot: Flink\'s images give their user'),
  silent('SEC-06', 'another user', { pod: { 'securityContext/runAsUser': 1000 } }),
  silent('SEC-06', 'an image with a user of its own', { pod: { 'securityContext/runAsUser': undefined } }),
  fires('SEC-07', 'a root that can be written', { container: { 'securityContext/readOnlyRootFilesystem': undefined } }, 'warning spec.podTemplate: the container can write to its root file system'),
  fires('SEC-07', 'nowhere to write', { container: { volumeMounts: [] } }, 'error spec.podTemplate: a volume must be mounted at /tmp: Flink does not start without it on a'),
  fires('SEC-07', 'plugins that cannot be installed', { container: { env: [{ name: 'ENABLE_BUILT_IN_PLUGINS', value: 'flink-s3-fs-hadoop-1.20.1.jar' }], ...TMP } }, 'error spec.podTemplate: ENABLE_BUILT_IN_PLUGINS cannot write below'),
  fires('SEC-07', 'plugins that are hidden', {
    pod: { initContainers: [], volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'p', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'p', mountPath: '/opt/flink/plugins' }] },
  }, 'error spec.podTemplate: the emptyDir hides all plugins of the image, metrics reporters too'),
  silent('SEC-07', 'a volume for the one plugin', {
    pod: { initContainers: [], volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'p', emptyDir: {} }] },
    container: {
      env: [{ name: 'ENABLE_BUILT_IN_PLUGINS', value: 'flink-s3-fs-hadoop-1.20.1.jar' }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'p', mountPath: '/opt/flink/plugins/flink-s3-fs-hadoop-1.20.1' }],
    },
  }),
  fires('SEC-08', 'privileges', { container: { 'securityContext/privileged': true } }, 'warning spec.podTemplate: a container is privileged'),
  fires('SEC-08', 'the processes of the node', { pod: { hostPID: true } }, 'warning spec.podTemplate: the pods share the node\'s network or processes'),
  fires('SEC-08', 'the network of the node', { options: { 'kubernetes.hostnetwork.enabled': 'true' } }, 'warning spec.podTemplate: the pods share the node\'s network or processes'),
  fires('SEC-08', 'a folder of the node', { pod: { volumes: [{ name: 'tmp', hostPath: { path: '/tmp' } }] } }, 'warning spec.podTemplate: hostPath volumes (tmp) are not allowed in any namespace that enforces the'),
  fires('SEC-08', 'capabilities', { container: { 'securityContext/capabilities': undefined } }, 'warning spec.podTemplate: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a capability beside', { container: { 'securityContext/capabilities': { drop: ['ALL'], add: ['SYS_PTRACE'] } } }, 'warning spec.podTemplate: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a port of the node', { container: { ports: [{ containerPort: 9000, hostPort: 9000 }] } }, 'warning spec.podTemplate: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'processes unmasked', { container: { 'securityContext/procMount': 'Unmasked' } }, 'warning spec.podTemplate: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a volume over NFS', { spec: { 'taskManager.podTemplate.spec.volumes.7': { name: 'share', nfs: { server: 'nfs', path: '/' } } } }, 'warning spec.taskManager.podTemplate: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a sidecar that says nothing', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1' } } }, 'warning spec.taskManager.podTemplate.spec.containers[1]: the sidecar without allowPrivilegeEscalation'),
  fires('SEC-08', 'an init container that may escalate', { spec: { [`${PODS}.initContainers`]: [{ name: 'fetch', image: 'x:1', securityContext: { ...LOCKED, allowPrivilegeEscalation: true } }] } },
    'warning spec.taskManager.podTemplate.spec.initContainers[0]: the init container without allowPrivilegeEscalation'),
  fires('SEC-08', 'a sidecar that runs as root', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: { ...LOCKED, runAsUser: 0 } } } }, 'warning spec.taskManager.podTemplate.spec.containers[1]: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a sidecar that may run as root', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: { ...LOCKED, runAsNonRoot: false } } } },
    'warning spec.taskManager.podTemplate.spec.containers[1]: a namespace that enforces the restricted Pod Security'),
  fires('SEC-08', 'a sidecar with a port of the node', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: LOCKED, ports: [{ containerPort: 1, hostPort: 1 }] } } },
    'warning spec.taskManager.podTemplate.spec.containers[1]: a namespace that enforces the restricted Pod Security'),
  ...[
    ['type', 'spc_t'], ['user', 'system_u'], ['role', 'system_r'],
  ].flatMap(([field, value]) => [
    fires('SEC-08', `the SELinux ${field} of a pod`, { pod: { 'securityContext/seLinuxOptions': { [field]: value } } }, `warning spec.podTemplate: must not have seLinuxOptions.${field}: ${value}: a namespace that enforces the restricted`),
    fires('SEC-08', `the SELinux ${field} of a container`, { container: { 'securityContext/seLinuxOptions': { [field]: value } } }, `warning spec.podTemplate: must not have seLinuxOptions.${field}: ${value}: a namespace that enforces the restricted`),
  ]),
  ...['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', ''].map((type) => (
    silent('SEC-08', `the SELinux type ${type}`, { pod: { 'securityContext/seLinuxOptions': { type, level: 's0', user: '', role: null } } })
  )),
  fires('SEC-08', 'a sysctl that is not safe', { pod: { 'securityContext/sysctls': [{ name: 'kernel.shm_rmid_forced', value: '1' }, { name: 'kernel.msgmax', value: '65536' }] } },
    'warning spec.podTemplate: must not have sysctls: [kernel.msgmax]: a namespace that enforces the'),
  silent('SEC-08', 'safe sysctls', {
    pod: {
      'securityContext/sysctls': [
        'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
        'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
      ].map((name) => ({ name, value: '1' })),
    },
  }),
  fires('SEC-08', 'a pod without AppArmor', { pod: { 'securityContext/appArmorProfile': { type: 'Unconfined' } } }, 'warning spec.podTemplate: must not have appArmorProfile.type: Unconfined: a namespace that enforces'),
  fires('SEC-08', 'a container without AppArmor', { container: { 'securityContext/appArmorProfile': { type: 'Unconfined' } } }, 'warning spec.podTemplate: must not have appArmorProfile.type: Unconfined: a namespace that enforces'),
  fires('SEC-08', 'a sidecar without AppArmor', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: { ...LOCKED, appArmorProfile: { type: 'Unconfined' } } } } },
    'warning spec.taskManager.podTemplate.spec.containers[1]: the sidecar with appArmorProfile.type'),
  fires('SEC-08', 'an init container of another SELinux type', { spec: { [`${PODS}.initContainers`]: [{ name: 'fetch', image: 'x:1', securityContext: { ...LOCKED, seLinuxOptions: { type: 'spc_t' } } }] } },
    'warning spec.taskManager.podTemplate.spec.initContainers[0]: the init container with seLinuxOptions.type'),
  fires('SEC-08', 'no AppArmor, by annotation', { object: meshed({ annotations: { [`${APP_ARMOR}flink-main-container`]: 'unconfined' } }) },
    `warning spec.podTemplate: must not have ${APP_ARMOR}flink-main-container: unconfined`),
  silent('SEC-08', 'AppArmor profiles', {
    pod: { 'securityContext/appArmorProfile': { type: 'RuntimeDefault' } },
    container: { 'securityContext/appArmorProfile': { type: 'Localhost', localhostProfile: 'x' } },
    object: meshed({ annotations: { [`${APP_ARMOR}flink-main-container`]: 'runtime/default', [`${APP_ARMOR}other`]: 'localhost/x', 'example.com/a': 'unconfined' } }),
  }),
  fires('SEC-08', 'a pod that is a process of a Windows node', { pod: { 'securityContext/windowsOptions': { hostProcess: true } } }, 'warning spec.podTemplate: must not have windowsOptions.hostProcess: true: a namespace that enforces'),
  fires('SEC-08', 'a container that is one', { container: { 'securityContext/windowsOptions': { hostProcess: true } } }, 'warning spec.podTemplate: must not have windowsOptions.hostProcess: true: a namespace that enforces'),
  silent('SEC-08', 'another Windows user', { pod: { 'securityContext/windowsOptions': { hostProcess: false, runAsUserName: 'flink' } } }),
  fires('SEC-08', 'everything at once', {
    container: {
      'securityContext/privileged': true,
      'ports': [{ containerPort: 9000, hostPort: 9000 }],
      'securityContext/capabilities': { add: ['SYS_ADMIN'] },
      'securityContext/seccompProfile': { type: 'Unconfined' },
    },
    pod: {
      hostNetwork: true,
      hostPID: true,
      volumes: [{ name: 'tmp', hostPath: { path: '/tmp' } }, { name: 'root', hostPath: { path: '/' } }, { name: 'share', nfs: { server: 'nfs', path: '/' } }, { name: 'disk', fc: {} }],
    },
  },
  'warning spec.podTemplate: a container is privileged',
  'warning spec.podTemplate: hostPath volumes (tmp, root) are not allowed in any namespace that enforces the baseline or restricted Pod Security Standard',
  'warning spec.podTemplate: must have capabilities.drop: [ALL], seccompProfile.type: RuntimeDefault: a namespace',
  'warning spec.podTemplate: must not have capabilities.add: [SYS_ADMIN], hostPort: 9000: a namespace',
  'warning spec.podTemplate: must not have volumes of type nfs (share), fc (disk): a namespace that enforces the restricted Pod Security Standard refuses the pods',
  'warning spec.podTemplate: the pods share the node\'s network or processes'),
  silent('SEC-08', 'a sidecar that takes the pod\'s user and profile', { spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: LOCKED } } }),
  silent('SEC-08', 'a sidecar that listens below port 1024', {
    spec: { [`${PODS}.containers.1`]: { name: 'shipper', image: 'x:1', securityContext: { ...LOCKED, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } } },
  }),
  silent('SEC-08', 'a profile of one\'s own', { pod: { 'securityContext/seccompProfile': { type: 'Localhost', localhostProfile: 'x' } } }),
  fires('SEC-09', 'no policy', { without: ['NetworkPolicy'] }, 'warning metadata.name: no NetworkPolicy among these manifests selects the pods of the JobManager or the TaskManagers'),
  fires('SEC-09', 'a policy for the labels that the operator overwrites', { without: ['NetworkPolicy'], beside: policy('app.kubernetes.io/name: orders', '') }, 'warning metadata.name: no NetworkPolicy among these manifests selects the pods of the JobManager or the TaskManagers'),
  fires('SEC-09', 'a policy that cannot name the ports', { options: Object.fromEntries(PINNED.map((port) => [port, undefined])) }, 'error taskmanager.data.port: the NetworkPolicy of these pods opens only the ports'),
  silent('SEC-09', 'ports to which Flink gives a number when it creates the pods', { options: Object.fromEntries(FIXED.map((port) => [port, undefined])) }),
  fires('SEC-09', 'a range of ports', { options: { 'metrics.internal.query-service.port': '6200-6210' } },
    'error metrics.internal.query-service.port: must be a single port: the process listens on any one of these, and'),
  fires('SEC-09', 'a process that listens elsewhere', { options: { 'taskmanager.data.bind-port': '7000' } }, 'error taskmanager.data.bind-port: must be 6120, the port to which its peers connect (taskmanager.data.port): the process listens on another'),
  silent('SEC-09', 'a process that listens where it says', { options: { 'taskmanager.data.bind-port': '6120' } }),
  silent('SEC-09', 'a policy that opens all ports', {
    without: ['NetworkPolicy'], options: Object.fromEntries(PINNED.map((port) => [port, undefined])), beside: policy('app: orders', ''),
  }),
  fires('SEC-09', 'a policy that opens one port', { without: ['NetworkPolicy'], beside: policy('app: orders', ', ports: [{port: 6120}]') },
    'error NetworkPolicy spec.ingress: port 8081 (rest.port) of the JobManager of orders is closed: the operator does not reach the REST API',
    'error NetworkPolicy spec.ingress: port 6123 (high-availability.jobmanager.port) of the JobManager of orders is closed: TaskManagers do not register',
    'error NetworkPolicy spec.ingress: port 6124 (blob.server.port) of the JobManager of orders is closed: TaskManagers do not get the jar',
    'error NetworkPolicy spec.ingress: port 6122 (taskmanager.rpc.port) of the TaskManagers of orders is closed: the JobManager cannot use the TaskManager'),
  fires('SEC-09', 'a policy that opens a port for UDP', { without: ['NetworkPolicy'], beside: policy('app: orders', ', ports: [{port: 6120, endPort: 6124}, {port: 8081, protocol: UDP}]') },
    'error NetworkPolicy spec.ingress: port 8081 (rest.port) of the JobManager of orders is closed: the operator does not reach the REST API'),
  silent('SEC-09', 'a policy of one\'s own', { without: ['NetworkPolicy'], beside: policy('app: orders', ', ports: [{port: rest}, {port: 6120, endPort: 6124}]') }),
  fires('SEC-09', 'a policy for another port of the REST API', { without: ['NetworkPolicy'], options: { 'rest.port': '8082' }, beside: policy('app: orders', ', ports: [{port: 8081}, {port: 6120, endPort: 6124}]') },
    'error NetworkPolicy spec.ingress: port 8082 (rest.port) of the JobManager of orders is closed: the operator does not reach the REST API'),
  fires('SEC-09', 'a policy that denies everything', { without: ['NetworkPolicy'], beside: policy('app: orders', '').replace(/ingress: .*\]\}/, 'policyTypes: [Ingress]}') },
    'warning NetworkPolicy spec.ingress: all ports of the JobManager of orders are closed', 'warning NetworkPolicy spec.ingress: all ports of the TaskManagers of orders are closed'),
  silent('SEC-09', 'a REST API that listens on another port than its Service', { without: ['NetworkPolicy'], options: { 'rest.bind-port': '8082' }, beside: policy('app: orders', ', ports: [{port: 8082}, {port: 6120, endPort: 6124}]') }),
  fires('SEC-09', 'a policy for the port of the Service of the REST API', { without: ['NetworkPolicy'], options: { 'rest.bind-port': '8082' }, beside: policy('app: orders', ', ports: [{port: 8081}, {port: 6120, endPort: 6124}]') },
    'error NetworkPolicy spec.ingress: port 8082 (rest.bind-port) of the JobManager of orders is closed'),
  silent('SEC-09', 'a policy with the name of a port of a container', { without: ['NetworkPolicy'], container: { ports: [{ name: 'ui', containerPort: 8081 }] }, beside: policy('app: orders', ', ports: [{port: ui}, {port: 6120, endPort: 6124}]') }),
  fires('SEC-09', 'a policy with a name that no container has', { without: ['NetworkPolicy'], beside: policy('app: orders', ', ports: [{port: ui}, {port: 6120, endPort: 6124}]') },
    'error NetworkPolicy spec.ingress: port 8081 (rest.port) of the JobManager of orders is closed'),
  silent('SEC-09', 'a policy with fields that are null', { without: ['NetworkPolicy'], beside: policy('app: orders', ', ports: [{port: null, protocol: null}]') }),
  silent('SEC-09', 'an empty list of policy types', { without: ['NetworkPolicy'], beside: policy('app: orders', '').replace('ingress:', 'policyTypes: [], ingress:') }),
  fires('SEC-09', 'a policy without the JobManager\'s port for high availability', { without: ['NetworkPolicy'], options: { 'high-availability.jobmanager.port': '6200' }, beside: policy('app: orders', ', ports: [{port: 8081}, {port: 6120, endPort: 6124}]') },
    'error NetworkPolicy spec.ingress: port 6200 (high-availability.jobmanager.port) of the JobManager of orders is closed: TaskManagers do not register'),
  silent('SEC-09', 'pods on the network of the node', { without: ['NetworkPolicy'], options: { 'kubernetes.hostnetwork.enabled': 'true' }, beside: policy('app: orders', ', ports: [{port: 1}]') }),
  silent('SEC-09', 'a policy of egress alone', { without: ['NetworkPolicy'], beside: policy('app: orders', '').replace('ingress:', 'policyTypes: [Egress], ingress:') }),

  fires('MON-16', 'a reporter by its class', { options: { [reporter]: undefined, 'metrics.reporter.prom.class': 'org.apache.flink.metrics.prometheus.PrometheusReporter' } }, 'error metrics.reporter.prom.class: no reporter is started: Flink creates reporters by their factory'),
  fires('MON-16', 'a reporter that does not exist', { options: { [reporter]: `${PROMETHEUS}y` } }, 'error metrics.reporter.prom.factory.class: the job would run without metrics'),
  fires('MON-16', 'a reporter that nobody declares', { options: { 'metrics.reporters': 'prom, jmx' } }, 'error metrics.reporters: jmx is not started: metrics.reporter.jmx.factory.class is not set'),
  fires('MON-16', 'no reporter', { options: { [reporter]: undefined } }, 'warning metrics.reporter.prom.factory.class: no metrics are exported'),
  fires('MON-16', 'nobody who reads', { without: ['ServiceMonitor'] }, 'warning metadata.name: no ServiceMonitor or PodMonitor of these manifests selects the pods'),
  silent('MON-16', 'a reporter of one\'s own', { options: { 'metrics.reporter.x.factory.class': 'com.example.PrometheusLikeFactory' } }),
  silent('MON-16', 'nobody who reads, and nobody promised', { without: ['ServiceMonitor'], byHand: true }),
  silent('MON-16', 'a list of what is declared', { options: { 'metrics.reporters': 'prom' } }),
  fires('MON-17', 'an interval that nobody reads', { options: { 'metrics.reporter.prom.interval': '15 s' } }, 'warning metrics.reporter.prom.interval: ignored: Prometheus determines when it scrapes'),
  silent('MON-17', 'an interval of a reporter that reports', { options: { 'metrics.reporter.x.factory.class': 'a.StatsD', 'metrics.reporter.x.interval': '15 s' } }),
  fires('MON-18', 'a scope that nobody reads', { options: { 'metrics.scope.task': '<host>' } }, 'warning metrics.scope.task: ignored by the Prometheus reporter, which uses labels instead'),
  silent('MON-18', 'a scope that another reporter reads', { options: { 'metrics.scope.task': '<host>', 'metrics.reporter.x.factory.class': 'a.StatsD' } }),
  fires('MON-20', 'no alerts', { without: ['PrometheusRule'] }, 'warning metadata.name: no PrometheusRule of these manifests covers this job: no alert fires when it fails'),
  silent('MON-20', 'no alerts, and nobody promised', { without: ['PrometheusRule'], byHand: true }),
  fires('MON-21', 'an alert without a page', { beside: rule('FlinkIsBack') }, 'advice PrometheusRule spec.groups[0].rules[1]: no annotation runbook_url links to a runbook'),
  fires('MON-21', 'an alert beside two jobs, once', { beside: `${rule('FlinkIsBack')}---\n${OTHER_JOB}` }, 'advice PrometheusRule spec.groups[0].rules[1]: no annotation runbook_url links to a runbook'),
  silent('MON-21', 'a page', { beside: rule('FlinkIsBack', 'annotations: {runbook_url: "https://example.com/back"}') }),
  silent('MON-21', 'an alert about something else', { beside: rule('DiskFull') }),
  fires('LOG-01', 'everything is logged', { spec: { logConfiguration: { 'log4j-console.properties': 'rootLogger.level = DEBUG\n' } } }, 'warning spec.logConfiguration: the root logger logs at level DEBUG'),
  fires('LOG-01', 'everything is logged, by logback', { spec: { logConfiguration: { 'logback-console.xml': '<configuration><root level="TRACE"/></configuration>' } } }, 'warning spec.logConfiguration: the root logger logs at level TRACE'),
  silent('LOG-01', 'one logger says more', { spec: { logConfiguration: { 'log4j-console.properties': 'rootLogger.level = INFO\nlogger.x.level = DEBUG\n' } } }),
  fires('JOB-16', 'queryable state', { options: { 'queryable-state.enable': 'true' } }, 'warning queryable-state.enable: queryable state is deprecated'),
  fires('TST-02', 'chaos in production', {
    beside: 'apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\nmetadata: {name: kill, namespace: shop}\nspec: {selector: {namespaces: [shop], labelSelectors: {app: orders}}}\n',
  }, 'warning PodChaos spec.selector: the experiment targets the pods of shop/orders'),
  fires('TST-02', 'chaos by the clock', { beside: schedule('orders') }, 'warning Schedule spec.podChaos.selector: the experiment targets the pods of shop/orders'),
  silent('TST-02', 'chaos by the clock for somebody else', { beside: schedule('web') }),
  silent('TST-02', 'chaos for somebody else', {
    beside: 'apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\nmetadata: {name: kill, namespace: shop}\nspec: {selector: {namespaces: [shop], labelSelectors: {app: web}}}\n',
  }),
];
