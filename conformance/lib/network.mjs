import { createInterface } from 'node:readline';
import { answers, Daemon, run } from './commands.mjs';
import { later } from './janitor.mjs';

const PREFIX = 'cdk8s-flink';
let networks = 0;

/**
 * A place for processes with an address of its own: what a pod is to Kubernetes. Where it can be, it is a network namespace that
 * reaches nothing but its sister hosts, so that two processes may listen on the same port; else it is the loopback address.
 */
class Host {
  constructor(address, namespace) {
    this.address = address;
    this.namespace = namespace;
  }

  /** Starts a process on this host. */
  start(command, args, options) {
    return this.namespace === undefined ? new Daemon(command, args, options) : new Daemon('ip', ['netns', 'exec', this.namespace, command, ...args], options);
  }

  /** Runs a command on this host to its end, and returns what it printed. */
  run(command, args) {
    return this.namespace === undefined ? run(command, args) : run('ip', ['netns', 'exec', this.namespace, command, ...args]);
  }

  /**
   * Sends an HTTP request from this host. Returns `{ status, body }`; throws where nothing answers. Over https `ca` is the file with whom to believe, and
   * `servername` the name that the certificate must be for. No redirection is followed.
   */
  async request(method, url, { json, seconds = 10, ca, servername } = {}) {
    this.asker ??= new Asker(this);
    return this.asker.ask({ method, url, json, seconds, ca, servername });
  }
}

/** A process on a host that sends requests from there. */
class Asker {
  constructor(host) {
    this.daemon = host.start(process.execPath, [new URL('asker.mjs', import.meta.url).pathname], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = new Map();
    this.asked = 0;
    createInterface({ input: this.daemon.child.stdout }).on('line', (line) => {
      const { id, ...answer } = JSON.parse(line);
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    });
    void this.daemon.ended.then((how) => this.waiting.forEach((answer) => answer({ error: how })));
  }

  async ask(request) {
    const id = this.asked++;
    const answer = await new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.daemon.child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
    if (answer.error !== undefined) throw new Error(`${request.method} ${request.url}: ${answer.error}`);
    return answer;
  }
}

/** This machine itself. */
export function thisMachine() {
  return new Host('127.0.0.1');
}

/** Whether this machine lets us make network namespaces. */
export async function canIsolate() {
  return process.platform === 'linux' && process.getuid() === 0 && answers('ip', 'netns', 'list');
}

/**
 * Makes a network that nobody else is on. Returns its hosts, and whether they are isolated. Where they are not, they have addresses
 * of their own all the same, but a process that listens on all addresses shuts the others out.
 */
export async function openNetwork(size) {
  const numbers = Array.from({ length: size }, (_, i) => i + 1);
  if (!await canIsolate()) return { isolated: false, hosts: numbers.map((n) => new Host(`127.0.0.${n}`)) };
  await sweep();
  const name = `${PREFIX}-${process.pid}-${++networks}`;
  const hosts = numbers.map((n) => new Host(`10.0.0.${n}`, `${name}-${n}`));
  for (const { namespace } of hosts) {
    await run('ip', ['netns', 'add', namespace]);
    later(() => run('ip', ['netns', 'del', namespace]));
    await run('ip', ['-n', namespace, 'link', 'set', 'lo', 'up']);
  }
  // The first host holds the switch; each other one has a cable to it.
  const [first, ...others] = hosts;
  const inFirst = (...args) => run('ip', ['-n', first.namespace, ...args]);
  await inFirst('link', 'add', 'switch', 'type', 'bridge');
  await connect(first, 'switch');
  for (const [i, host] of others.entries()) {
    await inFirst('link', 'add', `cable${i}`, 'type', 'veth', 'peer', 'name', 'cable', 'netns', host.namespace);
    await inFirst('link', 'set', `cable${i}`, 'master', 'switch', 'up');
    await connect(host, 'cable');
  }
  return { isolated: true, hosts };
}

async function connect({ namespace, address }, device) {
  await run('ip', ['-n', namespace, 'address', 'add', `${address}/24`, 'dev', device]);
  await run('ip', ['-n', namespace, 'link', 'set', device, 'up']);
}

/** Removes the namespaces of runs that were ended too hard to do it themselves. */
async function sweep() {
  const names = (await run('ip', ['netns', 'list'])).split('\n').map((line) => line.split(' ')[0]);
  for (const name of names) {
    const pid = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await run('ip', ['netns', 'del', name]).catch(() => {});
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

