import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The kernel's table of a pod, its chains and the set of connections that were refused. */
const TABLE = 'ip policies';
const REFUSED = `${TABLE} refused`;
const DIRECTIONS = {
  Ingress: { chain: 'input', own: 'iif', rules: 'ingress', peers: 'from', peer: 'saddr' },
  Egress: { chain: 'output', own: 'oif', rules: 'egress', peers: 'to', peer: 'daddr' },
};

/**
 * Enforces NetworkPolicies in the network namespaces of pods, as the network plugin of a cluster does, and records which connections it refused.
 */
export class Policies {
  #applied = new Map();
  #names = new Map();
  #ended = [];

  /** @param nft the command line of the program `nft` */
  constructor(client, folder, nft) {
    Object.assign(this, { client, folder, nft });
  }

  /**
   * Brings the rules of all pods up to date.
   *
   * @param pods what rules are for: `{ name, namespace, labels, ports, host }`
   * @param others other hosts of the network, of the same shape
   */
  async enforce(pods, others = []) {
    const [policies, namespaces] = await Promise.all(['/apis/networking.k8s.io/v1/networkpolicies', '/api/v1/namespaces'].map(async (path) => (await this.client.send('GET', path)).json.items));
    const labelsOf = new Map(namespaces.map(({ metadata: { name, labels } }) => [name, labels]));
    const all = [...pods, ...others];
    for (const { name, host } of all) this.#names.set(host.address, name);
    for (const pod of pods) {
      const script = scriptOf(pod, all, policies, labelsOf);
      if (this.#applied.get(pod.host) === script) continue;
      this.#applied.set(pod.host, script);
      const file = join(this.folder, `${pod.name}.nft`);
      writeFileSync(file, script);
      await this.#run(pod.host, '-f', file);
    }
  }

  /** Takes the rules away from a host whose pod has ended. */
  async release(host) {
    if (!this.#applied.delete(host)) return;
    this.#ended.push(...await this.#refusedOn(host));
    await this.#run(host, 'delete', 'table', ...TABLE.split(' '));
  }

  /** The connections that were refused so far, as `<from> -> <to>:<port>`. */
  async refused() {
    const running = await Promise.all([...this.#applied.keys()].map((host) => this.#refusedOn(host)));
    return [...new Set([...this.#ended, ...running.flat()])].sort();
  }

  async #refusedOn(host) {
    const { nftables } = JSON.parse(await this.#run(host, '--json', 'list', 'set', ...REFUSED.split(' ')));
    const connections = nftables.flatMap(({ set }) => set?.elem ?? []).map(({ concat }) => concat);
    return connections.map(([from, to, port]) => `${this.#names.get(from) ?? from} -> ${this.#names.get(to) ?? to}:${port}`);
  }

  #run(host, ...args) {
    const [command, ...more] = this.nft;
    return host.run(command, [...more, ...args]);
  }
}

/** What `nft` reads to enforce policies on a pod. */
export function scriptOf(pod, all, policies, labelsOf) {
  const own = policies.filter(({ metadata: { namespace }, spec: { podSelector } }) => namespace === pod.namespace && selects(podSelector, pod.labels));
  return [
    `add table ${TABLE}`,
    `add set ${REFUSED} { type ipv4_addr . ipv4_addr . inet_service ; flags dynamic ; }`,
    ...Object.entries(DIRECTIONS).flatMap(([type, direction]) => chainOf(direction, own.filter(({ spec }) => typesOf(spec).includes(type)), pod, all, labelsOf)),
  ].map((line) => `${line}\n`).join('');
}

function typesOf({ policyTypes, egress }) {
  return policyTypes ?? ['Ingress', ...egress ? ['Egress'] : []];
}

function chainOf({ chain, own, rules, peers, peer }, policies, pod, all, labelsOf) {
  const add = (rule) => `add rule ${TABLE} ${chain} ${rule}`;
  const start = [`add chain ${TABLE} ${chain} { type filter hook ${chain} priority 0 ; policy accept ; }`, `flush chain ${TABLE} ${chain}`];
  if (policies.length === 0) return start;
  const allowed = policies.flatMap(({ metadata: { namespace }, spec }) => (spec[rules] ?? []).flatMap((rule) => {
    const from = peersOf(rule[peers], namespace, all, labelsOf, `ip ${peer}`);
    const onPorts = rule.ports?.length > 0 ? rule.ports.map((port) => portOf(port, pod)) : [''];
    return from.flatMap((each) => onPorts.map((port) => add([each, port, 'accept'].filter((word) => word !== '').join(' '))));
  }));
  const opened = 'tcp flags & (fin | syn | rst | ack) == syn';
  // Only connections between running pods are recorded: a process may still try to reach a pod that has ended.
  const present = `ip ${peer} { ${[...new Set(all.map(({ host }) => host.address))].sort().join(', ')} }`;
  return [
    ...start,
    add('ct state established,related accept'),
    add(`${own} lo accept`),
    ...new Set(allowed),
    add(`${opened} ${present} add @${REFUSED.split(' ').at(-1)} { ip saddr . ip daddr . tcp dport }`),
    add('meta l4proto tcp reject with tcp reset'),
    add('reject'),
  ];
}

/** The matches of `nft` for the peers of a rule, one a peer; an empty one matches every address. */
function peersOf(peers, namespace, all, labelsOf, address) {
  if (peers === undefined || peers.length === 0) return [''];
  return peers.flatMap(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) return [[`${address} ${ipBlock.cidr}`, ...ipBlock.except?.length > 0 ? [`${address} != { ${ipBlock.except.join(', ')} }`] : []].join(' ')];
    const inNamespace = (other) => namespaceSelector ? selects(namespaceSelector, labelsOf.get(other) ?? {}) : other === namespace;
    return all.filter((other) => inNamespace(other.namespace) && selects(podSelector ?? {}, other.labels)).map(({ host }) => `${address} ${host.address}`);
  });
}

function portOf({ port, endPort, protocol = 'TCP' }, pod) {
  const word = protocol.toLowerCase();
  if (port === undefined) return `meta l4proto ${word}`;
  const number = typeof port === 'string' ? pod.ports.find(({ name }) => name === port)?.containerPort : port;
  if (number === undefined) throw new Error(`${pod.name} has no port ${port}`);
  return `${word} dport ${number}${endPort ? `-${endPort}` : ''}`;
}

const EXPRESSIONS = {
  In: (value, values) => values.includes(value),
  NotIn: (value, values) => !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

function selects({ matchLabels = {}, matchExpressions = [] }, labels = {}) {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every(({ key, operator, values }) => EXPRESSIONS[operator](labels[key], values));
}
