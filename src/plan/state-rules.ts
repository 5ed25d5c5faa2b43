import { Change, namesOf, SAVEPOINTS } from './change';
import { ChangeRule, ofChanges, PlanRule } from './rule';
import { OperatorVersion } from '../configuration';
import { hasHighAvailability, highAvailability, isBlank, isStreaming, isSuspended, maxParallelism, maxParallelismSet, OPTION, parallelism, stateBackend, upgradeMode } from '../facts';
import { SQL_SCRIPT_VOLUME } from '../kubernetes/names';
import { ANNOTATIONS } from '../workload/annotations';
import { list } from '../workload/volumes';
import { Workload } from '../workload/workload';

const CHECKPOINTS = 'execution.checkpointing.dir';
const MAX_PARALLELISM = 'pipeline.max-parallelism';
const FORMAT = 'kubernetes.operator.savepoint.format.type';
const CHANGELOG = 'state.changelog.enabled';
const STORAGE = 'high-availability.storageDir';
const ZOOKEEPER = ['high-availability.zookeeper.quorum', 'high-availability.zookeeper.path.root'];
const SERIALIZERS = ['pipeline.serialization-config', 'pipeline.force-kryo', 'pipeline.force-avro', 'pipeline.generic-types', 'pipeline.registered-kryo-types', 'pipeline.registered-pojo-types'];
const CONNECTORS = `metadata.annotations['${ANNOTATIONS.connectors}']`;
const RESOURCES_SINCE = OperatorVersion.V1_16;
const VOLUMES = 'jobManager.podTemplate.spec.volumes';
const CODE = ['image', 'job.jarURI', 'job.entryClass', 'job.args'];

const restores = ({ restores: from, hasState }: Change) => hasState && from !== undefined;
const changed = (change: Change, keys: readonly string[]) => keys.filter((key) => change.changes(key));
const isNative = ({ after }: Change) => after.effectiveOption(FORMAT).trim().toUpperCase() === 'NATIVE';
/** The ConfigMap of a SQL script, whose name follows from the statements. */
const script = (w: Workload) => list(w.field(VOLUMES)).find(({ name }) => name === SQL_SCRIPT_VOLUME)?.configMap?.name;
const code = (change: Change) => [
  ...CODE.filter((field) => change.changesField(field)),
  ...script(change.before) === script(change.after) ? [] : [VOLUMES],
];
const isOlder = (change: Change) => change.isOtherVersion && change.before.flinkVersion.isAtLeast(change.after.flinkVersion);

/** Whether state has to be read by another backend than wrote it, from a format that only that one reads. */
const changesBackend = (change: Change) => restores(change) && stateBackend(change.before) !== stateBackend(change.after);
const readsForeignFormat = (change: Change) => change.restores === 'last-state' || isNative(change);

/** What of Flink keeps the new job from the state that the old one has. */
const LOSSES: readonly ChangeRule[] = [
  {
    id: 'max-parallelism-changed',
    title: 'pipeline.max-parallelism is set to another value than the state was written with',
    verdict: 'loss-of-state',
    causes: (change) => {
      const now = maxParallelismSet(change.after);
      return restores(change) && now !== undefined && now !== maxParallelism(change.before) && MAX_PARALLELISM;
    },
    message: ({ before, after }) => {
      const derived = maxParallelismSet(before) === undefined ? ', which Flink derived from the parallelism at the first start (assumed to be that of the old manifest)' : '';
      return `the state was written with max parallelism ${maxParallelism(before)}${derived}: Flink does not restore it with ${maxParallelismSet(after)}`;
    },
    advice: (change) => `Set it to ${maxParallelism(change.before)}, or start without state`,
  },
  {
    id: 'parallelism-above-state',
    title: 'The parallelism exceeds the max parallelism that the state was written with',
    verdict: 'loss-of-state',
    causes: (change) => restores(change) && maxParallelismSet(change.after) === undefined
      && (parallelism(change.after) ?? 0) > (maxParallelism(change.before) ?? Infinity)
      && (change.changesField('taskManager.replicas') ? 'taskManager.replicas' : 'job.parallelism'),
    message: ({ before, after }) => `the parallelism becomes ${parallelism(after)}, and the state was written with max parallelism ${maxParallelism(before)}: Flink does not restore it`,
    advice: ({ before }) => `Stay at ${maxParallelism(before)} or below, or start without state and a larger ${MAX_PARALLELISM}`,
  },
  {
    id: 'state-backend-changed',
    title: 'Another state backend, with state in a format that only the old state backend reads',
    verdict: 'loss-of-state',
    causes: (change) => changesBackend(change) && readsForeignFormat(change) && OPTION.STATE_BACKEND,
    message: (change) => `the state backend ${stateBackend(change.after)} cannot read ${change.restores === 'last-state' ? 'a checkpoint' : 'a savepoint in native format'} of ${stateBackend(change.before)}`,
    advice: `Set job.upgradeMode to savepoint and ${FORMAT} to CANONICAL for this change`,
  },
  {
    id: 'version-downgraded',
    title: 'An older flinkVersion',
    verdict: 'loss-of-state',
    causes: (change) => restores(change) && isOlder(change) && 'flinkVersion',
    message: ({ before, after }) => `Flink ${after.flinkVersion} does not read state of the newer version ${before.flinkVersion}; the operator accepts the change, but the job does not start`,
    advice: 'Start the older version from a savepoint that it wrote itself, with job.initialSavepointPath and job.savepointRedeployNonce',
  },
  {
    id: 'version-changed-with-last-state',
    title: 'Another flinkVersion with upgrade mode last-state, where the running job has no savepoint directory',
    verdict: 'loss-of-state',
    causes: (change) => change.hasState && change.start === 'last-state' && change.isOtherVersion && !isOlder(change) && isBlank(change.before, SAVEPOINTS) && 'flinkVersion',
    message: 'the running job has no directory for the savepoint that the operator would take: the new version restores a checkpoint of the old one, which Flink does not guarantee to read',
    advice: `Apply ${SAVEPOINTS} first, and change flinkVersion after that`,
  },
  {
    id: 'high-availability-changed',
    title: 'Other high-availability services with upgrade mode last-state',
    verdict: 'stuck',
    causes: (change) => {
      if (!restores(change) || change.restores !== 'last-state' || !hasHighAvailability(change.before)) return [];
      if (highAvailability(change.before) !== highAvailability(change.after)) return [OPTION.HIGH_AVAILABILITY];
      return highAvailability(change.after) === 'zookeeper' ? changed(change, ZOOKEEPER) : [];
    },
    message: 'the new high-availability services do not have the reference to the last checkpoint: the operator stops the job and finds no HA metadata to start it from',
    advice: 'Set job.upgradeMode to savepoint for this change',
  },
];

/** What is worth knowing of a change that keeps the state. */
const NOTES: readonly ChangeRule[] = [
  {
    id: 'state-backend-converted',
    title: 'Another state backend, with a canonical savepoint',
    verdict: 'note',
    causes: (change) => changesBackend(change) && !readsForeignFormat(change) && OPTION.STATE_BACKEND,
    message: 'the new state backend reads the canonical savepoint; if the job is not running at that time, the operator falls back to its last checkpoint, which the new backend cannot read',
    advice: 'Apply it while the job is healthy',
  },
  {
    id: 'changelog-switched',
    title: 'The changelog state backend is switched on or off',
    verdict: 'note',
    causes: (change) => restores(change) && change.restores === 'last-state' && change.changes(CHANGELOG) && CHANGELOG,
    message: 'the format of checkpoints changes, and the job restores one in the old format',
    advice: 'Set job.upgradeMode to savepoint for this change',
  },
  {
    id: 'high-availability-storage-moved',
    title: 'high-availability.storageDir changes with upgrade mode last-state',
    verdict: 'note',
    causes: (change) => restores(change) && change.restores === 'last-state' && hasHighAvailability(change.after) && change.changes(STORAGE) && STORAGE,
    message: 'the HA metadata still refers to files in the old directory',
    advice: 'Keep the old directory, and access to it, until a checkpoint has completed',
  },
  {
    id: 'checkpoint-directory-moved',
    title: 'The checkpoint directory changes',
    verdict: 'note',
    causes: (change) => change.hasState && change.changes(CHECKPOINTS) && CHECKPOINTS,
    message: 'the state in the old directory is not copied, and incremental checkpoints may refer to it for a long time',
    advice: 'Keep the old directory until no checkpoint or savepoint refers to it, and give the job access to both',
  },
  {
    id: 'savepoint-directory-moved',
    title: 'The savepoint directory changes',
    verdict: 'note',
    causes: (change) => change.hasState && change.changes(SAVEPOINTS) && SAVEPOINTS,
    message: 'a savepoint of this upgrade is still written to the old directory',
    advice: 'Give the job access to both directories',
  },
  {
    id: 'version-upgraded',
    title: 'A newer flinkVersion',
    verdict: 'note',
    causes: (change) => restores(change) && change.isOtherVersion && !isOlder(change) && 'flinkVersion',
    message: ({ before, after }) => `Flink ${before.flinkVersion} cannot read the state that Flink ${after.flinkVersion} writes`,
    advice: ({ after }) => `Keep the savepoint of this upgrade, and look at the options that change: cdk8s-flink plan --flink-version ${after.flinkVersion} <manifests>`,
  },
  {
    id: 'code-changed',
    title: 'Another image, jar, entry class or arguments',
    verdict: 'note',
    causes: (change) => restores(change) ? code(change) : [],
    message: 'the operators of the job may change: state is restored by operator id, which no manifest contains',
    advice: 'Set uid() on each operator with state, and try the new version on a copy of the savepoint',
  },
  {
    id: 'state-may-be-dropped',
    title: 'Other code with job.allowNonRestoredState: true',
    verdict: 'note',
    causes: (change) => restores(change) && change.after.field('job.allowNonRestoredState') === true && code(change).length > 0 && 'job.allowNonRestoredState',
    message: 'state of operators that the new code does not have, or that have another id in it, is dropped silently',
    advice: 'Remove it unless operators were removed on purpose',
  },
  {
    id: 'serializers-changed',
    title: 'Options of serializers change',
    verdict: 'note',
    causes: (change) => restores(change) ? changed(change, SERIALIZERS) : [],
    message: 'the serialization of types changes: state that was written with the old serializers may not be readable',
    advice: 'Try it on a copy of the savepoint',
  },
  {
    id: 'transactional-ids-changed',
    title: 'A declared Kafka sink has another transactionalIdPrefix',
    verdict: 'note',
    causes: (change) => isStreaming(change.after) && change.start !== undefined && change.connectorsWithOther('transactionalIdPrefix').length > 0 && CONNECTORS,
    message: (change) => `the transactionalIdPrefix of ${change.connectorsWithOther('transactionalIdPrefix').join(', ')} changes: open transactions of the old prefix are not aborted, and block read_committed consumers until they time out`,
    advice: 'Keep the prefix, or stop the job with a savepoint and wait for transaction.timeout.ms',
  },
  {
    id: 'consumer-group-changed',
    title: 'A declared Kafka source has another groupId',
    verdict: 'note',
    causes: (change) => isStreaming(change.after) && change.start !== undefined && change.connectorsWithOther('groupId').length > 0 && CONNECTORS,
    message: (change) => `the groupId of ${change.connectorsWithOther('groupId').join(', ')} changes: ${change.restores === undefined ? 'without state the source starts at its startingOffsets, not at the offsets of the old group'
      : 'offsets are restored from the state, and no longer committed for the old group'}`,
    advice: 'Watch the lag of the new group',
  },
  {
    id: 'stateless-from-now-on',
    title: 'job.upgradeMode becomes stateless, or is removed, without a restart',
    verdict: 'note',
    causes: (change) => change.hasState && change.start === undefined && upgradeMode(change.before) !== 'stateless' && upgradeMode(change.after) === 'stateless' && 'job.upgradeMode',
    message: 'nothing changes now, but every later change of the spec drops the state of the job',
    advice: 'Set it to savepoint or last-state',
  },
  {
    id: 'resumed-from-its-own-state',
    title: 'job.state becomes running again, with another job.initialSavepointPath',
    verdict: 'loss-of-state',
    causes: (change) => change.start === 'resume' && change.changesField('job.initialSavepointPath') && !change.changesField('job.savepointRedeployNonce') && 'job.initialSavepointPath',
    message: 'ignored if the job has run before: it resumes from the state that it had when it was suspended, not from this savepoint',
    advice: 'Delete the suspended object before this change, so that it starts from the path; if it never ran, as a new standby, acknowledge this',
  },
  {
    id: 'initial-savepoint-ignored',
    title: 'job.initialSavepointPath changes without job.savepointRedeployNonce',
    verdict: 'note',
    causes: (change) => change.start !== 'redeploy' && change.start !== 'resume' && change.type !== 'SAVEPOINT_REDEPLOY' && change.changesField('job.initialSavepointPath') && 'job.initialSavepointPath',
    message: 'ignored for an existing job: the operator reads it only when it starts a job for the first time',
    advice: 'Change job.savepointRedeployNonce, too, if the job is to start from it',
  },
  {
    id: 'restart-for-nothing',
    title: 'Options with another spelling or name and the same value',
    verdict: 'note',
    causes: (change) => change.start !== undefined && change.start !== 'in-place' ? change.respelled : [],
    message: 'the option is equivalent to the old one, but the operator compares texts and restarts the job',
    advice: 'Change the spelling together with something that needs a restart',
  },
  {
    id: 'without-restart',
    title: 'Changes for which the operator does not restart the job: its own options, and fields that apply at the next start',
    verdict: 'note',
    causes: (change) => change.type === 'IGNORE' && change.after._holds.job ? namesOf(change.differences, change) : [],
    message: 'the change takes effect without a restart',
    advice: 'Nothing to do',
  },
  {
    id: 'takes-effect-on-resume',
    title: 'A change of a job that stays suspended',
    verdict: 'note',
    causes: (change) => isSuspended(change.before) && isSuspended(change.after) && change.type !== 'IGNORE' && 'job.state',
    message: 'the job stays suspended: the change takes effect when it is resumed',
    advice: 'Nothing to do',
  },
  {
    id: 'resources-ignored',
    title: 'resources changes, which this operator version does not read',
    verdict: 'note',
    causes: ({ before, after }) => ['jobManager.resources', 'taskManager.resources'].filter((field) => (
      !after.operatorVersion._isAtLeast(RESOURCES_SINCE) && JSON.stringify(before.field(field)) !== JSON.stringify(after.field(field)))),
    message: ({ after }) => `ignored: operator ${after.operatorVersion} does not have this field, and the API server drops it`,
    advice: 'Use resource, or operator 1.16',
  },
];

export const STATE_RULES: readonly PlanRule[] = ofChanges([...LOSSES, ...NOTES]);
