import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { applyPatches } from './patches';
import { sortedByKey } from '../sorted';

/** The manifest of one of the operator's kinds. */
export interface CustomManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Evaluated when the manifest is rendered. */
  readonly spec: () => any;
  /** A final change of the whole manifest, after JSON patches. */
  readonly finish?: (manifest: any) => any;
  /** The written manifest, if it differs from the checked one. */
  readonly written?: (manifest: any) => any;
  /** Annotations that are known only after everything else is rendered. */
  readonly annotations: () => { readonly [annotation: string]: string };
}

const same = (manifest: any) => manifest;

/** How metadata can be changed after an object was created. */
const METADATA_CHANGES = ['add', 'addAnnotation', 'addLabel', 'addFinalizers', 'addOwnerReference'] as const;

/** A FlinkDeployment, or another of the operator's kinds, as it is sent to the API server. */
export class CustomObject extends ApiObject {
  private readonly annotations: () => { readonly [annotation: string]: string };
  private readonly finish: (manifest: any) => any;
  private readonly written: (manifest: any) => any;
  private readonly jsonPatches: JsonPatch[] = [];
  private changes = 0;

  constructor(scope: Construct, id: string, { annotations, spec, finish = same, written = same, ...props }: CustomManifest) {
    // The implicit token, not `Lazy`, which fails if a program contains two copies of cdk8s.
    super(scope, id, { ...props, spec: { resolve: spec } });
    this.annotations = annotations;
    this.finish = finish;
    this.written = written;
    for (const change of METADATA_CHANGES) {
      const metadata: any = this.metadata;
      const original = metadata[change].bind(metadata);
      metadata[change] = (...args: any[]) => {
        this.changes++;
        return original(...args);
      };
    }
  }

  /** Increases with every change of the object itself, which invalidates earlier renderings. */
  public get revision(): number {
    return this.changes;
  }

  /** Stored here: cdk8s reports JSON patches that do not apply with unclear JavaScript errors. */
  public override addJsonPatch(...ops: any[]): void {
    this.changes++;
    this.jsonPatches.push(...ops);
  }

  /** The manifest, without annotations that depend on its findings. */
  public render(): any {
    return this.finish(applyPatches(super.toJson(), this.jsonPatches));
  }

  public override toJson(): any {
    const json = this.written(this.render());
    const annotations = { ...json.metadata.annotations, ...this.annotations() };
    if (Object.keys(annotations).length === 0) return json;
    // Sorted by name, as cdk8s writes metadata.
    return { ...json, metadata: sortedByKey({ ...json.metadata, annotations: sortedByKey(annotations) }) };
  }
}
