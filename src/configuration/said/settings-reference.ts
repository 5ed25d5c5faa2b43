import { FlinkComponent } from '../../kubernetes/component';
import { FlinkVersion } from '../options/flink-version';
import { OperatorVersion } from '../options/operator-version';

/**
 * What a job is set to, and by whom: options, fields of the spec, and the guidelines that filled what nobody set.
 */
export interface IJobSettings {
  /** The name under which the job's state is found again: that of the FlinkDeployment or FlinkBlueGreenDeployment. */
  readonly name: string;
  /** The namespace. */
  readonly namespace: string;
  /** The Flink version. */
  readonly flinkVersion: FlinkVersion;
  /** The operator version. */
  readonly operatorVersion: OperatorVersion;
  /** The effective `flinkConfiguration`: flat, sorted, every value a string. */
  readonly flinkConfiguration: { [key: string]: string };
  /** The ids of the guidelines that set something, sorted. */
  readonly appliedGuidelines: string[];

  /**
   * What a Flink or operator option is set to, by any of its names.
   *
   * @returns the text as it will stand in the manifest, or undefined where nobody set it
   */
  option(key: string): string | undefined;

  /**
   * What holds for an option: what was set, or Flink's or the operator's own default.
   *
   * @returns an empty text where there is neither
   */
  effectiveOption(key: string): string;

  /**
   * A field of the FlinkDeployment's spec by its path, such as `job.parallelism`, or a whole part of it, such as `job`.
   */
  field(path: string): any;

  /**
   * The job's own directory in the durable storage: `<storage>/<namespace>/<name>/<what>`.
   *
   * @param what `checkpoints`, `savepoints`, `ha` or `changelog`
   * @returns undefined where the job has no durable storage
   */
  stateDirectory(what: string): string | undefined;

  /** Who set an option or a field, such as `guideline CKP-02` or `user checkpointing.interval`; undefined where nobody did. */
  originOf(keyOrPath: string): string | undefined;
}

/**
 * What a guideline may fill while it applies: everything that nobody set.
 */
export interface IJobDefaults extends IJobSettings {
  /**
   * Sets an option unless somebody has set it.
   *
   * @param key the option by its name of Flink 1.20 or newer; an older version gets its own name for it
   * @param value a string, number, boolean, Duration or Size
   */
  fill(key: string, value: any): void;

  /**
   * Sets a field of the spec unless somebody has set it.
   */
  fillField(path: string, value: any): void;

  /**
   * Adds to the pod template of one component. Lists merge by name (containers, volumes, env), by mount path (mounts)
   * and by port; what the user sets takes precedence.
   *
   * @param component which pods
   * @param fragment a part of a pod template in the manifest's own spelling
   */
  addToPods(component: FlinkComponent, fragment: any): void;
}
