import { javaTrim } from './java-text';

/**
 * What is lost of a value in the flat configuration file, in which each option is one line and `#` begins a comment, quoted or not. The YAML file of
 * later versions keeps every value unchanged.
 */
export function flatFileRemark(text: string): string | undefined {
  if (!/[#\r\n]/.test(text)) return undefined;
  const kept = javaTrim(text.replace(/[#\r\n].*$/s, ''));
  const read = kept === '' ? 'no value at all' : `only '${kept}'`;
  return `the flat configuration file of this version ends a value at # and at a line break: the cluster reads ${read}`;
}
