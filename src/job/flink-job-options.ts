import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { CompiledPlan } from './compiled-plan';
import { RuntimeMode } from './runtime-mode';
import { Scaling } from './scaling';
import { Connector } from '../connectors';
import { CloudIdentity, Kerberos, SecretValue, Tls } from '../credentials';
import { GuidelineSuppression } from '../guidelines';
import { MetricReporter } from '../monitoring';
import { IngressOptions, ServiceMesh } from '../network';
import { JobScheduling, JvmOptions, LoggingOptions, PodScheduling } from '../pods';
import { CheckpointingOptions, DisasterRecoveryOptions, HighAvailability, RestartStrategy, SavepointOptions, StateBackend, UpgradeMode } from '../state';

/** Amounts of resources of a container. */
export interface ComponentAmounts {
  /**
   * CPU cores.
   * @default - none
   */
  readonly cpu?: number;
  /**
   * Memory of the whole process.
   * @default - none
   */
  readonly memory?: Size;
  /**
   * Ephemeral storage.
   * @default - none
   */
  readonly ephemeralStorage?: Size;
  /**
   * Other resources by name, such as `nvidia.com/gpu`, as Kubernetes quantities.
   * @default - none
   */
  readonly others?: { readonly [resource: string]: string };
}

/** Requests and limits that differ. A limit that is not given equals the request; a request that is not given equals the limit. */
export interface ComponentResourceRequirements {
  /**
   * Resources that the scheduler reserves. Flink computes its memory components from the memory requested here.
   * @default - `limits`
   */
  readonly requests?: ComponentAmounts;
  /**
   * Maximum resources that the container may use.
   * @default - `requests`
   */
  readonly limits?: ComponentAmounts;
}

/** Resources and scheduling of the JobManager. */
export interface JobManagerOptions {
  /**
   * CPU cores: request and limit of the container.
   * @default 1 (guideline MEM-11)
   */
  readonly cpu?: number;
  /**
   * Memory of the whole process (`jobmanager.memory.process.size`): request and limit of the container.
   * @default Size.gibibytes(2) (guideline MEM-11)
   */
  readonly memory?: Size;
  /**
   * Ephemeral storage: request and limit.
   * @default Size.gibibytes(2) (guideline RES-03)
   */
  readonly ephemeralStorage?: Size;
  /**
   * Requests and limits that differ (`spec.jobManager.resources`, operator 1.16 or newer), instead of `cpu`, `memory` and `ephemeralStorage`. Guideline RES-01.
   * @default - requests and limits are `cpu`, `memory` and `ephemeralStorage`
   */
  readonly resources?: ComponentResourceRequirements;
  /**
   * Number of JobManagers. Those beyond the first are standbys and require high availability.
   * @default 1 (guideline HA-04)
   */
  readonly replicas?: number;
  /**
   * Node selection of its pods, in addition to the job's `scheduling`. Guideline K8S-03.
   * @default - only the job's `scheduling`
   */
  readonly scheduling?: PodScheduling;
  /**
   * Additional fields of its pods, merged by name with the generated containers, volumes and environment variables. Takes precedence over everything
   * except a JSON patch.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** Resources and scheduling of the TaskManagers. */
export interface TaskManagerOptions {
  /**
   * CPU cores: request and limit of the container.
   * @default 2 (guideline MEM-11)
   */
  readonly cpu?: number;
  /**
   * Memory of the whole process (`taskmanager.memory.process.size`): request and limit of the container. Flink divides it into its memory components.
   * @default Size.gibibytes(4) (guideline MEM-11)
   */
  readonly memory?: Size;
  /**
   * Task slots of each TaskManager (`taskmanager.numberOfTaskSlots`).
   * @default - `cpu`, rounded up (guideline PAR-03)
   */
  readonly slots?: number;
  /**
   * Ephemeral storage: request and limit.
   * @default Size.gibibytes(10) (guideline RES-03)
   */
  readonly ephemeralStorage?: Size;
  /**
   * Requests and limits that differ (`spec.taskManager.resources`, operator 1.16 or newer), instead of `cpu`, `memory` and `ephemeralStorage`. Guideline RES-01.
   * @default - requests and limits are `cpu`, `memory` and `ephemeralStorage`
   */
  readonly resources?: ComponentResourceRequirements;
  /**
   * Node selection of its pods, in addition to the job's `scheduling`. Guideline K8S-03.
   * @default - only the job's `scheduling`
   */
  readonly scheduling?: PodScheduling;
  /**
   * Additional fields of its pods, merged by name with the generated containers, volumes and environment variables. Takes precedence over everything
   * except a JSON patch.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** Guideline suppressions of one job. */
export interface JobGuidelinesOptions {
  /**
   * Guidelines that this job is exempt from, each with the reason. Suppressions are written to an annotation of the manifest; an unused one is a warning.
   * @default - none
   */
  readonly suppress?: GuidelineSuppression[];
}

/** Options of all custom resources of the Flink operator. */
export interface FlinkResourceOptions {
  /**
   * The name of the custom resource. It identifies the job's state: a job with a new name starts without the state of the old one.
   * May contain only lower-case letters, digits and `-`, and must begin with a letter (at most 45 characters).
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace.
   * @default - the chart's namespace
   */
  readonly namespace?: string;
  /**
   * Guideline suppressions.
   * @default - none
   */
  readonly guidelines?: JobGuidelinesOptions;
  /**
   * Any Flink or operator option by its key, validated for the Flink and operator version. Takes precedence over the typed properties.
   * @default - none
   */
  readonly flinkConfiguration?: { readonly [key: string]: string };
  /**
   * Keys in `flinkConfiguration` that only your image reads, or prefixes that end with a dot, such as `com.example.`.
   * @default - none: an unknown option is an error
   */
  readonly ownOptions?: string[];
}

/** Options of a Flink cluster: its processes and pods. */
export interface FlinkClusterOptions extends FlinkResourceOptions {
  /**
   * How the leading JobManager is elected, and where its metadata is stored.
   * @default HighAvailability.kubernetes() (guideline HA-01)
   */
  readonly highAvailability?: HighAvailability;
  /**
   * Metric reporters besides Prometheus. Guidelines MON-16 and MON-24.
   * @default - none
   */
  readonly reporters?: MetricReporter[];
  /**
   * Mutual TLS between JobManager and TaskManagers. Guideline SEC-01.
   * @default - none, which is a warning: traffic is neither encrypted nor authenticated
   */
  readonly tls?: Tls;
  /**
   * The JobManager.
   * @default - 1 CPU, 2 GiB (guideline MEM-11)
   */
  readonly jobManager?: JobManagerOptions;
  /**
   * The TaskManagers.
   * @default - 2 CPUs, 4 GiB, 2 slots (guidelines MEM-11 and PAR-03)
   */
  readonly taskManager?: TaskManagerOptions;
  /**
   * UID and GID that own Flink's files in the image. Guideline SEC-06.
   * @default 9999
   */
  readonly runAsUser?: number;
  /**
   * JVM options of both components.
   * @default - guidelines JVM-01 and JVM-02
   */
  readonly jvm?: JvmOptions;
  /**
   * Logging of both components.
   * @default - text at INFO, to the console and a rolling file (guidelines LOG-01 and LOG-02)
   */
  readonly logging?: LoggingOptions;
  /**
   * Node selector, tolerations, priority class and spot nodes of all pods. Guideline K8S-03.
   * @default - any node
   */
  readonly scheduling?: JobScheduling;
  /**
   * Whether Flink adapts the amount of in-flight data to the throughput (`taskmanager.network.memory.buffer-debloat.enabled`).
   * @default - true for unaligned checkpoints, otherwise false (guideline CKP-14)
   */
  readonly bufferDebloating?: boolean;
  /**
   * A ConfigMap with Hadoop's `core-site.xml` and `hdfs-site.xml` (`kubernetes.hadoop.conf.config-map.name`).
   * @default - none
   */
  readonly hadoopConfiguration?: string;
  /**
   * Whether the operator rolls back to the last stable spec if a change does not become stable
   * (`kubernetes.operator.deployment.rollback.enabled`). Requires high availability. Guideline UPG-15.
   * @default false
   */
  readonly rollback?: boolean;
  /**
   * Cloud identity of the ServiceAccounts, without access keys. Guideline SEC-05.
   * @default - none: credentials come from the image, or from `secretEnv`
   */
  readonly identity?: CloudIdentity;
  /**
   * Kerberos authentication to HDFS, Kafka or ZooKeeper. Guideline SEC-02.
   * @default - none
   */
  readonly kerberos?: Kerberos;
  /**
   * Environment variables from Secrets, in the pods of both components, such as `{ DB_PASSWORD: SecretValue.fromSecret('orders-db', 'password') }`. Guideline SEC-05.
   * @default - none
   */
  readonly secretEnv?: { readonly [variable: string]: SecretValue };
  /**
   * Files from Secrets, in the pods of both components, by absolute path. They are updated with the Secret. Their directories may contain no other files.
   * Guideline SEC-05.
   * @default - none
   */
  readonly secretFiles?: { readonly [path: string]: SecretValue };
  /**
   * An Ingress for the web UI and REST API. Guideline SEC-03.
   * @default - none: use `kubectl port-forward`
   */
  readonly ingress?: IngressOptions;
  /**
   * The service mesh of the job's pods. Guidelines SEC-01 and SEC-09.
   * @default - none
   */
  readonly mesh?: ServiceMesh;
  /**
   * Additional fields of the pods of both components, merged by name with the generated containers, volumes and environment variables.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** Options of a job, in a cluster of its own or in a session cluster. */
export interface FlinkJobOptions extends FlinkResourceOptions {
  /**
   * Execution mode of the job (`execution.runtime-mode`). A batch job has no checkpoints, no state backend, no savepoints and no alerts on them, and
   * may end; its `upgradeMode` is `UpgradeMode.stateless`. Guideline CKP-01.
   * @default - `RuntimeMode.STREAMING`, unless the job's code sets another mode
   */
  readonly runtimeMode?: RuntimeMode;
  /**
   * Checkpoint interval, timeout, mode and related options.
   * @default - guidelines CKP-02 to CKP-14
   */
  readonly checkpointing?: CheckpointingOptions;
  /**
   * Savepoints that the operator takes.
   * @default - guideline UPG-08
   */
  readonly savepoints?: SavepointOptions;
  /**
   * Recovery objectives for the loss of a region. Guidelines DR-01 to DR-03.
   * @default - none
   */
  readonly disasterRecovery?: DisasterRecoveryOptions;
  /**
   * The state backend.
   * @default StateBackend.rocksDb() (guideline STB-02)
   */
  readonly stateBackend?: StateBackend;
  /**
   * The restart strategy after a task failure.
   * @default RestartStrategy.exponentialDelay() (guideline RST-01)
   */
  readonly restartStrategy?: RestartStrategy;
  /**
   * How the operator transfers state when the spec changes.
   * @default UpgradeMode.savepoint() (guideline UPG-01)
   */
  readonly upgradeMode?: UpgradeMode;
  /**
   * How the parallelism changes while the job runs. Guidelines ASC-01 to ASC-07.
   * @default - it is fixed, unless `flinkConfiguration` enables the autoscaler: a change of `parallelism` is an upgrade of the job
   */
  readonly scaling?: Scaling;
  /**
   * Upper limit of `parallelism` (`pipeline.max-parallelism`). It cannot be changed without losing the state.
   * @default - 720, 1440 or 4320: the first that is at least ten times the parallelism (guideline PAR-01)
   */
  readonly maxParallelism?: number;
  /**
   * Whether chained operators pass objects without copying them (`pipeline.object-reuse`). Safe only if no operator keeps a reference. Guideline JOB-10.
   * @default false
   */
  readonly objectReuse?: boolean;
  /**
   * Whether Flink rejects a job with an operator without an explicit `uid()` (`pipeline.auto-generate-uids: false`).
   * Not for SQL jobs. Guideline JOB-01.
   * @default false
   */
  readonly requireOperatorUids?: boolean;
  /**
   * Whether Flink rejects a job that would serialize a type with Kryo (`pipeline.generic-types: false`). Guideline JOB-02.
   * @default false
   */
  readonly forbidGenericTypes?: boolean;
  /**
   * The savepoint or checkpoint that the first deployment starts from. Guidelines DR-04 and UPG-16.
   * @default - none
   */
  readonly initialSavepointPath?: string;
  /**
   * Whether the job may start if a savepoint contains state of an operator that no longer exists. That state is lost.
   * @default false (guideline UPG-12)
   */
  readonly allowNonRestoredState?: boolean;
  /**
   * Sources and sinks of the job, for checks. They are passed to the job's `main` in environment variables.
   * Guidelines CON-01 to CON-15, ARC-14, PAR-04 and CKP-19.
   * @default - not checked
   */
  readonly connectors?: Connector[];
  /**
   * Expected total size of the job's state, against which state backend, disks, recovery time and autoscaler are checked. Guidelines STB-01, PAR-07,
   * RST-09 and ASC-07.
   * @default - not checked
   */
  readonly expectedStateSize?: Size;
  /**
   * Slot sharing groups in the job's code besides `default`, each with its parallelism. They occupy additional slots. Guideline ARC-07.
   * @default - none: all operators are in the group `default`
   */
  readonly slotSharingGroups?: { readonly [group: string]: number };
  /**
   * The compiled plan of a SQL job. Guideline SQL-01.
   * @default - none
   */
  readonly compiledPlan?: CompiledPlan;
  /**
   * Whether the job is suspended (`job.state: suspended`): a standby in another region, or a job that is stopped with a savepoint.
   * To start a standby, set `initialSavepointPath` to the last replicated savepoint and remove this property. Guideline DR-01.
   * @default false
   */
  readonly suspended?: boolean;
  /**
   * Factor by which the parallelism of a copy for load tests exceeds that of production, and with it the number of TaskManagers.
   * The max parallelism does not change, so that the copy can start from production savepoints. Guideline TST-01.
   * @default 1
   */
  readonly loadFactor?: number;
  /**
   * Whether operator chaining is disabled (`pipeline.operator-chaining.enabled: false`), so that the web UI shows which operator is the bottleneck.
   * Reduces throughput. Guideline ARC-06.
   * @default false
   */
  readonly profilingMode?: boolean;
}
