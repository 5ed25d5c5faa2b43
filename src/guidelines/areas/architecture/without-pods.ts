import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { podRejection } from '../../../workload/pods';
import { Workload } from '../../../workload/workload';

/** Reasons for which Flink fails to create the pods, and which no other rule reports. The rules about pods are then not applied. */
export function withoutPods(w: Workload): Finding[] {
  const rejection = podRejection(w);
  if (rejection?.at === undefined) return [];
  const { at, message } = rejection;
  return [refusal('ARC-12', w.where(at), w.option(at), `Flink creates no pod: ${message}`, 'Correct it, or leave it out')];
}
