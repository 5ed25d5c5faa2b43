/** Words that identify the name of a secret: the last step of an option key, or a whole word in the name of a variable or argument. */
const WORDS = [
  'password', 'passwd', 'passphrase', 'pass', 'pwd', 'pw', 'secret', 'token', 'jwt', 'credentials?',
  ...['secret', 'secret-access', 'api', 'private', 'account', 'service', 'encryption', 'signing', 'shared', 'shared-access'].map((which) => `${which}-key`),
  'basic-auth', 'auth-params', 'shared-access-signature',
];
const SECRET = new RegExp(`(^|[-_.])(${WORDS.join('|').replaceAll('-', '[-_.]?')})$`, 'i');

/** Names that end like that of a secret and do not contain one: its location, whether it exists, or the name of the Secret that contains it. */
const HARMLESS = /(enabled|provider|file|path|class|name|type|location)$|(passw(or)?d|credentials?|tls|cert|pull)[-_.]?secret$|(next|page|pagination|continuation|delimiter)[-_.]?token$/i;

/** Azure's account keys contain the account after the prefix. */
const AZURE_ACCOUNT_KEY = /^fs\.azure\.account\.key\./;

/** Any Azure option may apply to a single account, whose address then follows. */
const AZURE_ACCOUNT = /(?<=^fs\.azure\..+)\.[\w-]+\.(dfs|blob)\.core\.[\w.-]+$/;

/** Whether a name is that of a secret. */
export function isSecretName(name: string): boolean {
  // `dbPassword` becomes `db-Password`
  const words = name.replace(AZURE_ACCOUNT, '').replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return (SECRET.test(words) && !HARMLESS.test(words)) || AZURE_ACCOUNT_KEY.test(name);
}

/** Whether a name may be that of a secret, in any spelling: the value is then not printed, since messages may be logged. */
export function maybeSecret(name: string): boolean {
  return /passw|secret|token|credential|(api|access|account|private|service)[-_.]?key/i.test(name);
}

/** A URL with user name and password, or with a password among its parameters; an authentication header. */
const URL_WITH_SECRET = /:\/\/[^/\s:@]+:(?![$]|@)[^/\s@]+@|[?&;](password|pwd|token|secret)=(?![$&;])[^&;\s]+|authorization: *(basic|bearer) +(?![$])\S/i;

/** Prefixes of tokens and private keys of known issuers, which identify secrets in unexpected places. */
const TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{30}', 'github_pat_[A-Za-z0-9_]{30}', 'glpat-[A-Za-z0-9_-]{20}', 'npm_[A-Za-z0-9]{30}', 'xox[abprs]-[A-Za-z0-9-]{10}', '[rs]k_live_[A-Za-z0-9]{16}',
  'hvs\\.[A-Za-z0-9_-]{20}', 'dapi[0-9a-f]{32}', 'AIza[A-Za-z0-9_-]{35}', 'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10}', '-----BEGIN [A-Z ]*PRIVATE KEY-----',
];
const TOKEN = new RegExp(`(?<![A-Za-z0-9_])(${TOKENS.join('|')})`);

/** Whether a text contains a secret, regardless of its name. */
export function holdsSecret(text: string): boolean {
  return URL_WITH_SECRET.test(text) || TOKEN.test(text) || holdsJaasSecret(text);
}

/** A JAAS login module with its settings. */
const LOGIN_MODULE = /LoginModule\s+(?:required|requisite|sufficient|optional)\b([^;]*)/gi;
const JAAS_SETTING = /([A-Za-z][\w.-]*)\s*=\s*\\*(?:"([^"]*?)\\*"|'([^']*?)\\*'|([^\s;"']+))/g;

/** Whether a JAAS configuration has a setting with a secret: most login modules have none, or a reference to one. */
function holdsJaasSecret(text: string): boolean {
  const modules = [...text.matchAll(LOGIN_MODULE)];
  return modules.some(([, settings]) => (
    [...settings.matchAll(JAAS_SETTING)].some(([, name, ...values]) => isSecretName(name) && !isReference(values.join('')))
  ));
}

/** A value that refers to another place: a variable, a file, an empty text, or settings that are checked one by one. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return text === '' || REFERENCE.test(text) || /^(true|false|null|none)$/i.test(text);
}

const REFERENCE = /^\$[({]|^\$\w+$|^[{[]|^(file|env|vault|secret|arn):|^\/[\w./-]+$/;

/** Whether a text is a secret in plain text, by its name or its content. */
export function isLiteralSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && (holdsSecret(value) || (isSecretName(name) && !isReference(value)));
}
