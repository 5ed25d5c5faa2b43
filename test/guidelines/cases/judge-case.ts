import { Yaml } from 'cdk8s';
import { EgressTarget, OperatorVersion } from '../../../src';
import { checkObjects, flinkObjects, LocatedFinding } from '../../../src/guidelines/check-manifests';
import { Guideline } from '../../../src/guidelines/guideline';
import { Manifest, ManifestSet, readText } from '../../../src/workload/manifests';
import { synthJob, TLS } from '../../jobs';

/** How a manifest differs from a sound one. */
export interface Change {
  /** Flink options; undefined takes one out. */
  readonly options?: { readonly [key: string]: string | undefined };
  /** Fields of the spec by path; undefined takes one out. */
  readonly spec?: { readonly [path: string]: unknown };
  /** Fields of each pod's main container by path. */
  readonly container?: { readonly [path: string]: unknown };
  /** Fields of each pod's spec by path. */
  readonly pod?: { readonly [path: string]: unknown };
  /** Annotations; undefined takes one out. */
  readonly annotations?: { readonly [annotation: string]: string | undefined };
  /** Fields of metadata and the whole object by path. */
  readonly object?: { readonly [path: string]: unknown };
  /** Kinds that do not stand beside it. */
  readonly without?: readonly string[];
  /** What stands beside it, too, as YAML. */
  readonly beside?: string;
  /** The operator that reads it; the newest, if not said. */
  readonly operator?: string;
  /** Whether the manifest promised nothing: somebody wrote it by hand. */
  readonly byHand?: boolean;
}

/** What one guideline says of one manifest. */
export interface Case {
  readonly guideline: string;
  readonly why: string;
  readonly change: Change;
  /** `severity path: words of the message` of each finding of the guideline; none: it is silent. */
  readonly finds: readonly string[];
}

export function fires(guideline: string, why: string, change: Change, ...finds: string[]): Case {
  return { guideline, why, change, finds };
}

export function silent(guideline: string, why: string, change: Change): Case {
  return { guideline, why, change, finds: [] };
}

/** A job that breaks no guideline, and everything beside it. */
export const SOUND: readonly any[] = synthJob({ tls: TLS, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });

export function put(target: any, path: string, value: unknown): void {
  const steps = path.split('/');
  const parent = steps.slice(0, -1).reduce((node, step) => node[step] ??= {}, target);
  if (value === undefined) delete parent[steps.at(-1)!];
  else parent[steps.at(-1)!] = value;
}

/** The texts of its objects. */
export function changed(change: Change): string[] {
  const deployment = changedDeployment(change);
  return [
    ...SOUND.filter(({ kind }) => !change.without?.includes(kind)).map((object) => object.kind === 'FlinkDeployment' ? Yaml.stringify(deployment) : soundText(object)),
    ...change.beside ? [change.beside] : [],
  ];
}

/** The FlinkDeployment, changed. */
export function changedDeployment(change: Change): any {
  const deployment = structuredClone(SOUND.find(({ kind }) => kind === 'FlinkDeployment'));
  const containers = ['jobManager', 'taskManager'].map((component) => deployment.spec[component].podTemplate.spec);
  for (const [key, value] of Object.entries(change.options ?? {})) put(deployment.spec.flinkConfiguration, key, value);
  for (const spec of containers) {
    for (const [path, value] of Object.entries(change.pod ?? {})) put(spec, path, value);
    for (const [path, value] of Object.entries(change.container ?? {})) put(spec.containers[0], path, value);
  }
  for (const [path, value] of Object.entries(change.spec ?? {})) put(deployment.spec, path.replaceAll('.', '/'), value);
  if (change.byHand) delete deployment.metadata.annotations;
  for (const [annotation, value] of Object.entries(change.annotations ?? {})) {
    deployment.metadata.annotations ??= {};
    if (value === undefined) delete deployment.metadata.annotations[annotation];
    else deployment.metadata.annotations[annotation] = value;
  }
  for (const [path, value] of Object.entries(change.object ?? {})) put(deployment, path, value);
  return deployment;
}

const soundTexts = new Map<string, string>();

/** The text of an object of the sound job, which no change touches: made once. */
function soundText(object: any): string {
  const name = `${object.kind} ${object.metadata.name}`;
  if (!soundTexts.has(name)) soundTexts.set(name, Yaml.stringify(object));
  return soundTexts.get(name)!;
}

const read = new Map<string, readonly Manifest[]>();

/** Manifests as their text is read: once, since what stands beside most cases is the same. */
function manifestsOf(text: string): readonly Manifest[] {
  if (!read.has(text)) {
    const set: ManifestSet = { manifests: [], unreadable: [] };
    readText(set, 'manifests.yaml', text);
    if (set.unreadable.length > 0) throw new Error(set.unreadable[0].message);
    read.set(text, set.manifests);
  }
  return read.get(text)!;
}

/** All manifests of some texts. */
export function manifestsOfAll(texts: readonly string[]): readonly Manifest[] {
  return texts.flatMap(manifestsOf);
}

/** Everything that is found in manifests, as their texts are read. */
export function check(texts: readonly string[], guidelines: readonly Guideline[], operator?: string): LocatedFinding[] {
  const manifests = manifestsOfAll(texts);
  return checkObjects(flinkObjects(manifests, { operatorVersion: operator === undefined ? undefined : OperatorVersion.of(operator) }), guidelines);
}

const textsOf = new Map<Change, readonly string[]>();

/** What a case's findings say to do. */
export function fixes(one: Case, guidelines: readonly Guideline[]): string[] {
  return findings(one, guidelines).map(({ fix }) => fix.trim());
}

function findings({ guideline, change }: Case, guidelines: readonly Guideline[]): LocatedFinding[] {
  // a case is judged once more by each mutant of its guideline
  if (!textsOf.has(change)) textsOf.set(change, changed(change));
  return check(textsOf.get(change)!, guidelines, change.operator).filter((finding) => finding.guideline === guideline);
}

/** `severity path: message` of what a guideline finds in a case. */
export function found(one: Case, guidelines: readonly Guideline[]): string[] {
  return findings(one, guidelines).map(({ severity, path, message, resource: { kind } }) =>
    `${severity} ${kind === 'FlinkDeployment' ? '' : `${kind} `}${path.replace(/^spec\.flinkConfiguration\['(.*)'\]$/, '$1')}: ${message}`);
}

/** Whether findings are those that a case expects, each with its words. */
export function isAsExpected(got: readonly string[], expected: readonly string[]): boolean {
  const left = [...got];
  for (const each of expected) {
    const at = each.indexOf(': ');
    const [place, words] = [each.slice(0, at + 2), each.slice(at + 2)];
    const i = left.findIndex((finding) => finding.startsWith(place) && finding.slice(place.length).includes(words));
    if (at < 0 || words === '' || i < 0) return false;
    left.splice(i, 1);
  }
  return left.length === 0;
}
