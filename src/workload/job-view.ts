import { FlinkVersion, OperatorVersion } from '../configuration';
import { FlinkConfiguration } from '../configuration/flink-configuration';

/** A FlinkDeployment as rules see it: settings of a program before a manifest is made of them, or a manifest that somebody wrote. */
export interface JobView {
  readonly name: string;
  readonly namespace: string;
  readonly flinkVersion: FlinkVersion;
  readonly operatorVersion: OperatorVersion;
  readonly configuration: FlinkConfiguration;
  /** The Java version of the image, where it is known. */
  readonly javaVersion?: number;
  /** A field of the spec by its path, such as `job.parallelism`. */
  field(path: string): any;
  /** How the author of the job calls a field or an option: a property, or a path in the manifest. */
  where(fieldOrOption: string): string;
}
