import { Workload } from './workload';
import { Finding } from '../configuration';

/**
 * A job for which other objects are created: a `ProductionFlinkJob`, a `FlinkSessionCluster`, a `FlinkDeployment`, one of the two FlinkDeployments of
 * a `FlinkBlueGreenDeployment`, or the result of `FlinkDeployment.fromManifest` for a manifest that this library did not generate. FlinkAlerts and
 * FlinkStateSnapshot also accept a `FlinkSessionJob`; objects for pods require its session cluster.
 */
export interface IFlinkDeployment {
  /** The name of the rendered object. The operator creates a FlinkDeployment of that name, or one for each colour of a blue/green job. */
  readonly name: string;
  /** The namespace. */
  readonly namespace: string;
}

/** What the objects beside a job read of it: the rendered manifest, including JSON patches and guidelines that were added later. */
export interface DeploymentSource {
  /** The name of the job: its service accounts, certificate and state directories have it, independent of the names of the FlinkDeployments. */
  readonly jobName: string;
  /** The names of the FlinkDeployments that there will be. They are known before anything is rendered. */
  readonly deploymentNames: readonly string[];
  /** Whether it is a session job, which has no pods of its own: the FlinkDeployment is that of its session cluster. */
  readonly isSessionJob?: boolean;
  /** Judges an object that stands inside of the job together with the job. Absent: the object is judged by itself. */
  readonly judgeToo?: (findings: () => Finding[]) => void;
  /** One of them, as it is emitted. */
  view(deploymentName: string): Workload;
}

/** By symbol, so that two copies of this library in one program understand each other. */
const SOURCE = Symbol.for('cdk8s-flink.deployment-source.v1');

/** Sets what the objects beside a job read of it. */
export function provideSource(deployment: IFlinkDeployment, source: DeploymentSource): void {
  (deployment as any)[SOURCE] = source;
}

/**
 * What the objects beside a job read.
 *
 * @throws where the job is none of this library's
 */
export function sourceOf(deployment: IFlinkDeployment): DeploymentSource {
  const source = (deployment as any)?.[SOURCE];
  if (source === undefined) {
    throw new Error('`deployment` is not a job of this library. Pass a ProductionFlinkJob or a FlinkDeployment, or FlinkDeployment.fromManifest(scope, id, manifest) for a manifest from elsewhere');
  }
  return source;
}

/** One FlinkDeployment that there will be. */
export interface Child {
  /** Its name: the label `app` of its pods. */
  readonly name: string;
  /** Distinguishes it from its siblings in the ids of constructs; empty without siblings. */
  readonly id: string;
  /** What is emitted. */
  view(): Workload;
}

/** The job as it is emitted. The FlinkDeployments of a blue/green job have the same spec. */
export function jobViewOf(deployment: IFlinkDeployment): Workload {
  const source = sourceOf(deployment);
  return source.view(source.deploymentNames[0]);
}

/**
 * The FlinkDeployments of a job: one, or one for each colour.
 *
 * @throws where it is a session job
 */
export function childrenOf(deployment: IFlinkDeployment): Child[] {
  const { deploymentNames, isSessionJob } = sourceOf(deployment);
  if (isSessionJob) {
    throw new Error(`\`deployment\` is the session job ${deployment.name}, which has no pods of its own. Pass its session cluster, ${deploymentNames[0]}`);
  }
  return deploymentNames.map((name) => ({
    name,
    id: deploymentNames.length === 1 ? '' : `${name.slice(deployment.name.length + 1)}-`,
    view: () => sourceOf(deployment).view(name),
  }));
}
