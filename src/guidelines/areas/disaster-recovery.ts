import { Duration } from 'cdk8s';
import { Finding, Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { millis } from '../../facts';
import { RECOVERY_POINT, REPLICATION_TIME } from '../../state/disaster-recovery';
import { ANNOTATIONS } from '../../workload/annotations';
import { declarations, whereDeclared } from '../../workload/declarations';
import { Workload } from '../../workload/workload';
import { inWords, MINUTE } from '../in-words';
import { table } from '../table';

const SAVEPOINT_INTERVAL = 'kubernetes.operator.periodic.savepoint.interval';
/** Each savepoint is a full copy: below the minimum it costs more than it saves, and there is no reason to exceed the maximum. */
const LEAST_INTERVAL = 5 * MINUTE;
const MOST_INTERVAL = 15 * MINUTE;
/** The usual replication time objective of buckets for almost all objects. */
const REPLICATION = 15 * MINUTE;

/** The longest interval that leaves time for replication. */
function savepointInterval(settings: JobSettings): Duration | undefined {
  const promised: number | undefined = settings.field(RECOVERY_POINT);
  if (promised === undefined) return undefined;
  const left = promised - (settings.field(REPLICATION_TIME) ?? REPLICATION);
  return Duration.millis(Math.min(Math.max(left, LEAST_INTERVAL), MOST_INTERVAL));
}

function promise(w: Workload, guideline: string, message: string, fix: string): Finding[] {
  return [{ guideline, severity: Severity.WARNING, path: whereDeclared(w, ANNOTATIONS.recoveryPoint, RECOVERY_POINT), message, fix }];
}

/** A recovery point objective without periodic savepoints. */
function withoutSavepoints(w: Workload): Finding[] {
  if (declarations(w).recoveryPointMillis === undefined || interval(w) > 0) return [];
  return promise(w, 'DR-02', 'promises what may be lost with a region, and the operator takes no savepoints: nothing arrives in the other one', `Set ${SAVEPOINT_INTERVAL}`);
}

/** Zero if none are taken. */
function interval(w: Workload): number {
  return millis(w, SAVEPOINT_INTERVAL) ?? 0;
}

function replication(w: Workload): number {
  return declarations(w).replicationMillis ?? REPLICATION;
}

/** Maximum loss of progress with a region, in milliseconds: the age of the newest replicated savepoint. */
export function worstLoss(w: Workload): number {
  return interval(w) + replication(w);
}

/** A recovery point objective that savepoint interval and replication time cannot meet. */
function brokenPromise(w: Workload): Finding[] {
  const { recoveryPointMillis: promised } = declarations(w);
  if (promised === undefined || interval(w) === 0) return [];
  const copying = replication(w);
  const worst = worstLoss(w);
  if (worst <= promised) return [];
  return promise(w, 'DR-03', `promises ${inWords(promised)}, and up to ${inWords(worst)} are lost: a savepoint is taken every ${inWords(interval(w))}, and copied within ${inWords(copying)}`,
    `Promise ${inWords(worst)}; where less must be lost, copy the topics themselves to the other region`);
}

/** DR: disaster recovery in another region. */
export const DISASTER_RECOVERY = table([
  {
    id: 'DR-01',
    title: 'Keep a second cluster that can start from a copy of the savepoints',
    why: 'Flink has no regions. A suspended FlinkDeployment elsewhere is started from the last savepoint that arrived.',
    sources: ['savepoints', 'upgrades'],
    props: ['suspended', 'initialSavepointPath'],
    checklist: 'The manifest for the other region exists, and was started once',
  },
  {
    id: 'DR-02',
    title: 'Take savepoints as often as the other region may be behind',
    why: 'What came after the last one that arrived is gone with the region.',
    sources: ['upgrades'],
    defaults: { options: { [SAVEPOINT_INTERVAL]: savepointInterval } },
    props: ['disasterRecovery', 'savepoints.interval'],
    check: withoutSavepoints,
    alerts: ['FlinkSavepointStale'],
  },
  {
    id: 'DR-03',
    title: 'Count the time that the copy takes',
    why: 'Buckets are copied within minutes, not seconds; less needs the topics themselves to be copied.',
    sources: ['savepoints'],
    props: ['disasterRecovery'],
    check: brokenPromise,
    checklist: 'The promised loss is larger than savepoint interval and copying time together',
  },
  {
    id: 'DR-04',
    title: 'Move between clusters with a savepoint',
    why: 'It holds all that a job needs, and says where the sources stand.',
    sources: ['savepoints'],
    props: ['initialSavepointPath'],
  },
]);
