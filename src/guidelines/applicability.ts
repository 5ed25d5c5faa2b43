import { areaOf } from './area-names';
import { Guideline } from './guideline';
import { TableGuideline } from './table';
import {
  checkpointInterval, hasHighAvailability, isBatch, isPython, isScaled, isSession, isSqlDriver, keepsStateOnDisk, stateBackend,
} from '../facts';
import { declarations } from '../workload/declarations';
import { Workload } from '../workload/workload';

/** Why it is asked whether a guideline applies: its rules check the manifest, and its checklist entry is verified manually. */
export type Purpose = 'check' | 'checklist';

/** Guidelines that do not apply to some jobs. */
export interface Condition {
  /** Ids or areas. */
  readonly guidelines: readonly string[];
  /** Ids among them that apply to all jobs. */
  readonly except?: readonly string[];
  /** The purpose, if not both. */
  readonly purpose?: Purpose;
  readonly holds: (workload: Workload) => boolean;
  /** Why they do not apply if the condition does not hold. */
  readonly otherwise: string;
}

/** The jobs to which guidelines apply. A guideline that is in none of these rows applies to all jobs. */
export const CONDITIONS: readonly Condition[] = [
  {
    guidelines: ['CKP', 'UPG', 'PAR', 'CON', 'WMK', 'JOB', 'TST', 'SQL', 'DR', 'STB-01'],
    holds: (w) => !w._holds.cluster || !isSession(w),
    otherwise: 'a session cluster has no job of its own',
  },
  { guidelines: ['CKP', 'UPG', 'DR', 'WMK', 'STB'], holds: (w) => !isBatch(w), otherwise: 'a batch job takes no checkpoints' },
  { guidelines: ['CKP', 'RST-10'], except: ['CKP-01'], purpose: 'check', holds: (w) => checkpointInterval(w) !== undefined, otherwise: 'no checkpoint interval is set' },
  { guidelines: ['HA'], except: ['HA-01', 'HA-06'], holds: hasHighAvailability, otherwise: 'high availability is off' },
  {
    guidelines: ['STB-02', 'STB-06', 'STB-07', 'STB-08', 'STB-09', 'STB-11', 'STB-12', 'STB-13', 'STB-14', 'STB-17', 'STB-18', 'MEM-02', 'JOB-04'],
    holds: keepsStateOnDisk,
    otherwise: 'state is not kept on disk',
  },
  { guidelines: ['STB-03', 'STB-04'], holds: (w) => !keepsStateOnDisk(w), otherwise: 'state is kept on disk' },
  { guidelines: ['STB-05'], holds: (w) => stateBackend(w) === 'forst', otherwise: 'the state backend is not ForSt' },
  { guidelines: ['ASC'], holds: isScaled, otherwise: 'the job is not scaled automatically' },
  { guidelines: ['CON'], purpose: 'check', holds: (w) => declarations(w).connectors.length > 0, otherwise: 'no connector is declared' },
  {
    guidelines: ['CON-02', 'CON-05', 'CON-06', 'CON-07', 'CON-08', 'CON-09', 'CON-10', 'CON-11', 'CON-13'],
    holds: mentionsKafka,
    otherwise: 'the manifest does not mention Kafka',
  },
  { guidelines: ['DR'], holds: (w) => declarations(w).recoveryPointMillis !== undefined, otherwise: 'no recovery point is declared' },
  { guidelines: ['JOB'], holds: (w) => !isSql(w), otherwise: 'the job is a SQL script' },
  { guidelines: ['SQL', 'TST-05'], except: ['SQL-05', 'SQL-06', 'SQL-07'], holds: isSql, otherwise: 'the job is not a SQL script' },
  { guidelines: ['SQL-05'], holds: isPython, otherwise: 'the job is not written in Python' },
  { guidelines: ['SQL-06', 'SQL-07'], purpose: 'check', holds: (w) => isSql(w) || isPython(w), otherwise: 'the job is neither SQL nor Python' },
  { guidelines: ['SQL-06'], purpose: 'checklist', holds: (w) => !isSql(w), otherwise: 'the job is a SQL script' },
  { guidelines: ['UPG-11'], purpose: 'checklist', holds: (w) => w.kind === 'FlinkBlueGreenDeployment', otherwise: 'the job is not a FlinkBlueGreenDeployment' },
  { guidelines: ['SEC-01'], purpose: 'checklist', holds: isSet('security.ssl.internal.enabled', /^true$/i), otherwise: 'TLS is off' },
  { guidelines: ['SEC-02'], holds: isSet('security.kerberos.login.keytab'), otherwise: 'Kerberos is not configured' },
  { guidelines: ['CKP-21'], purpose: 'checklist', holds: isSet('s3.entropy.key'), otherwise: 'no entropy is configured' },
  { guidelines: ['CKP-22'], purpose: 'checklist', holds: isSet('execution.checkpointing.dir', /^hdfs:/), otherwise: 'checkpoints are not on HDFS' },
  { guidelines: ['JOB-10'], holds: isSet('pipeline.object-reuse', /^true$/i), otherwise: 'objects are not reused' },
];

/** Why a guideline does not apply to a workload; undefined if it applies. For guidelines without findings only: a guideline with findings applies. */
export function whyNotApplicable(guideline: Guideline, workload: Workload, purpose: Purpose): string | undefined {
  const { cluster, job } = workload._holds;
  if (guideline instanceof TableGuideline && guideline.row.judges === 'cluster' && !cluster && !isAboutCode(guideline)) return 'its session cluster decides it';
  if (guideline instanceof TableGuideline && guideline.row.judges === 'job' && !job) return 'it runs no job';
  return conditionsOf(guideline.id).find((each) => (each.purpose ?? purpose) === purpose && !each.holds(workload))?.otherwise;
}

/** The tables of these areas contain no rules for session jobs, although the guidelines also apply to the code of session jobs. */
function isAboutCode({ id }: Guideline): boolean {
  return ['JOB', 'TST'].includes(areaOf(id));
}

const known = new Map<string, readonly Condition[]>();

function conditionsOf(id: string): readonly Condition[] {
  const names = [id, areaOf(id)];
  const found = known.get(id) ?? CONDITIONS.filter(({ guidelines, except }) => (
    !except?.includes(id) && names.some((name) => guidelines.includes(name))));
  known.set(id, found);
  return found;
}

function isSet(key: string, value = /./): (workload: Workload) => boolean {
  return (workload) => value.test(workload.option(key) ?? '');
}

/** Whether the workload runs a script of SQL statements, with Flink's own class or with a runner jar. */
function isSql(workload: Workload): boolean {
  return isSqlDriver(workload) || [workload.field('job.args')].flat().some((arg) => /\.sql$/.test(String(arg)));
}

function mentionsKafka(workload: Workload): boolean {
  return workload._remember('mentions Kafka', () => /kafka/i.test(JSON.stringify([workload.manifest.metadata?.annotations, workload._spec])));
}
