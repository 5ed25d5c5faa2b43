import { posix } from 'path';
import { SecretValue } from './secret-value';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** File mode of mounted Secrets: readable by the pod's user and group. */
export const SECRET_FILE_MODE = 0o440;

/** Directories that contain files in every image: a volume mounted there would hide them. */
const TAKEN = new Set([
  '/', '/bin', '/dev', '/etc', '/home', '/lib', '/opt', '/proc', '/run', '/sbin', '/sys', '/tmp', '/usr', '/var', '/var/run', '/var/run/secrets',
  ...['', '/bin', '/conf', '/lib', '/log', '/opt', '/plugins', '/usrlib'].map((folder) => `/opt/flink${folder}`),
]);

/** Environment variables from Secrets, in the main containers of both pods. */
export function bindSecretEnv(settings: JobSettings, variables: { readonly [variable: string]: SecretValue }): void {
  const usable = Object.entries(variables).filter(([variable, secret]) => {
    const path = `secretEnv['${variable}']`;
    const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(variable);
    if (!isName) {
      settings.refuse('SEC-05', path, undefined, 'must be a valid environment variable name', `Write it like "${variable.replace(/\W+/g, '_').replace(/^(?=\d|$)/, '_').toUpperCase()}"`);
    }
    return secret._isUsable(settings, 'SEC-05', path) && isName;
  });
  const env = usable.map(([name, secret]) => ({ name, valueFrom: { secretKeyRef: { name: secret._name, key: secret._key } } }));
  inBothPods(settings, 'secretEnv', { containers: [{ name: MAIN_CONTAINER, env }] });
}

/** Files from Secrets, in the main containers of both pods. Each directory is a volume, so that changes of the Secret reach the files. */
export function bindSecretFiles(settings: JobSettings, files: { readonly [path: string]: SecretValue }): void {
  const byDirectory = new Map<string, { readonly file: string; readonly secret: SecretValue }[]>();
  for (const [path, secret] of Object.entries(files).sort(([a], [b]) => a < b ? -1 : 1)) {
    if (!secret._isUsable(settings, 'SEC-05', `secretFiles['${path}']`) || !isPlace(settings, path)) continue;
    const directory = posix.dirname(path);
    byDirectory.set(directory, [...byDirectory.get(directory) ?? [], { file: posix.basename(path), secret }]);
  }
  const volumes = [...byDirectory].map(([directory, entries], i) => ({
    directory,
    name: `secret-files-${i + 1}`,
    sources: entries.map(({ file, secret }) => ({ secret: { name: secret._name, items: [{ key: secret._key, path: file }] } })),
  }));
  inBothPods(settings, 'secretFiles', {
    volumes: volumes.map(({ name, sources }) => ({ name, projected: { defaultMode: SECRET_FILE_MODE, sources } })),
    containers: [{ name: MAIN_CONTAINER, volumeMounts: volumes.map(({ name, directory }) => ({ name, mountPath: directory, readOnly: true })) }],
  });
}

function isPlace(settings: JobSettings, path: string): boolean {
  const refuse = (message: string, fix: string) => settings.refuse('SEC-05', `secretFiles['${path}']`, undefined, message, fix);
  if (!path.startsWith('/') || path.endsWith('/') || posix.normalize(path) !== path) {
    refuse('must be the absolute path of a file', 'Write it like "/opt/flink/secrets/db/password"');
    return false;
  }
  if (!TAKEN.has(posix.dirname(path))) return true;
  refuse(`must not be in ${posix.dirname(path)}: the mounted volume would hide the other files there`, `Use a directory of its own, such as "/opt/flink/secrets/${posix.basename(path)}"`);
  return false;
}

function inBothPods(settings: JobSettings, prop: string, spec: any): void {
  settings.inTheNameOf(Origin.prop(prop), () => settings.addToBothPods({ spec }));
}
