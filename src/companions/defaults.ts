import { IConstruct } from 'constructs';
import { checkedMethods } from '../configuration/arguments/checked';
import { CloudIdentity, SecretValue } from '../credentials';
import { MetricReporter } from '../monitoring';
import { ServiceMesh } from '../network';
import { JobScheduling, JvmOptions, LoggingOptions } from '../pods';
import { CheckpointingOptions, DurableStorage, HighAvailability, RestartStrategy, SavepointOptions, StateBackend } from '../state';

/** Defaults of an organisation, a team or an environment for all of its jobs. Properties of a job take precedence. */
export interface FlinkDefaultsOptions {
  /**
   * The registry of images whose name contains no registry, such as `registry.example.com/flink`.
   * @default - image names are not changed
   */
  readonly imageRegistry?: string;
  /**
   * Names of Secrets with credentials of the registry, for all pods.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * Labels of all objects and pods, besides those that Flink and this library set.
   * @default - none
   */
  readonly labels?: { readonly [label: string]: string };
  /**
   * Annotations of all objects and pods.
   * @default - none
   */
  readonly annotations?: { readonly [annotation: string]: string };
  /**
   * Storage of checkpoints, savepoints and high-availability metadata.
   * @default - none: each job has its own
   */
  readonly storage?: DurableStorage;
  /**
   * Checkpoint options. They do not apply to a job that sets `checkpointing` itself.
   * @default - guidelines CKP-02 to CKP-14
   */
  readonly checkpointing?: CheckpointingOptions;
  /**
   * Savepoints that the operator takes.
   * @default - guideline UPG-08
   */
  readonly savepoints?: SavepointOptions;
  /**
   * The state backend.
   * @default - guideline STB-02
   */
  readonly stateBackend?: StateBackend;
  /**
   * The restart strategy.
   * @default - guideline RST-01
   */
  readonly restartStrategy?: RestartStrategy;
  /**
   * High availability.
   * @default - guideline HA-01
   */
  readonly highAvailability?: HighAvailability;
  /**
   * JVM options.
   * @default - guidelines JVM-01 and JVM-02
   */
  readonly jvm?: JvmOptions;
  /**
   * Logging.
   * @default - guidelines LOG-01 and LOG-02
   */
  readonly logging?: LoggingOptions;
  /**
   * Node selector, tolerations, priority class and spot nodes.
   * @default - any node
   */
  readonly scheduling?: JobScheduling;
  /**
   * Cloud identity of the ServiceAccounts.
   * @default - none
   */
  readonly identity?: CloudIdentity;
  /**
   * The service mesh.
   * @default - none
   */
  readonly mesh?: ServiceMesh;
  /**
   * Metric reporters besides Prometheus.
   * @default - none
   */
  readonly reporters?: MetricReporter[];
  /**
   * UID and GID that own Flink's files in the image.
   * @default 9999
   */
  readonly runAsUser?: number;
  /**
   * Environment variables from Secrets.
   * @default - none
   */
  readonly secretEnv?: { readonly [variable: string]: SecretValue };
  /**
   * Flink and operator options by key. Each key of a job's `flinkConfiguration` takes precedence over the same key here.
   * @default - none
   */
  readonly flinkConfiguration?: { readonly [key: string]: string };
}

/** A global symbol, so that two copies of this library in one program share it. */
const DEFAULTS = Symbol.for('cdk8s-flink.defaults.v1');

/** Maps of which a narrower scope or a job replaces single entries. */
const MERGED = ['labels', 'annotations', 'secretEnv', 'flinkConfiguration'] as const;

/**
 * Defaults of an organisation, a team or an environment: set once for a scope, such as an App or a chart, they apply to all jobs in it. Properties of the
 * cluster, such as the operator's namespace, are set in `FlinkEnvironment`; guidelines and suppressions are added with `Guidelines`.
 *
 * @example
 * FlinkDefaults.of(app).set({
 *   imageRegistry: 'registry.example.com/flink',
 *   storage: DurableStorage.s3('s3://state-prod'),
 *   labels: { 'example.com/cost-center': '4711' },
 * });
 */
@checkedMethods('FlinkDefaults')
export class FlinkDefaults {
  /**
   * The defaults of a scope.
   *
   * @example
   * FlinkDefaults.of(chart).set({ imagePullSecrets: ['registry'] });
   */
  public static of(scope: IConstruct): FlinkDefaults {
    const holder = scope as any;
    return holder[DEFAULTS] ??= new FlinkDefaults();
  }

  /**
   * The defaults at a construct, from the App down.
   * @internal
   */
  public static _at(construct: IConstruct): FlinkDefaultsOptions {
    return FlinkDefaults._layers(construct).reduce(merged, NONE);
  }

  /**
   * The defaults that each scope of a construct sets, from the App down. The elements are the same objects until defaults are set again.
   * @internal
   */
  public static _layers(construct: IConstruct): readonly FlinkDefaultsOptions[] {
    return construct.node.scopes.map((scope) => ((scope as any)[DEFAULTS] as FlinkDefaults | undefined)?.options)
      .filter((options) => options !== undefined);
  }

  private options: FlinkDefaultsOptions = {};

  private constructor() {}

  /**
   * Sets defaults. A narrower scope takes precedence over a wider one, and a later call over an earlier one, for each property, and for each entry of a map.
   */
  public set(options: FlinkDefaultsOptions): void {
    this.options = merged(this.options, options);
  }
}

const NONE: FlinkDefaultsOptions = {};

function merged(before: FlinkDefaultsOptions, now: FlinkDefaultsOptions): FlinkDefaultsOptions {
  const said = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
  const maps = MERGED.filter((map) => before[map] !== undefined && now[map] !== undefined).map((map) => [map, { ...before[map], ...now[map] }]);
  return { ...before, ...said, ...Object.fromEntries(maps) };
}
