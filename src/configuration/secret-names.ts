/** Words that make a name a secret's. The last step of an option's key, or a whole word of a variable's or an argument's name. */
const SECRET = /(^|[-_.])(password|passwd|secret|secret[-_.]?key|secret[-_.]?access[-_.]?key|access[-_.]?token|auth[-_.]?token|api[-_.]?key|private[-_.]?key|account[-_.]?key|service[-_.]?key|client[-_.]?secret|credential|jaas[-_.]config)$/i;

/** Names that end like a secret's and hold none: where one is, whether there is one, or what the Secret is called that has it. */
const HARMLESS = /(enabled|provider|file|path|class|name|type|location)$|(passw(or)?d|credentials?|tls|cert|pull)[-_.]?secret$/i;

/** Azure's account keys have the account behind them. */
const AZURE_ACCOUNT_KEY = /^fs\.azure\.account\.key\./;

/** Whether what a name stands for is a secret. */
export function isSecretName(name: string): boolean {
  // `dbPassword` is `db-Password`
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return (SECRET.test(words) && !HARMLESS.test(words)) || AZURE_ACCOUNT_KEY.test(name);
}

/** Whether it may be one, however it is spelt: then no message shows the value, since messages stand in logs. */
export function maybeSecret(name: string): boolean {
  return /passw|secret|token|credential|(api|access|account|private|service)[-_.]?key/i.test(name);
}
