import { closest } from 'fastest-levenshtein';
import { Finding, Severity } from '../../../configuration';
import { describe, refusal } from '../../../configuration/finding';
import { isOwn } from '../../../configuration/options/option-names';
import { ANNOTATIONS } from '../../../workload/annotations';
import { Workload } from '../../../workload/workload';

const OURS: readonly string[] = Object.values(ANNOTATIONS);
const PREFIX = 'cdk8s-flink.dev/';

/** Own options that are not used by the image, and those that the configuration does not contain. */
export function ownOptions(w: Workload): Finding[] {
  const path = w._isFromProgram ? 'ownOptions' : `metadata.annotations['${ANNOTATIONS.ownOptions}']`;
  const { names, written } = w._configuration;
  const notOwn = names.notOwn.map((own) => own.endsWith('.')
    ? refusal('ARC-12', path, own, 'options of Flink or the operator begin with this prefix, and misspelt options would go unnoticed: the prefix is ignored', `Name the options themselves, or a longer prefix: ${own}<name>.`)
    : refusal('ARC-12', path, own, 'this is an option of Flink or the operator, and is checked as such', 'Leave it out here'));
  const unused = names.ownOptions.filter((own) => !written.some(({ key }) => isOwn(own, key))).map((own): Finding => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path,
    value: describe(own),
    message: own.endsWith('.') ? 'no option in the configuration begins with it' : 'the configuration has no such option',
    fix: own.endsWith('.') ? 'Write it as in the configuration, or leave it out here' : `Write it as in the configuration; a prefix ends in a dot: ${own.replace(/[.*]+$/, '')}.`,
  }));
  return [...notOwn, ...unused];
}

/** Unknown annotations with the prefix of this library, which have no effect. */
export function ourAnnotations(manifest: any, where: (path: string) => string): Finding[] {
  const annotations = manifest.metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) return [];
  return Object.keys(annotations).filter((key) => key.startsWith(PREFIX) && !OURS.includes(key)).map((key) => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path: `${where('metadata.annotations')}['${key}']`,
    message: 'unknown annotation',
    fix: `Did you mean ${closest(key, [...OURS])}? Otherwise leave it out`,
  }));
}
