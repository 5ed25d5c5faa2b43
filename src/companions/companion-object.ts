import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';

type Texts = { readonly [name: string]: string };

/** An object beside a job. What follows from the job is asked for when the object is rendered: until then the job may change. */
export interface CompanionObjectProps extends ApiObjectProps {
  /** Labels and annotations that follow from the job or its environment. Those that a program adds to the object itself take precedence. */
  readonly lateMetadata?: () => { readonly labels?: Texts; readonly annotations?: Texts };
  /** Whether the job needs it. It is asked when the App is rendered. */
  readonly exists?: () => boolean;
}

/** An ApiObject that follows the job beside which it stands. */
export class CompanionObject extends ApiObject {
  private readonly lateMetadata: NonNullable<CompanionObjectProps['lateMetadata']>;
  private readonly added = new Map<string, string>();

  constructor(scope: Construct, id: string, { lateMetadata = () => ({}), exists, ...props }: CompanionObjectProps) {
    super(scope, id, props);
    this.lateMetadata = lateMetadata;
    if (exists) showOnlyWhere(scope, this, exists);
  }

  public override toJson(): any {
    const { labels = {}, annotations = {} } = this.lateMetadata();
    const { metadata } = this;
    this.addLate('label', labels, (name) => metadata.getLabel(name), (name, value) => metadata.addLabel(name, value));
    // cdk8s can tell labels, not annotations: what a program added is in the metadata as it is rendered
    const before = metadata.toJson()?.annotations ?? {};
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

const CONDITIONS = Symbol('cdk8s-flink.conditions');

/** Hides a child of a construct from whoever walks the tree, for as long as the condition does not hold: the synth then knows nothing of it. */
function showOnlyWhere(scope: Construct, child: IConstruct, exists: () => boolean): void {
  const node: any = scope.node;
  if (!node[CONDITIONS]) {
    node[CONDITIONS] = new Map<IConstruct, () => boolean>();
    const all = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'children')!.get!;
    Object.defineProperty(node, 'children', { get: () => all.call(node).filter((each: IConstruct) => holds(node[CONDITIONS].get(each))) });
  }
  node[CONDITIONS].set(child, exists);
}

/** Where the job cannot be rendered nobody knows: the object stays, and its own rendering says why. */
function holds(condition: (() => boolean) | undefined): boolean {
  try {
    return condition?.() ?? true;
  } catch {
    return true;
  }
}
