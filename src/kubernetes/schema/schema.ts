import { catalogueNames, catalogueText } from '../catalogue-file';
import { compareMinors } from '../minor-versions';

/** The type of a field. */
export type FieldType =
  | { readonly is: 'string' | 'integer' | 'number' | 'boolean' | 'intOrString' | 'any' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'list' | 'map'; readonly of: FieldType }
  | ObjectType;

/** One field of an object. */
export interface Field {
  readonly type: FieldType;
  readonly required: boolean;
}

interface SchemaFile {
  readonly kind: string;
  readonly types: { readonly [name: string]: { readonly [field: string]: string } };
}

const FOLDER = 'crds';

/** The type of pod templates, in a file that all kinds of an operator version share. */
export const POD_TEMPLATE = 'PodTemplate';

/** The metadata of any object. The CRD of a custom resource leaves it to the API server; that of pod templates contains it. */
const OBJECT_META = 'ObjectMeta';

/** An object type with known fields, by name. They are read on first use. */
export class ObjectType {
  public readonly is = 'object';
  private known?: ReadonlyMap<string, Field>;

  constructor(
    /** Whether it is part of a pod template, for which Kubernetes' rules on pods also apply. */
    public readonly inPod: boolean,
    private readonly read: () => ReadonlyMap<string, Field>,
  ) {}

  public get fields(): ReadonlyMap<string, Field> {
    return this.known ??= this.read();
  }

  /** The type at a path of field names; undefined if there is none. Lists and maps are transparent. */
  public typeAt(steps: readonly string[]): FieldType | undefined {
    let type: FieldType | undefined = this;
    for (const step of steps) {
      while (type && (type.is === 'list' || type.is === 'map')) type = type.of;
      type = type?.is === 'object' ? type.fields.get(step)?.type : undefined;
    }
    return type;
  }
}

/** The types of one file. */
class Types {
  private readonly objects = new Map<string, ObjectType>();

  constructor(private readonly file: SchemaFile, private readonly podTemplate: () => ObjectType) {}

  public get root(): ObjectType {
    return this.object(this.file.kind);
  }

  private object(name: string): ObjectType {
    if (name === POD_TEMPLATE && this.file.kind !== POD_TEMPLATE) return this.podTemplate();
    if (name === OBJECT_META) return new ObjectType(false, () => (this.podTemplate().fields.get('metadata')!.type as ObjectType).fields);
    let object = this.objects.get(name);
    if (!object) {
      object = new ObjectType(this.file.kind === POD_TEMPLATE, () => (
        new Map(Object.entries(this.file.types[name]).map(([field, notation]) => [field, this.field(notation)]))
      ));
      this.objects.set(name, object);
    }
    return object;
  }

  private field(notation: string): Field {
    const required = notation.endsWith('!');
    return { type: this.type(required ? notation.slice(0, -1) : notation), required };
  }

  /** The notation of catalogue/crds: see catalogue/README.md. */
  private type(notation: string): FieldType {
    if (notation.endsWith('[]')) return { is: 'list', of: this.type(notation.slice(0, -2)) };
    if (notation.endsWith('{}')) return { is: 'map', of: this.type(notation.slice(0, -2)) };
    if (notation.startsWith('enum(')) return { is: 'enum', values: notation.slice('enum('.length, -1).split(', ') };
    switch (notation) {
      case 'string': case 'integer': case 'number': case 'boolean': case 'intOrString': case 'any': return { is: notation };
      default: return this.object(notation);
    }
  }
}

const read = new Map<string, ObjectType>();
let files: readonly string[] | undefined;
let minors: readonly string[] | undefined;

function schemaFiles(): readonly string[] {
  return files ??= catalogueNames(FOLDER);
}

/** The minor versions of the operator whose CRDs are known, oldest first. */
export function schemaVersions(): readonly string[] {
  return minors ??= [...new Set(schemaFiles().map((name) => /-(\d+\.\d+)\.json$/.exec(name)?.[1]).filter((minor) => minor !== undefined))].sort(compareMinors);
}

/** The schema of a kind in an operator version, or in the nearest known one, preferably older. Undefined if that version does not have the kind. */
export function schemaOf(kind: string, operatorMinor: string): ObjectType | undefined {
  const known = schemaVersions();
  const minor = known.filter((each) => compareMinors(each, operatorMinor) <= 0).at(-1) ?? known[0];
  const name = `${kind}-${minor}`;
  if (!read.has(name)) {
    const file = `${name}.json`;
    if (!schemaFiles().includes(file)) return undefined;
    // the schema of pod templates is read when it is first needed
    const podTemplate = () => new ObjectType(true, () => schemaOf(POD_TEMPLATE, minor)!.fields);
    read.set(name, new Types(JSON.parse(catalogueText(FOLDER, file)), podTemplate).root);
  }
  return read.get(name);
}
