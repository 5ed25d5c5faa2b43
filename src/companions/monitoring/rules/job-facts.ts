import { Duration } from 'cdk8s';
import { Holds } from '../../../configuration/said/job-settings';
import {
  checkpointInterval, checkpointTimeout, diskOf, hasJob, isAdaptive, isBatch, jobManagers, jobNameInFlink, longestRestartDelay,
  millis, number, parallelism, stateBackend, taskManagers, usesAutoscaler,
} from '../../../facts';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { amountOf } from '../../../kubernetes/quantity';
import { declarations } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';
import { DEPLOYMENT_LABEL, SCRAPE_INTERVAL } from '../scrape';
import { FlinkServiceLevel } from '../service-level';

/** What the Prometheus of a job scrapes, and other facts about the environment of the job. */
export interface Surroundings {
  readonly serviceLevel?: FlinkServiceLevel;
  readonly kubernetesMetrics?: boolean;
  readonly stateMetrics?: boolean;
  readonly kafkaConsumerGroups?: string[];
  readonly deadLetterMetric?: string;
  readonly certificate?: string;
  readonly scrapeInterval?: Duration;
}

/** The inputs of all expressions and thresholds. Times are in milliseconds, sizes in bytes. */
export interface JobFacts {
  readonly namespace: string;
  /** The name of the job: that of its FlinkDeployment, or of its FlinkBlueGreenDeployment. */
  readonly name: string;
  readonly id: string;
  /** The labels of every rule of the job. */
  readonly labels: { readonly [label: string]: string };
  /** What is monitored: a session cluster has no job of its own, and a session job no processes. */
  readonly holds: Holds;
  /** The matchers of all series from the job's own pods. */
  readonly selector: string;
  /** The matchers of those series that belong to one job. */
  readonly jobSelector: string;
  /** The matchers of the series that recording rules produce for each FlinkDeployment. */
  readonly recorded: string;
  /** The selector of the job's series among the operator's metrics. */
  readonly operatorSelector: string;
  /** The matchers of the series that the job's own recording rules produce. */
  readonly recordings: string;
  /** Whether the operator creates two FlinkDeployments for it in turn, each with its own series while it exists. */
  readonly blueGreen: boolean;
  /** Whether it terminates. */
  readonly batch: boolean;
  /** The matchers of the Kubernetes metrics of its containers. */
  readonly containers: string;
  /** The matchers of the Kubernetes metrics of its pods. */
  readonly pods: string;
  /** Undefined if the job takes no checkpoints. */
  readonly interval?: number;
  readonly timeout: number;
  /** The shortest window of a rule: in a shorter one, Prometheus may have too few samples to detect a change. */
  readonly shortestWindow: number;
  /** The maximum time until one of the next checkpoints completes. */
  readonly patience: number;
  /** The normal watermark lag: the largest bound that a source declares. */
  readonly outOfOrderness: number;
  /** The maximum downtime of the job. */
  readonly recovery: number;
  /** The maximum delay before a restart. */
  readonly restartDelay: number;
  readonly parallelism: number;
  readonly jobManagers: number;
  /** Undefined if the number changes while the job runs, or is unknown. */
  readonly taskManagers?: number;
  readonly rocksDb: boolean;
  /** The local disk of a TaskManager. */
  readonly disk?: number;
  /** The fraction of its memory that a process reserves for the JVM overhead. */
  readonly memorySlack: number;
  readonly savepointInterval?: number;
  /** The stabilization interval of the autoscaler; undefined if it is disabled. */
  readonly stabilization?: number;
  readonly surroundings: Surroundings;
  readonly level: FlinkServiceLevel;
  /** If one rule covers all jobs of a fleet: what its text uses instead of the job's own names and numbers. */
  readonly fleet?: FleetText;
}

/** What the text of a rule refers to if one rule covers all jobs of a fleet. */
export interface FleetText {
  /** A selector of the series that identify the jobs of the rule. */
  readonly members: string;
  /** A query for a number that each job records. */
  readonly figure: (name: string, value: number) => string;
  /** The same number in the text of an annotation, divided by `unit`. */
  readonly figureInText: (name: string, value: number, unit: number) => string;
}

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Two samples are needed to detect a change; one may be late, and one may be lost. */
const VALUES_IN_A_WINDOW = 4;

/** A job for which alerts are rendered. */
export interface WatchedJob {
  readonly name: string;
  /** The names of its FlinkDeployments. */
  readonly deploymentNames: readonly string[];
  /** The rendered workload. */
  readonly view: Workload;
}

/**
 * A matcher of names as the operator exports them: its reporter replaces `-` in label values with `_`, unless `filterLabelValueCharacters` is off.
 */
function matcherOf(names: readonly string[]): string {
  const pattern = names.map((name) => name.replaceAll(/[^A-Za-z0-9:_-]/g, '.').replaceAll('-', '[-_]')).join('|');
  return `${/[|[.]/.test(pattern) ? '=~' : '='}"${pattern}"`;
}

/** What distinguishes a session job from others in its cluster: a label of the rules, and matchers for Flink's series and for recorded series. */
function ofSessionJob(name: string, view: Workload) {
  return {
    labels: { [SESSION_JOB_LABEL]: name },
    matcher: `, job_name${matcherOf([jobNameInFlink(view)])}`,
    recorded: `, ${SESSION_JOB_LABEL}="${name}"`,
  };
}

export function jobFacts({ name, deploymentNames, view }: WatchedJob, surroundings: Surroundings): JobFacts {
  const { namespace } = view;
  const level = surroundings.serviceLevel ?? {};
  const interval = checkpointInterval(view);
  const timeout = checkpointTimeout(view);
  const shortestWindow = Math.max(VALUES_IN_A_WINDOW * (surroundings.scrapeInterval ?? SCRAPE_INTERVAL).toMilliseconds(), MINUTE);
  const blueGreen = deploymentNames.length > 1;
  const either = deploymentNames.join('|');
  const deploymentMatcher = `${blueGreen ? '=~' : '='}"${either}"`;
  // The pod names: of JobManagers by a Deployment, of TaskManagers by Flink in native mode and by a Deployment in standalone mode.
  const pods = `namespace="${namespace}", pod=~"${blueGreen ? `(${either})` : either}-(taskmanager-)?[a-z0-9]+-[a-z0-9]+"`;
  const isSessionJob = !view._holds.cluster;
  const session = isSessionJob ? ofSessionJob(name, view) : { labels: {}, matcher: '', recorded: '' };
  const [deployment] = deploymentNames;
  const selector = `namespace="${namespace}", ${DEPLOYMENT_LABEL}${deploymentMatcher}`;
  return {
    namespace,
    name,
    id: `${namespace}/${name}`,
    // A label of the rule overrides the label of the series: the alerts of the two colours would be merged.
    labels: { namespace, ...blueGreen ? { [BLUE_GREEN_LABEL]: name } : { [DEPLOYMENT_LABEL]: deployment }, ...session.labels },
    holds: { cluster: !isSessionJob, job: hasJob(view) },
    selector,
    jobSelector: `${selector}${session.matcher}`,
    recorded: `${selector}${session.recorded}`,
    operatorSelector: `resourcens${matcherOf([namespace])}, resourcename${matcherOf(isSessionJob ? [name] : deploymentNames)}`,
    recordings: `namespace="${namespace}", ${blueGreen ? `${BLUE_GREEN_LABEL}="${name}"` : `${DEPLOYMENT_LABEL}="${deployment}"`}${session.recorded}`,
    blueGreen,
    batch: isBatch(view),
    pods,
    containers: `${pods}, container="${MAIN_CONTAINER}"`,
    interval,
    timeout,
    shortestWindow,
    patience: Math.max(3 * (interval ?? 0) + timeout, shortestWindow),
    outOfOrderness: Math.max(0, ...declarations(view).connectors.map(({ maxOutOfOrdernessMs = 0 }) => maxOutOfOrdernessMs)),
    recovery: level.recoveryTime?.toMilliseconds() ?? 5 * MINUTE,
    restartDelay: longestRestartDelay(view),
    parallelism: parallelism(view) ?? 1,
    jobManagers: jobManagers(view),
    taskManagers: isAdaptive(view) ? undefined : taskManagers(view),
    rocksDb: stateBackend(view) === 'rocksdb',
    disk: amountOf(diskOf(view, 'taskManager')),
    memorySlack: number(view, 'taskmanager.memory.jvm-overhead.fraction') ?? 0.1,
    savepointInterval: millis(view, 'kubernetes.operator.periodic.savepoint.interval') || undefined,
    stabilization: usesAutoscaler(view) ? millis(view, 'job.autoscaler.stabilization.interval') ?? 5 * MINUTE : undefined,
    surroundings,
    level,
  };
}

/** The label with the name of the session job of an alert, whose series have the label of its cluster. */
export const SESSION_JOB_LABEL = 'flink_session_job';

/** The label with the job of an alert, if the series of its two FlinkDeployments have different labels. */
export const BLUE_GREEN_LABEL = 'flink_blue_green_deployment';
