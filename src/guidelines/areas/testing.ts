import { Finding, Severity } from '../../configuration';
import { referenceTo } from '../../configuration/finding';
import { CompanionIndex } from '../../workload/companion-index';
import { Workload } from '../../workload/workload';
import { HAS_JOB, SQL_SCRIPT } from '../conditions';
import { table } from '../table';

const CHAOS: CompanionIndex = {
  holds: ({ apiVersion }) => String(apiVersion).startsWith('chaos-mesh.org/'),
  valuesOf: (object) => {
    const apps = selectorsOf(object).map(({ selector }) => selector?.labelSelectors?.app);
    return apps.includes(undefined) ? undefined : apps;
  },
};

/** Chaos experiments in the namespace of a production job. */
function chaos(w: Workload): Finding[] {
  if (!w._isProduction) return [];
  return w._companionsIn(CHAOS, [w.name]).flatMap((object) => selectorsOf(object).filter(({ selector }) => reaches(w, selector)).map(({ path }) => ({
    guideline: 'TST-02',
    severity: Severity.WARNING,
    path,
    message: `the experiment targets the pods of ${w.namespace}/${w.name}, a production job`,
    fix: 'Target a copy of the job in another namespace; if this is the copy, suppress it with that as the reason',
    resource: referenceTo(object),
  })));
}

/** An experiment has its selector in its spec; a schedule has it in the spec of the scheduled experiment, such as `podChaos`. */
function selectorsOf({ kind, spec }: any): { readonly selector: any; readonly path: string }[] {
  if (kind !== 'Schedule') return [{ selector: spec?.selector, path: 'spec.selector' }];
  return Object.keys(spec ?? {}).filter((key) => /Chaos$/.test(key)).map((key) => ({ selector: spec[key]?.selector, path: `spec.${key}.selector` }));
}

function reaches(w: Workload, selector: any): boolean {
  const namespaces = selector?.namespaces;
  const app = selector?.labelSelectors?.app;
  return (!Array.isArray(namespaces) || namespaces.includes(w.namespace)) && (app === undefined || app === w.name);
}

/** TST: testing before production. */
export const TESTING = table([
  {
    id: 'TST-01',
    title: 'Test a job with twice the expected load',
    why: 'After an outage the job has to catch up while new records arrive.',
    sources: ['productionReadiness'],
    props: ['loadFactor'],
    checklist: 'The same construct, in a separate chart with loadFactor: 2, kept up with twice the load',
  },
  {
    id: 'TST-02',
    title: 'Kill TaskManagers in a test environment',
    why: 'Recovery that was never tested tends to fail in production.',
    sources: ['recovery'],
    constructs: ['FlinkPodChaos'],
    check: chaos,
    checklist: 'Once a month a pod is deleted under load, and no record is lost or duplicated',
  },
  {
    id: 'TST-03',
    title: 'Test each connector through a failure',
    why: 'Restart, replay and commit have to work together.',
    sources: ['guarantees'],
    checklist: 'Source and sink were stopped, restarted and killed during a checkpoint',
  },
  {
    id: 'TST-04',
    title: 'Start each build from a savepoint of the last release',
    why: 'This detects incompatible state schemas before the release.',
    sources: ['stateEvolution'],
    checklist: 'The CI pipeline does this',
  },
  {
    id: 'TST-05',
    applies: [HAS_JOB, SQL_SCRIPT],
    title: 'Compare the plans of SQL jobs between versions',
    why: 'A new version may plan a query differently, and a different plan cannot restore the state.',
    sources: ['sqlState'],
    checklist: 'The CI pipeline compiles the plan, and compares it with the one in use',
  },
], { applies: [HAS_JOB] });
