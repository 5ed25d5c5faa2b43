import { hasReporter, intervalsNobodyReads, misspeltFactories, PROMETHEUS, scopesNobodyReads, undeclaredReporters, withoutFactory } from './reporters';
import { withoutRunbook } from './runbooks';
import { unreachedReporter } from './scraped-port';
import { isAlertedOn, isScraped, seldomScraped, undeclaredPorts } from './watched';
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
    why: 'They are about to be late, and with them everything that waits for one.',
    sources: ['metrics', 'largeState'],
    alerts: ['FlinkCheckpointSlow'],
  },
  {
    id: 'MON-02',
    title: 'Alert on failed checkpoints, not on the count since the beginning',
    why: 'The counter never falls, and triggers that fail while a job starts are in it.',
    sources: ['metrics'],
    alerts: ['FlinkCheckpointsFailing', 'FlinkCheckpointsStale'],
  },
  {
    id: 'MON-03',
    title: 'Alert on watermarks that fall behind',
    why: 'Results are as late as the watermark.',
    sources: ['metrics', 'watermarks'],
    alerts: ['FlinkWatermarkLag'],
  },
  {
    id: 'MON-04',
    title: 'Alert on checkpoints that grow',
    why: 'State that grows without end fills a disk some day, at night.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkCheckpointSizeGrowing', 'FlinkCheckpointSizeHigh'],
  },
  {
    id: 'MON-05',
    title: 'Alert on restarts',
    why: 'A job that restarted says that it is running, as one that never did.',
    sources: ['metrics', 'recovery'],
    alerts: ['FlinkJobRestarting'],
  },
  {
    id: 'MON-06',
    title: 'Page for endless restarts',
    why: 'No record gets through, and no metric of the job itself says so.',
    sources: ['metrics', 'recovery'],
    alerts: ['FlinkRestartLoop'],
  },
  {
    id: 'MON-07',
    title: 'Alert on backpressure that lasts',
    why: 'What is held back is late, and its checkpoints with it.',
    sources: ['backpressure', 'metrics'],
    alerts: ['FlinkBackpressure'],
    dashboards: ['job'],
  },
  {
    id: 'MON-08',
    title: 'Alert on tasks that are always busy',
    why: 'They have nothing left for a peak, or for catching up.',
    sources: ['metrics'],
    alerts: ['FlinkTaskBusy', 'FlinkCpuThrottled'],
    dashboards: ['job'],
  },
  {
    id: 'MON-09',
    title: 'Alert on a heap that stays full',
    why: 'What comes next is a process that does nothing but collect garbage, and then none.',
    sources: ['metrics', 'memoryTrouble'],
    alerts: ['FlinkHeapHigh', 'FlinkMetaspaceHigh'],
    dashboards: ['resources'],
  },
  {
    id: 'MON-10',
    title: 'Alert on throughput that falls against its own past',
    why: 'No number fits every job, but yesterday\'s fits today\'s.',
    sources: ['metrics'],
    alerts: ['FlinkThroughputDropped'],
  },
  {
    id: 'MON-11',
    title: 'Alert on the share of time that garbage collection takes',
    why: 'Flink has no percentile of pauses; this is what it has under every collector.',
    sources: ['metrics'],
    alerts: ['FlinkGarbageCollection'],
  },
  {
    id: 'MON-12',
    title: 'Alert on lag that grows',
    why: 'A job that is slower than its source never catches up by itself.',
    sources: ['metrics', 'kafka'],
    props: ['monitoring.alerts.serviceLevel', 'monitoring.alerts.kafkaConsumerGroups'],
    alerts: ['FlinkSourceBacklog', 'FlinkPendingRecords', 'FlinkKafkaRecordsLag', 'FlinkKafkaGroupLag'],
  },
  {
    id: 'MON-13',
    title: 'Alert on missing TaskManagers, not on free slots',
    why: 'An application cluster has no free slots when all is well.',
    sources: ['metrics'],
    alerts: ['FlinkTaskManagersMissing', 'FlinkTaskManagersSurplus', 'FlinkPodsPending'],
  },
  {
    id: 'MON-14',
    title: 'Watch RocksDB fill its disk and stop',
    why: 'A disk that is full, or writes that RocksDB refuses, stop the job; both can be seen coming.',
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
    title: 'Measure latency where it is promised',
    why: 'Flink\'s own latency markers pass by windows and cost throughput; the age of what is emitted does not.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkEventTimeLagHigh'],
  },
  {
    id: 'MON-16',
    title: 'Report metrics to Prometheus',
    why: 'Without a reporter, and a declared port to read it on, a failure of the job stays unnoticed.',
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
        message: 'no reporter is started: reporters are created by their factory',
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
        fix: 'Declare it, or leave metrics.reporters out: all that are declared are started',
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
        fix: 'Leave monitoring.collector at its default, or suppress this with the reason, such as who scrapes them',
        severity: Severity.WARNING,
      },
    ],
    alerts: ['FlinkTaskManagersUnscraped'],
    check: (w) => [...undeclaredPorts(w), ...unreachedReporter(w)],
  },
  {
    id: 'MON-17',
    title: 'Read metrics every fifteen seconds',
    why: 'How often is for Prometheus to say: its reporter is asked, and never reports by itself.',
    sources: ['reporters'],
    emits: 'a ServiceMonitor with that interval',
    props: ['monitoring.scrape.interval'],
    rules: [{
      broken: intervalsNobodyReads,
      message: 'ignored: Prometheus decides when it scrapes',
      fix: 'Leave it out; the interval stands in the ServiceMonitor',
    }],
    check: seldomScraped,
  },
  {
    id: 'MON-18',
    title: 'Leave scope formats alone where Prometheus reads',
    why: 'Its labels come from elsewhere.',
    sources: ['metrics', 'reporters'],
    rules: [{
      broken: scopesNobodyReads,
      message: 'ignored by the Prometheus reporter, which has labels instead',
      fix: 'Leave it out',
    }],
  },
  {
    id: 'MON-19',
    title: 'Have a dashboard before it is needed',
    why: 'During an incident there is no time to write queries.',
    sources: ['metrics'],
    dashboards: ['job', 'state', 'resources', 'sources', 'rocksdb', 'autoscaler', 'fleet'],
  },
  {
    id: 'MON-20',
    title: 'Have alerts',
    why: 'A job fails silently: what reads its results sees old ones.',
    sources: ['metrics'],
    emits: 'a PrometheusRule; with FlinkFleetAlerts one for all jobs',
    props: ['monitoring.alerts', 'monitoring.alerts.enabled'],
    rules: [{
      broken: (w) => w._isProduction && !isSuspended(w) && !isAlertedOn(w) && 'metadata.name',
      message: 'no PrometheusRule of these manifests is about this job: no alert fires when it fails',
      fix: 'Leave monitoring.alerts enabled, or suppress this with the reason, such as who alerts instead',
    }],
    alerts: ['FlinkJobManagerAbsent', 'FlinkJobNotRunning', 'FlinkDeploymentFailed', 'FlinkDeploymentNotReconciled', 'FlinkAutoscalerFlapping'],
  },
  {
    id: 'MON-21',
    title: 'Have a page for every alert',
    why: 'The on-call engineer needs to know what it means and what to do.',
    sources: ['metrics'],
    emits: 'a runbook for each alert, and its address in `runbook_url`',
    props: ['FlinkEnvironment.runbookUrl'],
    check: withoutRunbook,
  },
  {
    id: 'MON-22',
    title: 'Alert on what was promised',
    why: 'Users notice lateness and loss, not busy threads.',
    sources: ['metrics'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkThroughputBelowTarget', 'FlinkAvailabilityBudget', 'FlinkCheckpointBudget'],
  },
  {
    id: 'MON-23',
    title: 'Look first at lag and at the duration of checkpoints',
    why: 'Almost everything that goes wrong shows in one of the two.',
    sources: ['metrics'],
    dashboards: ['job'],
  },
  {
    id: 'MON-24',
    title: 'Open JMX only while it is used',
    why: 'Every client that reaches its port can run code.',
    sources: ['reporters'],
    props: ['flinkConfiguration'],
  },
  {
    id: 'MON-25',
    title: 'Reach the web UI with a port-forward',
    why: 'It then asks who you are, by the cluster\'s own means.',
    sources: ['operator'],
    emits: 'a NetworkPolicy: the REST port is closed to all but the operator and whom you name',
    checklist: '`kubectl port-forward svc/<name>-rest 8081` works for those on call',
  },
]);
