/** The kind and version that all released operators serve. */
export const FLINK_DEPLOYMENT = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment' } as const;

/** Resources of a process of a job. */
export interface ResourceSpec {
  readonly cpu?: number;
  readonly memory?: string;
  readonly ephemeralStorage?: string;
}

/** `spec.jobManager` and `spec.taskManager`. */
export interface ComponentSpec {
  readonly replicas?: number;
  readonly resource?: ResourceSpec;
  /** From operator 1.16 on; takes precedence over `resource`. */
  readonly resources?: { readonly requests?: { readonly [resource: string]: string }; readonly limits?: { readonly [resource: string]: string } };
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

/** The fields of `spec` that this library renders, in the order of the manifest. */
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
