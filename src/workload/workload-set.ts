import { ANNOTATIONS } from './annotations';
import { CompanionIndex, IndexedObjects } from './companion-index';
import { Workload } from './workload';

/**
 * The FlinkDeployments that are judged together, and all that stands beside them. Whatever takes more than one job is looked up here, so that
 * a thousand jobs cost a thousand look-ups.
 */
export class WorkloadSet {
  private readonly byNamespace = new Map<string, any[]>();
  private readonly indexed = new Map<string, IndexedObjects>();
  private everything?: IndexedObjects;
  private readonly byName = new Map<string, Workload>();
  private readonly firstOf = new Map<string, Workload>();
  private readonly names = new Map<string, readonly string[]>();
  private readonly indices = new Map<string, Map<string, Workload[]>>();

  constructor(public readonly workloads: readonly Workload[], others: readonly any[]) {
    for (const other of others) {
      const namespace = String(other?.metadata?.namespace ?? '');
      const known = this.byNamespace.get(namespace);
      if (known) known.push(other);
      else this.byNamespace.set(namespace, [other]);
    }
    for (const workload of workloads) {
      workload._set = this;
      const { namespace, kind, name } = workload;
      if (workload._holds.cluster && !this.firstOf.has(namespace)) this.firstOf.set(namespace, workload);
      this.byName.set(`${kind}/${namespace}/${name}`, workload);
    }
  }

  /** The workload of a kind and name. */
  public named(kind: string, namespace: string, name: string): Workload | undefined {
    return this.byName.get(`${kind}/${namespace}/${name}`);
  }

  /** The names of one kind in a namespace. For FlinkDeployments those that the operator makes for a FlinkBlueGreenDeployment are among them. */
  public namesIn(namespace: string, kind: string): readonly string[] {
    const key = `${kind}/${namespace}`;
    let names = this.names.get(key);
    if (!names) {
      const here = this.workloads.filter((each) => each.namespace === namespace);
      names = kind === 'FlinkDeployment'
        ? here.filter(({ _holds }) => _holds.cluster).flatMap(({ _deployments }) => _deployments.map(({ name }) => name))
        : here.filter((each) => each.kind === kind).map(({ name }) => name);
      this.names.set(key, names);
    }
    return names;
  }

  /** The objects of an index, in all namespaces. */
  public anywhere(index: CompanionIndex, values?: readonly unknown[]): readonly any[] {
    this.everything ??= new IndexedObjects([...this.byNamespace.values()].flat());
    return this.everything.in(index, values);
  }

  /** Whether findings about its whole namespace are reported with this workload, once. */
  public isFirstOfNamespace(workload: Workload): boolean {
    return this.firstOf.get(workload.namespace) === workload;
  }

  /** The objects of the workload's namespace, and those that name none. */
  public companionsOf(workload: Workload): any[] {
    return [...this.byNamespace.get(workload.namespace) ?? [], ...this.byNamespace.get('') ?? []];
  }

  /**
   * Those of the workload's companions that are in an index, in the same order.
   *
   * @param values leaves out what concerns only workloads with other values
   */
  public companionsIn(index: CompanionIndex, workload: Workload, values?: readonly unknown[]): readonly any[] {
    const [own, unnamed] = [workload.namespace, ''].map((namespace) => this.indexedIn(namespace).in(index, values));
    if (unnamed.length === 0) return own;
    return own.length === 0 ? unnamed : [...own, ...unnamed];
  }

  private indexedIn(namespace: string): IndexedObjects {
    let indexed = this.indexed.get(namespace);
    if (!indexed) {
      indexed = new IndexedObjects(this.byNamespace.get(namespace) ?? []);
      this.indexed.set(namespace, indexed);
    }
    return indexed;
  }

  /**
   * The workloads that share something with one: all with the same value, or one of the same values.
   *
   * @param what names the value, so that it is computed once for all
   */
  public sharing(what: string, workload: Workload, valueOf: (workload: Workload) => string | readonly string[] | undefined): Workload[] {
    let index = this.indices.get(what);
    if (!index) {
      index = new Map();
      for (const each of this.workloads) {
        for (const value of valuesOf(valueOf(each))) {
          const sharers = index.get(value);
          if (sharers) sharers.push(each);
          else index.set(value, [each]);
        }
      }
      this.indices.set(what, index);
    }
    const sharers = new Set(valuesOf(valueOf(workload)).flatMap((value) => index.get(value) ?? []));
    sharers.delete(workload);
    return [...sharers].filter((other) => !isSameElsewhere(workload, other));
  }
}

/** Whether two manifests are one job for clusters in two regions. */
function isSameElsewhere(one: Workload, other: Workload): boolean {
  const [region, otherRegion] = [one, other].map(({ manifest }) => manifest.metadata?.annotations?.[ANNOTATIONS.region]);
  return region !== undefined && otherRegion !== undefined && region !== otherRegion
    && one.name === other.name && one.namespace === other.namespace && one.kind === other.kind;
}

function valuesOf(said: string | readonly string[] | undefined): readonly string[] {
  if (said === undefined) return [];
  return typeof said === 'string' ? [said] : [...new Set(said)];
}
