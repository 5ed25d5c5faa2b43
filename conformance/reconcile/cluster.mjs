import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { flinkHome } from '../flink/home.mjs';
import { startControlPlane } from '../kubernetes/control-plane.mjs';
import { definitions, install } from '../kubernetes/crds.mjs';
import { CACHE } from '../lib/cache.mjs';
import { NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { API_SERVER_URL, ClusterNetwork } from './network.mjs';
import { authority, stores } from '../tls/stores.mjs';
import { nft } from './nft.mjs';
import { Operator } from './operator.mjs';
import { Policies } from './policies.mjs';

/** The Flink whose stock configuration the operator has. */
export const OPERATORS_FLINK = '1.20.5';

/** The first deletes what belongs to a deleted object: the JobManager's ReplicaSet and pod, for example. The second scales. */
const CONTROLLERS = ['garbage-collector-controller', 'horizontal-pod-autoscaler-controller'];
/** Shorter periods than by default. */
const IMPATIENT = [
  '--horizontal-pod-autoscaler-sync-period=3s', '--horizontal-pod-autoscaler-downscale-stabilization=10s',
  '--horizontal-pod-autoscaler-initial-readiness-delay=1s', '--horizontal-pod-autoscaler-cpu-initialization-period=1s',
];

/** Namespaces that emitted policies name. */
const NAMESPACES = ['monitoring'];

/** The files with definitions of what is emitted. All that the Prometheus operator has would take the API server half a minute. */
const DEFINITIONS = /flink|[_-](servicemonitors|podmonitors|prometheusrules|certificates|scaledobjects|triggerauthentications)\./;

/** Of the operator's certificate, as its Helm chart's value `tls.create` wants one. */
const CERTIFICATE = {
  dnsNames: ['flink-operator'], usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'], privateKey: { algorithm: 'RSA', size: 2048 }, keystores: { pkcs12: {} },
};
/** Of all stores. */
export const PASSWORD = 'a password';

let clusters = 0;

/** An API server with the definitions of the operator, the operator as a process, and a network for pods. */
export class Cluster {
  /**
   * @param options `pods`: how many can run at the same time; `tls`: whether there is an authority for certificates, which the operator
   *   trusts; `rights`: other rights of the operator, to see whether it is noticed
   */
  static async start(version, { pods = 0, tls = false, rights } = {}) {
    const home = await flinkHome(OPERATORS_FLINK);
    const folder = join(CACHE, 'runs', `reconcile-${process.pid}-${++clusters}`);
    mkdirSync(folder, { recursive: true });
    const client = await startControlPlane({ controllers: CONTROLLERS, flags: IMPATIENT, audits: true });
    await install(client, await definitions(NEWEST_OPERATOR, (file) => DEFINITIONS.test(file)));
    for (const name of NAMESPACES) await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const network = await ClusterNetwork.open(folder, client.port, pods);
    const signs = tls ? await authority(folder, 'authority') : undefined;
    const place = { client, server: API_SERVER_URL, host: network.operator, hostsFile: network.hostsFile, folder: join(folder, 'operator') };
    const operator = await Operator.start(version, { ...place, env: signs && await trusting(folder, signs) }, home, rights);
    const rules = join(folder, 'policies');
    mkdirSync(rules);
    return new Cluster({ folder, client, network, operator, authority: signs, policies: new Policies(client, rules, await nft()) });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Applies what a program emits, in a namespace that admits restricted pods only. */
  async apply(manifests) {
    for (const name of new Set(manifests.map(({ metadata }) => metadata.namespace))) {
      await this.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    }
    for (const manifest of manifests) await this.client.apply(manifest);
  }

  /** What the API server refused for lack of rights since it started, as `<account>: <verb> <resource>`. */
  forbidden() {
    return [...new Set(this.client.audited().filter(({ responseStatus }) => responseStatus?.code === 403).map(({ user, verb, objectRef, requestURI }) =>
      `${user.username.replace('system:serviceaccount:', '')}: ${verb} ${objectRef ? [objectRef.resource, objectRef.subresource].filter(Boolean).join('/') : requestURI}`))].sort();
  }

  async stop({ keepFolder = false } = {}) {
    await this.operator.end();
    await this.network.close();
    await this.client.stop();
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What the operator's Helm chart sets with `tls.create`: by it, the operator asks REST APIs over TLS. */
async function trusting(folder, by) {
  const { keystore, truststore } = await stores(join(folder, 'operator-tls'), CERTIFICATE, { by, password: PASSWORD });
  return { OPERATOR_KEYSTORE_PATH: keystore, OPERATOR_TRUSTSTORE_PATH: truststore, OPERATOR_KEYSTORE_PASSWORD: PASSWORD };
}
