import { SECRET_FILE_MODE } from './secrets';
import { FlinkVersion } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { ownInitContainer } from '../configuration/said/own-init-container';
import { SecretOption } from '../configuration/said/secret-option';
import { CONFIGURATION_VOLUME, MAIN_CONTAINER } from '../kubernetes/names';

/** The environment variable with which Flink's scripts and processes find their configuration. */
export const CONFIGURATION_FOLDER = 'FLINK_CONF_DIR';

const NAME = 'secret-options';
/** The mount path of the operator's configuration while the init container copies it. */
const FROM = '/opt/flink/conf';
const TO = '/opt/flink/conf-with-secrets';
/** One file for each option, by its name. */
const SECRETS = '/opt/flink/secret-options';

/**
 * The parts of a pod template with which options get their values from Secrets: an init container copies the operator's configuration to an in-memory
 * volume and adds them.
 *
 * Other methods expose the values: arguments of a process are visible in the process list, and a JobManager passes options that its configuration
 * directory does not contain in plain text to the pods of its TaskManagers. Flink reads no options from environment variables.
 */
export function secretOptions(settings: JobSettings): any[] {
  const options = [...settings.notes.secretOptions].sort(([a], [b]) => (a < b ? -1 : 1));
  if (options.length === 0) return [];
  return [{
    spec: {
      volumes: [
        { name: NAME, projected: { defaultMode: SECRET_FILE_MODE, sources: bySecret(options) } },
        { name: 'conf-with-secrets', emptyDir: { medium: 'Memory', sizeLimit: '2Mi' } },
      ],
      initContainers: [ownInitContainer(settings, NAME, script(settings.flinkVersion, options), [
        { name: CONFIGURATION_VOLUME, mountPath: FROM, readOnly: true },
        { name: NAME, mountPath: SECRETS, readOnly: true },
        { name: 'conf-with-secrets', mountPath: TO },
      ])],
      containers: [{
        name: MAIN_CONTAINER,
        env: [{ name: CONFIGURATION_FOLDER, value: TO }],
        volumeMounts: [{ name: 'conf-with-secrets', mountPath: TO, readOnly: true }],
      }],
    },
  }];
}

type Named = readonly [option: string, from: SecretOption];

function bySecret(options: readonly Named[]): any[] {
  const names = [...new Set(options.map(([, { secretName }]) => secretName))];
  return names.map((name) => ({
    secret: { name, items: options.filter(([, { secretName }]) => secretName === name).map(([option, { key }]) => ({ key, path: option })) },
  }));
}

/** Fails, and with it the pod, if Flink would read a value other than that in the Secret. */
function script(version: FlinkVersion, options: readonly Named[]): string {
  const [file, write] = version.isAtLeast(FlinkVersion.V2_0) ? ['config.yaml', YAML] : ['flink-conf.yaml', FLAT];
  return [
    'set -eu',
    `conf=${TO}/${file}`,
    'fail() { echo "The Secret value of $1 $2" >&2; exit 1; }',
    'add() {',
    `  value=$(cat "${SECRETS}/$1")`,
    '  [ -n "$value" ] || fail "$1" "is empty"',
    '  case $value in *[[:cntrl:]]*) fail "$1" "has a line break or another control character in it";; esac',
    ...write,
    '}',
    ...options.some(([, { exact }]) => exact) ? EXACT : [],
    ...options.some(([, { ofStore }]) => ofStore) ? OF_STORE : [],
    `cp ${FROM}/* ${TO}/`,
    'echo >> "$conf"',
    ...options.flatMap(([option, { exact, ofStore }]) => [...exact ? [`exact ${option}`] : [], ...ofStore ? [`of_store ${option}`] : [], `add ${option}`]),
  ].join('\n');
}

const EXACT = [
  'exact() {',
  `  [ "$(wc -l < "${SECRETS}/$1")" -eq 0 ] || fail "$1" "ends with a line break, which would be part of it: create the Secret without one"`,
  '}',
];

const OF_STORE = [
  'of_store() {',
  `  [ "$(tr -d '\\040-\\176\\n' < "${SECRETS}/$1" | wc -c)" -eq 0 ] || fail "$1" "has more than the letters, digits and signs of ASCII in it, which Java refuses"`,
  `  case $(cat "${SECRETS}/$1") in *[\\"\\\\]*) fail "$1" "has a double quote or a backslash in it, which Flink reads as something else";; esac`,
  '}',
];

/** A quoted string, in which only the quote itself is special. */
const YAML = ['  printf "%s: \'%s\'\\n" "$1" "$(printf %s "$value" | sed "s/\'/\'\'/g")" >> "$conf"'];

/** Flink 1 reads a line unquoted up to a number sign, without surrounding blanks; there is no quoting. */
const FLAT = [
  '  case $value in *"#"*|" "*|*" ") fail "$1" "has a number sign, or a blank at an end, which flink-conf.yaml cannot hold";; esac',
  '  printf "%s: %s\\n" "$1" "$value" >> "$conf"',
];
