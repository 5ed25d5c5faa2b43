import { Verdict } from '../../src/plan/verdict';

/** Values by path; `undefined` removes. `spec` paths are those of the deployment's spec, `conf:` is an option, `meta:` the metadata. */
export type Edits = { readonly [path: string]: unknown };

/** A pair of manifests that differ from a sound one, and what applying the second does. */
export interface Case {
  readonly what: string;
  readonly kind?: 'FlinkDeployment' | 'FlinkSessionJob' | 'FlinkBlueGreenDeployment';
  /** Edits of both sides. */
  readonly both?: Edits;
  /** Edits of one side; `null` where it does not have the object. */
  readonly old?: Edits | null;
  readonly now?: Edits | null;
  /** A session cluster on both sides, and its edits. */
  readonly cluster?: { readonly old?: Edits; readonly now?: Edits; readonly both?: Edits };
  readonly operator?: string;
  readonly verdict: Verdict;
  /** The rules that fire, in the order of the table. */
  readonly rules: readonly string[];
}

const LAST_STATE: Edits = { 'job.upgradeMode': 'last-state' };
const STATELESS: Edits = { 'job.upgradeMode': 'stateless' };
const SUSPENDED: Edits = { 'job.state': 'suspended' };
const connectors = (connector: object): Edits => ({ 'meta:annotations': { 'cdk8s-flink.dev/connectors': JSON.stringify([{ name: 'a', connector: 'kafka', ...connector }]) } });
const SAVEPOINT = 'restarted-from-savepoint';
const LAST = 'restarted-from-last-state';

export const CASES: readonly Case[] = [
  { what: 'nothing', verdict: 'nothing', rules: [] },
  { what: 'labels and annotations of the object', now: { 'meta:labels': { team: 'b' }, 'meta:annotations': { a: 'b' } }, verdict: 'nothing', rules: [] },
  { what: 'the same in another order and nested', old: { 'conf:web.timeout': '10 s' }, now: { 'conf:web': { timeout: '10 s' } }, verdict: 'nothing', rules: [] },
  { what: 'a number for a text', old: { 'conf:web.history': '5' }, now: { 'conf:web.history': 5 }, verdict: 'nothing', rules: [] },
  { what: 'an option of the operator', now: { 'conf:kubernetes.operator.savepoint.history.max.count': '3' }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'an option of the autoscaler', now: { 'conf:job.autoscaler.enabled': 'true' }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'parallelism.default', now: { 'conf:parallelism.default': '7' }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'a savepoint by hand', now: { 'job.savepointTriggerNonce': 2 }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'upgrade mode last-state', now: LAST_STATE, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'a nonce that is removed', old: { restartNonce: 1 }, verdict: 'nothing', rules: [] },
  { what: 'a field that does not exist', now: { paralelism: 3 }, verdict: 'nothing', rules: [] },
  { what: 'an amount that is written otherwise', old: { podTemplate: pod('2') }, now: { podTemplate: pod('2000m') }, verdict: 'nothing', rules: [] },
  { what: 'the default of jobManager.replicas', now: { 'jobManager.replicas': 1 }, verdict: 'nothing', rules: [] },
  { what: 'job.parallelism', now: { 'job.parallelism': 4 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'job.parallelism, last-state', both: LAST_STATE, now: { 'job.parallelism': 4 }, verdict: 'restart-from-last-state', rules: [LAST] },
  { what: 'memory of the same size', now: { 'taskManager.resource.memory': '2048Mi' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'a label of pods', now: { 'podTemplate.metadata.labels': { team: 'a' } }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'a restart nonce', now: { restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'another image', now: { image: 'orders:2' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'code-changed'] },
  {
    what: 'another SQL script',
    old: { 'jobManager.podTemplate': { spec: { volumes: [{ name: 'sql-script', configMap: { name: 'orders-sql-1' } }] } } },
    now: { 'jobManager.podTemplate': { spec: { volumes: [{ name: 'sql-script', configMap: { name: 'orders-sql-2' } }] } } },
    verdict: 'restart-from-savepoint',
    rules: [SAVEPOINT, 'code-changed'],
  },
  { what: 'another argument', old: { 'job.args': ['--x', '1'] }, now: { 'job.args': ['--x', '2'] }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'code-changed'] },
  {
    what: 'other code that drops state',
    both: { 'job.allowNonRestoredState': true },
    now: { image: 'orders:2' },
    verdict: 'restart-from-savepoint',
    rules: [SAVEPOINT, 'code-changed', 'state-may-be-dropped'],
  },
  { what: 'the same code with allowNonRestoredState', both: { 'job.allowNonRestoredState': true }, now: { restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  {
    what: 'a duration that is written otherwise',
    old: { 'conf:execution.checkpointing.timeout': '60 s' },
    now: { 'conf:execution.checkpointing.timeout': '1 min' },
    verdict: 'restart-from-savepoint',
    rules: [SAVEPOINT, 'restart-for-nothing'],
  },
  {
    what: 'a former name of the same option',
    old: { 'conf:state.checkpoints.dir': 's3://state/chk', 'conf:execution.checkpointing.dir': undefined },
    verdict: 'restart-from-savepoint',
    rules: [SAVEPOINT, 'restart-for-nothing'],
  },
  { what: 'stateless and a restart', both: STATELESS, now: { restartNonce: 1 }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'stateless in the same change', now: { ...STATELESS, image: 'orders:2' }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'stateless before, and savepoint in the same change', old: STATELESS, now: { restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'stateless without a restart', now: STATELESS, verdict: 'nothing', rules: ['stateless-from-now-on', 'without-restart'] },
  { what: 'overrides on the default scheduler', now: { 'conf:pipeline.jobvertex-parallelism-overrides': 'a:1' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  {
    what: 'overrides on the adaptive scheduler',
    both: { 'conf:jobmanager.scheduler': 'Adaptive' },
    now: { 'conf:pipeline.jobvertex-parallelism-overrides': 'a:1' },
    verdict: 'in-place-rescale',
    rules: ['rescaled'],
  },
  { what: 'replicas in standalone mode', both: { mode: 'standalone' }, now: { 'taskManager.replicas': 3 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  {
    what: 'replicas in standalone mode, reactive',
    both: { 'mode': 'standalone', 'conf:scheduler-mode': 'reactive' },
    old: { 'taskManager.replicas': 2 },
    now: { 'taskManager.replicas': 3 },
    verdict: 'in-place-rescale',
    rules: ['rescaled'],
  },
  {
    what: 'redeployment',
    now: { 'job.savepointRedeployNonce': 1, 'job.initialSavepointPath': 's3://state/sp/1' },
    verdict: 'redeploy-from-savepoint',
    rules: ['redeployed'],
  },
  {
    what: 'redeployment from a savepoint of an older Flink',
    now: { 'job.savepointRedeployNonce': 1, 'job.initialSavepointPath': 's3://state/sp/1', 'flinkVersion': 'v2_0' },
    verdict: 'redeploy-from-savepoint',
    rules: ['redeployed'],
  },
  {
    what: 'redeployment of a suspended job',
    old: SUSPENDED,
    now: { 'job.savepointRedeployNonce': 1, 'job.initialSavepointPath': 's3://state/sp/1' },
    verdict: 'redeploy-from-savepoint',
    rules: ['redeployed'],
  },
  { what: 'redeployment without a path', now: { 'job.savepointRedeployNonce': 1 }, verdict: 'refused', rules: ['redeploy-without-path'] },
  { what: 'a path without redeployment', now: { 'job.initialSavepointPath': 's3://state/sp/1' }, verdict: 'nothing', rules: ['initial-savepoint-ignored', 'without-restart'] },
  { what: 'suspended', now: SUSPENDED, verdict: 'suspended', rules: ['suspended'] },
  { what: 'suspended stateless', both: STATELESS, now: SUSPENDED, verdict: 'loss-of-state', rules: ['stateless-suspend'] },
  { what: 'resumed', old: SUSPENDED, verdict: 'resumed', rules: ['resumed'] },
  { what: 'resumed with another path', old: SUSPENDED, now: { 'job.initialSavepointPath': 's3://state/sp/1' }, verdict: 'loss-of-state', rules: ['resumed', 'resumed-from-its-own-state'] },
  { what: 'resumed stateless', old: SUSPENDED, now: STATELESS, verdict: 'restart-without-state', rules: ['stateless-resume'] },
  { what: 'a change while suspended', both: SUSPENDED, now: { image: 'orders:2' }, verdict: 'nothing', rules: ['takes-effect-on-resume'] },
  { what: 'resumed with another backend', old: { ...SUSPENDED, ...LAST_STATE }, now: { ...LAST_STATE, 'conf:state.backend.type': 'rocksdb' }, verdict: 'loss-of-state', rules: ['resumed', 'state-backend-changed'] },
  { what: 'a new job', old: null, verdict: 'new-deployment', rules: ['new-job'] },
  { what: 'a new job that is refused', old: null, now: { 'job.parallelism': undefined }, verdict: 'refused', rules: ['parallelism-missing'] },
  { what: 'a deleted job', now: null, verdict: 'loss-of-state', rules: ['deleted-without-savepoint', 'deleted'] },
  { what: 'a deleted job that leaves a savepoint', old: { 'conf:kubernetes.operator.job.savepoint-on-deletion': 'true' }, now: null, verdict: 'deleted', rules: ['deleted'] },
  { what: 'a deleted session cluster', old: { job: undefined }, now: null, verdict: 'deleted', rules: ['deleted'] },
  { what: 'max parallelism', old: { 'conf:pipeline.max-parallelism': '720' }, now: { 'conf:pipeline.max-parallelism': '1440' }, verdict: 'loss-of-state', rules: [SAVEPOINT, 'max-parallelism-changed'] },
  { what: 'max parallelism, set for the first time', now: { 'conf:pipeline.max-parallelism': '720' }, verdict: 'loss-of-state', rules: [SAVEPOINT, 'max-parallelism-changed'] },
  { what: 'max parallelism, set to what Flink derived', now: { 'conf:pipeline.max-parallelism': '128' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'max parallelism, removed', old: { 'conf:pipeline.max-parallelism': '720' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'max parallelism, without state', both: STATELESS, now: { 'conf:pipeline.max-parallelism': '720' }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'parallelism up to what the state allows', now: { 'job.parallelism': 128 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'parallelism above what the state allows', now: { 'job.parallelism': 129 }, verdict: 'loss-of-state', rules: [SAVEPOINT, 'parallelism-above-state'] },
  { what: 'another backend, canonical', now: { 'conf:state.backend.type': 'rocksdb' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'state-backend-converted'] },
  {
    what: 'another backend, native',
    both: { 'conf:kubernetes.operator.savepoint.format.type': 'NATIVE' },
    now: { 'conf:state.backend.type': 'rocksdb' },
    verdict: 'loss-of-state',
    rules: [SAVEPOINT, 'state-backend-changed'],
  },
  { what: 'another backend, last-state', both: LAST_STATE, now: { 'conf:state.backend.type': 'rocksdb' }, verdict: 'loss-of-state', rules: [LAST, 'state-backend-changed'] },
  {
    what: 'the class of the same backend',
    old: { 'conf:state.backend.type': 'rocksdb' },
    now: { 'conf:state.backend.type': 'org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory' },
    verdict: 'restart-from-savepoint',
    rules: [SAVEPOINT],
  },
  { what: 'the changelog, last-state', both: LAST_STATE, now: { 'conf:state.changelog.enabled': 'true' }, verdict: 'restart-from-last-state', rules: [LAST, 'changelog-switched'] },
  { what: 'the changelog, savepoint', now: { 'conf:state.changelog.enabled': 'true' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'a newer Flink', now: { flinkVersion: 'v2_2' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'version-upgraded'] },
  { what: 'a newer Flink, last-state', both: LAST_STATE, now: { flinkVersion: 'v2_2' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'version-upgraded'] },
  {
    what: 'a newer Flink, last-state, nowhere for a savepoint',
    both: { ...LAST_STATE, 'conf:execution.checkpointing.savepoint-dir': undefined },
    now: { flinkVersion: 'v2_2' },
    verdict: 'loss-of-state',
    rules: [LAST, 'version-changed-with-last-state', 'version-upgraded'],
  },
  { what: 'an older Flink', now: { flinkVersion: 'v2_0' }, verdict: 'loss-of-state', rules: [SAVEPOINT, 'version-downgraded'] },
  { what: 'an older Flink, without state', both: STATELESS, now: { flinkVersion: 'v2_0' }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'a newer Flink while suspended last-state', old: { ...SUSPENDED, ...LAST_STATE }, now: { ...LAST_STATE, flinkVersion: 'v2_2' }, verdict: 'refused', rules: ['version-changed-while-suspended', 'version-upgraded'] },
  { what: 'a newer Flink while suspended with a savepoint', old: SUSPENDED, now: { flinkVersion: 'v2_2' }, verdict: 'resumed', rules: ['resumed', 'version-upgraded'] },
  { what: 'high availability off, last-state', both: LAST_STATE, now: { 'conf:high-availability.type': undefined }, verdict: 'stuck', rules: [LAST, 'high-availability-changed'] },
  { what: 'high availability off, savepoint', now: { 'conf:high-availability.type': undefined }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  {
    what: 'another ZooKeeper, last-state',
    both: { ...LAST_STATE, 'conf:high-availability.type': 'zookeeper' },
    old: { 'conf:high-availability.zookeeper.quorum': 'a:2181' },
    now: { 'conf:high-availability.zookeeper.quorum': 'b:2181' },
    verdict: 'stuck',
    rules: [LAST, 'high-availability-changed'],
  },
  { what: 'high availability by its class', both: LAST_STATE, now: { 'conf:high-availability.type': 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory' }, verdict: 'restart-from-last-state', rules: [LAST] },
  { what: 'the directory of high availability, last-state', both: LAST_STATE, now: { 'conf:high-availability.storageDir': 's3://other/ha' }, verdict: 'restart-from-last-state', rules: [LAST, 'high-availability-storage-moved'] },
  { what: 'the directory of high availability, savepoint', now: { 'conf:high-availability.storageDir': 's3://other/ha' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'the directory of checkpoints', now: { 'conf:execution.checkpointing.dir': 's3://other/chk' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'checkpoint-directory-moved'] },
  { what: 'the directory of savepoints', now: { 'conf:execution.checkpointing.savepoint-dir': 's3://other/sp' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'savepoint-directory-moved'] },
  { what: 'serializers', now: { 'conf:pipeline.force-kryo': 'true' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'serializers-changed'] },
  { what: 'a transactional id prefix', old: connectors({ role: 'sink', transactionalIdPrefix: 'x' }), now: { ...connectors({ role: 'sink', transactionalIdPrefix: 'y' }), restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'transactional-ids-changed'] },
  { what: 'a consumer group', old: connectors({ role: 'source', groupId: 'x' }), now: { ...connectors({ role: 'source', groupId: 'y' }), restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT, 'consumer-group-changed'] },
  { what: 'the same consumer group', both: connectors({ role: 'source', groupId: 'x' }), now: { restartNonce: 1 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'native to standalone', now: { mode: 'standalone' }, verdict: 'refused', rules: ['mode-switched'] },
  { what: 'native to absent, which is the same', old: { mode: 'native' }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'application to session cluster', now: { job: undefined }, verdict: 'refused', rules: ['cluster-kind-switched'] },
  { what: 'no service account', now: { serviceAccount: undefined }, verdict: 'refused', rules: ['account-missing'] },
  { what: 'a new job without a service account', old: null, now: { serviceAccount: undefined }, verdict: 'refused', rules: ['account-missing'] },
  { what: 'no checkpoint directory', now: { 'conf:execution.checkpointing.dir': undefined }, verdict: 'refused', rules: ['checkpoint-directory-missing', 'checkpoint-directory-moved'] },
  { what: 'no savepoint directory', now: { 'conf:execution.checkpointing.savepoint-dir': undefined }, verdict: 'refused', rules: ['savepoint-directory-missing', 'savepoint-directory-moved'] },
  { what: 'no savepoint directory, last-state', both: LAST_STATE, now: { 'conf:execution.checkpointing.savepoint-dir': undefined }, verdict: 'restart-from-last-state', rules: [LAST, 'savepoint-directory-moved'] },
  { what: 'a forbidden option', now: { 'conf:kubernetes.cluster-id': 'x' }, verdict: 'refused', rules: ['forbidden-option'] },
  { what: 'two JobManagers', now: { 'jobManager.replicas': 2 }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'two JobManagers without high availability', both: { 'conf:high-availability.type': undefined }, now: { 'jobManager.replicas': 2 }, verdict: 'refused', rules: ['standby-without-high-availability'] },
  {
    what: 'rollback without high availability',
    both: { 'conf:high-availability.type': undefined },
    now: { 'conf:kubernetes.operator.deployment.rollback.enabled': 'true' },
    verdict: 'refused',
    rules: ['rollback-without-high-availability', 'without-restart'],
  },
  { what: 'rollback', now: { 'conf:kubernetes.operator.deployment.rollback.enabled': 'true' }, verdict: 'nothing', rules: ['without-restart'] },
  {
    what: 'a refusal and a loss',
    both: LAST_STATE,
    now: { 'mode': 'standalone', 'conf:state.backend.type': 'rocksdb' },
    verdict: 'refused',
    rules: ['mode-switched', 'state-backend-changed'],
  },
  { what: 'resources of operator 1.16', now: { 'taskManager.resources': { limits: { cpu: '3' } } }, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'resources of operator 1.16 on 1.15', now: { 'taskManager.resources': { limits: { cpu: '3' } } }, operator: '1.15', verdict: 'nothing', rules: ['resources-ignored'] },
  { what: 'a batch job', both: { ...STATELESS, 'conf:execution.runtime-mode': 'BATCH' }, now: { image: 'orders:2' }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'a session cluster', both: { job: undefined }, now: { image: 'flink:2' }, verdict: 'cluster-restart', rules: ['session-cluster-restarted'] },
  { what: 'a session cluster that stays', both: { job: undefined }, now: { 'conf:parallelism.default': '3' }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'a session job', kind: 'FlinkSessionJob', now: { 'job.parallelism': 4 }, cluster: {}, verdict: 'restart-from-savepoint', rules: [SAVEPOINT] },
  { what: 'another session cluster', kind: 'FlinkSessionJob', now: { deploymentName: 'other' }, cluster: {}, verdict: 'refused', rules: ['session-cluster-switched'] },
  { what: 'a session cluster that restarts', kind: 'FlinkSessionJob', cluster: { now: { image: 'flink:2' } }, verdict: 'restart-from-last-state', rules: ['recovered-in-session-cluster'] },
  {
    what: 'a session cluster that restarts without high availability',
    kind: 'FlinkSessionJob',
    cluster: { both: { 'conf:high-availability.type': undefined }, now: { image: 'flink:2' } },
    verdict: 'loss-of-state',
    rules: ['lost-with-session-cluster'],
  },
  { what: 'blue/green: another image', kind: 'FlinkBlueGreenDeployment', now: { image: 'orders:2' }, verdict: 'blue-green-transition', rules: ['transition', 'code-changed'] },
  { what: 'blue/green: parallelism', kind: 'FlinkBlueGreenDeployment', now: { 'job.parallelism': 4 }, verdict: 'blue-green-transition', rules: ['transition'] },
  { what: 'blue/green: stateless', kind: 'FlinkBlueGreenDeployment', both: STATELESS, now: { image: 'orders:2' }, verdict: 'restart-without-state', rules: ['stateless-upgrade'] },
  { what: 'blue/green: last-state takes a savepoint', kind: 'FlinkBlueGreenDeployment', both: LAST_STATE, now: { 'conf:state.backend.type': 'rocksdb' }, verdict: 'blue-green-transition', rules: ['transition', 'state-backend-converted'] },
  { what: 'blue/green: an option of the operator', kind: 'FlinkBlueGreenDeployment', now: { 'conf:kubernetes.operator.savepoint.history.max.count': '3' }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'blue/green: its ingress', kind: 'FlinkBlueGreenDeployment', now: { 'root:ingress': { template: 'a.example.com' } }, verdict: 'nothing', rules: ['without-restart'] },
  { what: 'blue/green: suspended', kind: 'FlinkBlueGreenDeployment', now: SUSPENDED, verdict: 'suspended', rules: ['suspended'] },
  { what: 'blue/green: resumed', kind: 'FlinkBlueGreenDeployment', old: SUSPENDED, verdict: 'resumed', rules: ['resumed'] },
];

function pod(cpu: string) {
  return { spec: { containers: [{ name: 'flink-main-container', resources: { limits: { cpu } } }] } };
}
