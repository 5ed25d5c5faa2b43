import { Construct } from 'constructs';
import { CompanionObject } from '../companions/companion-object';
import { judged } from '../companions/judged';
import { Finding } from '../configuration';
import { checkedFactories, checkedProps } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { snapshotFindings } from '../guidelines/areas/snapshots';
import { companionLabels } from '../kubernetes/labels';
import { SavepointFormat } from '../state';
import { IFlinkDeployment, jobViewOf, sourceOf } from '../workload/flink-deployment-reference';
import { API_VERSION, KINDS } from '../workload/kinds';
import { Snapshot } from '../workload/snapshot';

/** Location and format of a savepoint. */
export interface SavepointSnapshotOptions {
  /**
   * The directory.
   * @default - the job's savepoint directory, `execution.checkpointing.savepoint-dir`
   */
  readonly path?: string;
  /**
   * The format. Guideline UPG-09.
   * @default SavepointFormat.CANONICAL
   */
  readonly format?: SavepointFormat;
  /**
   * Whether the files are deleted with the FlinkStateSnapshot. The operator's own default is true.
   * @default false
   */
  readonly disposeOnDelete?: boolean;
}

/** Kind of a FlinkStateSnapshot. */
@checkedFactories('SnapshotKind')
export class SnapshotKind {
  /**
   * A savepoint, which is kept until it is deleted explicitly.
   *
   * @example
   * SnapshotKind.savepoint({ path: 's3://archive/orders' });
   */
  public static savepoint(options: SavepointSnapshotOptions = {}): SnapshotKind {
    const { path, format = SavepointFormat.CANONICAL, disposeOnDelete = false } = options;
    return new SnapshotKind({ savepoint: { ...path === undefined ? {} : { path }, formatType: format, disposeOnDelete } });
  }

  /**
   * A checkpoint. It is not retained: later checkpoints of the job may replace it.
   *
   * @example
   * SnapshotKind.checkpoint();
   */
  public static checkpoint(): SnapshotKind {
    return new SnapshotKind({ checkpoint: {} });
  }

  private constructor(
    /** @internal */
    public readonly _spec: any) {}
}

/** Properties of a FlinkStateSnapshot. */
export interface FlinkStateSnapshotProps {
  /** The job. A blue/green job is rejected, since it is unknown at synth which of its two FlinkDeployments runs. */
  readonly deployment: IFlinkDeployment;
  /**
   * The name. The operator takes one snapshot per FlinkStateSnapshot: a new snapshot needs a new name, such as that of the release or the date.
   * @default - `<name of the job>-<id of the construct>`
   */
  readonly name?: string;
  /**
   * Kind of the snapshot.
   * @default SnapshotKind.savepoint()
   */
  readonly snapshot?: SnapshotKind;
  /**
   * Maximum number of retries by the operator. -1 means no limit, which is the operator's default.
   * @default 3
   */
  readonly backoffLimit?: number;
}

const RETRIES = 3;

/**
 * A savepoint or checkpoint that the operator takes of a running job, as a FlinkStateSnapshot (`flink.apache.org/v1beta1`) in the job's namespace. It
 * is taken once, when the object is applied: apply it while the job runs, and before a change of the job, not together with it. Otherwise the
 * operator abandons the snapshot and does not retry. Periodic savepoints are an option of the job: `savepoints.interval`. Guideline UPG-07.
 *
 * @example
 * new FlinkStateSnapshot(chart, 'before-migration', { deployment: job, snapshot: SnapshotKind.savepoint() });
 */
@checkedProps('FlinkStateSnapshot')
export class FlinkStateSnapshot extends Construct {
  /** The name of the FlinkStateSnapshot. */
  public readonly name: string;
  private readonly object: CompanionObject;

  constructor(scope: Construct, id: string, props: FlinkStateSnapshotProps) {
    super(scope, id);
    const { deployment, snapshot = SnapshotKind.savepoint(), backoffLimit = RETRIES } = props;
    this.name = props.name ?? `${deployment.name}-${id}`;
    this.object = new CompanionObject(this, 'Default', {
      apiVersion: API_VERSION,
      kind: 'FlinkStateSnapshot',
      metadata: { name: this.name, namespace: deployment.namespace, labels: companionLabels(deployment.name, 'snapshot') },
      spec: { jobReference: { kind: referredKind(deployment), name: deployment.name }, ...snapshot._spec, backoffLimit },
    });
    judged(this, deployment, () => [...retries(backoffLimit), ...ofBlueGreen(deployment), ...this.findings(deployment)]);
  }

  private findings(deployment: IFlinkDeployment): Finding[] {
    const job = jobViewOf(deployment);
    return snapshotFindings(new Snapshot(this.object.toJson(), job.operatorVersion, { named: () => job, namesIn: () => [job.name] }));
  }
}

/** The kind of the job: the operator finds it by kind and name. */
function referredKind(deployment: IFlinkDeployment): string {
  return (sourceOf(deployment).isSessionJob ? KINDS.FlinkSessionJob : KINDS.FlinkDeployment).kind;
}

function retries(backoffLimit: number): Finding[] {
  // a value that is not an integer is reported as a field
  return !Number.isInteger(backoffLimit) || backoffLimit >= -1 ? []
    : [refusal('UPG-07', 'backoffLimit', backoffLimit, 'must be a whole number of at least -1', 'Write how many times the operator tries again, such as 3')];
}

function ofBlueGreen(deployment: IFlinkDeployment): Finding[] {
  const [child, ...others] = sourceOf(deployment).deploymentNames;
  return others.length === 0 ? []
    : [refusal('UPG-07', 'deployment', deployment.name, `must not be a blue/green job: at synth it is unknown whether ${child} or ${others[0]} will run`,
      'Create the FlinkStateSnapshot when it is needed, for the colour in .status.blueGreenState of the FlinkBlueGreenDeployment')];
}
