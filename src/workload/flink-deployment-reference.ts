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

/** What the additional objects of a job read from it: the rendered manifest, including JSON patches and guidelines that were added later. */
export interface DeploymentSource {
  /** The name of the job, which its service accounts, certificate and state directories use, regardless of the names of the FlinkDeployments. */
  readonly jobName: string;
  /** The names of the resulting FlinkDeployments. They are known before anything is rendered. */
  readonly deploymentNames: readonly string[];
  /** Whether it is a session job, which has no pods of its own; the FlinkDeployment is then that of its session cluster. */
  readonly isSessionJob?: boolean;
  /** Checks an object that is a child of the job together with the job. Undefined: the object is checked separately. */
  readonly judgeToo?: (findings: () => Finding[]) => void;
  /** One of the FlinkDeployments, as rendered. */
  view(deploymentName: string): Workload;
}

/** A global symbol, so that two copies of this library in one program can exchange jobs. */
const SOURCE = Symbol.for('cdk8s-flink.deployment-source.v1');

/** Sets the source of a job, which its additional objects read. */
export function provideSource(deployment: IFlinkDeployment, source: DeploymentSource): void {
  (deployment as any)[SOURCE] = source;
}

/**
 * The source of a job, which its additional objects read.
 *
 * @throws if the job was not created by this library
 */
export function sourceOf(deployment: IFlinkDeployment): DeploymentSource {
  const source = (deployment as any)?.[SOURCE];
  if (source === undefined) {
    throw new Error('`deployment` is not a job of this library. Pass a ProductionFlinkJob or a FlinkDeployment, or FlinkDeployment.fromManifest(scope, id, manifest) for a manifest from elsewhere');
  }
  return source;
}

/** One resulting FlinkDeployment. */
export interface Child {
  /** The name, which is also the label `app` of its pods. */
  readonly name: string;
  /** Distinguishes it from its siblings in construct ids; empty if there are none. */
  readonly id: string;
  /** The rendered manifest. */
  view(): Workload;
}

/** The job as rendered. The FlinkDeployments of a blue/green job have the same spec. */
export function jobViewOf(deployment: IFlinkDeployment): Workload {
  const source = sourceOf(deployment);
  return source.view(source.deploymentNames[0]);
}

/**
 * The FlinkDeployments of a job: one, or one for each colour.
 *
 * @throws if it is a session job
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
