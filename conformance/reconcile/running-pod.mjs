import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { QUICK_JVM } from '../lib/java.mjs';
import { listeningPorts } from '../lib/listening.mjs';
import { sleep } from '../lib/wait.mjs';
import { API_SERVER, named } from './network.mjs';
import { tokenOf } from './operator.mjs';

const POD = join(import.meta.dirname, '..', 'restricted', 'pod.sh');
const ENTRY_POINT = '/docker-entrypoint.sh';
/** What the entry point of Flink's image makes of its first word; it hands other commands on as they are. */
const SCRIPTS = { 'standalone-job': 'standalone-job.sh', 'jobmanager': 'jobmanager.sh', 'taskmanager': 'taskmanager.sh' };
const PATH = '/opt/flink/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const RESTART_SECONDS = 2;
const RETRY = 300;

/** A pod of the API server as processes: its volumes are folders, its containers mount namespaces. */
export class RunningPod {
  containers = {};
  initialized = false;
  phase = 'Pending';
  restarts = {};

  constructor(pod, place) {
    Object.assign(this, { pod, ...place });
    this.folder = join(place.folder, pod.metadata.name);
  }

  get ready() {
    return this.phase === 'Running' && this.pod.spec.containers.every((container) => this.containers[container.name]?.ready);
  }

  /** The process in the main container. */
  get main() {
    return this.containers[this.pod.spec.containers[0].name]?.process;
  }

  /** What its containers have printed. */
  console() {
    return this.pod.spec.containers.map(({ name }) => this.#consoleOf(name)).filter(existsSync).map((file) => readFileSync(file, 'utf8')).join('\n');
  }

  async start() {
    const { metadata: { namespace, name }, spec } = this.pod;
    mkdirSync(this.folder, { recursive: true });
    await this.client.send('POST', `/api/v1/namespaces/${namespace}/pods/${name}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { apiVersion: 'v1', kind: 'Node', name: this.node } });
    this.startTime = now();
    await this.#report();
    this.volumes = await this.#mounted(spec.volumes ?? []);
    if (this.ending) return;
    for (const container of spec.initContainers ?? []) {
      const process = await this.#run(container);
      const how = await process.ended;
      if (how !== 'ended with 0') throw new Error(`init container ${container.name} ${how}`);
    }
    this.initialized = true;
    await Promise.all(spec.containers.map((container) => this.#keep(container)));
  }

  /** Ends its processes: at once if they do not end within the grace period. */
  async end(graceSeconds) {
    this.ending = true;
    const processes = Object.values(this.containers).map(({ process }) => process);
    for (const process of processes) process.signal('SIGTERM');
    let timer;
    const tooLong = new Promise((resolve) => { timer = setTimeout(resolve, graceSeconds * 1000); });
    await Promise.race([Promise.all(processes.map(({ ended }) => ended)), tooLong]);
    clearTimeout(timer);
    await this.kill();
  }

  async kill() {
    this.ending = true;
    await Promise.all(Object.values(this.containers).map(({ process }) => process.end()));
  }

  /** Runs a container, and again where its pod says so. */
  async #keep(container) {
    const { name } = container;
    while (!this.ending) {
      const process = await this.#run(container);
      const startedAt = now();
      this.containers[name] = { process, ready: false, state: { running: { startedAt } }, restartCount: this.restarts[name] ?? 0 };
      this.phase = 'Running';
      await this.#report();
      await this.#untilReady(container, process);
      const how = await process.ended;
      if (this.ending) return;
      const exitCode = Number(/\d+$/.exec(how)?.[0] ?? 137);
      const state = { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt, finishedAt: now() } };
      Object.assign(this.containers[name], { ready: false, state });
      const { restartPolicy } = this.pod.spec;
      const again = restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);
      if (!again) this.phase = exitCode === 0 ? 'Succeeded' : 'Failed';
      await this.#report();
      if (!again) return;
      this.restarts[name] = (this.restarts[name] ?? 0) + 1;
      // The first time at once, as a kubelet does.
      if (this.restarts[name] > 1) await sleep(RESTART_SECONDS * 1000);
    }
  }

  /** Until the port of the startup probe is open; a container without any is ready at once. */
  async #untilReady({ name, ports = [], startupProbe, readinessProbe }, process) {
    const { port } = (startupProbe ?? readinessProbe)?.httpGet ?? {};
    const number = typeof port === 'string' ? ports.find((each) => each.name === port)?.containerPort : port;
    while (process.how === undefined && !this.ending && number !== undefined && !portsOf(process).includes(number)) await sleep(200);
    if (process.how !== undefined || this.ending) return;
    this.containers[name].ready = true;
    await this.#report();
  }

  /** Starts a container in a network, a mount and a host name of its own. */
  async #run(container) {
    const { spec: { securityContext = {} }, metadata } = this.pod;
    const attempt = join(this.folder, container.name, String(this.restarts[container.name] ?? 0));
    const { home, files } = this.imageOf(container.image);
    // What the image has besides Flink's own files.
    cpSync(files, join(attempt, 'flink'), { recursive: true });
    const { runAsUser, runAsGroup, readOnlyRootFilesystem } = { ...securityContext, ...container.securityContext };
    const mounts = (container.volumeMounts ?? []).map(({ name, mountPath, readOnly, subPath = '' }) =>
      ({ text: `${join(this.volumes[name], subPath)}=${mountPath}${readOnly || this.#isReadOnly(name) ? ':ro' : ''}`, mountPath }));
    // Last what hides our own folders: the cache may lie below a path of the pod, such as /tmp.
    const hides = ({ mountPath }) => Number(`${this.folder}/`.startsWith(`${mountPath}/`));
    const ordered = mounts.sort((one, other) => hides(one) - hides(other) || one.mountPath.localeCompare(other.mountPath)).map(({ text }) => text);
    const [program, ...more] = [...container.command ?? [ENTRY_POINT], ...container.args ?? []];
    const command = program === ENTRY_POINT ? ofEntryPoint(more) : [program, ...more];
    const env = await this.#environment(container);
    const inside = [POD, home, attempt, readOnlyRootFilesystem ? 'ro' : 'rw', String(runAsUser), String(runAsGroup), ...ordered, '--', ...command.map((word) => expanded(word, env))];
    return this.host.start(...named(metadata.name, this.hostsFile, inside), { log: this.#consoleOf(container.name), env });
  }

  #consoleOf(container) {
    return join(this.folder, `${container}.console`);
  }

  #isReadOnly(volume) {
    const { configMap, secret, projected } = this.pod.spec.volumes.find(({ name }) => name === volume);
    return (configMap ?? secret ?? projected) !== undefined;
  }

  async #environment({ env = [] }) {
    const all = {
      ...QUICK_JVM, PATH, HOME: '/opt/flink', FLINK_HOME: '/opt/flink', FLINK_CONF_DIR: '/opt/flink/conf', HOSTNAME: this.pod.metadata.name,
      KUBERNETES_SERVICE_HOST: API_SERVER.name, KUBERNETES_SERVICE_PORT: String(API_SERVER.port),
    };
    for (const { name, value = '', valueFrom } of env) all[name] = valueFrom ? await this.#valueFrom(valueFrom) : expanded(value, all);
    return all;
  }

  async #valueFrom({ fieldRef, secretKeyRef, configMapKeyRef }) {
    if (fieldRef) return this.#field(fieldRef.fieldPath);
    const [kind, { name, key }] = secretKeyRef ? ['Secret', secretKeyRef] : ['ConfigMap', configMapKeyRef];
    return (await this.#dataOf(kind, name))[key].toString();
  }

  #field(path) {
    const { metadata, spec } = this.pod;
    const [, field, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
    if (field) return metadata[field]?.[key] ?? '';
    const fields = {
      'metadata.name': metadata.name, 'metadata.namespace': metadata.namespace, 'metadata.uid': metadata.uid, 'spec.nodeName': this.node,
      'spec.serviceAccountName': spec.serviceAccountName, 'status.podIP': this.host.address, 'status.hostIP': this.host.address,
    };
    if (fields[path] === undefined) throw new Error(`unknown field ${path} in the environment`);
    return fields[path];
  }

  /** The folders of all volumes. Waits for missing ConfigMaps and Secrets: the operator creates a Deployment before its ConfigMaps. */
  async #mounted(volumes) {
    while (!this.ending) {
      try {
        return Object.fromEntries(await Promise.all(volumes.map(async (volume) => [volume.name, await this.#volume(volume)])));
      } catch (error) {
        if (error.code !== 404) throw error;
        await sleep(RETRY);
      }
    }
    return {};
  }

  /** The folder that is a volume. */
  async #volume({ name, emptyDir, ephemeral, configMap, secret, projected, persistentVolumeClaim }) {
    if (persistentVolumeClaim) return this.#shared(join(dirname(this.folder), 'claims', `${this.pod.metadata.namespace}.${persistentVolumeClaim.claimName}`));
    const folder = join(this.folder, 'volumes', name);
    if (emptyDir ?? ephemeral) return this.#shared(folder);
    mkdirSync(folder, { recursive: true });
    if (configMap) await this.#fill(folder, 'ConfigMap', configMap);
    else if (secret) await this.#fill(folder, 'Secret', { ...secret, name: secret.secretName });
    else if (projected) for (const source of projected.sources) await this.#project(folder, source);
    else throw new Error(`volume ${name} is of a kind that this kubelet does not have`);
    return folder;
  }

  /** A folder that the pod's group may write, as for fsGroup. */
  #shared(folder) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, 0, this.pod.spec.securityContext?.fsGroup ?? 0);
    chmodSync(folder, 0o2777);
    return folder;
  }

  async #project(folder, { serviceAccountToken, configMap, secret, downwardAPI }) {
    const { metadata: { namespace, name, uid }, spec: { serviceAccountName } } = this.pod;
    if (serviceAccountToken) this.#file(folder, serviceAccountToken.path, await tokenOf(this.client, { namespace, name: serviceAccountName }, { apiVersion: 'v1', kind: 'Pod', name, uid }));
    if (configMap) await this.#fill(folder, 'ConfigMap', configMap);
    if (secret) await this.#fill(folder, 'Secret', secret);
    for (const { path, fieldRef } of downwardAPI?.items ?? []) this.#file(folder, path, this.#field(fieldRef.fieldPath));
  }

  async #fill(folder, kind, { name, items }) {
    const data = await this.#dataOf(kind, name);
    for (const { key, path } of items ?? Object.keys(data).map((each) => ({ key: each, path: each }))) {
      if (data[key] === undefined) throw new Error(`${kind} ${name} has no key ${key}`);
      this.#file(folder, path, data[key]);
    }
  }

  async #dataOf(kind, name) {
    const { data = {} } = await this.client.get('v1', kind, this.pod.metadata.namespace, name);
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, kind === 'Secret' ? Buffer.from(value, 'base64') : value]));
  }

  #file(folder, path, contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
    chownSync(join(folder, path), 0, this.pod.spec.securityContext?.fsGroup ?? 0);
  }

  async #report() {
    const { metadata: { namespace, name, uid }, spec } = this.pod;
    const condition = (type, is) => ({ type, status: is ? 'True' : 'False', lastTransitionTime: now() });
    const status = {
      phase: this.phase,
      podIP: this.host.address,
      podIPs: [{ ip: this.host.address }],
      startTime: this.startTime,
      conditions: [condition('PodScheduled', true), condition('Initialized', this.initialized), condition('ContainersReady', this.ready), condition('Ready', this.ready)],
      containerStatuses: spec.containers.map((container) => {
        const { ready = false, state = { waiting: { reason: 'ContainerCreating' } }, restartCount = 0 } = this.containers[container.name] ?? {};
        return { name: container.name, image: container.image, imageID: '', ready, started: ready, restartCount, state };
      }),
    };
    await this.client.send('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, { metadata: { uid }, status }, 'application/merge-patch+json')
      .catch(({ code, message }) => { if (code !== 404 && code !== 409) throw new Error(message); });
  }
}

function ofEntryPoint([word, ...more]) {
  return SCRIPTS[word] === undefined ? [word, ...more] : [`/opt/flink/bin/${SCRIPTS[word]}`, 'start-foreground', ...more];
}

function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** With `$(NAME)` replaced, as Kubernetes does. */
function expanded(text, env) {
  return text.replace(/\$\((\w+)\)/g, (whole, name) => env[name] ?? whole);
}

function portsOf(process) {
  try {
    return listeningPorts(process.pid);
  } catch {
    return []; // it has ended
  }
}
