import { JobSettings } from '../../configuration';
import { parseDuration } from '../../configuration/option-value';
import { declaredConnectors } from '../../connectors/declared-connector';
import { checkpointInterval, checkpointTimeout, isAdaptive, jobManagers, longestRestartDelay, parallelism, stateBackend, taskManagers, usesAutoscaler } from '../../facts';
import { bytesOf } from '../../state/local-volume';
import { DEPLOYMENT_LABEL } from '../scrape';
import { FlinkServiceLevel } from '../service-level';

/** What else a job's Prometheus reads, and what else is known of the job. */
export interface Surroundings {
  readonly serviceLevel?: FlinkServiceLevel;
  readonly kubernetesMetrics?: boolean;
  readonly stateMetrics?: boolean;
  readonly kafkaConsumerGroups?: string[];
  readonly deadLetterMetric?: string;
  readonly certificate?: string;
}

/** Everything that expressions and thresholds follow from. Times are in milliseconds, sizes in bytes. */
export interface JobFacts {
  readonly namespace: string;
  readonly name: string;
  readonly id: string;
  /** The matchers of every series that is read from the job's own pods. */
  readonly selector: string;
  /** The matchers of what Kubernetes says about its containers. */
  readonly containers: string;
  /** The matchers of what Kubernetes says about its pods. */
  readonly pods: string;
  /** undefined where the job takes no checkpoints. */
  readonly interval?: number;
  readonly timeout: number;
  /** How long it may at most take until one of the next checkpoints completes. */
  readonly patience: number;
  /** How far watermarks are behind when all is well: the largest bound that a source declares. */
  readonly outOfOrderness: number;
  /** How long the job may be away. */
  readonly recovery: number;
  /** The longest pause before a restart. */
  readonly restartDelay: number;
  readonly parallelism: number;
  readonly jobManagers: number;
  /** undefined where the number changes while the job runs, or is not known. */
  readonly taskManagers?: number;
  readonly rocksDb: boolean;
  /** The local disk of a TaskManager. */
  readonly disk?: number;
  /** The share of its memory that a process keeps for what nobody counts. */
  readonly memorySlack: number;
  readonly savepointInterval?: number;
  /** How long the autoscaler lets a new parallelism settle; undefined where it is off. */
  readonly stabilization?: number;
  readonly surroundings: Surroundings;
  readonly level: FlinkServiceLevel;
}

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export function jobFacts(settings: JobSettings, surroundings: Surroundings): JobFacts {
  const { namespace, name } = settings;
  const time = (key: string) => parseDuration(settings.option(key));
  const level = surroundings.serviceLevel ?? {};
  const interval = checkpointInterval(settings);
  const timeout = checkpointTimeout(settings);
  // The names that a Deployment gives to JobManagers, Flink to TaskManagers in native mode, and a Deployment in standalone mode.
  const pods = `namespace="${namespace}", pod=~"${name}-(taskmanager-)?[a-z0-9]+-[a-z0-9]+"`;
  return {
    namespace,
    name,
    id: `${namespace}/${name}`,
    selector: `namespace="${namespace}", ${DEPLOYMENT_LABEL}="${name}"`,
    pods,
    containers: `${pods}, container="flink-main-container"`,
    interval,
    timeout,
    patience: Math.max(3 * (interval ?? 0) + timeout, MINUTE),
    outOfOrderness: Math.max(0, ...declaredConnectors(settings).map(({ maxOutOfOrdernessMs = 0 }) => maxOutOfOrdernessMs)),
    recovery: level.recoveryTime?.toMilliseconds() ?? 5 * MINUTE,
    restartDelay: longestRestartDelay(settings),
    parallelism: parallelism(settings) ?? 1,
    jobManagers: jobManagers(settings),
    taskManagers: isAdaptive(settings) ? undefined : taskManagers(settings),
    rocksDb: stateBackend(settings) === 'rocksdb',
    disk: bytesOf(settings.field('taskManager.resource.ephemeralStorage')),
    memorySlack: Number(settings.option('taskmanager.memory.jvm-overhead.fraction') ?? 0.1),
    savepointInterval: time('kubernetes.operator.periodic.savepoint.interval') || undefined,
    stabilization: usesAutoscaler(settings) ? time('job.autoscaler.stabilization.interval') ?? 5 * MINUTE : undefined,
    surroundings,
    level,
  };
}
