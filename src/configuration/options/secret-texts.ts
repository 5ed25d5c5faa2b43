import { holdsSecret, isLiteralSecret, isSecretName } from './secret-names';

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
