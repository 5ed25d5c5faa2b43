import { RIGHTS } from './cluster.mjs';
import { verify } from './verify.mjs';

const SERIES = 'what it says of a FlinkDeployment and its snapshots';
const COMPLAINTS = 'what kube-state-metrics complains of';
const MEMORY = 'what it says of containers\' memory';
const LABELS = 'labels of what rules and dashboards read of pods';
const [HEALTHY, UPGRADE, TROUBLE] = ['a job that does its work', 'an upgrade', 'trouble'].map((what) => `${what}: alerts that have something to say`);

const configuration = (change) => (emission) => ({ ...emission, configuration: change(emission.configuration) });
const rule = (alert, change) => (emission) => {
  const rules = structuredClone(emission.rules);
  rules.flatMap((group) => group.rules).filter((each) => each.alert === alert).forEach((each) => { each.expr = change(each.expr); });
  return { ...emission, rules };
};

const BREAKS = [
  { what: 'nothing', red: [] },
  { what: 'definitions that it may not read, without which it knows no FlinkDeployment', rights: RIGHTS.slice(0, -1), red: [SERIES, COMPLAINTS, UPGRADE, TROUBLE] },
  // Without one that it knows, the last savepoint is always too old, also in trouble.
  { what: 'snapshots that it may not read', rights: RIGHTS.map((one) => ({ ...one, resources: one.resources.filter((resource) => resource !== 'flinkstatesnapshots') })), red: [SERIES, COMPLAINTS, HEALTHY, UPGRADE] },
  { what: 'a figure that stands elsewhere', change: configuration((text) => text.replace('- lifecycleState', '- lifeCycleState')), red: [SERIES, UPGRADE, TROUBLE] },
  { what: 'a label of another name', change: configuration((text) => text.replaceAll(/^( +)flink_deployment:$/gm, '$1deployment:')), red: [SERIES, UPGRADE, TROUBLE] },
  { what: 'states that do not hold the one it is in', change: configuration((text) => text.replace('- UPGRADING', '- UPDATING')), red: [UPGRADE] },
  { what: 'a failed savepoint that counts', change: rule('FlinkSavepointStale', (expr) => expr.replace('state="COMPLETED", ', '')), red: [TROUBLE] },
  { what: 'a checkpoint that counts', change: rule('FlinkSavepointStale', (expr) => expr.replace(', format!=""', '')), red: [TROUBLE] },
  { what: 'seconds for milliseconds', change: rule('FlinkSavepointStale', (expr) => expr.replace('time()', 'time() * 1000')), red: [HEALTHY] },
  { what: 'a reason that Kubernetes does not know', change: rule('FlinkContainerOomKilled', (expr) => expr.replaceAll('OOMKilled', 'OutOfMemory')), red: [TROUBLE] },
  { what: 'pods of other names', change: rule('FlinkPodsPending', (expr) => expr.replace('orders-', 'order-')), red: [TROUBLE] },
  {
    what: 'containers without a limit of memory',
    change: (emission) => {
      const pods = structuredClone(emission.pods);
      for (const container of pods.flatMap(({ spec }) => spec.containers)) delete container.resources.limits;
      return { ...emission, pods };
    },
    red: [MEMORY],
  },
];

/** Checks that nothing emitted can turn red. */
export const NEVER_RED = { [LABELS]: 'only another kube-state-metrics would say others' };

export const sabotages = BREAKS.map(({ what, red, ...options }) => ({ what, red, slow: what !== 'nothing' && red.length > 2, run: (section) => verify(section, options) }));
