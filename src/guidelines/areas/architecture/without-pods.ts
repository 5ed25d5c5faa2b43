import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { podRejection } from '../../../workload/pods';
import { Workload } from '../../../workload/workload';

/** What Flink gives up for when it is to create the pods, and no other rule is about. Then no rule says anything about the pods. */
export function withoutPods(w: Workload): Finding[] {
  const rejection = podRejection(w);
  if (rejection?.at === undefined) return [];
  const { at, message } = rejection;
  return [refusal('ARC-12', w.where(at), w.option(at), `Flink creates no pod: ${message}`, 'Correct it, or leave it out')];
}
