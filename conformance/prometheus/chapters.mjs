import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../lib/wait.mjs';
import { filled } from './queries.mjs';

// What happens to a watched job, chapter by chapter. Each begins and ends with a job that does its work.

const HEALTHY_SECONDS = 105;

const SOURCE_RATE = 'flink_deployment:source_records:rate5m';

/** Nothing happens. */
async function healthy({ section, watch, prometheus, cluster, emission, release }) {
  section.progress(`watching a healthy job for ${HEALTHY_SECONDS} s`);
  await section.check({
    what: `no alert fires in ${HEALTHY_SECONDS} s of a healthy job`, asked: 'GET /api/v1/alerts every two seconds', expected: [], said: () => watch.everFiring(HEALTHY_SECONDS),
  });
  await section.check({ what: 'every rule can be evaluated', asked: 'GET /api/v1/rules', expected: [], said: () => prometheus.broken() });
  await watch.data('rule', emission.rule.spec.groups.flatMap(({ rules }) => rules).flatMap(({ expr }) => [...new Set(metricsOf(expr))].map((metric) => ({ what: metric, expr: metric }))));
  await watch.data('panel', emission.panels.map(({ what, expr }) => ({ what, expr: filled(expr, emission) })));
  await section.check({
    what: 'the rate of the sources is that of the job', asked: `a query of ${SOURCE_RATE}`, expected: 'more than 0', fits: (_, rate) => rate > 0,
    said: async () => Number((await prometheus.query(SOURCE_RATE))[0]?.value[1] ?? 0),
  });
  for (const component of ['jobManager', 'taskManager']) {
    await section.check({
      what: `the reporters begin on the ${component}`,
      asked: 'its log',
      // Flink 1.x brings no reporter for OpenTelemetry; the synth says so
      expected: release.startsWith('1.') ? ['jmx', 'prom'] : ['jmx', 'otel', 'prom'],
      said: () => [...cluster.console(component).matchAll(/eporting metrics (?:in intervals of .* )?for reporter (\w+) of type/g)].map(([, reporter]) => reporter).sort(),
    });
  }
}

/** Checkpoints expire for a while; then its TaskManager is killed, and another comes. */
async function disturbed({ section, watch, cluster, faults }) {
  section.progress('making checkpoints expire');
  const fault = join(faults, 'checkpoint');
  writeFileSync(fault, '');
  await watch.fires('FlinkCheckpointsFailing', 90);
  await watch.fires('FlinkCheckpointsStale', 180);
  rmSync(fault);
  await watch.clears('FlinkCheckpointsStale', 60);

  section.progress('killing the TaskManager');
  cluster.taskManager.signal('SIGKILL');
  await cluster.taskManager.ended;
  await watch.fires('FlinkTaskManagersMissing', 120);
  cluster.startTaskManager();
  await watch.clears('FlinkTaskManagersMissing', 120);
  await watch.fires('FlinkJobRestarting', 60);
  await until('every task runs again', 120, () => cluster.running());
  await watch.clears('FlinkCheckpointsFailing', 120);
}

/** The job fails for good; its JobManager stops, and another comes. */
async function ended({ section, watch, cluster, faults }) {
  section.progress('failing the job for good');
  const fault = join(faults, 'fail');
  writeFileSync(fault, '');
  await watch.fires('FlinkJobNotRunning', 90);
  rmSync(fault);

  section.progress('stopping the JobManager');
  await cluster.jobManager.end();
  await watch.fires('FlinkJobManagerAbsent', 90);
  await watch.clears('FlinkJobNotRunning', 30);
  cluster.startJobManager();
  await watch.clears('FlinkJobManagerAbsent', 120);
  await until('every task runs again', 180, () => cluster.running());
  await watch.clears('FlinkTaskManagersMissing', 60);
}

/** The chapters in their order. */
export const CHAPTERS = { healthy, disturbed, ended };

/** The metrics of a query. */
function metricsOf(expr) {
  return [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, metric]) => metric);
}
