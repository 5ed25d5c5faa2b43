import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { later } from '../lib/janitor.mjs';
import { openNetwork } from '../lib/network.mjs';

const HOSTS_FILE = join(import.meta.dirname, 'hosts-file.sh');
const GATE = join(import.meta.dirname, 'gate.mjs');

/** The name and port of the API server in the cluster's network. Its certificate is valid for the name. */
export const API_SERVER = { name: 'kubernetes.default.svc', port: 6443 };
export const API_SERVER_URL = `https://${API_SERVER.name}:${API_SERVER.port}`;

/** The operator's pod: its account and the labels that its Helm chart gives it. */
export const OPERATOR = { namespace: 'flink-operator', name: 'flink-operator', labels: { 'app.kubernetes.io/name': 'flink-kubernetes-operator' } };

/**
 * The cluster's network: a host for the API server, for the operator, for Prometheus, for a stranger, and for each pod that runs at the same time. None of
 * them reaches anything else.
 */
export class ClusterNetwork {
  /**
   * @param apiServerPort where the API server listens on this machine
   * @param pods how many pods can run at the same time
   */
  static async open(folder, apiServerPort, pods) {
    mkdirSync(folder, { recursive: true });
    const { hosts: [first, operator, prometheus, stranger, ...others] } = await openNetwork(pods + 4);
    const socket = join(folder, 'api-server');
    const relay = createServer((from) => {
      const to = connect(apiServerPort, '127.0.0.1');
      for (const [one, other] of [[from, to], [to, from]]) one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
    }).listen(socket);
    later(() => relay.close());
    const gate = first.start(process.execPath, [GATE, first.address, String(API_SERVER.port), socket], { log: join(folder, 'gate.log') });
    return new ClusterNetwork(folder, { first, operator, prometheus, stranger, free: others, relay, gate });
  }

  constructor(folder, parts) {
    Object.assign(this, parts);
    this.hostsFile = join(folder, 'hosts');
    this.names([]);
  }

  /** Sets the names that processes of the cluster find, as `[address, names]`, beside the API server's. */
  names(entries) {
    const all = [['127.0.0.1', ['localhost']], [this.first.address, [API_SERVER.name]], ...entries];
    // Written in place: who has it mounted sees the change.
    writeFileSync(this.hostsFile, all.map(([address, names]) => `${address} ${names.join(' ')}\n`).join(''));
  }

  /** A host that no running pod has. */
  take() {
    if (this.free.length === 0) throw new Error('the network has no host for one more pod');
    return this.free.shift();
  }

  give(host) {
    this.free.push(host);
  }

  /** Who is there beside the pods of jobs, as policies see them. */
  get others() {
    return [
      { name: 'the API server', namespace: 'kube-system', labels: {}, host: this.first },
      { name: 'the operator', namespace: OPERATOR.namespace, labels: OPERATOR.labels, host: this.operator },
      { name: 'Prometheus', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' }, host: this.prometheus },
      { name: 'a stranger', namespace: 'default', labels: {}, host: this.stranger },
    ];
  }

  async close() {
    await this.gate.end();
    this.relay.close();
  }
}

/** The command line that runs a command with a host name and a hosts file. */
export function named(hostName, hostsFile, command) {
  return ['unshare', ['--mount', '--uts', '--propagation', 'private', HOSTS_FILE, hostName, hostsFile, ...command]];
}
