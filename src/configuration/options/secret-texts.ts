import { holdsSecret, isLiteralSecret, isReference, isSecretName, maybeSecret } from './secret-names';

/** `-Dkey=value`, `--key value`, `key=value`, `key: value`, `"key":"value"`, alone, among others or within the value of another; of long values the beginning. */
const SETTING = /(?:^|[\s,;&?{"'])(?:-D\s*|--?)?([A-Za-z][\w.-]*)(?:["']?\s*[=:]\s*|\s+(?!-))(?!\/\/)(?=("[^"]{0,500}"|'[^']{0,500}'|[^\s,;&}\]]{1,500}))/g;

/** Names of the secrets in a text; one that has no name is called `nameless`. */
export function secretsIn(text: string, nameless = 'a secret'): string[] {
  const settings = [...text.matchAll(SETTING)].map(([, name, value]) => ({ name, value: value.replace(/^["']|["']$/g, '') }));
  const secrets = settings.filter(({ name, value }) => isLiteralSecret(name, value));
  // of a URL and its password the password is named
  const named = [secrets.filter(({ name }) => isSecretName(name)), secrets].find((each) => each.length > 0) ?? [];
  return named.length > 0 || !holdsSecret(text) ? [...new Set(named.map(({ name }) => name))] : [nameless];
}

/** In a shell's script, where words stand beside each other that set nothing: `NAME=value`, `--name=value`, `--name value`. */
const IN_COMMAND = /(?:^|[\s;&|(?{"'])(?:(?:-D|--?)?([A-Za-z][\w.-]*)=|--?([A-Za-z][\w.-]*)\s+(?!-))(?=("[^"\s]{1,500}"|'[^'\s]{1,500}'|[^\s"'`;&|<>(){}*]{1,500}))/g;

/** The user of curl with a password behind the name. */
const USER_OF_CURL = /\bcurl\s(?:[^|;&]*\s)?(?:-[a-zA-Z]*u|--user(?=[\s=]))[\s=]*["']?[^\s:"'$-][^\s:"'$]*:(?![$"'\s])\S/;

/** Whether an argument of this name is followed by a secret: `--secret` and `--credentials` are mostly followed by the name of one. */
export function isNamedSecret(name: string): boolean {
  return isSecretName(name) && !/(^|[-_.])(secret|credentials?)$/i.test(name);
}

/** Names of the secrets in the command of a container. */
export function commandSecrets(command: string): string[] {
  const settings = [...command.matchAll(IN_COMMAND)].map(([, set, option, value]) => ({ name: set ?? option, value: value.replace(/^["']|["']$/g, '') }));
  const named = settings.filter(({ name, value }) => isNamedSecret(name) && !isReference(value) && !/^[$`\\]/.test(value));
  if (named.length > 0) return [...new Set(named.map(({ name }) => name))];
  if (USER_OF_CURL.test(command)) return ['the user of curl'];
  return holdsSecret(command) ? ['a secret'] : [];
}

/** Names of the secrets in the configuration of a logging framework: lines of properties, or elements and attributes of XML. */
export function loggingSecrets(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => /^\s*([A-Za-z][\w.-]*)\s*[=:]\s*(\S.*?)\s*$/.exec(line)).filter((match) => match !== null);
  const elements = [...text.matchAll(/<([A-Za-z][\w.-]*)>\s*([^<>\s][^<>]*?)\s*<\/\1>|\s([A-Za-z][\w.-]*)\s*=\s*"([^"<>]+)"/g)].map(([whole, tag, content, attribute, value]) => [whole, tag ?? attribute, content ?? value]);
  const isXml = /^\s*</.test(text);
  // `logger.token = INFO` is the level of a logger
  return [...new Set((isXml ? elements : lines).filter(([, name, value]) => !/^(root)?logger\b/i.test(name) && isLiteralSecret(name, value)).map(([, name]) => name))];
}

/** What a text sets that is called like a secret, such as `-Dpassword=…` or `--token …`. */
const SECRET = '(passw|secret|token|credential|(api|access|account|private|service|encryption|signing|shared)[-_.]?key|\\b(pass|pwd)\\b|basic[-_.]?auth|jaas)[\\w.-]*';
const SETS_SECRET = new RegExp(`${SECRET}["']?\\s*[=:]\\s*\\S|(^|[\\s"'])-[\\w.-]*${SECRET}\\s+\\S`, 'i');

/** A text that is nothing but the name of what stands for a value: a variable, what a template replaces. */
const PLACEHOLDERS = [
  '\\$\\{[\\w.:/-]*\\}', '\\$\\([\\w.]*\\)', '\\$[A-Za-z_]\\w*', '\\{\\{[^{}]*\\}\\}', '#\\{[\\w.]*\\}#?', '<[A-Za-z][\\w .-]*>', '@@?[A-Z][A-Z0-9_]*@@?', '__[A-Z][A-Z0-9_]*__', '%[A-Z][A-Z0-9_]*%',
];
const PLACEHOLDER = new RegExp(`^"?(${PLACEHOLDERS.join('|')})"?$`);

/** Names of classes with their packages, one or several. */
const CLASS_NAMES = /^"?([a-z]\w*\.){2,}[A-Z][\w$]*(\s*[,;]\s*([a-z]\w*\.){2,}[A-Z][\w$]*)*"?$/;

/**
 * Whether no output may show a value, since it may be a secret: by its own looks, or by what it is called.
 *
 * @param names what it is called, such as the key of an option
 */
export function isHidden(value: string, names: readonly string[]): boolean {
  if (/^"?(true|false)"?$/i.test(value) || isPlaceholder(value)) return false;
  if (holdsSecret(value) || SETS_SECRET.test(value) || names.some(isSecretName)) return true;
  return !CLASS_NAMES.test(value) && names.some(maybeSecret);
}

/** With a default behind its name it may be a secret all the same. */
function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) && !value.includes(':-');
}
