import { Finding } from '../configuration';
import { describe } from '../configuration/finding';
import { isHidden } from '../configuration/options/secret-texts';
import { valueAt } from '../kubernetes/value-at';

/** Maximum length of a value in a finding: it is one line, and must leave space for others. */
export const LONGEST_VALUE = 200;

/**
 * A finding for output that may be logged. Its value is the one in the guideline's finding, otherwise the one written at its path. It has no value if
 * nothing is written there, if it is a map or list, or if it may be a secret, which is then also removed from the other parts of the finding.
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

/** Shorter texts occur in any message. */
const SHORTEST_SECRET = 4;

/** A scalar that is not blank; a list in `flinkConfiguration` in the form in which the operator joins it. */
function textAt(object: any, steps: readonly string[]): unknown {
  const value = valueAt(object, steps);
  const isListOfTexts = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object');
  if (typeof value === 'object') return isListOfTexts && steps.includes(CONFIGURATION) ? value.join(';') : undefined;
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}

const CONFIGURATION = 'flinkConfiguration';

/** Kubernetes fields whose name looks like that of a secret, and that never contain one. */
const HARMLESS_FIELDS = ['secretName', 'automountServiceAccountToken'];

function mayBeSecret(value: string, object: any, steps: readonly string[]): boolean {
  return (object?.kind === 'Secret' && !/^"?(true|false)"?$/i.test(value)) || isHidden(value, namesOf(object, steps));
}

/** The names of the value at a path: option, field, environment variable, header, or preceding argument. */
function namesOf(object: any, steps: readonly string[]): string[] {
  const last = steps.at(-1) ?? '';
  const at = steps.indexOf(CONFIGURATION);
  if (at >= 0) return [steps.slice(at + 1).join('.')];
  const parent = valueAt(object, steps.slice(0, -1));
  if (Array.isArray(parent)) return [String(parent[Number(last) - 1] ?? '')];
  const sibling = last === 'value' && typeof parent?.name === 'string' ? parent.name : '';
  return [HARMLESS_FIELDS.includes(last) ? '' : last, sibling];
}

/** Shortens a value to one line of limited length. */
function shortened(value: string): string {
  const line = value.replace(/\s*[\r\n]\s*/g, ' ');
  if (line.length <= LONGEST_VALUE) return line;
  return `${line.slice(0, LONGEST_VALUE)}…${line.startsWith('"') ? '"' : ''}`;
}
