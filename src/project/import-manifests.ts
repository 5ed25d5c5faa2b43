import { basename, extname } from 'path';
import { Assembled, Assembly, assemble, includedId } from './assemble';
import { Change, changes, normalized, Patch, patchesFor, placeOf, suppressionName, withRespellings } from './compare';
import { Plan, PlannedConstruct, PlannedInclude, ReadObject } from './plan';
import { isSameJson } from './same';
import { constructOf, isForConstruct, metadataOf, obstacle, optionOrField, propsOf, Subject, target, Treatment } from './treatment';
import { Finding, FlinkVersion, OperatorVersion, Severity } from '../configuration';
import { formatFinding } from '../configuration/finding';
import { GuidelineSuppression } from '../guidelines';
import { Steps } from '../kubernetes/schema';
import { compareTexts } from '../kubernetes/sorted';
import { ANNOTATIONS } from '../workload/annotations';
import { API_VERSION, specOf } from '../workload/kinds';

/** Options of an import. */
export interface ImportOptions {
  readonly operatorVersion: OperatorVersion;
  /** Whether constructs add the defaults of the guidelines and the additional objects of a job. */
  readonly production: boolean;
  /** Whether values that violate a guideline are replaced by its default. */
  readonly fix: boolean;
}

/** The result for one object. */
export interface ImportedObject {
  readonly read: ReadObject;
  readonly treatment: Treatment;
  /** The class that renders it, if any. */
  readonly construct?: string;
  /** Why it is not handled as requested. */
  readonly reason?: string;
  /** The differences between program and manifest. */
  readonly changes: readonly Change[];
  /** Objects that the construct adds. */
  readonly companions: readonly any[];
  /** The number of suppressions in the program that are not in the manifest. */
  readonly suppressions: number;
  readonly dropped: readonly { readonly path: string; readonly guideline: string }[];
}

/** A program, and its differences from the input. */
export interface Imported {
  readonly plan: Plan;
  readonly objects: readonly ImportedObject[];
}

/** The placeholder reason for suppressions of an imported manifest. */
export const NO_REASON = 'TODO: reason';

/** The current state of an object. */
interface State {
  readonly read: ReadObject;
  treatment: Treatment;
  reason?: string;
  /** Whether a construct renders it. */
  rendered: boolean;
  suppressions: GuidelineSuppression[];
  /** Suppressions that were tried and have no effect. */
  useless: Set<string>;
  dropped: { path: string; guideline: string }[];
  /** Values that must be kept, because no guideline has a default for them. */
  held: Set<string>;
  ownCompanions: string[];
  patches: readonly Patch[];
  flinkVersion: FlinkVersion;
}

/** Findings that appear only after others are resolved require another round. */
const ROUNDS = 10;

/** Plans a program that deploys the given objects. */
export function importManifests(objects: readonly ReadObject[], options: ImportOptions): Imported {
  const states = objects.map((read): State => ({
    read,
    treatment: isForConstruct(read) ? (options.production ? 'production' : 'exact') : 'kept',
    rendered: false,
    suppressions: [],
    useless: new Set(),
    dropped: [],
    held: new Set(),
    ownCompanions: [],
    patches: [],
    flinkVersion: FlinkVersion.V1_20,
  }));
  const planner = new Planner(states, options);
  for (;;) {
    planner.prepare();
    const assembly = planner.settle();
    if (assembly) return planner.result(assembly);
  }
}

class Planner {
  private readonly charts: ReadonlyMap<string, string>;
  private readonly byIdentity: ReadonlyMap<string, State>;

  constructor(private readonly states: readonly State[], private readonly options: ImportOptions) {
    this.byIdentity = new Map(states.map((state) => [identityOf(state.read.object), state]));
    this.charts = uniqueNames([...new Set(states.map(({ read: { file } }) => file))], (file) => (
      file === '-' ? 'manifests' : basename(file, extname(file)).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'manifests'));
  }

  /** Determines what no construct can render, until nothing changes: a session job needs its cluster. */
  public prepare(): void {
    for (let isChanged = true; isChanged;) {
      isChanged = false;
      for (const state of this.constructs()) {
        const cluster = this.clusterOf(state);
        if (state.read.object.kind === 'FlinkSessionJob' && cluster === undefined) {
          isChanged = true;
          this.demote(state, `its session cluster ${state.read.object.spec?.deploymentName} is not a construct of this program`, 'kept');
          continue;
        }
        const version = specOf((cluster ?? state).read.object)?.flinkVersion;
        if (typeof version === 'string') state.flinkVersion = FlinkVersion._of(version);
        const found = obstacle(this.subject(state));
        if (found === undefined) continue;
        isChanged = true;
        this.demote(state, found);
      }
    }
  }

  /** Computes patches and suppressions; undefined if an object must be handled differently first. */
  public settle(): Assembly | undefined {
    for (const state of this.constructs()) state.patches = [];
    if (this.isDemoted(assemble(this.plan()), ({ error }) => error)) return undefined;
    for (let round = 0; round < ROUNDS; round++) {
      for (const state of this.constructs()) state.patches = [];
      const bare = assemble(this.plan());
      this.eachConstruct(bare, (state, { manifest }) => { state.patches = this.residue(state, manifest); });
      const patched = assemble(this.plan());
      if (this.isDemoted(patched, ({ error }) => error)) return undefined;
      if (!this.follow(patched)) break;
    }
    const assembly = assemble(this.plan());
    const unsettled = (assembled: Assembled, state: State) => {
      if (assembled.error !== undefined) return assembled.error;
      const [error] = assembled.findings.filter(({ severity }) => severity === Severity.ERROR);
      if (error) return formatFinding(error);
      const [change] = this.changesOf(state, assembled.manifest).filter(({ sort }) => sort === 'lost' || sort === 'changed');
      return change && `${placeOf(change)} cannot be rendered as it is`;
    };
    return this.isDemoted(assembly, unsettled) ? undefined : assembly;
  }

  public result(assembly: Assembly): Imported {
    const plan = this.plan();
    const byRead = new Map([...assembly.constructs].map(([{ read }, assembled]) => [read, assembled]));
    return {
      plan,
      objects: this.states.map((state): ImportedObject => {
        const { read, treatment, reason, suppressions, dropped } = state;
        const assembled = byRead.get(read);
        const manifest = assembled?.manifest ?? assembly.kept.get(read) ?? read.object;
        return {
          read,
          treatment,
          reason,
          construct: treatment === 'kept' ? undefined : constructOf({ read, treatment }),
          changes: this.marked(state, changes(normalized(read.object), normalized(manifest))).map(withoutUnused),
          companions: (assembled?.companions ?? []).filter((each) => this.byIdentity.get(identityOf(each))?.rendered !== true),
          suppressions: suppressions.length,
          dropped,
        };
      }),
    };
  }

  /** Suppresses guidelines, or replaces values by their defaults. Returns whether anything changed. */
  private follow(assembly: Assembly): boolean {
    const all = new Set([...assembly.constructs.values()].flatMap(({ companions }) => companions.map(identityOf)));
    const lost = this.states.filter(({ rendered, read }) => rendered && !all.has(identityOf(read.object)));
    for (const state of lost) state.rendered = false;
    let isDifferent = lost.length > 0;
    this.eachConstruct(assembly, (state, { findings, settings, companions }) => {
      // a dropped value that no default replaced is needed
      for (const { path, guideline } of state.dropped.filter((each) => settings?.originOf(each.path)?.startsWith('guideline') !== true)) {
        state.dropped = state.dropped.filter((each) => each.path !== path || each.guideline !== guideline);
        state.held.add(path);
        isDifferent = true;
      }
      for (const finding of findings.filter(({ severity }) => severity !== Severity.ADVICE)) {
        isDifferent = (this.options.fix && this.drop(state, finding)) || this.suppress(state, finding) || isDifferent;
      }
      isDifferent = this.recognize(state, companions) || isDifferent;
    });
    return isDifferent;
  }

  private drop(state: State, { path, guideline }: Finding): boolean {
    const place = state.treatment === 'production' ? optionOrField(path) : undefined;
    if (place === undefined || state.held.has(place) || state.dropped.some((each) => each.path === place)) return false;
    state.dropped.push({ path: place, guideline });
    return true;
  }

  /** Suppresses by guideline; for the guideline that covers every field, by path, as in the manifest or otherwise as in the program. */
  private suppress(state: State, { guideline, path: place, value }: Finding): boolean {
    if (place === 'guidelines.suppress') return this.correct(state, value);
    const option = /\['([^']+)'\]$/.exec(place)?.[1];
    const field = optionOrField(place);
    const inManifest = option ?? `spec.${field ?? place.replace(/^spec\./, '')}`;
    const places = guideline === 'ARC-12' ? [inManifest, place.replace(/[:\s]/g, '*')] : [undefined];
    for (const path of places) {
      const suppression = { id: guideline, ...path === undefined ? {} : { path }, reason: NO_REASON };
      const name = suppressionName(suppression);
      if (state.useless.has(name) || state.suppressions.some((each) => suppressionName(each) === name)) continue;
      state.suppressions.push(suppression);
      state.suppressions.sort((a, b) => compareTexts(suppressionName(a), suppressionName(b)));
      return true;
    }
    return false;
  }

  /** Removes a suppression without effect; those of the input are kept. */
  private correct(state: State, value: string | undefined): boolean {
    const useless = state.suppressions.find((each) => value === `"${suppressionName(each)}"`);
    if (!useless) return false;
    state.suppressions = state.suppressions.filter((each) => each !== useless);
    state.useless.add(suppressionName(useless));
    return true;
  }

  /** Objects of the input that a construct also renders: an identical one is left to the construct, a different one is kept. */
  private recognize(state: State, companions: readonly any[]): boolean {
    let isDifferent = false;
    for (const companion of companions) {
      const written = this.byIdentity.get(identityOf(companion));
      if (!written) continue;
      const isSame = isSameJson(normalized(written.read.object), normalized(companion));
      if (isSame ? written.rendered : state.ownCompanions.includes(companion.kind)) continue;
      isDifferent = true;
      written.rendered = isSame;
      if (!isSame && !state.ownCompanions.includes(companion.kind)) state.ownCompanions.push(companion.kind);
    }
    return isDifferent;
  }

  private residue(state: State, manifest: any): readonly Patch[] {
    return manifest === undefined ? [] : patchesFor(this.changesOf(state, manifest), state.treatment === 'exact');
  }

  /** The differences between a construct and the object that it must render. */
  private changesOf(state: State, manifest: any): Change[] {
    const found = this.marked(state, changes(normalized(target(this.subject(state))), normalized(manifest), state.treatment === 'exact'));
    return found.filter(({ steps, sort }) => !isOfLibrary(steps, sort));
  }

  /** A different spelling is a change for the operator; an exact program has none. */
  private marked({ treatment, flinkVersion }: State, found: readonly Change[]): Change[] {
    if (treatment !== 'production') return [...found];
    const moved = ({ steps, sort }: Change) => sort === 'lost' && steps.at(-1) === 'podTemplate' && steps.at(-2) === 'spec';
    return withRespellings(found, flinkVersion, this.options.operatorVersion)
      .map((change) => moved(change) ? { ...change, sort: 'moved', after: 'spec.jobManager.podTemplate and spec.taskManager.podTemplate' } : change);
  }

  private isDemoted(assembly: Assembly, problem: (assembled: Assembled, state: State) => string | undefined): boolean {
    let isDemoted = false;
    this.eachConstruct(assembly, (state, assembled) => {
      const found = problem(assembled, state);
      if (found === undefined) return;
      isDemoted = true;
      this.demote(state, found);
    });
    return isDemoted;
  }

  /** Handles an object in the next simpler way. */
  private demote(state: State, reason: string, treatment: Treatment = state.treatment === 'production' ? 'exact' : 'kept'): void {
    state.treatment = treatment;
    state.reason = state.reason === undefined || treatment === 'exact' ? reason : `${state.reason}; ${reason}`;
    state.suppressions = [];
    state.dropped = [];
    state.patches = [];
  }

  private eachConstruct(assembly: Assembly, step: (state: State, assembled: Assembled) => void): void {
    const states = new Map(this.states.map((state) => [state.read, state]));
    for (const [{ read }, assembled] of assembly.constructs) step(states.get(read)!, assembled);
  }

  private constructs(): State[] {
    return this.states.filter(({ treatment }) => treatment !== 'kept');
  }

  private clusterOf({ read: { object: { kind, metadata, spec } } }: State): State | undefined {
    if (kind !== 'FlinkSessionJob') return undefined;
    const name = { apiVersion: API_VERSION, kind: 'FlinkDeployment', metadata: { name: spec?.deploymentName, namespace: metadata.namespace } };
    const cluster = this.byIdentity.get(identityOf(name));
    return cluster?.treatment === 'kept' ? undefined : cluster;
  }

  private subject({ read, treatment, flinkVersion, suppressions, dropped, ownCompanions }: State): Subject {
    const { operatorVersion } = this.options;
    return { read, treatment, flinkVersion, operatorVersion, suppressions, ownCompanions, dropped: dropped.map(({ path }) => path) };
  }

  private plan(): Plan {
    const constructs = this.constructs();
    // session jobs come after all clusters
    const inOrder = [...constructs.filter(({ read }) => read.object.kind !== 'FlinkSessionJob'), ...constructs.filter(({ read }) => read.object.kind === 'FlinkSessionJob')];
    const variables = uniqueNames(inOrder, ({ read: { object } }) => variableName(object.metadata.name), RESERVED);
    const ids = new Set<string>();
    return {
      charts: [...new Set(this.charts.values())],
      constructs: inOrder.map((state): PlannedConstruct => {
        const { read, treatment, patches } = state;
        const chart = this.charts.get(read.file)!;
        const { name, namespace } = read.object.metadata;
        const id = [name, `${name}-${namespace}`, `${name}-${read.object.kind.toLowerCase()}-${namespace}`].find((each) => !ids.has(`${chart}/${each}`))!;
        ids.add(`${chart}/${id}`);
        const cluster = this.clusterOf(state);
        return {
          read,
          chart,
          id,
          construct: constructOf({ read, treatment }),
          variable: variables.get(state)!,
          cluster: cluster && variables.get(cluster)!,
          props: propsOf(this.subject(state), id === name ? undefined : name),
          patches,
          ...metadataOf(read),
        };
      }),
      includes: this.includes(),
    };
  }

  /** The objects of each file that are kept, in as many includes as their ids require. */
  private includes(): PlannedInclude[] {
    const byFile = new Map<string, State[]>();
    for (const { file } of this.states.map(({ read }) => read)) byFile.set(file, []);
    for (const state of this.states) if (state.treatment === 'kept' && !state.rendered) byFile.get(state.read.file)!.push(state);
    return [...this.charts].flatMap(([file, chart]) => {
      const parts: Map<string, ReadObject>[] = [];
      for (const { read } of byFile.get(file)!) {
        const id = includedId(read.object);
        const free = parts.find((part) => !part.has(id));
        if (free) free.set(id, read);
        else parts.push(new Map([[id, read]]));
      }
      return parts.map((part, i): PlannedInclude => {
        const suffix = i === 0 ? '' : `-${i + 1}`;
        return { chart, id: `manifests${suffix}`, file: `${chart}${suffix}.yaml`, objects: [...part.values()] };
      });
    });
  }
}

/**
 * What the library adds to every manifest, and no patch can change: the construct, and the suppressions that have an effect. The program also
 * contains the other suppressions.
 */
function isOfLibrary([metadata, annotations, name]: Steps, sort: Change['sort']): boolean {
  if (metadata !== 'metadata' || annotations !== 'annotations') return false;
  return name === ANNOTATIONS.suppress || (sort === 'added' && (name === undefined || String(name).startsWith('cdk8s-flink.dev/')));
}

/** A suppression in the manifest that has no effect is kept in the program, which reports it, but not in the rendered manifest. */
function withoutUnused(change: Change): Change {
  return change.sort === 'lost' && change.steps[2] === ANNOTATIONS.suppress ? { ...change, sort: 'unused' } : change;
}

/** The identity of an object for the API server. */
function identityOf({ apiVersion, kind, metadata: { namespace, name } }: any): string {
  return [apiVersion, kind, namespace, name].join(' ');
}

/** Names that a program uses for other purposes, or that are not allowed for constants. */
const RESERVED = [
  'app', 'path', 'k8s', 'chart', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends',
  'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'new', 'null', 'return', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof',
  'var', 'void', 'while', 'with', 'yield', 'let', 'static', 'await', 'async', 'arguments', 'eval', 'package', 'private', 'protected', 'public', 'interface', 'implements',
  'undefined', 'require', 'module', 'exports', '__dirname', '__filename', 'process', 'console', 'global',
];

/** `fraud-detection` becomes `fraudDetection`. */
export function variableName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, i) => i === 0 ? word : word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `job${joined}`;
}

/** Unique names: duplicates get a number. */
export function uniqueNames<T>(all: readonly T[], nameOf: (each: T) => string, reserved: readonly string[] = []): Map<T, string> {
  const taken = new Set(reserved);
  return new Map(all.map((each) => {
    const wanted = nameOf(each);
    let name = wanted;
    for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`;
    taken.add(name);
    return [each, name];
  }));
}

