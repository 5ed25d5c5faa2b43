import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { sortedByKey } from '../configuration/sorted';

/** The kind and version that all released operators serve. */
export const FLINK_DEPLOYMENT = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment' } as const;

/** What a process of a job asks for. */
export interface ResourceSpec {
  readonly cpu?: number;
  readonly memory?: string;
  readonly ephemeralStorage?: string;
}

/** `spec.jobManager` and `spec.taskManager`. */
export interface ComponentSpec {
  readonly replicas?: number;
  readonly resource?: ResourceSpec;
  readonly podTemplate?: any;
}

/** `spec.job`. */
export interface JobSpec {
  readonly jarURI?: string;
  readonly entryClass?: string;
  readonly args?: string[];
  readonly parallelism?: number;
  readonly state?: string;
  readonly upgradeMode?: string;
  readonly allowNonRestoredState?: boolean;
  readonly initialSavepointPath?: string;
  readonly savepointRedeployNonce?: number;
  readonly savepointTriggerNonce?: number;
}

/** `spec.ingress`. */
export interface IngressSpec {
  readonly template: string;
  readonly className?: string;
  readonly annotations?: { readonly [annotation: string]: string };
  readonly tls?: { readonly hosts: string[]; readonly secretName: string }[];
}

/** The fields of `spec` that we emit, in the order in which they stand in the manifest. */
export interface FlinkDeploymentSpec {
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly flinkVersion?: string;
  readonly mode?: string;
  readonly serviceAccount?: string;
  readonly ingress?: IngressSpec;
  readonly restartNonce?: number;
  readonly flinkConfiguration?: { readonly [key: string]: string };
  readonly logConfiguration?: { readonly [file: string]: string };
  readonly jobManager?: ComponentSpec;
  readonly taskManager?: ComponentSpec;
  readonly job?: JobSpec;
}

/** What the API server gets for a FlinkDeployment. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Asked for when it is rendered. */
  readonly spec: () => any;
  /** What is known only when the rest is rendered. */
  readonly annotations: () => { readonly [annotation: string]: string };
}

/** A FlinkDeployment as the API server takes it. */
export class FlinkDeploymentObject extends ApiObject {
  private readonly annotations: () => { readonly [annotation: string]: string };

  constructor(scope: Construct, id: string, { annotations, spec, ...props }: Manifest) {
    // The implicit token, not `Lazy`, which fails when a program holds two copies of cdk8s.
    super(scope, id, { ...props, spec: { resolve: spec } });
    this.annotations = annotations;
  }

  /** The manifest without the annotations that follow from judging it. */
  public _render(): any {
    return super.toJson();
  }

  public override toJson(): any {
    const json = this._render();
    const annotations = { ...json.metadata.annotations, ...this.annotations() };
    if (Object.keys(annotations).length === 0) return json;
    // As cdk8s writes metadata: by name.
    return { ...json, metadata: sortedByKey({ ...json.metadata, annotations: sortedByKey(annotations) }) };
  }
}
