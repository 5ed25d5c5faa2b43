/** The annotation with the options that only the image reads. */
export const OWN_OPTIONS = 'cdk8s-flink.dev/own-options';

/** The options in the annotation. */
export function readOwnOptions(text: unknown): string[] {
  return typeof text === 'string' ? text.split(/[\s,]+/).filter((option) => option !== '') : [];
}
