import { Construct } from 'constructs';
import { KafkaLagTriggerOptions, ScalingTrigger } from './scaling-trigger';
import { CompanionObject } from '../../companions/companion-object';
import { judged } from '../../companions/judged';
import { Finding } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { refuseUnlessCount } from '../../configuration/said/refuse';
import { checkpointInterval, isBatch, OPTION } from '../../facts';
import { FLINK_DEPLOYMENT } from '../../kubernetes/custom-resources/flink-deployment';
import { companionLabels } from '../../kubernetes/labels';
import { STANDALONE } from '../../kubernetes/mode';
import { childrenOf, IFlinkDeployment } from '../../workload/flink-deployment-reference';
import { Workload } from '../../workload/workload';

/** Bounds and trigger of reactive scaling. */
export interface ReactiveScalingOptions {
  /** Minimum number of TaskManagers, with which the job starts (`taskManager.replicas`). */
  readonly minTaskManagers: number;
  /** Maximum number of TaskManagers. */
  readonly maxTaskManagers: number;
  /** What determines the number of TaskManagers. */
  readonly trigger: ScalingTrigger;
}

export function bindReactive(settings: JobSettings, options: ReactiveScalingOptions): void {
  const { minTaskManagers, maxTaskManagers, trigger } = options;
  if (!settings.holds.cluster) {
    settings.refuse('ASC-02', 'scaling', undefined, 'must not be reactive: a session job has no TaskManagers of its own', 'Use Scaling.operatorAutoscaler()');
    return;
  }
  if (isBatch(settings)) {
    settings.refuse('ASC-02', 'scaling', undefined, 'must not be reactive: the reactive scheduler runs streaming jobs only', 'Leave scaling out');
  }
  if (settings.deploymentNames.length > 1) {
    settings.refuse('ASC-04', 'scaling', undefined, 'must not be reactive: the scaler targets the FlinkDeployment with the name of the job, which a blue/green job does not have', 'Use Scaling.operatorAutoscaler(), or leave blueGreen out');
  }
  const mode = settings.field('mode');
  if (mode !== undefined && mode !== STANDALONE) {
    settings.refuse('ASC-02', 'mode', mode, 'must be standalone: in native mode Flink refuses the reactive scheduler, and each step of a scaler would redeploy the job', 'Leave mode out, or use Scaling.operatorAutoscaler()');
  }
  const fixed = settings.field('taskManager.replicas');
  if (fixed !== undefined && fixed !== minTaskManagers) {
    settings.refuse('ASC-04', 'mode.taskManagers', fixed, `must not differ from scaling.minTaskManagers, ${minTaskManagers}, with which a reactive job starts`, 'Remove it');
  }
  settings.setField('mode', STANDALONE, 'scaling');
  settings.setField('taskManager.replicas', minTaskManagers, 'scaling.minTaskManagers');
  settings.set(OPTION.SCHEDULER_MODE, 'reactive', Origin.prop('scaling'));
  refuseUnlessCount(settings, 'ASC-04', 'scaling.minTaskManagers', minTaskManagers, 1);
  refuseUnlessCount(settings, 'ASC-04', 'scaling.maxTaskManagers', maxTaskManagers, 1);
  if (maxTaskManagers < minTaskManagers) {
    settings.refuse('ASC-04', 'scaling.maxTaskManagers', maxTaskManagers, `must be at least minTaskManagers, ${minTaskManagers}`, `Write ${minTaskManagers} or more`);
  }
  refuseTrigger(settings, trigger);
}

function refuseTrigger(settings: JobSettings, trigger: ScalingTrigger): void {
  const { _percent: percent, _lag: lag } = trigger;
  if (percent !== undefined && !(Number.isInteger(percent) && percent >= 1 && percent <= 100)) {
    settings.refuse('ASC-04', 'scaling.trigger', percent, 'must be a whole number of percent from 1 to 100', 'Write ScalingTrigger.cpu(70)');
  }
  if (!lag) return;
  refuseUnlessCount(settings, 'ASC-03', 'scaling.trigger.lagThreshold', lag.lagThreshold, 1);
  if (!Array.isArray(lag.bootstrapServers) || lag.bootstrapServers.length === 0) settings.refuse('ASC-03', 'scaling.trigger.bootstrapServers', undefined, 'must be a list with at least one server', 'Write ["kafka.kafka:9092"]');
}

/** Offsets are committed with checkpoints, so the records of one interval always count as lag. */
function reachedWithoutDelay(w: Workload, { minTaskManagers: least, trigger }: ReactiveScalingOptions): Finding[] {
  const { lagThreshold, recordsPerSecond } = trigger?._lag ?? {};
  if (recordsPerSecond === undefined || !(lagThreshold! > 0)) return [];
  const records = Math.round(recordsPerSecond * (checkpointInterval(w) ?? 0) / 1000);
  if (records <= lagThreshold! * least) return [];
  return [refusal('ASC-03', 'scaling.trigger.lagThreshold', lagThreshold,
    `must be at least ${Math.ceil(records / least)}: offsets are committed with checkpoints, so that ${records} records always count as lag and scale the job to ${Math.ceil(records / lagThreshold!)} TaskManagers`,
    `Write ${Math.ceil(records / least)} or more, or a shorter checkpoint interval`)];
}

/** The object that scales the job. */
export function addScaler(scope: Construct & IFlinkDeployment, job: string, namespace: string, options: ReactiveScalingOptions): void {
  const { minTaskManagers, maxTaskManagers, trigger } = options;
  const metadata = { name: job, namespace, labels: companionLabels(job, 'scaler') };
  const target = { apiVersion: FLINK_DEPLOYMENT.apiVersion, kind: FLINK_DEPLOYMENT.kind, name: job };
  const lag = trigger?._lag;
  judged(scope, scope, () => childrenOf(scope).flatMap((child) => reachedWithoutDelay(child.view(), options)));
  new CompanionObject(scope, 'Scaler', lag ? {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata,
    spec: {
      scaleTargetRef: target,
      minReplicaCount: minTaskManagers,
      maxReplicaCount: maxTaskManagers,
      pollingInterval: trigger._pollingSeconds,
      triggers: [kafkaTrigger(lag)],
    },
  } : {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: target,
      minReplicas: minTaskManagers,
      maxReplicas: maxTaskManagers,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: trigger?._percent } } }],
    },
  });
}

function kafkaTrigger({ bootstrapServers, consumerGroup, topic, lagThreshold, authentication }: KafkaLagTriggerOptions): any {
  return {
    type: 'kafka',
    metadata: { bootstrapServers: [bootstrapServers].flat().join(','), consumerGroup, topic, lagThreshold: String(lagThreshold) },
    ...authentication === undefined ? {} : { authenticationRef: { name: authentication } },
  };
}
