import { METADATA_FIX, secretMetadata, secretsInCommands, secretsInMetadata } from './pod-secrets';
import { Finding, Severity } from '../../../configuration';
import { holdsSecret, isLiteralSecret, isReference, isSecretName } from '../../../configuration/options/secret-names';
import { loggingSecrets, secretsIn } from '../../../configuration/options/secret-texts';
import { isMap } from '../../../kubernetes/is-map';
import { pathText } from '../../../kubernetes/paths';
import { componentPods } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';
import { templateFindings } from '../architecture/template-problem';
import { scriptSecrets } from '../sql-scripts';

/** Secrets in plain text in the manifest. The value is never printed, since it would appear in logs. */
export function literalSecrets(w: Workload): Finding[] {
  const error = (path: string, message: string, fix: string): Finding => ({ guideline: 'SEC-05', severity: Severity.ERROR, path, message, fix });
  const jvm = w._configuration.written.filter(({ key }) => JVM_OPTIONS.test(key)).flatMap(({ value, origin }) => secretsIn(value).map((name) => (
    error(origin.source, `${name} is passed to the JVM in plain text: it can be read in the resource, in a ConfigMap and in the list of processes`,
      'Use a file from a Secret instead: secretFiles; for keystores tls')
  )));
  const options = w._configuration.written.filter(({ key, value }) => isLiteralSecret(key, value) && isText(w, key))
    .map(({ origin }) => error(origin.source, 'the value is a secret in plain text: it can be read in the resource, its status, a ConfigMap and Git',
      w._isFromProgram ? 'Pass it as an environment variable or a file from a Secret: secretEnv, secretFiles; for keystores tls'
        : 'Remove it, and pass it to the pods from a Secret, as an environment variable that the client reads or as a mounted file: docs/security.md'));
  const jar = holdsSecret(String(w.field('job.jarURI') ?? ''))
    ? [error(w.where('job.jarURI'), 'the URL contains a password: it can be read in the resource, its status and Git', 'Put the jar into the image, or fetch it in an init container with a Secret')] : [];
  return [
    ...options, ...jvm, ...jar,
    ...literalArguments(w, error), ...literalVariables(w, error), ...handedOn(w), ...scriptSecrets(w),
    ...literalLogging(w, error), ...literalMetadata(w),
    ...templateFindings(w, 'SEC-05', [secretsInCommands, secretsInMetadata]),
  ];
}

/** Whether an option can contain a secret: an option with a numeric or boolean type cannot, regardless of its name. */
function isText(w: Workload, key: string): boolean {
  const type = w._configuration.names.resolve(key).option?.type;
  return type === undefined || type === 'String' || type.startsWith('Map') || type.startsWith('List');
}

const JVM_OPTIONS = /^env\.java\.opts(\.|$)/;

type Report = (path: string, message: string, fix: string) => Finding;

const READ_IN_JOB = 'Have the job read it from an environment variable or a file from a Secret: secretEnv, secretFiles';

function literalArguments(w: Workload, error: Report): Finding[] {
  const args = w.field('job.args');
  if (!Array.isArray(args)) return [];
  return args.map(String).flatMap((arg, i) => {
    const previous = /^-{1,2}([^\s=:]+)$/.exec(String(args[i - 1] ?? ''))?.[1];
    const isValue = !arg.startsWith('-') && previous !== undefined && isSecretName(previous) && !isReference(arg);
    const names = isValue ? [previous] : secretsIn(arg, previous ?? String(i + 1));
    return names.length === 0 ? [] : [error(w.where('job.args'), `the argument ${names.join(', ')} contains a secret in plain text: it can be read in the resource and in the list of processes`, READ_IN_JOB)];
  });
}

function literalVariables(w: Workload, error: Report): Finding[] {
  const variables = componentPods(w).flatMap(({ containers }) => containers).flatMap(({ env }) => list(env));
  const names = variables.filter(({ name, value }) => isLiteralSecret(String(name), value)).map(({ name }) => String(name));
  const among = variables.filter(({ name, value }) => typeof value === 'string' && !names.includes(String(name)))
    .flatMap(({ name, value }) => secretsIn(value).map((secret) => `${String(name)}: ${secret}`));
  return [
    ...[...new Set(names)].map((name) => error(w.where('podTemplate'), `the environment variable ${name} contains a secret in plain text`, 'Use secretEnv, or valueFrom.secretKeyRef')),
    ...[...new Set(among)].map((each) => error(w.where('podTemplate'), `an environment variable contains a secret in plain text, among other settings (${each})`,
      'Take the whole variable from a Secret, with valueFrom.secretKeyRef')),
  ];
}

/** Configuration of the logging framework, which is written to a ConfigMap. */
function literalLogging(w: Workload, error: Report): Finding[] {
  const files = w.field('logConfiguration');
  return Object.entries(isMap(files) ? files : {}).flatMap(([file, text]) => {
    const names = loggingSecrets(String(text));
    return names.length === 0 ? [] : [error(w.where(pathText(['spec', 'logConfiguration'])), `${file} contains a secret in plain text (${names.join(', ')}): it can be read in the resource, a ConfigMap and Git`,
      'Replace it with ${env:NAME}, and set that variable from a Secret: secretEnv')];
  });
}

/** Annotations and labels of the custom resource. */
function literalMetadata(w: Workload): Finding[] {
  return secretMetadata(w.manifest.metadata).map(({ field, name }) => ({
    guideline: 'SEC-05',
    severity: Severity.WARNING,
    path: pathText(['metadata', field, name]),
    message: `probably a secret: everyone who may read the resource can read its ${field}`,
    fix: METADATA_FIX,
  }));
}

/** Arguments of processes; `-D` and the option may be separate. */
const ENTRY_POINTS = ['kubernetes.jobmanager.entrypoint.args', 'kubernetes.taskmanager.entrypoint.args'];

/** A variable among the arguments becomes a secret in plain text once the shell expands it. */
function handedOn(w: Workload): Finding[] {
  return ENTRY_POINTS.flatMap((option) => {
    const names = [...(w.option(option) ?? '').matchAll(/-D\s*([^=\s]+)=/g)].map(([, name]) => name).filter(isSecretName);
    return names.map((name) => ({
      guideline: 'SEC-05',
      severity: Severity.WARNING,
      path: w.where(option),
      message: `${name} is passed to the process as an argument: it can be read in the list of processes, and the JobManager copies it into the pods of its TaskManagers`,
      fix: 'Have an init container add it to the folder of FLINK_CONF_DIR',
    }));
  });
}
