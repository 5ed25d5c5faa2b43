import { holdsSecret, isLiteralSecret, isReference, isSecretName, maybeSecret } from './secret-names';

/**
 * `-Dkey=value`, `--key value`, `key=value`, `key: value`, `"key":"value"`, alone, among others or within another value; only the beginning of long
 * values.
 */
const SETTING = /(?:^|[\s,;&?{"'])(?:-D\s*|--?)?([A-Za-z][\w.-]*)(?:["']?\s*[=:]\s*|\s+(?!-))(?!\/\/)(?=("[^"]{0,500}"|'[^']{0,500}'|[^\s,;&}\]]{1,500}))/g;

/** The names of the secrets in a text; a secret without a name is called `nameless`. */
export function secretsIn(text: string, nameless = 'a secret'): string[] {
  const settings = [...text.matchAll(SETTING)].map(([, name, value]) => ({ name, value: value.replace(/^["']|["']$/g, '') }));
  const secrets = settings.filter(({ name, value }) => isLiteralSecret(name, value));
  // if both a URL and its password match, the password is reported
  const named = [secrets.filter(({ name }) => isSecretName(name)), secrets].find((each) => each.length > 0) ?? [];
  return named.length > 0 || !holdsSecret(text) ? [...new Set(named.map(({ name }) => name))] : [nameless];
}

/** In a shell script, where adjacent words are no assignments: `NAME=value`, `--name=value`, `--name value`. */
const IN_COMMAND = /(?:^|[\s;&|(?{"'])(?:(?:-D|--?)?([A-Za-z][\w.-]*)=|--?([A-Za-z][\w.-]*)\s+(?!-))(?=("[^"\s]{1,500}"|'[^'\s]{1,500}'|[^\s"'`;&|<>(){}*]{1,500}))/g;

/** The user of curl, followed by a password. */
const USER_OF_CURL = /\bcurl\s(?:[^|;&]*\s)?(?:-[a-zA-Z]*u|--user(?=[\s=]))[\s=]*["']?[^\s:"'$-][^\s:"'$]*:(?![$"'\s])\S/;

/** Whether an argument with this name is followed by a secret: `--secret` and `--credentials` are usually followed by the name of one. */
export function isNamedSecret(name: string): boolean {
  return isSecretName(name) && !/(^|[-_.])(secret|credentials?)$/i.test(name);
}

/** The names of the secrets in the command of a container. */
export function commandSecrets(command: string): string[] {
  const settings = [...command.matchAll(IN_COMMAND)].map(([, set, option, value]) => ({ name: set ?? option, value: value.replace(/^["']|["']$/g, '') }));
  const named = settings.filter(({ name, value }) => isNamedSecret(name) && !isReference(value) && !/^[$`\\]/.test(value));
  if (named.length > 0) return [...new Set(named.map(({ name }) => name))];
  if (USER_OF_CURL.test(command)) return ['the user of curl'];
  return holdsSecret(command) ? ['a secret'] : [];
}

/** The names of the secrets in the configuration of a logging framework: properties, or elements and attributes of XML. */
export function loggingSecrets(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => /^\s*([A-Za-z][\w.-]*)\s*[=:]\s*(\S.*?)\s*$/.exec(line)).filter((match) => match !== null);
  const elements = [...text.matchAll(/<([A-Za-z][\w.-]*)>\s*([^<>\s][^<>]*?)\s*<\/\1>|\s([A-Za-z][\w.-]*)\s*=\s*"([^"<>]+)"/g)].map(([whole, tag, content, attribute, value]) => [whole, tag ?? attribute, content ?? value]);
  const isXml = /^\s*</.test(text);
  // `logger.token = INFO` sets the level of a logger
  return [...new Set((isXml ? elements : lines).filter(([, name, value]) => !/^(root)?logger\b/i.test(name) && isLiteralSecret(name, value)).map(([, name]) => name))];
}

/** Settings in a text whose name looks like that of a secret, such as `-Dpassword=…` or `--token …`. */
const SECRET = '(passw|secret|token|credential|(api|access|account|private|service|encryption|signing|shared)[-_.]?key|\\b(pass|pwd)\\b|basic[-_.]?auth|jaas)[\\w.-]*';
const SETS_SECRET = new RegExp(`${SECRET}["']?\\s*[=:]\\s*\\S|(^|[\\s"'])-[\\w.-]*${SECRET}\\s+\\S`, 'i');

/** Texts that consist only of a placeholder for a value: a variable, or a template expression. */
const PLACEHOLDERS = [
  '\\$\\{[\\w.:/-]*\\}', '\\$\\([\\w.]*\\)', '\\$[A-Za-z_]\\w*', '\\{\\{[^{}]*\\}\\}', '#\\{[\\w.]*\\}#?', '<[A-Za-z][\\w .-]*>', '@@?[A-Z][A-Z0-9_]*@@?', '__[A-Z][A-Z0-9_]*__', '%[A-Z][A-Z0-9_]*%',
];
const PLACEHOLDER = new RegExp(`^"?(${PLACEHOLDERS.join('|')})"?$`);

/** One or several class names with their packages. */
const CLASS_NAMES = /^"?([a-z]\w*\.){2,}[A-Z][\w$]*(\s*[,;]\s*([a-z]\w*\.){2,}[A-Z][\w$]*)*"?$/;

/**
 * Whether a value must not be printed, since it may be a secret: because of its content, or of its name.
 *
 * @param names the names of the value, such as the option key
 */
export function isHidden(value: string, names: readonly string[]): boolean {
  if (/^"?(true|false)"?$/i.test(value) || isPlaceholder(value)) return false;
  if (holdsSecret(value) || SETS_SECRET.test(value) || names.some(isSecretName)) return true;
  return !CLASS_NAMES.test(value) && names.some(maybeSecret);
}

/** A placeholder with a default value may contain a secret in that default. */
function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) && !value.includes(':-');
}
