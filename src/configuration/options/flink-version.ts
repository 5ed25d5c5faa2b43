import { compareMinors } from '../../kubernetes/minor-versions';
import { checkedFactories } from '../arguments/checked';
/**
 * A minor version of Flink.
 */
@checkedFactories('FlinkVersion')
export class FlinkVersion {
  /** Flink 1.19, in which checkpoint options have their deprecated keys. */
  public static readonly V1_19 = new FlinkVersion('1.19');
  /** Flink 1.20, the long-term support release of the 1.x line. */
  public static readonly V1_20 = new FlinkVersion('1.20');
  /** Flink 2.0. */
  public static readonly V2_0 = new FlinkVersion('2.0');
  /** Flink 2.1. */
  public static readonly V2_1 = new FlinkVersion('2.1');
  /** Flink 2.2. */
  public static readonly V2_2 = new FlinkVersion('2.2');
  /** Flink 2.3, which needs operator 1.16 or newer. */
  public static readonly V2_3 = new FlinkVersion('2.3');

  /**
   * Any version by its number, including versions newer than this library.
   *
   * @param version in the format of Flink (`2.2`, `2.2.1`) or of the operator (`v2_2`)
   *
   * @example
   * const flinkVersion = FlinkVersion.of('2.2');
   */
  public static of(version: string): FlinkVersion {
    return FlinkVersion._of(version);
  }

  /**
   * Like `of`, for the many versions in manifests, whose argument type is known.
   * @internal
   */
  public static _of(version: string): FlinkVersion {
    return new FlinkVersion(version.trim().replace(/^v(\d+)_(\d+)$/, '$1.$2').replace(/^(\d+\.\d+)\.\d+$/, '$1'));
  }

  /** The minor version, such as `1.20`. */
  public readonly minor: string;

  private constructor(minor: string) {
    this.minor = minor;
  }

  /** The version in a FlinkDeployment, such as `v1_20`. */
  public get manifestValue(): string {
    return `v${this.minor.replace('.', '_')}`;
  }

  /** Whether this version is the given one or newer. */
  public isAtLeast(other: FlinkVersion): boolean {
    return compareMinors(this.minor, other.minor) >= 0;
  }

  /** The minor version. */
  public toString(): string {
    return this.minor;
  }
}

/**
 * The versions that have an option catalogue, oldest first.
 * @internal
 */
export const CATALOGUED_FLINK_VERSIONS = ['1.15', '1.16', '1.17', '1.18', '1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];

/**
 * The oldest version that jobs are rendered for. Older versions are checked in existing manifests: the operator still runs them, as deprecated.
 * @internal
 */
export const OLDEST_EMITTED = FlinkVersion.V1_19;
