import { Finding } from '../configuration';
import { describe } from '../configuration/finding';
import { isHidden } from '../configuration/options/secret-texts';
import { valueAt } from '../kubernetes/value-at';

/** How much of a value a finding shows: it is one line, and others have to fit on the page. */
export const LONGEST_VALUE = 200;

/**
 * A finding for output that may end up in a log. Its value is what the guideline names, or else what is written at its path: none where nothing
 * is written, or a map or list, and where it may be a secret, which then stands in no other part of the finding, either.
 *
 * @param steps the path as steps in the object
 */
export function withShownValue<T extends Finding>(finding: T, object: any, steps: readonly string[]): T {
  const { value: named, ...others } = finding;
  const written = textAt(object, steps);
  const value = named ?? describe(written);
  if (value === undefined) return finding;
  if (!mayBeSecret(value, object, steps)) return { ...finding, value: shortened(value) };
  const hidden = (text: string) => [named?.replace(/^"([^]*)"$/, '$1'), written].map((secret) => String(secret ?? ''))
    .filter((secret) => secret.length >= SHORTEST_SECRET).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return { ...others, message: hidden(finding.message), fix: hidden(finding.fix) } as T;
}

/** Shorter texts are found in any message. */
const SHORTEST_SECRET = 4;

/** A scalar that is not blank; a list in `flinkConfiguration` as the operator joins it. */
function textAt(object: any, steps: readonly string[]): unknown {
  const value = valueAt(object, steps);
  const isListOfTexts = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object');
  if (typeof value === 'object') return isListOfTexts && steps.includes(CONFIGURATION) ? value.join(';') : undefined;
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}

const CONFIGURATION = 'flinkConfiguration';

/** Fields of Kubernetes that are called like a secret and never hold one. */
const HARMLESS_FIELDS = ['secretName', 'automountServiceAccountToken'];

function mayBeSecret(value: string, object: any, steps: readonly string[]): boolean {
  return (object?.kind === 'Secret' && !/^"?(true|false)"?$/i.test(value)) || isHidden(value, namesOf(object, steps));
}

/** What the value at a path is called: the option, the field, the environment variable or header, the argument before it. */
function namesOf(object: any, steps: readonly string[]): string[] {
  const last = steps.at(-1) ?? '';
  const at = steps.indexOf(CONFIGURATION);
  if (at >= 0) return [steps.slice(at + 1).join('.')];
  const parent = valueAt(object, steps.slice(0, -1));
  if (Array.isArray(parent)) return [String(parent[Number(last) - 1] ?? '')];
  const sibling = last === 'value' && typeof parent?.name === 'string' ? parent.name : '';
  return [HARMLESS_FIELDS.includes(last) ? '' : last, sibling];
}

/** One line, and not too long. */
function shortened(value: string): string {
  const line = value.replace(/\s*[\r\n]\s*/g, ' ');
  if (line.length <= LONGEST_VALUE) return line;
  return `${line.slice(0, LONGEST_VALUE)}…${line.startsWith('"') ? '"' : ''}`;
}
