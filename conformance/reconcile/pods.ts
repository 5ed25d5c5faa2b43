import { isDeepStrictEqual } from 'util';
import { comparable } from '../../test/workload/comparable-pod';

/** Where a pod that exists differs from a rendered one as the API server would keep it, a line each. */
export function differences(existing: any, rendered: any): string[] {
  const [theirs, ours] = [existing, rendered].map((pod) => comparable(withoutJobManagersOwn(withoutTokens(withoutNode(pod)))));
  return between(theirs, ours);
}

/** Where it runs is for the scheduler to say. */
function withoutNode(pod: any): any {
  const { nodeName, ...spec } = pod.spec;
  return { ...pod, spec };
}

/** A JobManager hands its address and the components of its own memory on to its TaskManagers, beside what comparable() knows of. They do not read them. */
function withoutJobManagersOwn(pod: any): any {
  const without = (arg: string) => arg.replace(/-D(jobmanager\.memory\.[\w.-]+|jobmanager\.rpc\.address|rest\.address)='[^']*' ?/g, '');
  return { ...pod, spec: { ...pod.spec, containers: pod.spec.containers.map(({ args, ...rest }: any) => ({ ...rest, args: args?.map(without) })) } };
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
  if ([theirs, ours].every(isListOfTexts)) return ofTexts(theirs, ours).map((text) => `${at}: ${text}`);
  const nested = [theirs, ours].every((value) => typeof value === 'object' && value !== null);
  if (!nested) return [`${at}: the cluster has ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`];
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap((key) => between(theirs[key], ours[key], `${at}.${key}`));
}

function isListOfTexts(value: any): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function ofTexts(theirs: string[], ours: string[]): string[] {
  const found = [...without(theirs, ours).map((text) => `the cluster has ${text}`), ...without(ours, theirs).map((text) => `ours has ${text}`)];
  return found.length > 0 ? found : ['another order'];
}

const without = (some: string[], others: string[]) => some.filter((text) => !others.includes(text));
