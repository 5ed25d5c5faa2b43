import { Duration } from 'cdk8s';
import { Finding, Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { millis } from '../../facts';
import { RECOVERY_POINT, REPLICATION_TIME } from '../../state/disaster-recovery';
import { ANNOTATIONS } from '../../workload/annotations';
import { declarations, whereDeclared } from '../../workload/declarations';
import { Workload } from '../../workload/workload';
import { DECLARES_RECOVERY_POINT, HAS_JOB, STREAMING } from '../conditions';
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
  return promise(w, 'DR-02', 'the tolerated loss is declared, but the operator takes no periodic savepoints: no state is copied to the other region', `Set ${SAVEPOINT_INTERVAL}`);
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
  return promise(w, 'DR-03', `a loss of at most ${inWords(promised)} is declared, but up to ${inWords(worst)} are lost: a savepoint is taken every ${inWords(interval(w))}, and copied within ${inWords(copying)}`,
    `Declare ${inWords(worst)}; if less may be lost, replicate the topics themselves to the other region`);
}

/** DR: disaster recovery in another region. */
export const DISASTER_RECOVERY = table([
  {
    id: 'DR-01',
    title: 'Prepare a second cluster that can start from copied savepoints',
    why: 'A Flink cluster cannot span regions. A suspended FlinkDeployment in another cluster starts from the last savepoint that was copied there.',
    sources: ['savepoints', 'upgrades'],
    props: ['suspended', 'initialSavepointPath'],
    checklist: 'The manifest for the other region exists, and was started once',
  },
  {
    id: 'DR-02',
    title: 'Choose the savepoint interval by the tolerated data loss',
    why: 'Records processed after the last copied savepoint are lost with the region.',
    sources: ['upgrades'],
    defaults: { options: { [SAVEPOINT_INTERVAL]: savepointInterval } },
    props: ['disasterRecovery', 'savepoints.interval'],
    check: withoutSavepoints,
    alerts: ['FlinkSavepointStale'],
  },
  {
    id: 'DR-03',
    title: 'Include the replication time of the bucket',
    why: 'Object stores replicate buckets within minutes, not seconds; a smaller loss requires replication of the topics themselves.',
    sources: ['savepoints'],
    props: ['disasterRecovery'],
    check: brokenPromise,
    checklist: 'The declared loss is larger than the sum of savepoint interval and replication time',
  },
  {
    id: 'DR-04',
    title: 'Use a savepoint to move a job between clusters',
    why: 'A savepoint contains all state of a job, including the positions of its sources.',
    sources: ['savepoints'],
    props: ['initialSavepointPath'],
  },
], { applies: [HAS_JOB, STREAMING, DECLARES_RECOVERY_POINT] });
