import { Severity } from '../../configuration';
import { hasHighAvailability, highAvailability, isBlank, isStreaming, OPTION } from '../../facts';
import { directoryDefault } from '../../state/directories';
import { DURABLE_FIX, whyNotDurable } from '../durable';
import { namesakes, writtenTwice } from '../fleet';
import { optionFindings } from '../option-findings';
import { errorInProduction, table } from '../table';

const TYPE = OPTION.HIGH_AVAILABILITY;
const DIRECTORY = 'high-availability.storageDir';
const QUORUM = 'high-availability.zookeeper.quorum';

/** TaskManagers only read from this directory, and ask the JobManager for what they cannot read. */
const WRITERS = ['jobManager'] as const;

/** HA: high availability of the JobManager. */
export const HIGH_AVAILABILITY = table([
  {
    id: 'HA-01',
    title: 'Turn high availability on',
    why: 'Without it a lost JobManager takes with it the knowledge of where the last checkpoint is.',
    sources: ['highAvailability', 'productionReadiness'],
    defaults: { options: { [TYPE]: 'kubernetes' } },
    props: ['highAvailability'],
    rules: [{
      broken: (w) => isStreaming(w) && !hasHighAvailability(w) && TYPE,
      message: (w) => `${w.option(TYPE) ? 'must not be NONE' : 'must be set'}: when the JobManager is lost the job starts without state, or not at all`,
      fix: `Set ${TYPE} to "kubernetes", and ${DIRECTORY} to a directory in durable storage`,
      severity: errorInProduction,
    }, {
      broken: (w) => highAvailability(w) === '' && TYPE,
      message: 'must not be empty: Flink reads the empty value as the name of a class, and no process starts',
      fix: 'Write "kubernetes", or leave it out',
      severity: Severity.ERROR,
    }],
  },
  {
    id: 'HA-02',
    title: 'Keep high-availability data in durable storage',
    why: 'ConfigMaps hold only pointers; what they point to must outlive every pod.',
    severity: Severity.ERROR,
    sources: ['highAvailability', 'kubernetesHa'],
    defaults: directoryDefault(DIRECTORY),
    props: ['storage'],
    rules: [
      {
        broken: (w) => hasHighAvailability(w) && isBlank(w, DIRECTORY) && DIRECTORY,
        message: 'must be set: the JobManager does not start without it',
        fix: 'Set it to a directory in durable storage, such as s3://<bucket>/<job>; the property storage does',
      },
      {
        broken: (w) => hasHighAvailability(w) && whyNotDurable(w, w.option(DIRECTORY), WRITERS) !== undefined && DIRECTORY,
        message: (w) => whyNotDurable(w, w.option(DIRECTORY), WRITERS)!,
        fix: DURABLE_FIX,
      },
    ],
  },
  {
    id: 'HA-03',
    title: 'Elect the JobManager with Kubernetes, or with a ZooKeeper that is there already',
    why: 'Kubernetes needs no further system. ZooKeeper is an alternative where it is operated already.',
    severity: Severity.ERROR,
    sources: ['kubernetesHa', 'highAvailability'],
    props: ['highAvailability'],
    rules: [{
      broken: (w) => highAvailability(w) === 'zookeeper' && !w.option(QUORUM) && QUORUM,
      message: 'must be set: the JobManager finds no ZooKeeper, and ends',
      fix: 'Name all servers with their port, such as "zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181"',
    }],
  },
  {
    id: 'HA-04',
    title: 'Run one JobManager, and standbys where seconds count',
    why: 'With high availability a lost JobManager is started again by Kubernetes. A standby only saves the time of that start.',
    severity: Severity.ERROR,
    sources: ['kubernetesHa', 'operator'],
    defaults: { fields: { 'jobManager.replicas': 1 } },
    props: ['jobManager.replicas'],
    rules: [{
      limit: { at: 'jobManager.replicas', isField: true, most: 1, unit: 'count' },
      when: (w) => !hasHighAvailability(w),
      message: 'must be 1: standby JobManagers need high availability',
      fix: 'Use HighAvailability.kubernetes(), or one replica',
    }],
  },
  {
    id: 'HA-05',
    title: 'Let the JobManager do what an election takes',
    why: 'The leader writes its ConfigMaps again and again. Without the rights, or with its pods evicted at will, leadership moves for no reason.',
    sources: ['kubernetesHa'],
    emits: 'the Role\'s rights on ConfigMaps; with standbys a PodDisruptionBudget',
    alerts: ['FlinkJobManagerRestarts'],
  },
  {
    id: 'HA-06',
    judges: 'job',
    title: 'Have one FlinkDeployment a name, and leave its identity to the operator',
    why: 'Name and namespace are the key under which state is found again. Two owners of one key overwrite each other.',
    severity: Severity.ERROR,
    sources: ['operator'],
    repeated: writtenTwice,
    check: (w) => [...namesakes(w), ...optionFindings(w, 'HA-06')],
  },
]);
