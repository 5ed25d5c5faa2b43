import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { DEPLOYMENT_LABEL } from './scrape';
import { checkedProps } from '../../configuration/arguments/checked';
import { companionLabels } from '../../kubernetes/labels';

/** A metric that kube-state-metrics exports for an object of the operator. */
interface StateMetric {
  /** @default FlinkDeployment */
  readonly kind?: 'FlinkStateSnapshot';
  readonly name: string;
  readonly labels: readonly string[];
  readonly help: string;
  /** The path of the number; or the path of the state, followed by all states. */
  readonly path: readonly string[];
  readonly states?: readonly string[];
}

/** The prefix of each kind's metrics, and the paths of its labels. */
const KINDS = {
  FlinkDeployment: { prefix: 'flink_deployment', labels: { namespace: ['metadata', 'namespace'], [DEPLOYMENT_LABEL]: ['metadata', 'name'] } },
  FlinkStateSnapshot: {
    prefix: 'flink_state_snapshot',
    labels: {
      namespace: ['metadata', 'namespace'],
      [DEPLOYMENT_LABEL]: ['spec', 'jobReference', 'name'],
      snapshot: ['metadata', 'name'],
      state: ['status', 'state'],
      // a checkpoint has none
      format: ['spec', 'savepoint', 'formatType'],
    },
  },
};

const OF_A_DEPLOYMENT = ['namespace', DEPLOYMENT_LABEL];

/** The operator's own metrics count deployments by state, but do not name them. */
export const STATE_METRICS: readonly StateMetric[] = [
  {
    name: 'flink_deployment_lifecycle_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'Lifecycle state of the deployment: 1 for the current state',
    path: ['status', 'lifecycleState'],
    states: ['CREATED', 'SUSPENDED', 'UPGRADING', 'DEPLOYED', 'STABLE', 'ROLLING_BACK', 'ROLLED_BACK', 'FAILED', 'DELETING', 'DELETED'],
  },
  {
    name: 'flink_deployment_job_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'State of the job as last observed by the operator: 1 for the current state',
    path: ['status', 'jobStatus', 'state'],
    states: ['INITIALIZING', 'CREATED', 'RUNNING', 'FAILING', 'FAILED', 'CANCELLING', 'CANCELED', 'FINISHED', 'RESTARTING', 'SUSPENDED', 'RECONCILING'],
  },
  {
    name: 'flink_deployment_job_manager_state',
    labels: [...OF_A_DEPLOYMENT, 'state'],
    help: 'State of the JobManager\'s Deployment: 1 for the current state',
    path: ['status', 'jobManagerDeploymentStatus'],
    states: ['READY', 'DEPLOYED_NOT_READY', 'DEPLOYING', 'MISSING', 'ERROR'],
  },
  { name: 'flink_deployment_generation', labels: OF_A_DEPLOYMENT, help: 'Generation of the specification', path: ['metadata', 'generation'] },
  { name: 'flink_deployment_observed_generation', labels: OF_A_DEPLOYMENT, help: 'Generation that the operator observed last', path: ['status', 'observedGeneration'] },
  { name: 'flink_deployment_created_seconds', labels: OF_A_DEPLOYMENT, help: 'Creation time of the deployment, in seconds since 1970', path: ['metadata', 'creationTimestamp'] },
  {
    name: 'flink_deployment_last_savepoint_milliseconds',
    labels: OF_A_DEPLOYMENT,
    help: 'Time of the last savepoint, in milliseconds since 1970, for operators that create no FlinkStateSnapshots',
    path: ['status', 'jobStatus', 'savepointInfo', 'lastSavepoint', 'timeStamp'],
  },
  {
    kind: 'FlinkStateSnapshot',
    name: 'flink_state_snapshot_result_seconds',
    labels: [...OF_A_DEPLOYMENT, 'snapshot', 'state', 'format'],
    help: 'Time at which a savepoint or checkpoint completed or failed, in seconds since 1970',
    path: ['status', 'resultTimestamp'],
  },
];

/** Properties of FlinkStateMetrics. */
export interface FlinkStateMetricsProps {
  /**
   * The namespace of kube-state-metrics.
   * @default - the chart's namespace
   */
  readonly namespace?: string;
  /**
   * The name of the ConfigMap.
   * @default flink-state-metrics
   */
  readonly name?: string;
}

/**
 * A ConfigMap with the custom resource state configuration of kube-state-metrics for FlinkDeployments: lifecycle state, job state, generations, savepoints.
 * Render it once for each cluster. Mount it into kube-state-metrics, run that with `--custom-resource-state-config-file`, and allow its ClusterRole to list
 * and watch `flinkdeployments` and `flinkstatesnapshots` of `flink.apache.org`, and `customresourcedefinitions` of `apiextensions.k8s.io`. In its Helm chart
 * these are `customResourceState.config` and `rbac.extraRules`.
 *
 * @example
 * new FlinkStateMetrics(chart, 'state-metrics', { namespace: 'monitoring' });
 * FlinkEnvironment.of(app).set({ stateMetrics: true });
 */
@checkedProps('FlinkStateMetrics')
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

const CONFIGURATION = {
  kind: 'CustomResourceStateMetrics',
  spec: {
    resources: Object.entries(KINDS).map(([kind, { prefix, labels }]) => ({
      groupVersionKind: { group: 'flink.apache.org', version: 'v1beta1', kind },
      // it is the prefix of every name
      metricNamePrefix: prefix,
      // a missing status is not an error
      errorLogV: 5,
      labelsFromPath: labels,
      metrics: STATE_METRICS.filter((metric) => (metric.kind ?? 'FlinkDeployment') === kind).map(({ name, help, path, states }) => ({
        name: name.slice(`${prefix}_`.length),
        help,
        each: states === undefined
          ? { type: 'Gauge', gauge: { path, nilIsZero: false } }
          : { type: 'StateSet', stateSet: { labelName: 'state', path, list: states } },
      })),
    })),
  },
};
