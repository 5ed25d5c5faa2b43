import { JobView } from './job-view';
import { Finding } from '../configuration';
import { refusal } from '../configuration/finding';
import { CATALOGUED_FLINK_VERSIONS, FlinkVersion } from '../configuration/flink-version';
import { KNOWN_OPERATOR_VERSIONS } from '../configuration/operator-version';
import { checkOptions } from '../configuration/option-check';
import { checkRules } from '../configuration/option-rules';
import { deploymentMemory, smallestProcessSize } from '../memory';

/**
 * What no FlinkDeployment may say, whoever wrote it: the rules of the operator's webhook, which stops at the first on the cluster,
 * all at once; and what passes the webhook and fails later, or is ignored without a word.
 */
export function validate(job: JobView): Finding[] {
  const found: Finding[] = [];
  const refuse: Refuse = (guideline, field, value, message, fix) => found.push(refusal(guideline, job.where(field), value, message, fix));
  for (const check of [nameAndNamespace, versions, image, serviceAccount]) check(job, refuse);
  // Of a version without a catalogue nobody knows what its options are; that it is none of ours has been said.
  if (!CATALOGUED_FLINK_VERSIONS.includes(job.flinkVersion.minor)) return found;
  for (const check of [parallelism, highAvailability, stateDirectories, memory]) check(job, refuse);
  const facts = { mode: job.field('mode') ?? 'native', javaVersion: job.javaVersion };
  return [...checkOptions(job.configuration, job), ...checkRules(job.configuration, facts), ...found];
}

/** Refuses what a field of the spec, or the name of an option, says. */
type Refuse = (guideline: string, field: string, value: unknown, message: string, fix: string) => void;

function nameAndNamespace(job: JobView, refuse: Refuse): void {
  const { name, namespace } = job;
  if (!/^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$/.test(name)) {
    const suggestion = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 45).replace(/-+$/, '');
    refuse('ARC-12', 'metadata.name', name, `must have 1 to 45 characters (it has ${name.length}): lower-case letters, digits and "-", beginning with a letter`,
      `Write "${suggestion || 'my-job'}"`);
  }
  if (!namespace) {
    refuse('ARC-11', 'metadata.namespace', undefined, 'is missing: state directories, rights and network policies need it',
      'Give it to the chart, new Chart(app, id, { namespace: "flink-jobs" }), or to the job');
  } else if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    refuse('ARC-11', 'metadata.namespace', namespace, 'is not the name of a namespace: lower-case letters, digits and "-", at most 63 characters',
      `Write "${namespace.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63)}"`);
  }
}

function versions(job: JobView, refuse: Refuse): void {
  const { flinkVersion, operatorVersion } = job;
  if (!KNOWN_OPERATOR_VERSIONS.includes(operatorVersion.minor)) {
    refuse('ARC-04', 'operatorVersion', operatorVersion.minor, `is none of ${KNOWN_OPERATOR_VERSIONS.join(', ')}`,
      `Write OperatorVersion.of("${KNOWN_OPERATOR_VERSIONS.at(-1)}")`);
  } else if (!operatorVersion.accepts(flinkVersion)) {
    const known = CATALOGUED_FLINK_VERSIONS.includes(flinkVersion.minor);
    refuse('ARC-08', 'flinkVersion', flinkVersion.minor,
      known ? `is refused by the custom resource definition of operator ${operatorVersion}` : 'is not a version that this library emits for',
      `Write one of ${operatorVersion.flinkVersions.join(', ')}`);
  }
}

function image(job: JobView, refuse: Refuse): void {
  const text = String(job.field('image') ?? '');
  const [, repository, tag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]+))?$/.exec(text) ?? [];
  const wrong = (message: string, fix: string) => refuse('ARC-08', 'image', text, message, fix);
  if (!repository || /\s/.test(text)) {
    wrong('is not the name of an image', 'Write it as "registry.example.com/my-job:1.0.0"');
  } else if (!digest && (tag === undefined || tag === 'latest')) {
    wrong(`${tag ? 'has the tag "latest", which' : 'has no tag, which'} means another image at every restart`, `Write a version: "${repository}:1.0.0"`);
  } else if (/^(docker\.io\/)?(library\/|apache\/)?flink$/.test(repository) && tag && !isTagOf(tag, job.flinkVersion)) {
    wrong(`is not an image of Flink ${job.flinkVersion}, which flinkVersion says`, `Write "${repository}:${job.flinkVersion}", or change flinkVersion`);
  }
}

function isTagOf(tag: string, version: FlinkVersion): boolean {
  return tag === version.minor || tag.startsWith(`${version.minor}.`) || tag.startsWith(`${version.minor}-`) || !/^\d/.test(tag);
}

const FLINK_MOST_PARALLEL = 32_768;

function parallelism(job: JobView, refuse: Refuse): void {
  if (job.field('job.jarURI') === undefined && job.field('job.parallelism') === undefined) return;
  const given = job.field('job.parallelism');
  const said = job.configuration.get('pipeline.max-parallelism');
  // -1 is Flink's word for unset
  const most = said === undefined || said === '-1' ? FLINK_MOST_PARALLEL : Number(said);
  if (!(Number.isInteger(given) && given >= 1)) {
    refuse('PAR-08', 'job.parallelism', given, 'must be a whole number of at least 1', 'Write the number of partitions of the source, or a divisor of it');
  } else if (given > most) {
    refuse('PAR-01', 'job.parallelism', given, `is above the max parallelism, ${most}`, 'Lower it; the max parallelism of a job that has state cannot change');
  }
  if (!(Number.isInteger(most) && most >= 1 && most <= FLINK_MOST_PARALLEL)) {
    refuse('PAR-01', 'pipeline.max-parallelism', most, `must be a whole number from 1 to ${FLINK_MOST_PARALLEL}`, 'Write 720, 1440 or 4320');
  }
}

function highAvailability(job: JobView, refuse: Refuse): void {
  const type = (job.configuration.get('high-availability.type') ?? 'NONE').toUpperCase();
  if (type !== 'NONE' && job.configuration.get('high-availability.storageDir') === undefined) {
    refuse('HA-02', 'high-availability.storageDir', undefined, 'is missing: the JobManager does not start without it', 'Set it; a DurableStorage does');
  }
  if (type !== 'NONE') return;
  if (job.field('jobManager.replicas') > 1) {
    refuse('HA-04', 'jobManager.replicas', job.field('jobManager.replicas'), 'standby JobManagers need high availability',
      'Use HighAvailability.kubernetes(), or one replica');
  }
  if (job.configuration.get('kubernetes.operator.deployment.rollback.enabled') === 'true') {
    refuse('UPG-15', 'kubernetes.operator.deployment.rollback.enabled', true, 'needs high availability', 'Use HighAvailability.kubernetes(), or leave rollback out');
  }
}

function stateDirectories(job: JobView, refuse: Refuse): void {
  const mode = job.field('job.upgradeMode');
  const missing = (key: string) => job.configuration.get(key) === undefined;
  if (mode !== undefined && mode !== 'stateless' && missing('execution.checkpointing.dir')) {
    refuse('CKP-10', 'execution.checkpointing.dir', undefined, `is missing: upgrade mode ${mode} needs it`, 'Set it; a DurableStorage does');
  }
  const needsSavepoints = mode === 'savepoint' ? 'upgrade mode savepoint' : SAVEPOINT_OPTIONS.find((key) => !missing(key));
  if (needsSavepoints && missing('execution.checkpointing.savepoint-dir')) {
    refuse('UPG-02', 'execution.checkpointing.savepoint-dir', undefined, `is missing: ${needsSavepoints} needs it`, 'Set it; a DurableStorage does');
  }
}

const SAVEPOINT_OPTIONS = [
  'kubernetes.operator.periodic.savepoint.interval',
  'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age',
];

/** Whether Flink can divide the memory of its processes as it is told to: the operator finds out only when it deploys. */
function memory(job: JobView, refuse: Refuse): void {
  for (const [component, process] of [['jobManager', 'jobmanager'], ['taskManager', 'taskmanager']] as const) {
    const given = job.field(`${component}.resource.memory`);
    if (given === undefined) continue;
    const { options: told, result } = deploymentMemory(process, job.configuration.toMap(), typeof given === 'object' ? JSON.stringify(given) : String(given), job.flinkVersion.minor);
    if (result.ok) continue;
    const { advice } = smallestProcessSize(process, told, job.flinkVersion.minor);
    const field = `${component}.resource.memory`;
    const inItsWords = (text: string) => text.replaceAll(`${process}.memory.process.size`, job.where(field));
    refuse('MEM-01', field, given, inItsWords(result.reason), inItsWords(advice));
  }
}

function serviceAccount(job: JobView, refuse: Refuse): void {
  if (!job.field('serviceAccount')) {
    refuse('ARC-10', 'serviceAccount', undefined, 'is missing: the operator refuses a FlinkDeployment without it',
      'Name a ServiceAccount whose rights a FlinkServiceAccount shows');
  }
}
