import { JobSettings } from '../configuration';
import { CATALOGUED_FLINK_VERSIONS, FlinkVersion } from '../configuration/flink-version';
import { KNOWN_OPERATOR_VERSIONS } from '../configuration/operator-version';
import { checkOptions } from '../configuration/option-check';
import { checkRules } from '../configuration/option-rules';
import { deploymentMemory, smallestProcessSize } from '../memory';
import { javaVersion } from '../pods/jvm';

/**
 * What no FlinkDeployment may say: the rules of the operator's webhook, which stops at the first on the cluster, all at once
 * at synth; and what passes the webhook and fails later.
 */
export function validate(settings: JobSettings): void {
  for (const check of [
    options, nameAndNamespace, versions, image, parallelism, highAvailability, stateDirectories, memory, serviceAccount,
  ]) check(settings);
}

function options(settings: JobSettings): void {
  const facts = { mode: settings.field('mode') ?? 'native', javaVersion: javaVersion(settings) };
  for (const finding of [...checkOptions(settings._configuration), ...checkRules(settings._configuration, facts)]) settings._report(finding);
}

function nameAndNamespace(settings: JobSettings): void {
  const { name, namespace } = settings;
  if (!/^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$/.test(name)) {
    const suggestion = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 45).replace(/-+$/, '');
    settings._refuse('ARC-12', 'name', name, `must have 1 to 45 characters (it has ${name.length}): lower-case letters, digits and "-", beginning with a letter`,
      `Write "${suggestion || 'my-job'}"`);
  }
  if (!namespace) {
    settings._refuse('ARC-11', 'namespace', undefined, 'is missing: state directories, rights and network policies need it',
      'Give it to the chart, new Chart(app, id, { namespace: "flink-jobs" }), or to the job');
  } else if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    settings._refuse('ARC-11', 'namespace', namespace, 'is not the name of a namespace: lower-case letters, digits and "-", at most 63 characters',
      `Write "${namespace.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63)}"`);
  }
}

function versions(settings: JobSettings): void {
  const { flinkVersion, operatorVersion } = settings;
  if (!KNOWN_OPERATOR_VERSIONS.includes(operatorVersion.minor)) {
    settings._refuse('ARC-04', 'operatorVersion', operatorVersion.minor, `is none of ${KNOWN_OPERATOR_VERSIONS.join(', ')}`,
      `Write OperatorVersion.of("${KNOWN_OPERATOR_VERSIONS.at(-1)}")`);
  } else if (!operatorVersion.accepts(flinkVersion)) {
    const known = CATALOGUED_FLINK_VERSIONS.includes(flinkVersion.minor);
    settings._refuse('ARC-08', 'flinkVersion', flinkVersion.minor,
      known ? `is refused by the custom resource definition of operator ${operatorVersion}` : 'is not a version that this library emits for',
      `Write one of ${operatorVersion.flinkVersions.join(', ')}`);
  }
}

function image(settings: JobSettings): void {
  const text = String(settings.field('image') ?? '');
  const [, repository, tag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]+))?$/.exec(text) ?? [];
  const refuse = (message: string, fix: string) => settings._refuse('ARC-08', 'image', text, message, fix);
  if (!repository || /\s/.test(text)) {
    refuse('is not the name of an image', 'Write it as "registry.example.com/my-job:1.0.0"');
  } else if (!digest && (tag === undefined || tag === 'latest')) {
    refuse(`${tag ? 'has the tag "latest", which' : 'has no tag, which'} means another image at every restart`, `Write a version: "${repository}:1.0.0"`);
  } else if (/^(docker\.io\/)?(library\/|apache\/)?flink$/.test(repository) && tag && !isTagOf(tag, settings.flinkVersion)) {
    refuse(`is not an image of Flink ${settings.flinkVersion}, which flinkVersion says`, `Write "${repository}:${settings.flinkVersion}", or change flinkVersion`);
  }
}

function isTagOf(tag: string, version: FlinkVersion): boolean {
  return tag === version.minor || tag.startsWith(`${version.minor}.`) || tag.startsWith(`${version.minor}-`) || !/^\d/.test(tag);
}

const FLINK_MOST_PARALLEL = 32_768;

function parallelism(settings: JobSettings): void {
  if (settings.field('job.jarURI') === undefined && settings.field('job.parallelism') === undefined) return;
  const given = settings.field('job.parallelism');
  const most = Number(settings.option('pipeline.max-parallelism') ?? FLINK_MOST_PARALLEL);
  if (!(Number.isInteger(given) && given >= 1)) {
    settings._refuse('PAR-08', 'parallelism', given, 'must be a whole number of at least 1', 'Write the number of partitions of the source, or a divisor of it');
  } else if (given > most) {
    settings._refuse('PAR-01', 'parallelism', given, `is above the max parallelism, ${most}`, 'Lower it; the max parallelism of a job that has state cannot change');
  }
  if (!(Number.isInteger(most) && most >= 1 && most <= FLINK_MOST_PARALLEL)) {
    settings._refuse('PAR-01', 'maxParallelism', most, `must be a whole number from 1 to ${FLINK_MOST_PARALLEL}`, 'Write 720, 1440 or 4320');
  }
}

function highAvailability(settings: JobSettings): void {
  const type = (settings.option('high-availability.type') ?? 'NONE').toUpperCase();
  if (type !== 'NONE' && settings.option('high-availability.storageDir') === undefined) {
    settings._refuse('HA-02', 'high-availability.storageDir', undefined, 'is missing: the JobManager does not start without it', 'Give the job a storage');
  }
  if (type !== 'NONE') return;
  if (settings.field('jobManager.replicas') > 1) {
    settings._refuse('HA-04', 'jobManager.replicas', settings.field('jobManager.replicas'), 'standby JobManagers need high availability',
      'Use HighAvailability.kubernetes(), or one replica');
  }
  if (settings.option('kubernetes.operator.deployment.rollback.enabled') === 'true') {
    settings._refuse('UPG-15', 'rollback', true, 'needs high availability', 'Use HighAvailability.kubernetes(), or leave rollback out');
  }
}

function stateDirectories(settings: JobSettings): void {
  const mode = settings.field('job.upgradeMode');
  const missing = (key: string) => settings.option(key) === undefined;
  if (mode !== undefined && mode !== 'stateless' && missing('execution.checkpointing.dir')) {
    settings._refuse('CKP-10', 'execution.checkpointing.dir', undefined, `is missing: upgrade mode ${mode} needs it`, 'Give the job a storage');
  }
  const needsSavepoints = mode === 'savepoint' ? 'upgrade mode savepoint' : SAVEPOINT_OPTIONS.find((key) => !missing(key));
  if (needsSavepoints && missing('execution.checkpointing.savepoint-dir')) {
    settings._refuse('UPG-02', 'execution.checkpointing.savepoint-dir', undefined, `is missing: ${needsSavepoints} needs it`, 'Give the job a storage');
  }
}

const SAVEPOINT_OPTIONS = [
  'kubernetes.operator.periodic.savepoint.interval',
  'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age',
];

/** Whether Flink can divide the memory of its processes as it is told to: the operator finds out only when it deploys. */
function memory(settings: JobSettings): void {
  if (!CATALOGUED_FLINK_VERSIONS.includes(settings.flinkVersion.minor)) return;
  for (const [component, process] of [['jobManager', 'jobmanager'], ['taskManager', 'taskmanager']] as const) {
    const given = settings.field(`${component}.resource.memory`);
    if (given === undefined) continue;
    const { options: told, result } = deploymentMemory(process, settings.flinkConfiguration, given, settings.flinkVersion.minor);
    if (result.ok) continue;
    const { advice } = smallestProcessSize(process, told, settings.flinkVersion.minor);
    const inProps = (text: string) => text.replaceAll(`${process}.memory.process.size`, `${component}.memory`);
    settings._refuse('MEM-01', `${component}.memory`, given, inProps(result.reason), inProps(advice));
  }
}

function serviceAccount(settings: JobSettings): void {
  if (!settings.field('serviceAccount')) {
    settings._refuse('ARC-10', 'serviceAccountName', undefined, 'is missing: the operator refuses a FlinkDeployment without it',
      'Name a ServiceAccount whose rights a FlinkServiceAccount shows');
  }
}
