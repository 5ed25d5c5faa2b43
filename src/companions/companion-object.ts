import { ApiObject, ApiObjectProps, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { FlinkDefaults } from './defaults';
import { GitOps } from './git-ops';
import { isRepeatedPass } from '../kubernetes/synth-pass';
import { API_GROUP } from '../workload/kinds';

type Texts = { readonly [name: string]: string };

/**
 * An additional object of a job. Everything that is derived from the job is evaluated when the object is rendered, so that the job may change until
 * then.
 */
export interface CompanionObjectProps extends ApiObjectProps {
  /** Labels and annotations that are derived from the job or its environment. Those added to the object's metadata take precedence. */
  readonly lateMetadata?: () => { readonly labels?: Texts; readonly annotations?: Texts };
  /** Whether the object is rendered. Evaluated when the construct tree is traversed. */
  readonly exists?: () => boolean;
}

/** An ApiObject that is derived from a job. */
export class CompanionObject extends ApiObject {
  private readonly lateMetadata: NonNullable<CompanionObjectProps['lateMetadata']>;
  private readonly added = new Map<string, string>();

  constructor(scope: Construct, id: string, { lateMetadata = () => ({}), exists, ...props }: CompanionObjectProps) {
    super(scope, id, props);
    this.lateMetadata = lateMetadata;
    (this as any)[COMPANION] = true;
    refuseRepeated(this.chart);
    if (exists) showOnlyWhere(scope, this, exists);
  }

  public override toJson(): any {
    const late = this.lateMetadata();
    const defaults = FlinkDefaults._at(this);
    const labels = { ...defaults.labels, ...late.labels };
    const annotations = { ...GitOps._annotations(this, this.kind), ...defaults.annotations, ...late.annotations };
    const { metadata } = this;
    this.addLate('label', labels, (name) => metadata.getLabel(name), (name, value) => metadata.addLabel(name, value));
    // cdk8s can read labels back, but not annotations: those that a program added are in the rendered metadata
    const before = Object.keys(annotations).length > 0 ? metadata.toJson()?.annotations ?? {} : {};
    this.addLate('annotation', annotations, (name) => before[name], (name, value) => metadata.addAnnotation(name, value));
    return super.toJson();
  }

  private addLate(kind: string, late: Texts, now: (name: string) => string | undefined, add: (name: string, value: string) => void): void {
    for (const [name, value] of Object.entries(late)) {
      const known = now(name);
      const ours = this.added.get(`${kind} ${name}`);
      if (known !== undefined && known !== ours) continue;
      if (known !== value) add(name, value);
      this.added.set(`${kind} ${name}`, value);
    }
  }
}

/** Marks objects of this class, including those of another copy of this library: `instanceof` is true for every ApiObject. */
const COMPANION = Symbol.for('cdk8s-flink.companion.v1');
/** A global symbol, so that two copies of this library in one program validate a chart once. */
const VALIDATED = Symbol.for('cdk8s-flink.repeated-objects.v1');
const FOUND = Symbol.for('cdk8s-flink.repeated-objects-found.v1');

/** Two objects of a chart with the same identity: the second replaces the first when they are applied, and cdk8s writes both. */
function refuseRepeated(chart: Chart): void {
  const holder = chart as any;
  if (holder[VALIDATED]) return;
  holder[VALIDATED] = true;
  const found = foundIn(chart.node.root);
  chart.node.addValidation({
    validate: () => {
      if (!found.has(chart)) found.set(chart, repeated(chart));
      return found.get(chart)!;
    },
  });
}

/**
 * The errors in each chart of an App. cdk8s validates all charts again for each chart that it writes: a pass is recognized at the root, once for all
 * charts.
 */
function foundIn(root: IConstruct): Map<Chart, string[]> {
  const holder = root as any;
  if (!holder[FOUND]) {
    const found = new Map<Chart, string[]>();
    holder[FOUND] = found;
    root.node.addValidation({
      validate: () => {
        if (!isRepeatedPass()) found.clear();
        return [];
      },
    });
  }
  return holder[FOUND];
}

function repeated(chart: Chart): string[] {
  const first = new Map<string, ApiObject>();
  const found: string[] = [];
  const objects = chart.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.chart === chart);
  for (const object of objects) {
    const key = `${object.kind} ${object.metadata.namespace ?? ''}/${object.name} ${object.apiGroup}`;
    const other = first.get(key);
    const isOurs = [object, other].some((each) => (each as any)?.[COMPANION]);
    if (other === undefined) {
      first.set(key, object);
    } else if (isOurs) {
      found.push(`${object.node.path} and ${other.node.path} are both the ${object.kind} ${object.metadata.namespace ?? ''}/${object.name}: `
        + 'in the cluster one replaces the other. Give one of them another name, or leave it out');
    } else if (object.apiGroup === API_GROUP) {
      // two jobs with the same name are reported elsewhere; equal names of their companion objects are a consequence
      return [];
    }
  }
  return found;
}

const CONDITIONS = Symbol('cdk8s-flink.conditions');

/** Removes a child from the children of a construct's node while the condition is false, so that cdk8s neither validates nor renders it. */
function showOnlyWhere(scope: Construct, child: IConstruct, exists: () => boolean): void {
  const node: any = scope.node;
  if (!node[CONDITIONS]) {
    node[CONDITIONS] = new Map<IConstruct, () => boolean>();
    const all = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'children')!.get!;
    Object.defineProperty(node, 'children', { get: () => all.call(node).filter((each: IConstruct) => holds(node[CONDITIONS].get(each))) });
  }
  node[CONDITIONS].set(child, exists);
}

/** If the job cannot be rendered, the object is kept, and its own rendering reports the error. */
function holds(condition: (() => boolean) | undefined): boolean {
  try {
    return condition?.() ?? true;
  } catch {
    return true;
  }
}
