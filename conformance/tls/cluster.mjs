import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../flink/cluster.mjs';

/** The port of the REST API, which is Flink's own default. */
export const REST = 8081;
/** The port at which it can be asked without TLS. */
const FORWARDED = 9443;

/** A cluster whose REST API speaks TLS, and each of whose processes has a configuration folder of its own. */
export class EncryptedCluster extends Cluster {
  /**
   * @param folders the configuration folder of each component, and of strangers
   * @param client how the cluster itself asks the REST API: `{ ca, certificate, key, servername }`; without one it speaks HTTP
   */
  constructor(place, ofTaskManager, { folders, client }) {
    super(place, ofTaskManager);
    this.folders = folders;
    const { jobManager: host } = this.hosts;
    const how = { host: host.address, port: REST, listen: FORWARDED, ...client };
    if (client) this.forward = host.start(process.execPath, [join(import.meta.dirname, 'forward.mjs'), JSON.stringify(how)], { stdio: 'ignore' });
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

  /** Asks the REST API as those may who have what the job has. */
  async rest(method, path, json) {
    const port = this.forward ? FORWARDED : REST;
    return parsed(await this.ask(method, path, { scheme: 'http', port, json }));
  }

  /** Asks the REST API as it is said. */
  ask(method, path, { scheme = 'https', port = REST, ...how } = {}) {
    return this.hosts.jobManager.request(method, `${scheme}://${this.hosts.jobManager.address}:${port}${path}`, how);
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
