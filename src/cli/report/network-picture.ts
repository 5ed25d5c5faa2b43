import { html, Markup } from './html';
import { PORTS } from '../../kubernetes/ports';
import { componentPods, policiesOf } from '../../workload/pods';
import { list } from '../../workload/volumes';
import { Workload } from '../../workload/workload';

/** Somebody who may open a connection, to whom, and on which ports. */
interface Flow {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
}

/** Who talks to whom, as the NetworkPolicies among the manifests allow it. */
export function networkPicture(workload: Workload): Markup {
  const flows = flowsOf(workload);
  const open = componentPods(workload).filter((pod) => policiesOf(workload, pod).length === 0).map(({ component }) => NAMES[component]);
  return html`
${open.length > 0 && html`<p class="warning">No NetworkPolicy among these manifests selects the ${open.join(' and the ')}: everybody in the cluster reaches it.</p>`}
<figure style="margin:0">${drawing(flows)}</figure>
<div class="scroll"><table><tr><th>from</th><th>to</th><th>ports</th></tr>${flows.map(({ from, to, ports }) => html`<tr><td>${from}</td><td>${to}</td><td><code>${ports}</code></td></tr>`)}</table></div>`;
}

const NAMES = { jobManager: 'JobManager', taskManager: 'TaskManagers' } as const;

function flowsOf(workload: Workload): Flow[] {
  const flows = componentPods(workload).flatMap((pod) => policiesOf(workload, pod).flatMap(({ spec }) => [
    ...list(spec.ingress).flatMap((rule) => peers(workload, rule.from, 'any client').map((from) => ({ from, to: NAMES[pod.component], ports: portsOf(rule.ports) }))),
    ...list(spec.egress).flatMap((rule) => peers(workload, rule.to, 'anywhere').map((to) => ({ from: NAMES[pod.component], to, ports: portsOf(rule.ports) }))),
  ]));
  const seen = new Set<string>();
  return flows.filter((flow) => !seen.has(JSON.stringify(flow)) && seen.add(JSON.stringify(flow)));
}

function peers(workload: Workload, all: any, everybody: string): string[] {
  return list(all).length === 0 ? [everybody] : list(all).map((peer) => nameOf(workload, peer));
}

function nameOf(workload: Workload, { podSelector, namespaceSelector, ipBlock }: any): string {
  if (ipBlock) return String(ipBlock.cidr);
  const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const labels = podSelector?.matchLabels ?? {};
  if (!namespaceSelector && labels.app === workload.name && !labels.component) return 'this job';
  const pods = Object.values(labels).join(', ');
  return [namespace ? `namespace ${namespace}` : namespaceSelector ? 'some namespaces' : '', pods].filter((part) => part !== '').join(': ') || 'every pod here';
}

function portsOf(ports: any): string {
  return list(ports).length === 0 ? 'all' : list(ports).map(({ port, endPort, protocol }) => `${named(port)}${endPort ? `-${endPort}` : ''}${protocol === 'UDP' ? '/UDP' : ''}`).join(', ');
}

function named(port: unknown): string {
  const known = Object.values(PORTS).find(({ number }) => number === port);
  return known ? `${String(port)} ${known.name}` : String(port ?? 'all');
}

const ROW = 46;
const BOX = { width: 210, height: 32 };
const COLUMNS = { left: 10, middle: 345, right: 680 };

/** Those who come in on the left, the job in the middle, those it goes to on the right. */
function drawing(flows: readonly Flow[]): Markup {
  const own: string[] = Object.values(NAMES);
  const left = [...new Set(flows.filter(({ to, from }) => own.includes(to) && from !== 'this job').map(({ from }) => from))];
  const right = [...new Set(flows.filter(({ from, to }) => own.includes(from) && to !== 'this job').map(({ to }) => to))];
  const rows = Math.max(left.length, right.length, own.length);
  const y = (names: readonly string[], name: string) => 10 + (names.indexOf(name) + (rows - names.length) / 2) * ROW;
  const box = (x: number, names: readonly string[]) => names.map((name) => html`<rect class="box" x="${x}" y="${y(names, name)}" width="${BOX.width}" height="${BOX.height}" rx="5"/>
<text x="${x + BOX.width / 2}" y="${y(names, name) + 21}" text-anchor="middle">${short(name)}<title>${name}</title></text>`);
  const line = (x1: number, y1: number, x2: number, y2: number, title: string) =>
    html`<path class="line" d="M${x1} ${y1 + BOX.height / 2} C${(x1 + x2) / 2} ${y1 + BOX.height / 2} ${(x1 + x2) / 2} ${y2 + BOX.height / 2} ${x2 - 4} ${y2 + BOX.height / 2}"><title>${title}</title></path>`;
  const lines = flows.flatMap(({ from, to, ports }) => {
    if (left.includes(from) && own.includes(to)) return [line(COLUMNS.left + BOX.width, y(left, from), COLUMNS.middle, y(own, to), `${from} to ${to}: ${ports}`)];
    if (own.includes(from) && right.includes(to)) return [line(COLUMNS.middle + BOX.width, y(own, from), COLUMNS.right, y(right, to), `${from} to ${to}: ${ports}`)];
    return [];
  });
  return html`<svg role="img" aria-label="Who talks to whom" viewBox="0 0 900 ${rows * ROW + 10}">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="arrow" d="M0 0 L8 4 L0 8 z"/></marker></defs>
${lines}${box(COLUMNS.left, left)}${box(COLUMNS.middle, own)}${box(COLUMNS.right, right)}</svg>`;
}

function short(name: string): string {
  return name.length > 30 ? `${name.slice(0, 29)}…` : name;
}
