import { JobSettings } from '../../configuration';
import { portNumber, PORTS } from '../../network/ports';
import { MAIN_CONTAINER } from '../../pods/pod-template';
import { defaults } from '../defaults';

/** MON: how a job is seen. */
export const MONITORING = [
  defaults('MON-16', 'Report metrics to Prometheus', 'Without a reporter, and a declared port to read it on, nobody sees the job fail.', {
    options: {
      'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
      [PORTS.metrics.options[0]]: PORTS.metrics.number,
      // these two change at every restart and would begin each series anew
      'metrics.reporter.prom.scope.variables.excludes': 'task_attempt_id;task_attempt_num',
      // CURRENT_TIME is Flink's own; without STATE no metric tells what the job is doing
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
  }),
  defaults('MON-14', 'Watch RocksDB fill its disk and stop', 'A disk that is full, or writes that RocksDB refuses, stop the job; both can be seen coming.', {
    options: {
      'state.backend.rocksdb.metrics.is-write-stopped': true,
      'state.backend.rocksdb.metrics.total-sst-files-size': true,
    },
    when: (settings) => settings.option('state.backend.type') === 'rocksdb',
  }),
];
