import { DEPLOYMENT_LABEL } from './service-monitor';
import { JobSettings } from '../configuration';
import { taskManagerCount } from '../configuration/capacity';
import { parseDuration } from '../configuration/option-value';

/** One rule of a PrometheusRule. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly [label: string]: string };
  readonly annotations: { readonly [name: string]: string };
}

/** What the thresholds are computed from. Times are in milliseconds. */
interface Job {
  readonly id: string;
  readonly selector: string;
  readonly interval: number;
  readonly timeout: number;
  readonly taskManagers: number | undefined;
}

interface Level {
  readonly severity: 'warning' | 'critical';
  readonly expr: string;
  readonly for: string;
  readonly summary: string;
}

/** One alert: its levels for a job, and what to tell the person it wakes. */
interface Alert {
  readonly levels: (job: Job) => Level[];
  readonly description: (job: Job) => string;
}

const BY_JOB = `namespace, ${DEPLOYMENT_LABEL}`;

/** The highest value over all pods: a standby JobManager reports too, and old pods linger. */
const max = (series: string) => `max by (${BY_JOB}) (${series})`;

const CATALOGUE: { readonly [alert: string]: Alert } = {
  FlinkJobManagerAbsent: {
    levels: ({ id, selector }) => [{
      // Not `== 0`: the series of a JobManager that is gone are gone too.
      severity: 'critical', for: '2m', expr: `absent(flink_jobmanager_numRegisteredTaskManagers${selector})`, summary: `No JobManager of ${id} reports metrics`,
    }],
    description: () => 'No JobManager was scraped for two minutes: it is down, or its metrics are not read. The job makes no progress without it.',
  },
  FlinkTaskManagersMissing: {
    levels: ({ id, selector, taskManagers }) => taskManagers === undefined ? [] : [{
      severity: 'critical',
      for: '5m',
      expr: `${max(`flink_jobmanager_numRegisteredTaskManagers${selector}`)} < ${taskManagers}`,
      summary: `${id} has {{ $value }} of ${taskManagers} TaskManagers`,
    }],
    description: () => 'Flink says that the job is running even with no TaskManager at all. Look for pending pods, refused pods and quotas.',
  },
  FlinkJobNotRunning: {
    levels: ({ id, selector }) => [{
      severity: 'critical', for: '5m', expr: `${max(`flink_jobmanager_numRunningJobs${selector}`)} == 0`, summary: `${id} runs no job`,
    }],
    description: () => 'The JobManager is up and has no running job: it failed for good, or was stopped.',
  },
  FlinkCheckpointsStale: {
    levels: ({ id, selector, interval, timeout }) => {
      const window = promDuration(Math.max(3 * interval + timeout, 10 * MINUTE));
      const completed = `flink_jobmanager_job_numberOfCompletedCheckpoints${selector}`;
      return [{
        severity: 'critical',
        for: '1m',
        expr: `${max(completed)} - ${max(`${completed} offset ${window}`)} == 0`,
        summary: `${id} completed no checkpoint for ${window}`,
      }];
    },
    description: ({ interval }) => `A checkpoint is due every ${seconds(interval)}. After a failure the job would go back to the last one that completed.`,
  },
  FlinkCheckpointSlow: {
    levels: ({ id, selector, interval }) => (['warning', 'critical'] as const).map((severity) => {
      const limit = severity === 'warning' ? interval / 2 : interval;
      return {
        severity,
        for: '5m',
        expr: `${max(`flink_jobmanager_job_lastCheckpointDuration${selector}`)} > ${limit}`,
        summary: `Checkpoints of ${id} take longer than ${seconds(limit)}`,
      };
    }),
    description: ({ interval }) => `The last one took {{ $value }} ms, the interval is ${seconds(interval)}. Look for backpressure and for growing state.`,
  },
  FlinkCheckpointsFailing: {
    levels: ({ id, selector }) => [{
      // Up to five triggers fail while a job starts or restarts.
      severity: 'warning',
      for: '1m',
      expr: `${max(`increase(flink_jobmanager_job_numberOfFailedCheckpoints${selector}[15m])`)} > 5`,
      summary: `Checkpoints of ${id} fail`,
    }],
    description: () => '{{ $value }} checkpoints failed within 15 minutes.',
  },
  FlinkJobRestarting: {
    levels: ({ id, selector }) => ([['warning', 0], ['critical', 3]] as const).map(([severity, limit]) => ({
      severity,
      for: '1m',
      expr: `${max(`increase(flink_jobmanager_job_numRestarts${selector}[1h])`)} > ${limit}`,
      summary: limit === 0 ? `${id} restarted` : `${id} restarts again and again`,
    })),
    description: () => '{{ $value }} restarts within an hour. The exception stands in the JobManager\'s log and in the web UI.',
  },
  FlinkBackpressure: {
    levels: ({ id, selector }) => ([['warning', 200], ['critical', 500]] as const).map(([severity, limit]) => ({
      severity,
      for: '5m',
      expr: `max by (${BY_JOB}, task_name) (flink_taskmanager_job_task_backPressuredTimeMsPerSecond${selector}) > ${limit}`,
      summary: `{{ $labels.task_name }} of ${id} is held back by what comes after it`,
    })),
    description: () => 'It waits {{ $value }} ms of each second. The first task downstream that is busy and not held back itself is the bottleneck.',
  },
  FlinkHeapHigh: {
    levels: ({ id, selector }) => (['jobmanager', 'taskmanager'] as const).map((component) => ({
      severity: 'warning',
      for: '10m',
      expr: `max by (${BY_JOB}, pod) (flink_${component}_Status_JVM_Memory_Heap_Used${selector}`
        + ` / flink_${component}_Status_JVM_Memory_Heap_Max${selector}) > 0.8`,
      summary: `The heap of a ${component} of ${id} is nearly full`,
    })),
    description: () => '{{ $value | humanizePercentage }} of the heap of {{ $labels.pod }} is in use for ten minutes.',
  },
};

/** The names of all alerts. */
export const ALERTS = Object.keys(CATALOGUE);

/** All alert rules of a job. */
export function alertRules(settings: JobSettings): AlertRule[] {
  const time = (key: string, otherwise: number) => parseDuration(settings.option(key)) ?? otherwise;
  const job: Job = {
    id: `${settings.namespace}/${settings.name}`,
    selector: `{namespace="${settings.namespace}", ${DEPLOYMENT_LABEL}="${settings.name}"}`,
    interval: time('execution.checkpointing.interval', MINUTE),
    timeout: time('execution.checkpointing.timeout', 10 * MINUTE),
    taskManagers: taskManagerCount(settings),
  };
  return Object.entries(CATALOGUE).flatMap(([alert, { levels, description }]) => levels(job).map((level) => ({
    alert,
    expr: level.expr,
    for: level.for,
    labels: { severity: level.severity, namespace: settings.namespace, [DEPLOYMENT_LABEL]: settings.name },
    annotations: { summary: level.summary, description: description(job) },
  })));
}

const MINUTE = 60_000;

function promDuration(millis: number): string {
  return millis % MINUTE === 0 ? `${millis / MINUTE}m` : `${Math.ceil(millis / 1000)}s`;
}

function seconds(millis: number): string {
  return `${millis / 1000} s`;
}
