import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { applyPatches } from './patches';
import { sortedByKey } from '../sorted';

/** What the API server gets for one of the operator's kinds. */
export interface CustomManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Evaluated when it is rendered. */
  readonly spec: () => any;
  /** A last change to the whole manifest, after JSON patches. */
  readonly finish?: (manifest: any) => any;
  /** What is written instead of the manifest that is judged. */
  readonly written?: (manifest: any) => any;
  /** What is known only when the rest is rendered. */
  readonly annotations: () => { readonly [annotation: string]: string };
}

const same = (manifest: any) => manifest;

/** How metadata may be changed after an object was made. */
const METADATA_CHANGES = ['add', 'addAnnotation', 'addLabel', 'addFinalizers', 'addOwnerReference'] as const;

/** A FlinkDeployment, or another of the operator's kinds, as the API server takes it. */
export class CustomObject extends ApiObject {
  private readonly annotations: () => { readonly [annotation: string]: string };
  private readonly finish: (manifest: any) => any;
  private readonly written: (manifest: any) => any;
  private readonly jsonPatches: JsonPatch[] = [];
  private changes = 0;

  constructor(scope: Construct, id: string, { annotations, spec, finish = same, written = same, ...props }: CustomManifest) {
    // The implicit token, not `Lazy`, which fails when a program holds two copies of cdk8s.
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

  /** Rises with every change that is made to the object itself: what was rendered before is old then. */
  public get revision(): number {
    return this.changes;
  }

  /** Kept here: those that cdk8s applies fail with JavaScript's own words where they do not fit. */
  public override addJsonPatch(...ops: any[]): void {
    this.changes++;
    this.jsonPatches.push(...ops);
  }

  /** The manifest without the annotations that follow from judging it. */
  public render(): any {
    return this.finish(applyPatches(super.toJson(), this.jsonPatches));
  }

  public override toJson(): any {
    const json = this.written(this.render());
    const annotations = { ...json.metadata.annotations, ...this.annotations() };
    if (Object.keys(annotations).length === 0) return json;
    // As cdk8s writes metadata: by name.
    return { ...json, metadata: sortedByKey({ ...json.metadata, annotations: sortedByKey(annotations) }) };
  }
}
