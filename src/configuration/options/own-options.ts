/** The annotation that names the options which only the image reads. */
export const OWN_OPTIONS = 'cdk8s-flink.dev/own-options';

/** The options that the annotation names. */
export function readOwnOptions(text: unknown): string[] {
  return typeof text === 'string' ? text.split(/[\s,]+/).filter((option) => option !== '') : [];
}
