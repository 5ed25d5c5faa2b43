import { VERSIONS } from '../flink/versions.mjs';
import { live } from './live.mjs';
import { scenarios } from './part.mjs';
import { prometheusTools } from './tools.mjs';

const VERSION = VERSIONS.find(({ flink }) => flink.startsWith('2.2'));

const REFUSED = 'rules that promtool refuses';
const WRONG = 'every alert, at each of its levels, fires in time in its scenarios, and stays silent in others';

/** What is wrong with the rules of one alert, by its name in `breaks.ts`. */
const OF_A_RULE = [
  ['FlinkHeapHigh', 'a query that is none', REFUSED],
  ['FlinkHeapHigh', 'a label that is none', REFUSED],
  ['FlinkHeapHigh', 'a function of templates that is none', REFUSED],
  ['FlinkHeapHigh', 'another metric', WRONG],
  ['FlinkTaskManagersMissing', 'a limit that is never reached', WRONG],
  ['FlinkTaskManagersMissing', 'a limit that is always reached', WRONG],
  ['FlinkTaskManagersMissing', 'it waits for hours', WRONG],
  ['FlinkTaskManagersMissing', 'it does not wait', WRONG],
  ['FlinkTaskManagersMissing', 'it never clears', WRONG],
  ['FlinkTaskManagersMissing', 'another severity', WRONG],
];

const EVALUATED = 'every rule can be evaluated after all that';
const FILLED_IN = 'summaries and descriptions are filled in';

/** The rules of alerts, changed. */
const alerts = (change, only = () => true) => (emission) => {
  const changed = structuredClone(emission);
  changed.rule.spec.groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined && only(alert)).forEach(change);
  return changed;
};

/** What is emitted is broken, and a job watched by it. `chapters` are those that must notice. */
const WATCHED = [
  {
    what: 'an alert on a healthy job, a rule and a panel of metrics that do not exist, a rule without an answer, a rate of what sources do not count, a reporter that does not begin',
    chapters: ['healthy'],
    change: (emission) => {
      const changed = alerts((rule) => { rule.expr = rule.expr.replace(' < 1', ' > 0'); }, (name) => name === 'FlinkJobNotRunning')(emission);
      const last = changed.rule.spec.groups.at(-1).rules.at(-1);
      // many series on either side, and nothing to tell which belong together
      changed.rule.spec.groups.push({ name: 'broken', rules: [{ ...last, expr: 'flink_taskmanager_Status_JVM_CPU_Loads{} or up + on () flink_taskmanager_Status_JVM_CPU_Load > 0' }] });
      const rate = changed.rule.spec.groups.flatMap(({ rules }) => rules).find(({ record }) => record === 'flink_deployment:source_records:rate5m');
      rate.expr = rate.expr.replace('numRecordsOut', 'numRecordsIn');
      changed.panels.push({ what: 'of nothing', expr: 'flink_jobmanager_numRunningJobss{}' });
      delete changed.configuration['metrics.reporter.otel.factory.class'];
      return changed;
    },
    red: [
      /^no alert fires in \d+ s of a healthy job$/,
      'every rule can be evaluated',
      'what each rule reads is there, but for what others report',
      'what each panel reads is there, but for what others report',
      'the rate of the sources is that of the job',
      'the reporters begin on the jobManager',
      'the reporters begin on the taskManager',
      EVALUATED,
    ],
  },
  {
    what: 'alerts that wait for an hour',
    chapters: ['disturbed', 'ended'],
    change: alerts((rule) => { rule.for = '1h'; }),
    red: ['FlinkCheckpointsFailing', 'FlinkCheckpointsStale', 'FlinkTaskManagersMissing', 'FlinkJobRestarting', 'FlinkJobNotRunning', 'FlinkJobManagerAbsent']
      .map((alert) => `${alert} fires`),
  },
  {
    what: 'alerts that keep firing, and whose summaries are of a value that they do not have',
    chapters: ['disturbed', 'ended'],
    change: alerts((rule) => {
      rule.keep_firing_for = '1h';
      rule.annotations.summary = '{{ index $labels.missing 7 }}';
    }),
    red: [
      ...['FlinkCheckpointsStale', 'FlinkTaskManagersMissing', 'FlinkCheckpointsFailing', 'FlinkJobNotRunning', 'FlinkJobManagerAbsent'].map((alert) => `${alert} clears`),
      FILLED_IN,
    ],
  },
];

export const sabotages = [
  { what: 'nothing', red: [], run: async (section) => scenarios(section, await prometheusTools(), 'FlinkHeapHigh') },
  ...OF_A_RULE.map(([alert, what, red]) => ({
    what: `${what}: ${alert}`, red: [red], run: async (section) => scenarios(section, await prometheusTools(), alert, what),
  })),
  ...WATCHED.map(({ what, red, ...options }) => ({
    what, red, slow: true, run: async (section) => live(section, await prometheusTools(), VERSION.flink, VERSION.emitted, { ...options, keepLogs: false }),
  })),
];
