import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openedPackages } from '../flink/substitutions.mjs';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { filesIn } from '../lib/files.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { QUICK_JVM } from '../lib/java.mjs';
import { copyJars } from '../lib/maven.mjs';
import { until } from '../lib/wait.mjs';
import { operatorJars } from '../operator/operator.mjs';
import { named, OPERATOR } from './network.mjs';

const IMITATED = [join(import.meta.dirname, 'imitated'), join(import.meta.dirname, '..', 'operator', 'imitated')];
const LOGGING = join(import.meta.dirname, 'logging-pom.xml');
const ACCOUNT = { namespace: OPERATOR.namespace, name: OPERATOR.name };
const MAIN = 'org.apache.flink.kubernetes.operator.FlinkOperator';
const CONTROLLERS = 4;

/** What the operator may do: the verbs that it was seen to use, without an autoscaler and without leader election. The scale of a Deployment is what it changes in standalone mode. */
export const RIGHTS = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'create', 'update', 'patch', 'deletecollection'] },
  { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'create', 'update'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'create'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
  { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get', 'update'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['list', 'watch', 'create'] },
  { apiGroups: ['flink.apache.org'], resources: ['*'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
];

/** The jars and classes of the operator in the order in which Java looks for classes: imitations, the operator's own jar, the rest. */
export async function operatorClassPath(version) {
  const [jars, logging] = await Promise.all([operatorJars(version), copyJars('operator-logging', LOGGING)]);
  const sources = IMITATED.flatMap(filesIn);
  const classes = await cached(join('classes', `operator-${version}-${fingerprint(...sources)}`), (folder) =>
    run('javac', ['-nowarn', '-proc:none', '-cp', jars.join(delimiter), '-d', folder, ...sources]));
  const silent = (jar) => /\/slf4j-nop-[^/]*$/.test(jar);
  return [classes, ...jars.filter((jar) => !silent(jar)), ...readdirSync(logging).map((jar) => join(logging, jar))];
}

/** The operator as a process that is a client of an API server, with an account of its own. */
export class Operator {
  /**
   * @param place `{ client, server, host, hostsFile, folder, env }`: the API server and its address as the operator reaches it, where the operator runs and
   *   finds names of Services, a folder for its configuration and log, more of its environment
   * @param home a Flink home with the packages that Java 17 has to open
   */
  static async start(version, { client, server, host, hostsFile, folder, env = {} }, home, rights = RIGHTS) {
    const classPath = await operatorClassPath(version);
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: ACCOUNT.namespace } });
    const token = await accountToken(client, rights);
    const conf = join(folder, 'conf');
    for (const each of [conf, join(folder, 'plugins')]) mkdirSync(each, { recursive: true });
    const file = (name, text) => {
      writeFileSync(join(conf, name), text, { mode: 0o600 });
      return join(conf, name);
    };
    file('flink-conf.yaml', Object.entries(options(home)).map(([key, value]) => `${key}: ${value}\n`).join(''));
    // The log configuration that a job without its own gets.
    file('log4j-console.properties', readFileSync(join(home, 'conf', 'log4j-console.properties'), 'utf8'));
    const log = join(folder, 'operator.log');
    const process = host.start(...named(ACCOUNT.name, hostsFile, ['java', ...FLAGS, `-Djava.security.properties=${file('names.properties', NAMES)}`, '-cp', classPath.join(delimiter), MAIN]), {
      log,
      env: {
        ...QUICK_JVM,
        ...env,
        KUBECONFIG: file('kubeconfig', client.configurationOf(token, server)),
        FLINK_CONF_DIR: conf,
        FLINK_PLUGINS_DIR: join(folder, 'plugins'),
        OPERATOR_NAME: ACCOUNT.name,
        OPERATOR_NAMESPACE: ACCOUNT.namespace,
        // Outside a pod, the operator looks for every JobManager on localhost.
        KUBERNETES_SERVICE_HOST: new URL(server).hostname,
        KUBERNETES_SERVICE_PORT: new URL(server).port,
      },
    });
    const operator = new Operator(process, log);
    await operator.wait('the operator\'s controllers start', 120, () => (operator.log().match(/controller started/g)?.length ?? 0) >= CONTROLLERS);
    return operator;
  }

  constructor(process, file) {
    this.process = process;
    this.file = file;
  }

  get account() {
    return `system:serviceaccount:${ACCOUNT.namespace}:${ACCOUNT.name}`;
  }

  log() {
    return readFileSync(this.file, 'utf8');
  }

  /** Waits for something that the operator does. */
  wait(what, seconds, ask) {
    return until(what, seconds, ask, {
      giveUp: () => {
        if (this.process.how !== undefined) throw new Error(`${what}: the operator ${this.process.how}: ${this.complaints().slice(-3).join(' | ')}`);
      },
    });
  }

  /** What it complained of. */
  complaints() {
    return this.log().split('\n').filter((line) => /\bERROR\b|^Caused by:|^Exception in thread/.test(line)).map((line) => line.slice(0, 300));
  }

  async end() {
    await this.process.end();
  }
}

/** Java does not cache names that are not found, and others for a second only: here, a Service's name changes its address with each pod. */
const NAMES = 'networkaddress.cache.ttl=1\nnetworkaddress.cache.negative.ttl=0\n';

const FLAGS = [
  '-Xmx400m', '-XX:+UseSerialGC',
  '-Dorg.slf4j.simpleLogger.showDateTime=true', '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS', '-Dorg.slf4j.simpleLogger.log.org.apache.flink.configuration=error',
  '--add-opens=java.base/java.util=ALL-UNNAMED', '--add-opens=java.base/java.lang=ALL-UNNAMED',
];

/** As the operator's Helm chart has it, but quicker. */
function options(home) {
  return {
    'kubernetes.operator.reconcile.interval': '5 s',
    'kubernetes.operator.observer.progress-check.interval': '2 s',
    'kubernetes.operator.observer.rest-ready.delay': '3 s',
    // No server has the jars of session jobs: the operator takes them from this machine.
    'kubernetes.operator.user.artifacts.allowed-schemes': 'https;file',
    'kubernetes.operator.default-configuration.flink-version.v1_19+.env.java.default-opts.all': openedPackages(home),
  };
}

async function accountToken(client, rights) {
  const { namespace, name } = ACCOUNT;
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name } };
  await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: ACCOUNT });
  await client.apply({ ...rbac, kind: 'ClusterRole', rules: rights });
  await client.apply({
    ...rbac, kind: 'ClusterRoleBinding', roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }, subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  return tokenOf(client, ACCOUNT);
}

/** A token of a service account; of a pod, if one is bound to it. */
export async function tokenOf(client, { namespace, name }, boundObjectRef) {
  const { json: { status } } = await client.send('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
    apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600, boundObjectRef },
  });
  return status.token;
}
