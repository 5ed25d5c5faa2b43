import { isDeepStrictEqual } from 'util';
import { comparable } from '../../test/workload/comparable-pod';

/** Where a pod that exists differs from a rendered one as the API server would keep it, a line each. */
export function differences(existing: any, rendered: any): string[] {
  const [theirs, ours] = [existing, rendered].map((pod) => comparable(withoutTokens(pod)));
  return between(theirs, ours);
}

/** The volume of the service account's token has another name in each pod. */
function withoutTokens(pod: any): any {
  const { initContainers, ...spec } = pod.spec;
  if (initContainers === undefined) return pod;
  const without = ({ volumeMounts, ...container }: any) => ({ ...container, volumeMounts: volumeMounts.filter(({ name }: any) => !name.startsWith('kube-api-access-')) });
  return { ...pod, spec: { ...spec, initContainers: initContainers.map(without) } };
}

function between(theirs: any, ours: any, at = ''): string[] {
  if (isDeepStrictEqual(theirs, ours)) return [];
  const nested = [theirs, ours].every((value) => typeof value === 'object' && value !== null);
  if (!nested) return [`${at}: the cluster has ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`];
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((key) => between(theirs[key], ours[key], `${at}.${key}`));
}
