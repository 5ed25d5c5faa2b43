/**
 * The rules by which the webhook of operator 1.15 judges a FlinkDeployment, written for tests from what it was seen to answer.
 * Returns every broken rule, where the webhook stops at the first.
 */
export function operatorRules(deployment: any): string[] {
  const { metadata, spec } = deployment;
  const configuration: { [key: string]: string } = spec.flinkConfiguration ?? {};
  const first = (...keys: string[]) => keys.map((key) => configuration[key]).find((value) => value !== undefined);
  const has = (...keys: string[]) => first(...keys) !== undefined;
  const checkpoints = has('execution.checkpointing.dir', 'state.checkpoints.dir');
  const savepoints = has('execution.checkpointing.savepoint-dir', 'state.savepoints.dir');
  const highlyAvailable = (first('high-availability.type', 'high-availability') ?? 'NONE').toUpperCase() !== 'NONE';
  const parses = (memory: string | undefined) => memory === undefined || /^\d+ *(|b|k|kb|m|mb|g|gb|t|tb|Ki|Mi|Gi|Ti)$/i.test(memory);
  const job = spec.job;
  const rules: [string, boolean][] = [
    ['name', /^[a-z]([-a-z\d]{0,43}[a-z\d])?$/.test(metadata.name)],
    ['flinkVersion', /^v(1_(1[5-9]|20)|2_[0-4])$/.test(spec.flinkVersion ?? '')],
    ['forbidden key', !has('kubernetes.namespace', 'kubernetes.cluster-id', 'high-availability.cluster-id')],
    ['rollback needs HA', configuration['kubernetes.operator.deployment.rollback.enabled'] !== 'true' || highlyAvailable],
    ['health check needs recovery', configuration['kubernetes.operator.cluster.health-check.enabled'] !== 'true'
      || configuration['kubernetes.operator.jm-deployment-recovery.enabled'] !== 'false'],
    ['ingress template', spec.ingress === undefined || spec.ingress.template !== undefined],
    ['log configuration', Object.keys(spec.logConfiguration ?? {}).every((file) => ['log4j-console.properties', 'logback-console.xml'].includes(file))],
    ['checkpoint directory', !job || (job.upgradeMode ?? 'stateless') === 'stateless' || checkpoints],
    ['savepoint directory', !job || savepoints || !(job.upgradeMode === 'savepoint' || job.savepointTriggerNonce !== undefined
      || has('kubernetes.operator.periodic.savepoint.interval', 'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age'))],
    ['parallelism', !job || (spec.taskManager?.replicas !== undefined ? spec.taskManager.replicas >= 1 : (job.parallelism ?? 0) >= 1)],
    ['jobManager memory', spec.jobManager?.resource?.memory !== undefined && parses(spec.jobManager.resource.memory)],
    ['taskManager memory', spec.taskManager?.resource?.memory !== undefined && parses(spec.taskManager.resource.memory)],
    ['ephemeral storage', parses(spec.jobManager?.resource?.ephemeralStorage) && parses(spec.taskManager?.resource?.ephemeralStorage)],
    ['jobManager replicas', (spec.jobManager?.replicas ?? 1) >= 1],
    ['standby needs HA', (spec.jobManager?.replicas ?? 1) === 1 || highlyAvailable],
    ['service account', Boolean(spec.serviceAccount)],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}
