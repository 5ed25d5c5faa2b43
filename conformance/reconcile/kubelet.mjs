import { resolve } from 'node:path';
import { sleep } from '../lib/wait.mjs';
import { RunningPod } from './running-pod.mjs';

/** Of no machine: nothing is known of it but its name. */
const NODE = 'node-1';
const EVERY = 500;

/**
 * Runs the pods of some namespaces as processes of this machine, as the kubelet of a node does, and binds them to it, as a scheduler does. What ready pods
 * a Service has becomes a name in the network's hosts file.
 */
export class Kubelet {
  running = new Map();
  troubles = [];

  /**
   * @param cluster `{ client, network, policies, folder }`
   * @param options `namespaces`; `imageOf(name)`: of an image's name what it holds, `{ home, files }`: a Flink home and a folder of more files for it
   */
  constructor({ client, network, policies, folder }, { namespaces, imageOf }) {
    Object.assign(this, { client, network, policies, namespaces, imageOf, folder: resolve(folder, 'kubelet'), enforced: Promise.resolve() });
    this.ended = this.#loop();
  }

  /** The running pods of a component of a job, by their labels. */
  podsOf(app, component) {
    return [...this.running.values()].filter(({ pod: { metadata: { labels } } }) => labels.app === app && labels.component === component);
  }

  async stop() {
    this.stopped = true;
    await this.ended;
    await Promise.all([...this.running.values()].map((pod) => pod.kill()));
    for (const { host } of this.running.values()) {
      await this.policies.release(host);
      this.network.give(host);
    }
    this.running.clear();
  }

  async #loop() {
    while (!this.stopped) {
      try {
        await this.#look();
      } catch (error) {
        this.troubles.push(error.message);
      }
      await sleep(EVERY);
    }
  }

  async #look() {
    const pods = (await Promise.all(this.namespaces.map((namespace) => this.client.list('v1', 'Pod', namespace)))).flat();
    const existing = new Map(pods.map((pod) => [pod.metadata.uid, pod]));
    for (const [uid, pod] of existing) {
      const running = this.running.get(uid);
      if (running !== undefined) running.pod = pod;
      if (pod.metadata.deletionTimestamp !== undefined) void this.#end(uid, pod);
      else if (running === undefined && pod.status.phase === 'Pending') void this.#start(uid, pod);
    }
    for (const uid of this.running.keys()) if (!existing.has(uid)) void this.#end(uid);
    await Promise.all([this.#nameServices(), this.#enforce()]);
  }

  /** One after the other: who is there may have changed meanwhile. */
  #enforce() {
    this.enforced = this.enforced.catch(() => {}).then(() => {
      const pods = [...this.running.values()].filter(({ gone }) => !gone).map(({ pod: { metadata, spec }, host }) => ({
        name: metadata.name, namespace: metadata.namespace, labels: metadata.labels, ports: spec.containers.flatMap(({ ports = [] }) => ports), host,
      }));
      return this.policies.enforce(pods, this.network.others);
    });
    return this.enforced;
  }

  async #start(uid, pod) {
    const started = new RunningPod(pod, { client: this.client, node: NODE, folder: this.folder, imageOf: this.imageOf, host: this.network.take(), hostsFile: this.network.hostsFile });
    this.running.set(uid, started);
    try {
      await this.#enforce();
      await started.start();
    } catch (error) {
      this.troubles.push(`${pod.metadata.name}: ${error.message}`);
    }
  }

  /** Ends a pod that shall be gone, and says that it is, unless it is gone already. */
  async #end(uid, pod) {
    const running = this.running.get(uid);
    if (running?.ending) return;
    await running?.end(pod?.metadata.deletionGracePeriodSeconds ?? 0);
    if (pod !== undefined) {
      const { namespace, name } = pod.metadata;
      await this.client.send('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`, { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid } })
        .catch(({ code, message }) => { if (code !== 404 && code !== 409) this.troubles.push(`${name}: ${message}`); });
    }
    if (running === undefined) return;
    running.gone = true;
    await this.enforced.catch(() => {});
    await this.policies.release(running.host);
    this.running.delete(uid);
    this.network.give(running.host);
  }

  async #nameServices() {
    const services = (await Promise.all(this.namespaces.map((namespace) => this.client.list('v1', 'Service', namespace)))).flat();
    const running = [...this.running.values()];
    const ofServices = services.flatMap(({ metadata: { name, namespace }, spec: { selector } }) => {
      const found = selector && running.find(({ pod, ready, ending }) => ready && !ending && pod.metadata.namespace === namespace
        && Object.entries(selector).every(([key, value]) => pod.metadata.labels[key] === value));
      return found ? [[found.host.address, [`${name}.${namespace}`, `${name}.${namespace}.svc`]]] : [];
    });
    this.network.names([...running.map(({ host, pod }) => [host.address, [pod.metadata.name]]), ...ofServices]);
  }
}
