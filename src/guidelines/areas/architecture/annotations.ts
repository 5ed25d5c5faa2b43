import { closest } from 'fastest-levenshtein';
import { Finding, Severity } from '../../../configuration';
import { ANNOTATIONS } from '../../../workload/annotations';

const OURS: readonly string[] = Object.values(ANNOTATIONS);
const PREFIX = 'cdk8s-flink.dev/';

/** Annotations under this library's prefix that it does not know: whoever wrote one believes that it does something. */
export function ourAnnotations(manifest: any, where: (path: string) => string): Finding[] {
  const annotations = manifest.metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) return [];
  return Object.keys(annotations).filter((key) => key.startsWith(PREFIX) && !OURS.includes(key)).map((key) => ({
    guideline: 'ARC-12',
    severity: Severity.WARNING,
    path: `${where('metadata.annotations')}['${key}']`,
    message: 'is an annotation that nobody reads',
    fix: `Did you mean ${closest(key, [...OURS])}? Otherwise leave it out`,
  }));
}
