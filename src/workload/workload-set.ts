import { ANNOTATIONS } from './annotations';
import { CompanionIndex, IndexedObjects } from './companion-index';
import { Workload } from './workload';

/**
 * A set of workloads that are checked together, and the other objects. Lookups across several jobs are done here, so that a thousand jobs need only a
 * thousand lookups.
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

  /** The workload with a kind and name. */
  public named(kind: string, namespace: string, name: string): Workload | undefined {
    return this.byName.get(`${kind}/${namespace}/${name}`);
  }

  /** The names of one kind in a namespace. For FlinkDeployments, they include those that the operator creates for a FlinkBlueGreenDeployment. */
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

  /** Whether findings about the whole namespace are reported with this workload, so that they appear once. */
  public isFirstOfNamespace(workload: Workload): boolean {
    return this.firstOf.get(workload.namespace) === workload;
  }

  /** The objects in the workload's namespace, and those without a namespace. */
  public companionsOf(workload: Workload): any[] {
    return [...this.byNamespace.get(workload.namespace) ?? [], ...this.byNamespace.get('') ?? []];
  }

  /**
   * The companions of the workload that an index contains, in the same order.
   *
   * @param values excludes objects that concern only workloads with other values
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
   * The workloads that share a value with another workload: the same value, or at least one of the same values.
   *
   * @param what the name of the value, so that it is computed once for all workloads
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

/** Whether two manifests are the same job for clusters in two regions. */
function isSameElsewhere(one: Workload, other: Workload): boolean {
  const [region, otherRegion] = [one, other].map(({ manifest }) => manifest.metadata?.annotations?.[ANNOTATIONS.region]);
  return region !== undefined && otherRegion !== undefined && region !== otherRegion
    && one.name === other.name && one.namespace === other.namespace && one.kind === other.kind;
}

function valuesOf(said: string | readonly string[] | undefined): readonly string[] {
  if (said === undefined) return [];
  return typeof said === 'string' ? [said] : [...new Set(said)];
}
