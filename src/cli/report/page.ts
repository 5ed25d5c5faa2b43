import { html, Markup } from './html';
import { memoryPicture } from './memory-picture';
import { networkPicture } from './network-picture';
import { effectiveOptions } from './origins';
import { STYLE } from './style';
import { Severity } from '../../configuration';
import { referenceTo } from '../../configuration/finding';
import { isHidden } from '../../configuration/options/secret-texts';
import { FlinkObjects, LocatedFinding, ReadWorkload } from '../../guidelines/check-manifests';
import { isMeantForOperator } from '../../guidelines/group';
import { Guideline } from '../../guidelines/guideline';
import { GUIDELINES } from '../../guidelines/registry';
import { TableGuideline } from '../../guidelines/table';
import { Manifest } from '../../workload/manifests';

/** What became of one guideline in one job. */
type State = Severity | 'suppressed' | 'kept' | 'not checkable';

/** From bad to good. */
const STATES: readonly State[] = [Severity.ERROR, Severity.WARNING, Severity.ADVICE, 'suppressed', 'kept', 'not checkable'];
const CLASS: { readonly [state in State]: string } = { 'error': 'error', 'warning': 'warning', 'advice': 'advice', 'suppressed': 'suppressed', 'kept': 'good', 'not checkable': 'dim' };

/** One page about all jobs, which needs nothing but itself. */
export function page(objects: FlinkObjects, findings: readonly LocatedFinding[], judges: readonly Guideline[]): string {
  const { workloads, snapshots, notJudged, repeated } = objects;
  const about = findingsAbout(workloads, findings);
  const sections = workloads.map((read) => job(read, about.get(read)!, judges));
  // in the file of the first it is among its findings
  const elsewhere = repeated.filter(({ manifest, first }) => manifest.file !== first.file);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Flink readiness</title>${STYLE}</head>
<body><main><h1>Flink readiness</h1>
<p class="dim">${workloads.length} ${workloads.length === 1 ? 'job' : 'jobs'}, judged by ${judges.length} guidelines.</p>
${workloads.length > 1 && overview(about)}
${sections}
${rest([...snapshots, ...notJudged, ...elsewhere].map(({ manifest }) => manifest), findings)}
${checklist()}
</main></body></html>
`.text;
}

type FindingsOfJobs = ReadonlyMap<ReadWorkload, readonly LocatedFinding[]>;

/** The findings of each job, in their order: those in its manifest, and those in objects of its namespace that are not the operator's. */
function findingsAbout(workloads: readonly ReadWorkload[], findings: readonly LocatedFinding[]): FindingsOfJobs {
  const namespaceOf = ({ resource }: LocatedFinding) => resource.namespace ?? 'default';
  const ownKey = (file: string, kind: string, namespace: string, name: string) => [file, kind, namespace, name].join('\n');
  const byPlace = grouped(findings, (finding) => {
    const { file, resource } = finding;
    return isMeantForOperator(resource) ? ownKey(file, resource.kind, namespaceOf(finding), resource.name) : namespaceOf(finding);
  });
  const position = new Map(findings.map((finding, i) => [finding, i]));
  return new Map(workloads.map((read) => {
    const { workload: { kind, namespace, name }, manifest: { file } } = read;
    const mine = [...byPlace.get(ownKey(file, kind, namespace, name)) ?? [], ...byPlace.get(namespace) ?? []];
    return [read, mine.sort((a, b) => position.get(a)! - position.get(b)!)];
  }));
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

function anchor({ workload }: ReadWorkload): string {
  return `${workload.namespace}-${workload.name}`;
}

function overview(about: FindingsOfJobs): Markup {
  const rows = [...about].map(([read, findings]) => {
    const mine = findings.filter(({ suppressed }) => suppressed === undefined);
    const count = (severity: Severity) => mine.filter((finding) => finding.severity === severity).length;
    return html`<tr><td><a href="#${anchor(read)}">${read.workload.namespace}/${read.workload.name}</a></td><td>${read.workload.flinkVersion.minor}</td>
<td class="n error">${count(Severity.ERROR)}</td><td class="n warning">${count(Severity.WARNING)}</td><td class="n advice">${count(Severity.ADVICE)}</td></tr>`;
  });
  return html`<div class="scroll"><table><tr><th>job</th><th>Flink</th><th class="n">errors</th><th class="n">warnings</th><th class="n">advice</th></tr>${rows}</table></div>`;
}

function job(read: ReadWorkload, findings: readonly LocatedFinding[], judges: readonly Guideline[]): Markup {
  const { workload, manifest } = read;
  const states = new Map(judges.map((guideline) => [guideline, stateOf(guideline, findings)]));
  return html`<section class="job" id="${anchor(read)}">
<h2>${workload.namespace}/${workload.name}</h2>
<p class="dim">Flink ${workload.flinkVersion.minor}, <code>${String(workload.field('image') ?? '')}</code>, ${manifest.file}</p>
<h3>Score by area</h3>${score(states)}
<h3>Findings</h3>${findingsTable(findings)}
${workload._holds.cluster && html`<h3>Memory</h3>${memoryPicture(workload)}
<h3>Who talks to whom</h3>${networkPicture(workload)}`}
<details><summary><b>Effective configuration</b></summary>${configuration(read)}</details>
<details><summary><b>Guidelines</b></summary>${guidelines(states)}</details>
</section>`;
}

function stateOf(guideline: Guideline, findings: readonly LocatedFinding[]): State {
  if (guideline instanceof TableGuideline && !guideline.uses.includes('check')) return 'not checkable';
  const mine = findings.filter((finding) => finding.guideline === guideline.id);
  const open = mine.filter(({ suppressed }) => suppressed === undefined).map(({ severity }) => severity);
  return STATES.find((state) => open.includes(state as Severity)) ?? (mine.length > 0 ? 'suppressed' : 'kept');
}

/** Of those guidelines of an area that can be checked, how many are kept; one that is suppressed counts as kept, since somebody said why. */
function score(states: ReadonlyMap<Guideline, State>): Markup {
  const areas = new Map<string, State[]>();
  for (const [{ id }, state] of states) {
    const area = id.split('-')[0];
    if (state !== 'not checkable') areas.set(area, [...areas.get(area) ?? [], state]);
  }
  return html`<div class="score">${[...areas].map(([area, all]) => {
    const kept = all.filter((state) => state === 'kept' || state === 'suppressed').length;
    const share = kept / all.length;
    const tone = all.includes(Severity.ERROR) ? 'bad' : share < 1 ? 'low' : '';
    return html`<div><div>${area} <span class="dim">${kept} of ${all.length}</span></div><div class="bar ${tone}"><i style="width:${Math.round(share * 100)}%"></i></div></div>`;
  })}</div>`;
}

function findingsTable(findings: readonly LocatedFinding[]): Markup {
  if (findings.length === 0) return html`<p class="good">None.</p>`;
  const rank = ({ severity, suppressed }: LocatedFinding) => STATES.indexOf(suppressed === undefined ? severity : 'suppressed');
  const rows = [...findings].sort((a, b) => rank(a) - rank(b)).map(({ severity, suppressed, guideline, path, value, message, fix, file, line }) => html`<tr>
<td class="${suppressed === undefined ? severity : 'suppressed'}">${suppressed === undefined ? severity : 'suppressed'}</td><td>${guideline}</td>
<td><code>${path}${value !== undefined && ` = ${value}`}</code><br><span class="dim">${file}:${line}</span></td>
<td>${message}. ${fix}.${suppressed !== undefined && html`<br><i>${suppressed}</i>`}</td></tr>`);
  return html`<div class="scroll"><table><tr><th>severity</th><th>guideline</th><th>where</th><th>what and how to mend it</th></tr>${rows}</table></div>`;
}

/** Instead of a secret: the page is for more people than the manifest. */
const HIDDEN = '***';

function configuration({ workload }: ReadWorkload): Markup {
  const rows = effectiveOptions(workload).map(({ key, value, origin, byDefault }) =>
    html`<tr><td><code>${key}</code></td><td><code>${isHidden(value, [key]) ? HIDDEN : value}</code></td><td>${origin}</td><td class="dim"><code>${byDefault ?? ''}</code></td></tr>`);
  return html`<div class="scroll"><table><tr><th>option</th><th>value</th><th>why</th><th>otherwise</th></tr>${rows}</table></div>`;
}

function guidelines(states: ReadonlyMap<Guideline, State>): Markup {
  const rows = [...states].filter(([guideline]) => !(guideline instanceof TableGuideline && guideline.row.outOfScope !== undefined))
    .map(([{ id, title, rationale }, state]) => html`<tr><td>${id}</td><td><b>${title}</b><br><span class="dim">${rationale}</span></td><td class="${CLASS[state]}">${state}</td></tr>`);
  return html`<div class="scroll"><table><tr><th>guideline</th><th></th><th>state</th></tr>${rows}</table></div>`;
}

/** Objects that run nothing: snapshots, and what no operator serves. */
function rest(manifests: readonly Manifest[], findings: readonly LocatedFinding[]): Markup {
  if (manifests.length === 0) return html``;
  return html`<section><h2>Other objects of Flink</h2>${manifests.map(({ file, object }) => {
    const { kind, namespace, name } = referenceTo(object);
    const isIt = ({ resource }: LocatedFinding) => resource.kind === kind && resource.name === name && resource.namespace === namespace;
    const mine = findings.filter((finding) => finding.file === file && isIt(finding));
    return html`<h3>${kind} ${namespace && `${namespace}/`}${name}</h3>${findingsTable(mine)}`;
  })}</section>`;
}

/** What no manifest shows. */
function checklist(): Markup {
  const items = GUIDELINES.filter(({ row }) => row.checklist).map(({ id, row }) => html`<li><b>${id}</b> ${row.checklist}.</li>`);
  return html`<section><h2>Readiness checklist</h2><p class="dim">Checks that no manifest can answer.</p><ul class="check">${items}</ul></section>`;
}
