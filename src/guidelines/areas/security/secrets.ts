import { Finding, Severity } from '../../../configuration';
import { holdsSecret, isSecretName } from '../../../configuration/options/secret-names';
import { componentPods } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** A value that is somewhere else: a variable, a file, an empty text. */
function isReference(value: string): boolean {
  return value.trim() === '' || /^\$[({]|^\$\w+$|^(file|env|vault|secret):|^\/[\w./-]+$/.test(value.trim()) || /^(true|false|null|none)$/i.test(value.trim());
}

function isLiteralSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && (holdsSecret(value) || (isSecretName(name) && !isReference(value)));
}

/** Secrets that stand in the manifest as they are. The value is never shown: it would stand in a log, then. */
export function literalSecrets(w: Workload): Finding[] {
  const error = (path: string, message: string, fix: string): Finding => ({ guideline: 'SEC-05', severity: Severity.ERROR, path, message, fix });
  const options = w._configuration.written.filter(({ key, value }) => isLiteralSecret(key, value) && isText(w, key))
    .map(({ origin }) => error(origin.source, 'holds a secret as it is: it stands in the resource, in its status, in a ConfigMap and in Git',
      'Give it as an environment variable or a file from a Secret: secretEnv, secretFiles'));
  return [...options, ...literalArguments(w, error), ...literalVariables(w, error), ...handedOn(w)];
}

/** An option that Flink declares as a number or a switch holds no secret, whatever its name. */
function isText(w: Workload, key: string): boolean {
  const type = w._configuration.names.resolve(key).option?.type;
  return type === undefined || type === 'String' || type.startsWith('Map') || type.startsWith('List');
}

type Report = (path: string, message: string, fix: string) => Finding;

const IN_ARGUMENTS = 'holds a secret as it is: it stands in the resource, and in the list of processes';

function literalArguments(w: Workload, error: Report): Finding[] {
  const args = w.field('job.args');
  if (!Array.isArray(args)) return [];
  return args.map(String).flatMap((arg, i) => {
    const [, name, value] = /^(?:-D|-{1,2})?([^=\s:/?]+)=(.+)$/s.exec(arg) ?? [];
    const previous = /^-{1,2}(\S+)$/.exec(String(args[i - 1] ?? ''))?.[1];
    const said = name !== undefined ? isLiteralSecret(name, value) : !arg.startsWith('-') && isLiteralSecret(previous ?? '', arg);
    if (!said) return [];
    return [error(w.where('job.args'), `the argument ${name ?? previous ?? i + 1} ${IN_ARGUMENTS}`, 'Have the job read it from an environment variable or a file from a Secret: secretEnv, secretFiles')];
  });
}

function literalVariables(w: Workload, error: Report): Finding[] {
  const names = componentPods(w).flatMap(({ containers }) => containers).flatMap(({ env }) => list(env))
    .filter(({ name, value }) => isLiteralSecret(String(name), value)).map(({ name }) => String(name));
  return [...new Set(names)].map((name) => error(w.where('podTemplate'), `the environment variable ${name} holds a secret as it is`, 'Use secretEnv, or valueFrom.secretKeyRef'));
}

/** What a process is told as an argument; `-D` and the option may be apart. */
const ENTRY_POINTS = ['kubernetes.jobmanager.entrypoint.args', 'kubernetes.taskmanager.entrypoint.args'];

/** A variable among the arguments is a secret in plain text once the shell has run. */
function handedOn(w: Workload): Finding[] {
  return ENTRY_POINTS.flatMap((option) => {
    const names = [...(w.option(option) ?? '').matchAll(/-D\s*([^=\s]+)=/g)].map(([, name]) => name).filter(isSecretName);
    return names.map((name) => ({
      guideline: 'SEC-05',
      severity: Severity.WARNING,
      path: w.where(option),
      message: `gives ${name} to the process as an argument: it stands in the list of processes, and the JobManager writes it into its TaskManagers' pods`,
      fix: 'Have an init container add it to the folder of FLINK_CONF_DIR',
    }));
  });
}
