import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { CompiledPlan } from './compiled-plan';
import { Connector } from '../connectors';
import { CloudIdentity, Kerberos, SecretValue, Tls } from '../credentials';
import { GuidelineSuppression } from '../guidelines';
import { MetricReporter } from '../monitoring';
import { IngressOptions, ServiceMesh } from '../network';
import { JobScheduling, JvmOptions, LoggingOptions, PodScheduling } from '../pods';
import { CheckpointingOptions, DisasterRecoveryOptions, HighAvailability, RestartStrategy, SavepointOptions, StateBackend, UpgradeMode } from '../state';

/** A JobManager. */
export interface JobManagerOptions {
  /**
   * Processors.
   * @default 1 (guideline MEM-11)
   */
  readonly cpu?: number;
  /**
   * The memory of the whole process: the container's request and limit.
   * @default Size.gibibytes(2) (guideline MEM-11)
   */
  readonly memory?: Size;
  /**
   * Local disk: request and limit.
   * @default Size.gibibytes(2) (guideline RES-03)
   */
  readonly ephemeralStorage?: Size;
  /**
   * How many. More than one are standbys, and need high availability.
   * @default 1 (guideline HA-04)
   */
  readonly replicas?: number;
  /**
   * Which nodes its pods go to, on top of what `scheduling` says for both. Guideline K8S-03.
   * @default - as `scheduling` says
   */
  readonly scheduling?: PodScheduling;
  /**
   * More of its pods, merged with ours by the names of containers, volumes and variables; wins over everything but a JSON patch.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** A TaskManager. */
export interface TaskManagerOptions {
  /**
   * Processors.
   * @default 2 (guideline MEM-11)
   */
  readonly cpu?: number;
  /**
   * The memory of the whole process: the container's request and limit. Flink divides it further.
   * @default Size.gibibytes(4) (guideline MEM-11)
   */
  readonly memory?: Size;
  /**
   * How many slots (`taskmanager.numberOfTaskSlots`).
   * @default - `cpu`, rounded up (guideline PAR-03)
   */
  readonly slots?: number;
  /**
   * Local disk: request and limit.
   * @default Size.gibibytes(10) (guideline RES-03)
   */
  readonly ephemeralStorage?: Size;
  /**
   * Which nodes its pods go to, on top of what `scheduling` says for both. Guideline K8S-03.
   * @default - as `scheduling` says
   */
  readonly scheduling?: PodScheduling;
  /**
   * More of its pods, merged with ours by the names of containers, volumes and variables; wins over everything but a JSON patch.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** How the guidelines treat one job. */
export interface JobGuidelinesOptions {
  /**
   * Guidelines that this job may break, each with the reason. They travel with the manifest; one that silences nothing is a warning.
   * @default - none
   */
  readonly suppress?: GuidelineSuppression[];
}

/** What can be set for everything that the operator runs. */
export interface FlinkResourceOptions {
  /**
   * The name of the FlinkDeployment. It is the identity of the job's state: to rename a job is to start a new one.
   * At most 45 characters: lower-case letters, digits and `-`, beginning with a letter.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace.
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * How the guidelines treat this job.
   * @default - as all others
   */
  readonly guidelines?: JobGuidelinesOptions;
  /**
   * Any Flink or operator option by its own name, checked against the options of the chosen versions. Wins over the properties above.
   * @default - none
   */
  readonly flinkConfiguration?: { readonly [key: string]: string };
  /**
   * Options in `flinkConfiguration` that your image reads and neither Flink nor the operator knows: keys, or prefixes that end in a dot,
   * such as `com.example.`.
   * @default - none: an unknown option is an error
   */
  readonly ownOptions?: string[];
}

/** What can be set for the processes of a Flink cluster, whatever job they run. */
export interface FlinkClusterOptions extends FlinkResourceOptions {
  /**
   * Who elects the JobManager.
   * @default HighAvailability.kubernetes() (guideline HA-01)
   */
  readonly highAvailability?: HighAvailability;
  /**
   * Who else gets the metrics, besides Prometheus. Guidelines MON-16 and MON-24.
   * @default - nobody
   */
  readonly reporters?: MetricReporter[];
  /**
   * How JobManager and TaskManagers know each other, and encrypt what they say. Guideline SEC-01.
   * @default - not at all, which is a warning: suppress it where a mesh does
   */
  readonly tls?: Tls;
  /**
   * The JobManager.
   * @default - 1 processor, 2 GiB (guideline MEM-11)
   */
  readonly jobManager?: JobManagerOptions;
  /**
   * The TaskManagers.
   * @default - 2 processors, 4 GiB, 2 slots (guidelines MEM-11 and PAR-03)
   */
  readonly taskManager?: TaskManagerOptions;
  /**
   * The number of the user and group that own Flink's files in the image, for images that have another than Flink's own. Guideline SEC-06.
   * @default 9999
   */
  readonly runAsUser?: number;
  /**
   * The JVMs of both.
   * @default - guidelines JVM-01 and JVM-02
   */
  readonly jvm?: JvmOptions;
  /**
   * What both write down, and how.
   * @default - text at INFO, on the console and in a file of bounded size (guidelines LOG-01 and LOG-02)
   */
  readonly logging?: LoggingOptions;
  /**
   * Which nodes the pods go to: node pools, taints, priority, spot nodes. Guideline K8S-03.
   * @default - any
   */
  readonly scheduling?: JobScheduling;
  /**
   * Whether network buffers shrink to what one second of work needs (`taskmanager.network.memory.buffer-debloat.enabled`).
   * @default - on where checkpoints are unaligned (guideline CKP-14)
   */
  readonly bufferDebloating?: boolean;
  /**
   * A ConfigMap with Hadoop's `core-site.xml` and `hdfs-site.xml` (`kubernetes.hadoop.conf.config-map.name`).
   * @default - none
   */
  readonly hadoopConfiguration?: string;
  /**
   * Whether the operator goes back to the last stable specification when a change does not come up
   * (`kubernetes.operator.deployment.rollback.enabled`). Needs high availability. Guideline UPG-15.
   * @default - the operator's own: false
   */
  readonly rollback?: boolean;
  /**
   * Who the job is for its cloud, without keys. Guideline SEC-05.
   * @default - nobody: credentials come from the image, or from `secretEnv`
   */
  readonly identity?: CloudIdentity;
  /**
   * Who the job is for HDFS, Kafka or ZooKeeper. Guideline SEC-02.
   * @default - nobody
   */
  readonly kerberos?: Kerberos;
  /**
   * Environment variables from Secrets, in both pods, such as `{ DB_PASSWORD: SecretValue.fromSecret('orders-db', 'password') }`. Guideline SEC-05.
   * @default - none
   */
  readonly secretEnv?: { readonly [variable: string]: SecretValue };
  /**
   * Files from Secrets, in both pods, by their paths. They follow the Secret; nothing else may be in their directories. Guideline SEC-05.
   * @default - none
   */
  readonly secretFiles?: { readonly [path: string]: SecretValue };
  /**
   * A way to the web UI from outside of the cluster. Guideline SEC-03.
   * @default - none: use `kubectl port-forward`
   */
  readonly ingress?: IngressOptions;
  /**
   * The mesh that the job's pods are in. Guidelines SEC-01 and SEC-09.
   * @default - none
   */
  readonly mesh?: ServiceMesh;
  /**
   * More of the pods of both components, merged with ours by the names of containers, volumes and variables.
   * @default - none
   */
  readonly podTemplate?: k8s.PodTemplateSpec;
}

/** What can be set for a job, wherever it runs. */
export interface FlinkJobOptions extends FlinkResourceOptions {
  /**
   * When and how state is checkpointed.
   * @default - guidelines CKP-02 to CKP-14
   */
  readonly checkpointing?: CheckpointingOptions;
  /**
   * What the operator does about savepoints.
   * @default - guideline UPG-08
   */
  readonly savepoints?: SavepointOptions;
  /**
   * What is promised should a whole region be lost. Guidelines DR-01 to DR-03.
   * @default - nothing
   */
  readonly disasterRecovery?: DisasterRecoveryOptions;
  /**
   * Where state is kept between checkpoints.
   * @default StateBackend.rocksDb() (guideline STB-02)
   */
  readonly stateBackend?: StateBackend;
  /**
   * What happens when a task fails.
   * @default RestartStrategy.exponentialDelay() (guideline RST-01)
   */
  readonly restartStrategy?: RestartStrategy;
  /**
   * What happens to state when the FlinkDeployment changes.
   * @default UpgradeMode.savepoint() (guideline UPG-01)
   */
  readonly upgradeMode?: UpgradeMode;
  /**
   * The most that `parallelism` can ever become without losing the state (`pipeline.max-parallelism`). Never change it.
   * @default - 720, 1440 or 4320: the first that is ten times the parallelism (guideline PAR-01)
   */
  readonly maxParallelism?: number;
  /**
   * Whether operators hand over objects without copying them (`pipeline.object-reuse`). Only if none keeps a reference. Guideline JOB-10.
   * @default - Flink's own: false
   */
  readonly objectReuse?: boolean;
  /**
   * Whether a job with an operator without an explicit `uid()` is refused at submit (`pipeline.auto-generate-uids: false`).
   * Not for SQL jobs. Guideline JOB-01.
   * @default - Flink's own: it is not
   */
  readonly requireOperatorUids?: boolean;
  /**
   * Whether a job that would serialize a type with Kryo is refused at submit (`pipeline.generic-types: false`). Guideline JOB-02.
   * @default - Flink's own: it is not
   */
  readonly forbidGenericTypes?: boolean;
  /**
   * The savepoint or checkpoint that the very first start begins from. Guidelines DR-04 and UPG-16.
   * @default - none
   */
  readonly initialSavepointPath?: string;
  /**
   * Whether the job may start although some of its state belongs to no operator any more, and is lost.
   * @default false (guideline UPG-12)
   */
  readonly allowNonRestoredState?: boolean;
  /**
   * What it reads from and writes to, so that it can be checked. The job's `main` gets it in environment variables.
   * Guidelines CON-01 to CON-15, ARC-14, PAR-04 and CKP-19.
   * @default - not checked
   */
  readonly connectors?: Connector[];
  /**
   * How large all of the job's state is expected to become. State backend, disks, recovery time and autoscaler are checked against it.
   * Guidelines STB-01, PAR-07, RST-09 and ASC-07.
   * @default - not checked
   */
  readonly expectedStateSize?: Size;
  /**
   * The slot sharing groups in the job's code besides `default`, each with its parallelism: they take slots of their own. Guideline ARC-07.
   * @default - all operators share the slots of the parallelism
   */
  readonly slotSharingGroups?: { readonly [group: string]: number };
  /**
   * The compiled plan of a SQL job. Guideline SQL-01.
   * @default - none
   */
  readonly compiledPlan?: CompiledPlan;
  /**
   * Whether it is only there to be started: a standby in another region, or a job that was stopped with a savepoint (`job.state: suspended`).
   * To start a standby, give it the last savepoint that arrived as `initialSavepointPath`, and take this away. Guideline DR-01.
   * @default false
   */
  readonly suspended?: boolean;
  /**
   * By how much a copy of the job, for load tests elsewhere, is larger than it is in production: its parallelism, and with it the number of TaskManagers.
   * Its max parallelism stays, so that it starts from production's savepoints. Guideline TST-01.
   * @default 1
   */
  readonly loadFactor?: number;
  /**
   * Whether operators run unchained for a while, so that the web UI shows which of them is the bottleneck
   * (`pipeline.operator-chaining.enabled: false`). Costs throughput. Guideline ARC-06.
   * @default false
   */
  readonly profilingMode?: boolean;
}
