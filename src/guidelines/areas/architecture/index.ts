import { ourAnnotations, ownOptions } from './annotations';
import { blueGreenOptions } from './blue-green-options';
import { sharedClaims } from './claims';
import { entryPoint } from './entry-point';
import { flinkVersion, image } from './image';
import { jobName, namespaceName } from './names';
import { podTemplates } from './pod-templates';
import { collidingPorts, processPorts } from './process-ports';
import { sessionCluster, sessionJar, slotsOfSessionJobs, tooLate, withoutJob } from './sessions';
import { specFields } from './spec-fields';
import { webhook } from './webhook';
import { withoutPods } from './without-pods';
import { FlinkVersion, OperatorVersion, Severity } from '../../../configuration';
import { counted } from '../../../configuration/counted';
import { JobSettings } from '../../../configuration/said/job-settings';
import { OPTION, flag, hasHighAvailability, hasJob, isSetTo, isStandalone, slots, slotsNeeded } from '../../../facts';
import { NATIVE } from '../../../kubernetes/mode';
import { taskManagerAccountName } from '../../../kubernetes/names';
import { componentPods, mountAt } from '../../../workload/pods';
import { USER_JARS, USER_JARS_VOLUME } from '../../../workload/rendered-pods';
import { Workload } from '../../../workload/workload';
import { identityFindings } from '../../group';
import { optionFindings } from '../../option-findings';
import { errorInProduction, table } from '../../table';
import { unrepeatableSources } from '../connectors/guarantees';
import { accountWithoutRights, boundElsewhere, missingRights } from '../security/accounts';

const JAR = 'job.jarURI';
const RAW_HTTP = 'user.artifacts.raw-http-enabled';
const CHAINING = 'pipeline.operator-chaining.enabled';

const MOST_SLOTS = 'slotmanager.number-of-slots.max';

/** ARC: architecture and deployment. */
export const ARCHITECTURE = table([
  {
    id: 'ARC-01',
    title: 'Run each job in an application cluster of its own',
    why: 'The job then has its own processes, Flink version and failures, and the cluster ends together with the job.',
    sources: ['deployment', 'productionReadiness'],
    emits: 'a FlinkDeployment with `spec.job`',
    judgedBy: ['ARC-02'],
  },
  {
    id: 'ARC-02',
    title: 'Use session clusters for development only',
    why: 'Jobs of a session cluster share its processes: a job that runs out of memory takes down the others.',
    severity: Severity.ADVICE,
    sources: ['deployment'],
    rules: [{
      broken: (w) => w.kind === 'FlinkDeployment' && !hasJob(w) && 'job',
      message: 'not set, so this is a session cluster: its jobs share processes, and fail together',
      fix: 'In production give each job a FlinkDeployment of its own',
    }],
    judges: 'job',
    check: sessionCluster,
    constructs: ['FlinkSessionCluster', 'FlinkSessionJob'],
  },
  {
    id: 'ARC-03',
    title: 'Do not use per-job mode',
    why: 'Flink has removed it, and the operator never supported it.',
    severity: Severity.ERROR,
    sources: ['deployment'],
    check: (w) => optionFindings(w, 'ARC-03'),
  },
  {
    id: 'ARC-04',
    title: 'Deploy with the Flink Kubernetes Operator',
    why: 'The operator upgrades jobs with their state and restores lost JobManagers; it is the standard way to run Flink on Kubernetes.',
    severity: Severity.ERROR,
    sources: ['operator'],
    emits: 'FlinkDeployment `flink.apache.org/v1beta1`',
    props: ['FlinkEnvironment.operatorVersion'],
    identity: identityFindings,
    checklist: 'The operator has its chart\'s default configuration, with the options for Java 17: without them (defaultConfiguration.append: false) jobs of Flink 1.x fail in main',
  },
  {
    id: 'ARC-05',
    title: 'Use native mode, in which Flink manages its TaskManagers',
    why: 'In native mode Flink requests the pods that the parallelism needs from Kubernetes. In standalone mode you have to set the number of TaskManagers yourself.',
    sources: ['native', 'operator'],
    defaults: { fields: { mode: NATIVE } },
    rules: [{
      broken: (w) => isStandalone(w) && hasHighAvailability(w) && w.flinkVersion.isAtLeast(FlinkVersion.V2_0)
        && !w.operatorVersion._isAtLeast(OperatorVersion.V1_16) && 'mode',
      message: 'operators up to 1.15 do not start a standalone cluster of Flink 2 with high availability correctly (FLINK-38795)',
      fix: 'Use native mode, Flink 1.20, or operator 1.16',
    }],
    props: ['mode'],
  },
  {
    id: 'ARC-06',
    title: 'Keep operators chained',
    why: 'Chained operators pass records by a method call instead of through the network stack.',
    sources: ['architecture'],
    defaults: { options: { [CHAINING]: true } },
    props: ['profilingMode'],
    rules: [{
      broken: (w) => isSetTo(w, CHAINING, false) && CHAINING,
      message: 'every record passes through a queue between any two operators',
      fix: 'Leave it out; to find a bottleneck set it temporarily, outside of production',
      severity: errorInProduction,
    }],
  },
  {
    id: 'ARC-07',
    title: 'Keep the default slot sharing',
    why: 'One slot then runs a slice of the whole pipeline: the job needs as many slots as its parallelism, and they are loaded evenly.',
    sources: ['architecture'],
    props: ['slotSharingGroups'],
    rules: [
      {
        broken: (w) => isStandalone(w) && w.field('taskManager.replicas') * slots(w) < (slotsNeeded(w) ?? 0) && 'taskManager.replicas',
        message: (w) => `the TaskManagers have ${counted(w.field('taskManager.replicas') * slots(w), 'slot')} in all, and the slot sharing groups need ${slotsNeeded(w)}: the job waits for the rest indefinitely`,
        fix: 'Add TaskManagers, or put the operators back into the default group',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => Number(w.option(MOST_SLOTS) ?? NaN) < (slotsNeeded(w) ?? 0) && MOST_SLOTS,
        message: (w) => `must be at least ${slotsNeeded(w)}, the slots that the job needs: it waits for the rest indefinitely`,
        fix: 'Raise it, or leave it out',
        severity: Severity.ERROR,
      },
    ],
    check: slotsOfSessionJobs,
    checklist: 'Slot sharing groups in the code are declared in slotSharingGroups, so that their slots are counted',
  },
  {
    id: 'ARC-08',
    title: 'Pin the image, and keep it consistent with flinkVersion',
    why: 'With a pinned image, every node and every restart run the same code. The operator configures Flink for the version in flinkVersion.',
    severity: Severity.ERROR,
    sources: ['images', 'operator'],
    defaults: { fields: { imagePullPolicy: 'IfNotPresent' } },
    props: ['image', 'flinkVersion'],
    check: (w) => [...flinkVersion(w), ...image(w)],
  },
  {
    id: 'ARC-09',
    judges: 'job',
    title: 'Package the job\'s jar in the image',
    why: 'A jar in the image needs no download at the start, and is the same in every pod and after every restart.',
    severity: Severity.ADVICE,
    sources: ['native'],
    props: ['artifact'],
    rules: [
      {
        broken: (w) => [w.field('job.args')].flat().some((arg) => hiddenByOperator(w, String(arg))) && 'job.args',
        message: `in standalone mode the operator mounts an empty directory over ${USER_JARS}: the file is hidden`,
        fix: 'Put the file into another directory of the image, such as /opt/flink/jobs',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => fetchedByJobManager(w) && !w.flinkVersion.isAtLeast(FlinkVersion.V1_19) && JAR,
        message: 'must be a local: path: before 1.19 an application cluster reads its jar only from the image, and fails at its start',
        fix: 'Put the jar into the image and write local:///opt/flink/usrlib/<job>.jar',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => w._holds.cluster && /^http:/.test(String(w.field(JAR))) && !isStandalone(w) && w.flinkVersion.isAtLeast(FlinkVersion.V1_19) && !flag(w, RAW_HTTP) && JAR,
        message: `Flink refuses plain HTTP unless ${RAW_HTTP} is true: the JobManager fails at its start`,
        fix: `Write https, or set ${RAW_HTTP} to "true" where the network path is trusted`,
        severity: Severity.ERROR,
      },
      {
        broken: (w) => hiddenByOperator(w) && JAR,
        message: `in standalone mode the operator mounts an empty directory over ${USER_JARS}: the jar is hidden, and the JobManager fails at every start`,
        fix: 'Put the jar into another directory of the image, such as local:///opt/flink/jobs/<job>.jar',
        severity: Severity.ERROR,
      },
      {
        broken: (w) => fetchedByJobManager(w) && w.flinkVersion.isAtLeast(FlinkVersion.V1_19) && JAR,
        message: 'the JobManager fetches the jar at every start: this needs the file system\'s plugin, permissions and a writable directory, and the jar may have changed',
        fix: 'Put the jar into the image and write local:///opt/flink/usrlib/<job>.jar',
      },
    ],
    check: (w) => [...sessionJar(w), ...entryPoint(w)],
  },
  {
    id: 'ARC-10',
    title: 'Give each job its own service accounts',
    why: 'The JobManager creates pods. With separate accounts only this JobManager has the permissions for that, and its TaskManagers have fewer.',
    severity: Severity.ERROR,
    sources: ['operator', 'native'],
    defaults: {
      fields: { serviceAccount: (s: { name: string }) => s.name },
      // An account that is set explicitly applies to all pods.
      options: { [OPTION.TASK_MANAGER_ACCOUNT]: (s: JobSettings) => s.entries.get('serviceAccount')?.origin.kind === 'guideline' ? taskManagerAccountName(s.name) : undefined },
    },
    emits: 'ServiceAccounts, Roles and RoleBindings',
    props: ['serviceAccount.name', 'serviceAccount.enabled'],
    rules: [
      {
        broken: (w) => !w.field('serviceAccount') && 'serviceAccount',
        message: (w) => w.field('serviceAccount') === '' ? 'must not be empty: the pods run with the default account of the namespace, which lacks the permissions of a JobManager'
          : 'must be set: the operator refuses a FlinkDeployment without it',
        fix: 'Set it to a ServiceAccount that may create pods and ConfigMaps, such as flink, which the operator\'s Helm chart creates',
      },
      {
        broken: (w) => w.field('serviceAccount') === 'default' && 'serviceAccount',
        message: 'every pod of the namespace without an account of its own gets the permissions of the JobManager',
        fix: 'Name a ServiceAccount of this job',
        severity: Severity.WARNING,
      },
    ],
    check: (w) => [...missingRights(w), ...boundElsewhere(w), ...accountWithoutRights(w)],
  },
  {
    id: 'ARC-11',
    judges: 'job',
    title: 'Keep jobs out of the operator\'s namespace',
    why: 'Users who may change jobs there can use the operator\'s secrets and permissions.',
    sources: ['operator'],
    props: ['namespace', 'FlinkEnvironment.operatorNamespace'],
    check: namespaceName,
  },
  {
    id: 'ARC-12',
    title: 'Find configuration errors before deployment',
    why: 'The operator\'s webhook reports only the first error, and only in the cluster; Flink ignores unknown options silently.',
    severity: Severity.ERROR,
    sources: ['options', 'operatorOptions', 'operator'],
    judges: 'job',
    check: (w) => [...jobName(w), ...ourAnnotations(w.manifest, (path) => w.where(path)), ...ownOptions(w), ...specFields(w), ...withoutJob(w), ...tooLate(w), ...podTemplates(w), ...sharedClaims(w), ...processPorts(w), ...collidingPorts(w), ...webhook(w), ...optionFindings(w, 'ARC-12'), ...blueGreenOptions(w), ...withoutPods(w)],
    checklist: 'Install the operator with its webhook enabled, so that manifests from other sources are checked, too',
  },
  {
    id: 'ARC-13',
    title: 'Set the entry class and arguments in the manifest',
    why: 'What the job runs can then be read, compared and reviewed together with the rest of its configuration.',
    sources: ['operator'],
    props: ['artifact'],
  },
  {
    id: 'ARC-14',
    judges: 'job',
    title: 'Use replayable sources',
    why: 'After a failure Flink restarts from the last checkpoint and reads the records after it again. Records that a source cannot deliver a second time are lost.',
    sources: ['guarantees'],
    checklist: 'Every source can be read again from the position of a checkpoint: Kafka, Kinesis, Pulsar, files',
    props: ['connectors'],
    check: unrepeatableSources,
  },
  {
    id: 'ARC-15',
    title: 'Remember that slots share the CPUs of a TaskManager',
    why: 'A slot reserves memory, not CPU: two busy slots on one CPU each run at half speed.',
    sources: ['architecture'],
    judgedBy: ['PAR-03'],
  },
  {
    id: 'ARC-16',
    title: 'Declare the service level of the job',
    why: 'Alerts on throughput, lag and availability need a declared objective.',
    sources: ['productionReadiness'],
    props: ['monitoring.alerts.serviceLevel'],
    alerts: ['FlinkThroughputBelowTarget', 'FlinkEventTimeLagHigh', 'FlinkAvailabilityBudget'],
  },
]);

/** Whether the operator's own volume hides the jar. */
function hiddenByOperator(w: Workload, path = String(w.field(JAR))): boolean {
  return new RegExp(`^(?:(?:local|file):(?://)?)?${USER_JARS}/`).test(path)
    && componentPods(w).some((pod) => pod.component === 'jobManager' && mountAt(pod, USER_JARS)?.volume?.name === USER_JARS_VOLUME);
}

/** Whether the JobManager downloads the jar, as in an application cluster; the operator downloads that of a session job. */
function fetchedByJobManager(w: Workload): boolean {
  return w._holds.cluster && isRemote(w.field(JAR));
}

function isRemote(uri: unknown): boolean {
  return typeof uri === 'string' && /^(?!local:|file:)[a-z][a-z0-9+.-]*:/i.test(uri);
}
