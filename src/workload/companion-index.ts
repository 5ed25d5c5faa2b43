/** A selection of objects, with the criterion by which they concern a job. It is evaluated once per object, instead of once per object and job. */
export interface CompanionIndex {
  /** Whether an object belongs to the index. */
  readonly holds: (object: any) => boolean;
  /**
   * The values of which a job must have at least one for the object to concern it. Undefined: the object may concern any job. Without this, every
   * lookup returns all objects.
   */
  readonly valuesOf?: (object: any) => readonly unknown[] | undefined;
}

/** An index of the objects of one kind. */
export function ofKind(kind: string, valuesOf?: CompanionIndex['valuesOf']): CompanionIndex {
  return { holds: (object) => object.kind === kind, valuesOf };
}

/** Objects that are looked up together, such as those of one namespace. */
export class IndexedObjects {
  private readonly indices = new Map<CompanionIndex, Positions>();
  private readonly objects: readonly any[];

  constructor(objects: readonly any[]) {
    this.objects = objects.filter((object) => typeof object === 'object' && object !== null);
  }

  /**
   * The objects of an index, in order.
   *
   * @param values excludes objects that concern only jobs with other values
   */
  public in(index: CompanionIndex, values?: readonly unknown[]): readonly any[] {
    let positions = this.indices.get(index);
    if (!positions) {
      positions = positionsOf(this.objects.filter(index.holds), index);
      this.indices.set(index, positions);
    }
    const { all, byValue, always } = positions;
    if (!values || !index.valuesOf) return all;
    const found = new Set([...always, ...values.flatMap((value) => byValue.get(value) ?? [])]);
    return [...found].sort((a, b) => a - b).map((position) => all[position]);
  }
}

interface Positions {
  readonly all: readonly any[];
  readonly byValue: ReadonlyMap<unknown, readonly number[]>;
  readonly always: readonly number[];
}

function positionsOf(all: readonly any[], { valuesOf = () => undefined }: CompanionIndex): Positions {
  const byValue = new Map<unknown, number[]>();
  const always: number[] = [];
  all.forEach((object, position) => {
    const values = valuesOf(object);
    if (!values) always.push(position);
    for (const value of new Set(values)) {
      const known = byValue.get(value);
      if (known) known.push(position);
      else byValue.set(value, [position]);
    }
  });
  return { all, byValue, always };
}
