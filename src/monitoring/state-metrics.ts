import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { DEPLOYMENT_LABEL } from './scrape';
import { companionLabels } from '../network/labels';

/** A metric that kube-state-metrics makes of a FlinkDeployment. */
interface StateMetric {
  readonly name: string;
  readonly labels: readonly string[];
  readonly help: string;
  /** Where the number stands; or where the state stands, and which states there are. */
  readonly path: readonly string[];
  readonly states?: readonly string[];
}

const OF_A_DEPLOYMENT = ['namespace', DEPLOYMENT_LABEL];

/** What the operator's own metrics cannot say: they count deployments by state, and do not name them. */
export const STATE_METRICS: readonly StateMetric[] = [
  {
    name: 'flink_deployment_lifecycle_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'The lifecycle state of the deployment, 1 for the one it is in',
    path: ['status', 'lifecycleState'],
    states: ['CREATED', 'SUSPENDED', 'UPGRADING', 'DEPLOYED', 'STABLE', 'ROLLING_BACK', 'ROLLED_BACK', 'FAILED', 'DELETING', 'DELETED'],
  },
  {
    name: 'flink_deployment_job_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'The state of the job as the operator last saw it, 1 for the one it is in',
    path: ['status', 'jobStatus', 'state'],
    states: ['INITIALIZING', 'CREATED', 'RUNNING', 'FAILING', 'FAILED', 'CANCELLING', 'CANCELED', 'FINISHED', 'RESTARTING', 'SUSPENDED', 'RECONCILING'],
  },
  {
    name: 'flink_deployment_job_manager_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'The state of the JobManager\'s Deployment, 1 for the one it is in',
    path: ['status', 'jobManagerDeploymentStatus'],
    states: ['READY', 'DEPLOYED_NOT_READY', 'DEPLOYING', 'MISSING', 'ERROR'],
  },
  { name: 'flink_deployment_generation', labels: OF_A_DEPLOYMENT, help: 'How often the specification was changed', path: ['metadata', 'generation'] },
  { name: 'flink_deployment_observed_generation', labels: OF_A_DEPLOYMENT, help: 'The last change that the operator took up', path: ['status', 'observedGeneration'] },
  {
    name: 'flink_deployment_last_savepoint_milliseconds',
    labels: OF_A_DEPLOYMENT,
    help: 'When the last savepoint was taken, in milliseconds since 1970',
    path: ['status', 'jobStatus', 'savepointInfo', 'lastSavepoint', 'timeStamp'],
  },
];

/** Where FlinkStateMetrics stand. */
export interface FlinkStateMetricsProps {
  /**
   * The namespace of kube-state-metrics.
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * The name of the ConfigMap.
   * @default flink-state-metrics
   */
  readonly name?: string;
}

/**
 * A ConfigMap that tells kube-state-metrics what to say of FlinkDeployments: lifecycle, job state, generations, the last savepoint.
 * One a cluster. Mount it into kube-state-metrics, start that with `--custom-resource-state-config-file`, and let its ClusterRole list and
 * watch `flinkdeployments` of `flink.apache.org`; in its Helm chart these are `customResourceState.config` and `rbac.extraRules`.
 */
export class FlinkStateMetrics extends Construct {
  constructor(scope: Construct, id: string, props: FlinkStateMetricsProps = {}) {
    super(scope, id);
    const { name = 'flink-state-metrics', namespace } = props;
    new ApiObject(this, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, ...namespace === undefined ? {} : { namespace }, labels: companionLabels(name, 'state-metrics') },
      data: { 'config.yaml': stringify(CONFIGURATION, { lineWidth: 0, aliasDuplicateObjects: false }) },
    });
  }
}

/** kube-state-metrics puts it before every name. */
const PREFIX = 'flink_deployment';

const CONFIGURATION = {
  kind: 'CustomResourceStateMetrics',
  spec: {
    resources: [{
      groupVersionKind: { group: 'flink.apache.org', version: 'v1beta1', kind: 'FlinkDeployment' },
      metricNamePrefix: PREFIX,
      labelsFromPath: { namespace: ['metadata', 'namespace'], [DEPLOYMENT_LABEL]: ['metadata', 'name'] },
      metrics: STATE_METRICS.map(({ name, help, path, states }) => ({
        name: name.slice(`${PREFIX}_`.length),
        help,
        each: states === undefined
          ? { type: 'Gauge', gauge: { path, nilIsZero: false } }
          : { type: 'StateSet', stateSet: { labelName: 'state', path, list: states } },
      })),
    }],
  },
};
