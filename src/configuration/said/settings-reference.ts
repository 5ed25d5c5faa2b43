import { FlinkComponent } from '../../kubernetes/component';
import { FlinkVersion } from '../options/flink-version';
import { OperatorVersion } from '../options/operator-version';

/**
 * The effective settings of a job and their origins: options, fields of the spec, and defaults of guidelines.
 */
export interface IJobSettings {
  /** The name of the FlinkDeployment or FlinkBlueGreenDeployment, which identifies the job's state. */
  readonly name: string;
  /** The namespace. */
  readonly namespace: string;
  /** The Flink version. */
  readonly flinkVersion: FlinkVersion;
  /** The operator version. */
  readonly operatorVersion: OperatorVersion;
  /** The effective `flinkConfiguration`: flat, sorted, every value a string. */
  readonly flinkConfiguration: { [key: string]: string };
  /** The ids of the guidelines that set a default, sorted. */
  readonly appliedGuidelines: string[];

  /**
   * The value of a Flink or operator option, by its current or a deprecated key.
   *
   * @returns the text in the manifest, or undefined if the option is not set
   */
  option(key: string): string | undefined;

  /**
   * The effective value of an option: the value that is set, or the default of Flink or the operator.
   *
   * @returns an empty string if there is neither
   */
  effectiveOption(key: string): string;

  /**
   * A field or a part of the FlinkDeployment's spec by its path, such as `job.parallelism` or `job`.
   */
  field(path: string): any;

  /**
   * The job's directory in the durable storage: `<storage>/<namespace>/<name>/<what>`.
   *
   * @param what `checkpoints`, `savepoints`, `ha` or `changelog`
   * @returns undefined if the job has no durable storage
   */
  stateDirectory(what: string): string | undefined;

  /** The origin of an option or a field, such as `guideline CKP-02` or `user checkpointing.interval`; undefined if it is not set. */
  originOf(keyOrPath: string): string | undefined;
}

/**
 * The settings that a guideline's `apply` can add defaults to.
 */
export interface IJobDefaults extends IJobSettings {
  /**
   * Sets an option unless it is already set.
   *
   * @param key the key in Flink 1.20 or newer; it is translated for older versions
   * @param value a string, number, boolean, Duration or Size
   */
  fill(key: string, value: any): void;

  /**
   * Sets a field of the spec unless it is already set.
   */
  fillField(path: string, value: any): void;

  /**
   * Adds to the pod template of one component. Lists are merged by name (containers, volumes, env), by mount path (mounts)
   * and by port; values of the user take precedence.
   *
   * @param component the component whose pods are extended
   * @param fragment a part of a pod template, with the field names of the manifest
   */
  addToPods(component: FlinkComponent, fragment: any): void;
}
