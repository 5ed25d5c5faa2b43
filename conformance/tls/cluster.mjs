import { readdirSync, readFileSync } from 'node:fs';
import { Cluster } from '../flink/cluster.mjs';

/** A cluster whose REST API speaks TLS, and each of whose processes has a configuration folder of its own. */
export class EncryptedCluster extends Cluster {
  /**
   * @param folders the configuration folder of each component, and of strangers
   * @param tls `{ ca, servername }`: whom clients of the REST API believe, and by which name they call it
   */
  constructor(place, ofTaskManager, { folders, tls }) {
    super(place, ofTaskManager);
    this.folders = folders;
    this.tls = tls;
  }

  configurationOf(component) {
    return this.folders[component];
  }

  /** Starts a TaskManager of somebody else on the host that is next. */
  startStranger(name) {
    const host = this.hosts.strangers[name];
    const args = Object.entries(this.ofTaskManager(1 + Object.keys(this.hosts.strangers).indexOf(name))).map(([key, value]) => `-D${key}=${value}`);
    this[name] = this.startOn(host, name, 'taskmanager.sh', args);
  }

  /** Waits for something, unless a process cannot open its stores: it would try for ever. */
  wait(what, seconds, ask) {
    return super.wait(what, seconds, () => {
      const wrong = ['jobManager', 'taskManager'].find((component) => /password was incorrect|could not be loaded/.test(this.console(component)));
      if (wrong !== undefined) this[wrong].how ??= 'cannot open its stores';
      return ask();
    });
  }

  async rest(method, path, json) {
    return parsed(await this.ask(method, path, { json, ...this.tls }));
  }

  /** Asks the REST API as it is said. */
  ask(method, path, { scheme = 'https', ...how } = {}) {
    return this.hosts.jobManager.request(method, `${scheme}://${this.hosts.jobManager.address}:8081${path}`, how);
  }

  /** The processes that run with a text among their arguments, of all that this machine has. */
  commandLines() {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // it has ended
      }
    });
  }
}

function parsed({ status, body }) {
  try {
    return { status, body: JSON.parse(body) };
  } catch {
    return { status, body };
  }
}
