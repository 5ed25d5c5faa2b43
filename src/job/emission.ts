import { isSession } from '../facts';
import { BlueGreenOptions } from './blue-green';
import { Finding } from '../configuration';
import { refusal } from '../configuration/finding';
import { renderOptionValue } from '../configuration/options/option-value';
import { Holds, JobSettings } from '../configuration/said/job-settings';
import { FLINK_BLUE_GREEN_DEPLOYMENT, FlinkBlueGreenDeploymentSpec } from '../kubernetes/custom-resources/flink-blue-green-deployment';
import { FLINK_DEPLOYMENT, FlinkDeploymentSpec } from '../kubernetes/custom-resources/flink-deployment';
import { IFlinkDeployment, jobViewOf } from '../workload/flink-deployment-reference';
import { API_VERSION, isServedBy, KINDS } from '../workload/kinds';
import { Workload } from '../workload/workload';

/** The kind of custom resource of a job. */
export interface Emission {
  readonly definition: { readonly apiVersion: string; readonly kind: string };
  /** What exists: a session cluster has no job, a session job has no processes. */
  readonly holds?: Holds;
  /** The names of the resulting FlinkDeployments. */
  deploymentNames(name: string): readonly string[];
  /** The session cluster of a session job. */
  cluster?(): Workload;
  /** The spec of the kind. */
  wrap(spec: FlinkDeploymentSpec): any;
  /** Settings that the kind or the operator version does not support. */
  findings(settings: JobSettings): Finding[];
}

/** One FlinkDeployment. */
export const SINGLE: Emission = {
  definition: FLINK_DEPLOYMENT,
  deploymentNames: KINDS.FlinkDeployment.deploymentNames,
  wrap: (spec) => spec,
  findings: () => [],
};

/** One FlinkDeployment without a job. */
export const SESSION_CLUSTER: Emission = { ...SINGLE, holds: { cluster: true, job: false } };

/** A FlinkSessionJob, which the operator submits to a session cluster. */
export function sessionJob(cluster: IFlinkDeployment, namespace: string): Emission {
  return {
    definition: { apiVersion: API_VERSION, kind: KINDS.FlinkSessionJob.kind },
    deploymentNames: () => [cluster.name],
    holds: KINDS.FlinkSessionJob.holds,
    cluster: () => jobViewOf(cluster),
    wrap: ({ job, flinkConfiguration }) => ({
      deploymentName: cluster.name,
      job,
      ...Object.keys(flinkConfiguration ?? {}).length > 0 ? { flinkConfiguration } : {},
    }),
    findings: () => namespace === cluster.namespace ? [] : [refusal('ARC-02', 'namespace', namespace,
      `must be "${cluster.namespace}", the namespace of the session cluster: the operator looks up the cluster in the namespace of the session job`, 'Leave namespace out')],
  };
}

/** A FlinkBlueGreenDeployment, for which the operator creates two FlinkDeployments in turn. */
export function blueGreen(timing: BlueGreenOptions): Emission {
  return {
    definition: FLINK_BLUE_GREEN_DEPLOYMENT,
    deploymentNames: KINDS.FlinkBlueGreenDeployment.deploymentNames,
    wrap({ ingress, ...spec }): FlinkBlueGreenDeploymentSpec {
      const set = TIMING.filter(([prop]) => timing[prop] !== undefined);
      const configuration = Object.fromEntries(set.map(([prop, key]) => [key, renderOptionValue(timing[prop], 'Duration')]));
      return { ...(set.length > 0 ? { configuration } : {}), ...(ingress ? { ingress } : {}), template: { spec } };
    },
    findings(settings) {
      const found: Finding[] = [];
      const { minor } = settings.operatorVersion;
      if (!isServedBy(KINDS.FlinkBlueGreenDeployment, minor)) {
        found.push(refusal('UPG-11', 'operatorVersion', minor, 'this operator version does not support FlinkBlueGreenDeployment', 'Use operator 1.14 or newer'));
      }
      if (isSession(settings)) {
        found.push(refusal('UPG-11', 'artifact', undefined, 'must be set: only a job can be deployed blue/green', 'Set artifact, or use a FlinkDeployment'));
      }
      if (timing.abortGracePeriod?.toMilliseconds() === 0) {
        found.push(refusal('UPG-11', 'abortGracePeriod', '0 s', 'must be longer than 0: the operator would abort every transition before the new version runs', 'Write Duration.minutes(10), or leave it out'));
      }
      return found;
    },
  };
}

const TIMING = [
  ['abortGracePeriod', 'kubernetes.operator.bluegreen.abort.grace-period'],
  ['deploymentDeletionDelay', 'kubernetes.operator.bluegreen.deployment-deletion.delay'],
] as const;
