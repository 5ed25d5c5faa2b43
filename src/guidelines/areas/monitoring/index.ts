import { isAlertedOn } from './alerting-rules';
import { hasReporter, intervalsNobodyReads, misspeltFactories, PROMETHEUS, scopesNobodyReads, undeclaredReporters, withoutFactory } from './reporters';
import { withoutRunbook } from './runbooks';
import { seldomScraped, undeclaredPorts } from './scrape-endpoints';
import { unreachedReporter } from './scraped-port';
import { isScraped } from './scrapers';
import { Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { isSuspended, stateBackend, portNumber } from '../../../facts';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { PORTS } from '../../../kubernetes/ports';
import { table } from '../../table';

/** MON: monitoring. */
export const MONITORING = table([
  {
    id: 'MON-01',
    title: 'Alert on checkpoints that take a large part of their interval',
    why: 'The next checkpoints start late, and transactional sinks commit late.',
    sources: ['metrics', 'largeState'],
    alerts: ['FlinkCheckpointSlow'],
  },
  {
    id: 'MON-02',
    title: 'Alert on recently failed checkpoints, not on their total',
    why: 'The counter never decreases, and includes checkpoints that failed while the job started.',
    sources: ['metrics'],
    alerts: ['FlinkCheckpointsFailing', 'FlinkCheckpointsStale'],
  },
  {
    id: 'MON-03',
    title: 'Alert on watermark lag',
    why: 'Results are as late as the watermark.',
    sources: ['metrics', 'watermarks'],
    alerts: ['FlinkWatermarkLag'],
  },
  {
    id: 'MON-04',
    title: 'Alert on growing checkpoints',
    why: 'State that keeps growing eventually fills the disk.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkCheckpointSizeGrowing', 'FlinkCheckpointSizeHigh'],
  },
  {
    id: 'MON-05',
    title: 'Alert on restarts',
    why: 'A job that restarted has the state RUNNING, like a job that never failed.',
    sources: ['metrics', 'recovery'],
    alerts: ['FlinkJobRestarting'],
  },
  {
    id: 'MON-06',
    title: 'Page on restart loops',
    why: 'No record is processed, and no single metric of the job shows it.',
    sources: ['metrics', 'recovery'],
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'MON-07',
    title: 'Alert on sustained backpressure',
    why: 'The results of backpressured tasks are late, and so are their checkpoints.',
    sources: ['backpressure', 'metrics'],
    alerts: ['FlinkBackpressure'],
    dashboards: ['job'],
  },
  {
    id: 'MON-08',
    title: 'Alert on tasks that are permanently busy',
    why: 'They have no capacity left for peaks or for catching up.',
    sources: ['metrics'],
    alerts: ['FlinkTaskBusy', 'FlinkCpuThrottled'],
    dashboards: ['job'],
  },
  {
    id: 'MON-09',
    title: 'Alert on a heap that stays full',
    why: 'The process will spend its time on garbage collection, and then fail with an OutOfMemoryError.',
    sources: ['metrics', 'memoryTrouble'],
    alerts: ['FlinkHeapHigh', 'FlinkMetaspaceHigh'],
    dashboards: ['resources'],
  },
  {
    id: 'MON-10',
    title: 'Alert on a drop in throughput relative to the past',
    why: 'No fixed threshold fits every job, but its own past throughput does.',
    sources: ['metrics'],
    alerts: ['FlinkThroughputDropped'],
  },
  {
    id: 'MON-11',
    title: 'Alert on the share of time spent in garbage collection',
    why: 'Flink has no percentiles of pauses; this share is available with every collector.',
    sources: ['metrics'],
    alerts: ['FlinkGarbageCollection'],
  },
  {
    id: 'MON-12',
    title: 'Alert on growing lag',
    why: 'A job that is slower than its source never catches up by itself.',
    sources: ['metrics', 'kafka'],
    props: ['monitoring.alerts.serviceLevel', 'monitoring.alerts.kafkaConsumerGroups'],
    alerts: ['FlinkSourceBacklog', 'FlinkPendingRecords', 'FlinkKafkaRecordsLag', 'FlinkKafkaGroupLag'],
  },
  {
    id: 'MON-13',
    title: 'Alert on missing TaskManagers, not on available slots',
    why: 'A healthy application cluster has no available slots.',
    sources: ['metrics'],
    alerts: ['FlinkTaskManagersMissing', 'FlinkTaskManagersSurplus', 'FlinkPodsPending'],
  },
  {
    id: 'MON-14',
    title: 'Monitor RocksDB\'s disk usage and write stalls',
    why: 'A full disk, or writes that RocksDB stops, halt the job; both can be detected early.',
    sources: ['metrics', 'largeState'],
    defaults: {
      options: {
        'state.backend.rocksdb.metrics.is-write-stopped': true,
        'state.backend.rocksdb.metrics.total-sst-files-size': true,
      },
      when: (settings) => stateBackend(settings) === 'rocksdb',
    },
    alerts: ['FlinkRocksDbDiskFilling'],
    dashboards: ['rocksdb'],
  },
  {
    id: 'MON-15',
    title: 'Measure end-to-end latency by event time',
    why: 'Flink\'s latency markers bypass windows and reduce throughput; the age of emitted events shows the real latency.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkEventTimeLagHigh'],
  },
  {
    id: 'MON-16',
    title: 'Export metrics to Prometheus',
    why: 'Without a reporter, and a declared port to scrape it on, no alert detects the failure of a job.',
    severity: Severity.ERROR,
    sources: ['reporters', 'metrics'],
    defaults: {
      options: {
        'metrics.reporter.prom.factory.class': PROMETHEUS,
        [PORTS.metrics.options[0]]: PORTS.metrics.number,
        // these two change at every restart, which would start new series
        'metrics.reporter.prom.scope.variables.excludes': 'task_attempt_id;task_attempt_num',
        // CURRENT_TIME is Flink's default; without STATE, no metric shows the state of the job
        'metrics.job.status.enable': 'STATE;CURRENT_TIME',
      },
      pods: (settings: JobSettings) => ({
        spec: {
          containers: [{
            name: MAIN_CONTAINER,
            ports: [{ name: PORTS.metrics.name, containerPort: portNumber(settings, PORTS.metrics), protocol: 'TCP' }],
          }],
        },
      }),
    },
    emits: 'a headless Service over the metrics ports, and a ServiceMonitor',
    props: ['monitoring.collector', 'monitoring.scrape'],
    rules: [
      {
        broken: withoutFactory,
        message: 'no reporter is started: Flink creates reporters by their factory',
        fix: 'Write factory.class, such as org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
      },
      {
        broken: misspeltFactories,
        message: 'unknown reporter: the job would run without metrics',
        fix: `Write "${PROMETHEUS}"`,
      },
      {
        broken: (w) => undeclaredReporters(w).length > 0 && 'metrics.reporters',
        message: (w) => `${undeclaredReporters(w).join(', ')} is not started: metrics.reporter.${undeclaredReporters(w)[0]}.factory.class is not set`,
        fix: 'Declare it, or leave metrics.reporters out: all declared reporters are started',
      },
      {
        broken: (w) => !hasReporter(w) && 'metrics.reporter.prom.factory.class',
        message: 'must be set, or another reporter: no metrics are exported',
        fix: `Write "${PROMETHEUS}"`,
        severity: Severity.WARNING,
      },
      {
        broken: (w) => w._isProduction && !isScraped(w) && 'metadata.name',
        message: 'no ServiceMonitor or PodMonitor of these manifests selects the pods: their metrics are not scraped',
        fix: 'Leave monitoring.collector at its default, or suppress this with the reason, such as the system that scrapes them',
        severity: Severity.WARNING,
      },
    ],
    alerts: ['FlinkTaskManagersUnscraped'],
    check: (w) => [...undeclaredPorts(w), ...unreachedReporter(w)],
  },
  {
    id: 'MON-17',
    title: 'Scrape metrics every 15 seconds',
    why: 'Prometheus determines the interval: it scrapes the reporter, which never pushes by itself.',
    sources: ['reporters'],
    emits: 'a ServiceMonitor with that interval',
    props: ['monitoring.scrape.interval'],
    rules: [{
      broken: intervalsNobodyReads,
      message: 'ignored: Prometheus determines when it scrapes',
      fix: 'Leave it out; the interval is set in the ServiceMonitor',
    }],
    check: seldomScraped,
  },
  {
    id: 'MON-18',
    title: 'Do not set scope formats with the Prometheus reporter',
    why: 'The Prometheus reporter derives its labels from scope variables, not from scope formats.',
    sources: ['metrics', 'reporters'],
    rules: [{
      broken: scopesNobodyReads,
      message: 'ignored by the Prometheus reporter, which uses labels instead',
      fix: 'Leave it out',
    }],
  },
  {
    id: 'MON-19',
    title: 'Set up dashboards in advance',
    why: 'During an incident there is no time to write queries.',
    sources: ['metrics'],
    dashboards: ['job', 'state', 'resources', 'sources', 'rocksdb', 'autoscaler', 'fleet'],
  },
  {
    id: 'MON-20',
    title: 'Define alerts',
    why: 'Without alerts a failed job is noticed only when its results are missing.',
    sources: ['metrics'],
    emits: 'a PrometheusRule; with FlinkFleetAlerts one for all jobs',
    props: ['monitoring.alerts', 'monitoring.alerts.enabled'],
    rules: [{
      broken: (w) => w._isProduction && !isSuspended(w) && !isAlertedOn(w) && 'metadata.name',
      message: 'no PrometheusRule of these manifests covers this job: no alert fires when it fails',
      fix: 'Leave monitoring.alerts enabled, or suppress this with the reason, such as the system that alerts instead',
    }],
    alerts: ['FlinkJobManagerAbsent', 'FlinkJobNotRunning', 'FlinkDeploymentFailed', 'FlinkDeploymentNotReconciled', 'FlinkAutoscalerFlapping'],
  },
  {
    id: 'MON-21',
    title: 'Provide a runbook for every alert',
    why: 'The on-call engineer needs to know what an alert means and what to do.',
    sources: ['metrics'],
    emits: 'a runbook for each alert, and its address in `runbook_url`',
    props: ['FlinkEnvironment.runbookUrl'],
    check: withoutRunbook,
  },
  {
    id: 'MON-22',
    title: 'Alert on the service level',
    why: 'Users notice lateness and loss, not busy threads.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkThroughputBelowTarget', 'FlinkAvailabilityBudget', 'FlinkCheckpointBudget'],
  },
  {
    id: 'MON-23',
    title: 'Check lag and checkpoint duration first',
    why: 'Almost every problem shows in one of the two.',
    sources: ['metrics'],
    dashboards: ['job'],
  },
  {
    id: 'MON-24',
    title: 'Enable JMX only temporarily',
    why: 'Every client that reaches its port can run code.',
    sources: ['reporters'],
    props: ['flinkConfiguration'],
  },
  {
    id: 'MON-25',
    title: 'Access the web UI with kubectl port-forward',
    why: 'Access is then authenticated by the Kubernetes API server.',
    sources: ['operator'],
    emits: 'a NetworkPolicy: the REST port is closed to all but the operator and the namespaces that you list',
    checklist: '`kubectl port-forward svc/<name>-rest 8081` works for on-call engineers',
  },
]);
