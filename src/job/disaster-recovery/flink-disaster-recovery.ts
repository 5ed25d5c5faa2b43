import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { failback, failover, RegionFacts } from './runbooks';
import { judged } from '../../companions/judged';
import { Finding } from '../../configuration';
import { checkedProps } from '../../configuration/arguments/checked';
import { refusal } from '../../configuration/finding';
import { worstLoss } from '../../guidelines/areas/disaster-recovery';
import { restoreMillis } from '../../guidelines/areas/state-size';
import { inWords } from '../../guidelines/in-words';
import { DurableStorage } from '../../state';
import { childrenOf } from '../../workload/flink-deployment-reference';
import { Workload } from '../../workload/workload';
import { ProductionFlinkJob, ProductionFlinkJobProps } from '../production-flink-job';

/** The region in which the job runs. */
export enum ActiveRegion {
  /** The primary region, in which the job normally runs. */
  PRIMARY = 'primary',
  /** The standby region, after a failover. */
  STANDBY = 'standby',
}

/** A Kubernetes cluster in a region, and its storage. */
export interface FlinkRegion {
  /** The chart with the manifests of the cluster. */
  readonly scope: Construct;
  /** Storage in the region. The bucket of the active region is replicated to that of the other one. */
  readonly storage: DurableStorage;
  /**
   * The name of the cluster in `kubectl --context`, for the runbooks.
   * @default - `primary` or `standby`
   */
  readonly kubeContext?: string;
}

/** Properties of a FlinkDisasterRecovery. */
export interface FlinkDisasterRecoveryProps {
  /**
   * The job. Its `storage` is that of each region; `suspended`, `initialSavepointPath` and `disasterRecovery` are derived from the properties here.
   */
  readonly job: ProductionFlinkJobProps;
  /** The region in which the job normally runs. */
  readonly primary: FlinkRegion;
  /** The region that takes over after a failover. */
  readonly standby: FlinkRegion;
  /**
   * Recovery point objective: how much processing may be lost, measured as the age of the newest savepoint in the other region. Guidelines DR-02 and
   * DR-03.
   */
  readonly recoveryPoint: Duration;
  /** Recovery time objective: from the decision to fail over until the job runs. Guideline DR-01. */
  readonly recoveryTime: Duration;
  /**
   * Time until a savepoint is replicated to the other region. Guideline DR-03.
   * @default Duration.minutes(15)
   */
  readonly replicationTime?: Duration;
  /**
   * The region in which the job runs. In the other region the job is suspended. A change of this property is a failover or a failback.
   * @default ActiveRegion.PRIMARY
   */
  readonly active?: ActiveRegion;
  /**
   * The replicated savepoint from which the active region starts, in its own storage. Required in the standby region; in the primary region for a failback.
   * @default - none
   */
  readonly restoreFrom?: string;
}

/**
 * One job in two regions: it runs in one and is suspended in the other, with periodic savepoints in a bucket that is replicated. Both objects are
 * rendered from the same properties, so that both regions always have the same version of the job. The objectives are checked against savepoint
 * interval, replication time and state size.
 *
 * @example
 * const recovery = new FlinkDisasterRecovery(app, 'orders', {
 *   job: { flinkVersion: FlinkVersion.V1_20, image: 'registry.example.com/orders:1.0.0', artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'), parallelism: 8 },
 *   primary: { scope: new Chart(app, 'eu', { namespace: 'shop' }), storage: DurableStorage.s3('s3://state-eu') },
 *   standby: { scope: new Chart(app, 'us', { namespace: 'shop' }), storage: DurableStorage.s3('s3://state-us') },
 *   recoveryPoint: Duration.minutes(30),
 *   recoveryTime: Duration.minutes(15),
 * });
 * const runbook = recovery.failoverRunbook;
 */
@checkedProps('FlinkDisasterRecovery')
export class FlinkDisasterRecovery extends Construct {
  /** The job in the primary region. */
  public readonly primary: ProductionFlinkJob;
  /** The job in the standby region. */
  public readonly standby: ProductionFlinkJob;

  private readonly props: FlinkDisasterRecoveryProps;

  constructor(scope: Construct, id: string, props: FlinkDisasterRecoveryProps) {
    super(scope, id);
    this.props = props;
    const active = props.active ?? ActiveRegion.PRIMARY;
    const inRegion = (region: FlinkRegion, name: ActiveRegion) => new ProductionFlinkJob(region.scope, id, {
      ...props.job,
      storage: region.storage,
      disasterRecovery: { recoveryPoint: props.recoveryPoint, replicationTime: props.replicationTime, region: name },
      suspended: name !== active,
      initialSavepointPath: name === active ? props.restoreFrom : undefined,
    });
    this.primary = inRegion(props.primary, ActiveRegion.PRIMARY);
    this.standby = inRegion(props.standby, ActiveRegion.STANDBY);
    judged(this, this.activeJob, () => this.findings());
  }

  /** Maximum loss if the region fails: savepoint interval plus replication time. */
  public get worstRecoveryPoint(): Duration {
    return Duration.millis(worstLoss(viewOf(this.activeJob)));
  }

  /** Minimum time from resuming the standby until the job runs: the pods start and the state is read. */
  public get leastRecoveryTime(): Duration {
    return Duration.millis(Math.round(START.toMilliseconds() + restoreMillis(viewOf(this.activeJob))));
  }

  /** Runbook for the loss of the active region (failover), with the commands, as Markdown. */
  public get failoverRunbook(): string {
    return failover(this.facts());
  }

  /** Runbook for the return to the other region (failback), with the commands, as Markdown. */
  public get failbackRunbook(): string {
    return failback(this.facts());
  }

  private get activeJob(): ProductionFlinkJob {
    return this.props.active === ActiveRegion.STANDBY ? this.standby : this.primary;
  }

  private facts(): { readonly name: string; readonly namespace: string; readonly from: RegionFacts; readonly to: RegionFacts } {
    const { primary, standby, active = ActiveRegion.PRIMARY } = this.props;
    const regions: { readonly [name in ActiveRegion]: RegionFacts } = {
      [ActiveRegion.PRIMARY]: this.region(ActiveRegion.PRIMARY, primary, this.primary),
      [ActiveRegion.STANDBY]: this.region(ActiveRegion.STANDBY, standby, this.standby),
    };
    const other = active === ActiveRegion.PRIMARY ? ActiveRegion.STANDBY : ActiveRegion.PRIMARY;
    return { name: this.primary.name, namespace: this.primary.namespace, from: regions[active], to: regions[other] };
  }

  private region(name: ActiveRegion, { kubeContext = name }: FlinkRegion, job: ProductionFlinkJob): RegionFacts {
    return { name, kubeContext, savepoints: savepointsOf(job) };
  }

  private findings(): Finding[] {
    const { active = ActiveRegion.PRIMARY, restoreFrom, recoveryTime } = this.props;
    const found: Finding[] = [];
    const refuse = (guideline: string, path: string, value: unknown, message: string, fix: string) => {
      found.push(refusal(guideline, path, value, message, fix));
    };
    const directory = savepointsOf(this.activeJob);
    const [primary, standby] = [savepointsOf(this.primary), savepointsOf(this.standby)];
    if (primary === standby) refuse('DR-01', 'standby.storage', standby, 'must differ from the storage of the primary region, which is lost with that region', 'Write the replicated bucket in the other region');
    if (this.props.primary.kubeContext !== undefined && this.props.primary.kubeContext === this.props.standby.kubeContext) {
      refuse('DR-01', 'standby.kubeContext', this.props.standby.kubeContext, 'must differ from the context of the primary region: in one cluster both jobs would be the same object', 'Write the context of the cluster in the other region');
    }
    if (this.props.job.blueGreen) {
      refuse('DR-01', 'job.blueGreen', undefined, 'must not be set: the runbooks do not support the two FlinkDeployments of a blue/green job', 'Leave it out');
    }
    if (restoreFrom !== undefined && restoreFrom.replace(/\/+$/, '') === directory.replace(/\/+$/, '')) {
      refuse('DR-04', 'restoreFrom', restoreFrom, 'must be one savepoint, not the directory of all savepoints', `Write one of them, such as ${directory}/savepoint-1a2b3c-4d5e6f`);
    }
    if (active === ActiveRegion.STANDBY && restoreFrom === undefined) {
      refuse('DR-04', 'restoreFrom', undefined, 'must be set: the standby region would start without state', `Write the newest savepoint in ${directory}`);
    }
    const bucket = /^[a-z0-9+]+:\/\/[^/]*/i.exec(directory)?.[0];
    if (restoreFrom !== undefined && bucket !== undefined && !`${restoreFrom}/`.startsWith(`${bucket}/`)) {
      refuse('DR-04', 'restoreFrom', restoreFrom, `must be in the storage of the ${active} region, ${bucket}`,
        `Write the path of the replicated savepoint, such as ${directory}/savepoint-1a2b3c-4d5e6f`);
    }
    const least = this.leastRecoveryTime.toMilliseconds();
    if (recoveryTime.toMilliseconds() < least) {
      refuse('DR-01', 'recoveryTime', inWords(recoveryTime.toMilliseconds()), `must be at least ${inWords(least)}, the time to start the pods and to read the state`,
        `Write at least ${inWords(least)}, or distribute the state over more TaskManagers`);
    }
    return found;
  }
}

const SAVEPOINT_DIRECTORY = 'execution.checkpointing.savepoint-dir';
/** Time until JobManager and TaskManagers run, including the image pull: rarely shorter on a cluster that must add nodes. */
const START = Duration.minutes(3);

function viewOf(job: ProductionFlinkJob): Workload {
  return childrenOf(job)[0].view();
}

function savepointsOf(job: ProductionFlinkJob): string {
  return viewOf(job).option(SAVEPOINT_DIRECTORY) ?? '';
}
