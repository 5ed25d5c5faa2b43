/** Words that make a name a secret's. The last step of an option's key, or a whole word of a variable's or an argument's name. */
const WORDS = [
  'password', 'passwd', 'passphrase', 'pass', 'pwd', 'pw', 'secret', 'token', 'jwt', 'credentials?',
  ...['secret', 'secret-access', 'api', 'private', 'account', 'service', 'encryption', 'signing', 'shared', 'shared-access'].map((which) => `${which}-key`),
  'basic-auth', 'auth-params', 'shared-access-signature',
];
const SECRET = new RegExp(`(^|[-_.])(${WORDS.join('|').replaceAll('-', '[-_.]?')})$`, 'i');

/** Names that end like a secret's and hold none: where one is, whether there is one, or what the Secret is called that has it. */
const HARMLESS = /(enabled|provider|file|path|class|name|type|location)$|(passw(or)?d|credentials?|tls|cert|pull)[-_.]?secret$|(next|page|pagination|continuation|delimiter)[-_.]?token$/i;

/** Azure's account keys have the account behind them. */
const AZURE_ACCOUNT_KEY = /^fs\.azure\.account\.key\./;

/** Any of Azure's options may be of one account alone, whose address then follows. */
const AZURE_ACCOUNT = /(?<=^fs\.azure\..+)\.[\w-]+\.(dfs|blob)\.core\.[\w.-]+$/;

/** Whether what a name stands for is a secret. */
export function isSecretName(name: string): boolean {
  // `dbPassword` is `db-Password`
  const words = name.replace(AZURE_ACCOUNT, '').replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return (SECRET.test(words) && !HARMLESS.test(words)) || AZURE_ACCOUNT_KEY.test(name);
}

/** Whether it may be one, however it is spelt: then no message shows the value, since messages stand in logs. */
export function maybeSecret(name: string): boolean {
  return /passw|secret|token|credential|(api|access|account|private|service)[-_.]?key/i.test(name);
}

/** A URL with a name and password in it, or a password among its parameters; a header that authenticates. */
const URL_WITH_SECRET = /:\/\/[^/\s:@]+:(?![$]|@)[^/\s@]+@|[?&;](password|pwd|token|secret)=(?![$&;])[^&;\s]+|authorization: *(basic|bearer) +(?![$])\S/i;

/** What issuers begin their tokens and private keys with, so that they can be found where they should not be. */
const TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{30}', 'github_pat_[A-Za-z0-9_]{30}', 'glpat-[A-Za-z0-9_-]{20}', 'npm_[A-Za-z0-9]{30}', 'xox[abprs]-[A-Za-z0-9-]{10}', '[rs]k_live_[A-Za-z0-9]{16}',
  'hvs\\.[A-Za-z0-9_-]{20}', 'dapi[0-9a-f]{32}', 'AIza[A-Za-z0-9_-]{35}', 'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10}', '-----BEGIN [A-Z ]*PRIVATE KEY-----',
];
const TOKEN = new RegExp(`(?<![A-Za-z0-9_])(${TOKENS.join('|')})`);

/** Whether a text holds a secret, whatever it is called. */
export function holdsSecret(text: string): boolean {
  return URL_WITH_SECRET.test(text) || TOKEN.test(text) || holdsJaasSecret(text);
}

/** A login module of JAAS with its settings, which are few or many. */
const LOGIN_MODULE = /LoginModule\s+(?:required|requisite|sufficient|optional)\b([^;]*)/gi;
const JAAS_SETTING = /([A-Za-z][\w.-]*)\s*=\s*\\*(?:"([^"]*?)\\*"|'([^']*?)\\*'|([^\s;"']+))/g;

/** Whether a JAAS configuration has a setting with a secret: most login modules have none, or a reference to one. */
function holdsJaasSecret(text: string): boolean {
  const modules = [...text.matchAll(LOGIN_MODULE)];
  return modules.some(([, settings]) => (
    [...settings.matchAll(JAAS_SETTING)].some(([, name, ...values]) => isSecretName(name) && !isReference(values.join('')))
  ));
}

/** A value that is somewhere else: a variable, a file, an empty text, settings that are looked at one by one. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return text === '' || REFERENCE.test(text) || /^(true|false|null|none)$/i.test(text);
}

const REFERENCE = /^\$[({]|^\$\w+$|^[{[]|^(file|env|vault|secret|arn):|^\/[\w./-]+$/;

/** Whether a text is a secret that is written out, by its name or by itself. */
export function isLiteralSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && (holdsSecret(value) || (isSecretName(name) && !isReference(value)));
}
