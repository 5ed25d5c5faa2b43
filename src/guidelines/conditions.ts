import {
  checkpointInterval, hasHighAvailability, isBatch, isPython, isScaled, isSession, isSqlDriver, keepsStateOnDisk, stateBackend,
} from '../facts';
import { declarations } from '../workload/declarations';
import { Workload } from '../workload/workload';

/** The use of a guideline: its rules check the manifest, and its line of the checklist is verified manually. */
export type Purpose = 'check' | 'checklist';

/** Jobs to which a guideline applies. */
export interface Condition {
  /** The use that the condition restricts. The default is both. */
  readonly purpose?: Purpose;
  readonly holds: (workload: Workload) => boolean;
  /** Why the guideline does not apply to any other job. */
  readonly otherwise: string;
}

export const HAS_JOB: Condition = { holds: (w) => !w._holds.cluster || !isSession(w), otherwise: 'a session cluster has no job of its own' };
export const STREAMING: Condition = { holds: (w) => !isBatch(w), otherwise: 'a batch job takes no checkpoints' };
export const TAKES_CHECKPOINTS: Condition = { purpose: 'check', holds: (w) => checkpointInterval(w) !== undefined, otherwise: 'no checkpoint interval is set' };
export const HIGHLY_AVAILABLE: Condition = { holds: hasHighAvailability, otherwise: 'high availability is off' };
export const STATE_ON_DISK: Condition = { holds: keepsStateOnDisk, otherwise: 'state is not kept on disk' };
export const STATE_ON_HEAP: Condition = { holds: (w) => !keepsStateOnDisk(w), otherwise: 'state is kept on disk' };
export const FORST: Condition = { holds: (w) => stateBackend(w) === 'forst', otherwise: 'the state backend is not ForSt' };
export const SCALED: Condition = { holds: isScaled, otherwise: 'the job is not scaled automatically' };
export const DECLARES_CONNECTORS: Condition = { purpose: 'check', holds: (w) => declarations(w).connectors.length > 0, otherwise: 'no connector is declared' };
export const KAFKA: Condition = { holds: mentionsKafka, otherwise: 'the manifest does not mention Kafka' };
export const DECLARES_RECOVERY_POINT: Condition = { holds: (w) => declarations(w).recoveryPointMillis !== undefined, otherwise: 'no recovery point is declared' };
export const SQL_SCRIPT: Condition = { holds: runsSql, otherwise: 'the job is not a SQL script' };
export const NOT_SQL: Condition = { holds: (w) => !runsSql(w), otherwise: 'the job is a SQL script' };
export const NO_SQL_TO_VERIFY: Condition = { ...NOT_SQL, purpose: 'checklist' };
export const PYTHON: Condition = { holds: isPython, otherwise: 'the job is not written in Python' };
export const SQL_OR_PYTHON: Condition = { purpose: 'check', holds: (w) => runsSql(w) || isPython(w), otherwise: 'the job is neither SQL nor Python' };
export const BLUE_GREEN: Condition = { purpose: 'checklist', holds: (w) => w.kind === 'FlinkBlueGreenDeployment', otherwise: 'the job is not a FlinkBlueGreenDeployment' };
export const INTERNAL_TLS: Condition = { purpose: 'checklist', holds: isSet('security.ssl.internal.enabled', /^true$/i), otherwise: 'TLS is off' };
export const KERBEROS: Condition = { holds: isSet('security.kerberos.login.keytab'), otherwise: 'Kerberos is not configured' };
export const PATH_ENTROPY: Condition = { purpose: 'checklist', holds: isSet('s3.entropy.key'), otherwise: 'no entropy is configured' };
export const HDFS: Condition = { purpose: 'checklist', holds: isSet('execution.checkpointing.dir', /^hdfs:/), otherwise: 'checkpoints are not on HDFS' };
export const OBJECT_REUSE: Condition = { holds: isSet('pipeline.object-reuse', /^true$/i), otherwise: 'objects are not reused' };

function isSet(key: string, value = /./): (workload: Workload) => boolean {
  return (workload) => value.test(workload.option(key) ?? '');
}

/** Whether the job runs a script of SQL statements, by Flink's class for that or by a jar that takes the script as an argument. */
function runsSql(workload: Workload): boolean {
  return isSqlDriver(workload) || [workload.field('job.args')].flat().some((arg) => /\.sql$/.test(String(arg)));
}

function mentionsKafka(workload: Workload): boolean {
  return workload._remember('mentions Kafka', () => /kafka/i.test(JSON.stringify([workload.manifest.metadata?.annotations, workload._spec])));
}
