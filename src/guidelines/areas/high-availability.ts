import { Severity } from '../../configuration';
import { hasHighAvailability, highAvailability, isBlank, isStreaming, OPTION } from '../../facts';
import { directoryDefault } from '../../state/directories';
import { HIGHLY_AVAILABLE } from '../conditions';
import { DURABLE_FIX, unsetDirectoryFix, whyNotDurable } from '../durable';
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
    applies: [],
    title: 'Enable high availability',
    why: 'Without it the reference to the last checkpoint is lost when the JobManager fails.',
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
    title: 'Store high-availability metadata in durable storage',
    why: 'The ConfigMaps contain only pointers; the files they point to must survive the loss of any pod.',
    severity: Severity.ERROR,
    sources: ['highAvailability', 'kubernetesHa'],
    defaults: directoryDefault(DIRECTORY),
    props: ['storage'],
    rules: [
      {
        broken: (w) => hasHighAvailability(w) && isBlank(w, DIRECTORY) && DIRECTORY,
        message: 'must be set: the JobManager does not start without it',
        fix: unsetDirectoryFix,
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
    title: 'Use Kubernetes for high availability, or an existing ZooKeeper',
    why: 'High availability with Kubernetes needs no further system. ZooKeeper is an alternative if you already operate it.',
    severity: Severity.ERROR,
    sources: ['kubernetesHa', 'highAvailability'],
    props: ['highAvailability'],
    rules: [{
      broken: (w) => highAvailability(w) === 'zookeeper' && !w.option(QUORUM) && QUORUM,
      message: 'must be set: the JobManager finds no ZooKeeper, and fails',
      fix: 'Name all servers with their port, such as "zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181"',
    }],
  },
  {
    id: 'HA-04',
    title: 'Run one JobManager; add standbys only to shorten failover',
    why: 'With high availability Kubernetes restarts a lost JobManager. A standby only saves the time of that restart.',
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
    title: 'Give the JobManager what leader election needs',
    why: 'The leader updates its ConfigMaps continuously. Without the permissions, or when its pods are evicted without a limit, leadership changes for no reason.',
    sources: ['kubernetesHa'],
    emits: 'the Role\'s permissions on ConfigMaps; with standbys a PodDisruptionBudget',
    alerts: ['FlinkJobManagerRestarts'],
  },
  {
    id: 'HA-06',
    applies: [],
    judges: 'job',
    title: 'Use each name for one FlinkDeployment, and let the operator set the cluster id',
    why: 'Name and namespace are the key under which high-availability data is stored. Two clusters with the same key overwrite each other\'s data.',
    severity: Severity.ERROR,
    sources: ['operator'],
    repeated: writtenTwice,
    check: (w) => [...namesakes(w), ...optionFindings(w, 'HA-06')],
  },
], { applies: [HIGHLY_AVAILABLE] });
