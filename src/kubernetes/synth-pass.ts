/**
 * Whether cdk8s validates the App again for a chart that it is about to write. It has validated everything before the first chart, and nothing
 * changes in between: n charts would require n passes over all jobs. Detected from the call stack; if this fails, only time is lost.
 */
export function isRepeatedPass(): boolean {
  const callers = new Error().stack ?? '';
  return /\b_synthChart\b/.test(callers) && /\bApp\.synth(Yaml)? \(/.test(callers);
}
