import { FlinkVersion } from './flink-version';
import { compareMinors } from '../../kubernetes/minor-versions';
import { checkedFactories } from '../arguments/checked';

/**
 * A minor version of the Flink Kubernetes Operator, which determines the supported Flink versions and kinds.
 */
@checkedFactories('OperatorVersion')
export class OperatorVersion {
  /** Operator 1.13, without FlinkBlueGreenDeployment. Its options are checked against those of 1.14. */
  public static readonly V1_13 = new OperatorVersion('1.13');
  /** Operator 1.14. */
  public static readonly V1_14 = new OperatorVersion('1.14');
  /** Operator 1.15. */
  public static readonly V1_15 = new OperatorVersion('1.15');
  /** Operator 1.16, the default: the first that accepts Flink 2.3. */
  public static readonly V1_16 = new OperatorVersion('1.16');

  /**
   * Any version by its number.
   *
   * @param version such as `1.16` or `1.16.1`
   *
   * @example
   * FlinkEnvironment.of(app).set({ operatorVersion: OperatorVersion.of('1.14') });
   */
  public static of(version: string): OperatorVersion {
    return OperatorVersion._of(version);
  }

  /**
   * Like `of`, for arguments whose type is known.
   * @internal
   */
  public static _of(version: string): OperatorVersion {
    return new OperatorVersion(version.trim().replace(/^(\d+\.\d+)\.\d+$/, '$1'));
  }

  /** The minor version, such as `1.15`. */
  public readonly minor: string;

  private constructor(minor: string) {
    this.minor = minor;
  }

  /**
   * The Flink versions that the CRD of this operator version accepts and this library supports.
   */
  public get flinkVersions(): string[] {
    return ACCEPTED.get(this.minor) ?? [];
  }

  /** Whether a FlinkDeployment of this Flink version is accepted. */
  public accepts(flinkVersion: FlinkVersion): boolean {
    return this.flinkVersions.includes(flinkVersion.minor);
  }

  /**
   * Whether this version is the given one or newer.
   * @internal
   */
  public _isAtLeast(other: OperatorVersion): boolean {
    return compareMinors(this.minor, other.minor) >= 0;
  }

  /** The minor version. */
  public toString(): string {
    return this.minor;
  }
}

const UP_TO_2_2 = ['1.19', '1.20', '2.0', '2.1', '2.2'];
const ACCEPTED = new Map([['1.13', UP_TO_2_2], ['1.14', UP_TO_2_2], ['1.15', UP_TO_2_2], ['1.16', [...UP_TO_2_2, '2.3']]]);

/**
 * The operator versions that can be targeted.
 * @internal
 */
export const KNOWN_OPERATOR_VERSIONS = [...ACCEPTED.keys()];

/**
 * The operator version that is used by default: the newest.
 * @internal
 */
export const NEWEST_OPERATOR_VERSION = OperatorVersion.V1_16;

/**
 * The Flink version that is built into the operator. The operator reads its own options with the syntax of this version.
 * @internal
 */
export const OPERATORS_FLINK = FlinkVersion.V1_20;
