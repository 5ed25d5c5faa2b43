/**
 * Whether cdk8s validates the App once more for a chart that it is about to write. It has validated everything before the first,
 * and nothing changes in between: n charts would cost n passes over all jobs. Seen by the callers; not to recognise one costs time only.
 */
export function isRepeatedPass(): boolean {
  const callers = new Error().stack ?? '';
  return /\b_synthChart\b/.test(callers) && /\bApp\.synth(Yaml)? \(/.test(callers);
}
