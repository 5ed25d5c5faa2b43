const main = (pod: any): any => pod.spec.containers.find(({ name }: any) => name === 'flink-main-container');

/** What may be wrong with a rendered pod: the comparison must notice each. */
export const BREAKS: { readonly [what: string]: (pod: any) => void } = {
  'a label is missing': (pod) => { delete pod.metadata.labels.type; },
  'an annotation too many': (pod) => { pod.metadata.annotations = { ...pod.metadata.annotations, more: 'x' }; },
  'another account': (pod) => { pod.spec.serviceAccountName = 'other'; },
  'another image': (pod) => { main(pod).image += '-1'; },
  'another command': (pod) => { main(pod).command = ['/other.sh']; },
  'an argument too many': (pod) => { main(pod).args = [...main(pod).args.slice(0, -1), `${main(pod).args.at(-1)} -Da=c`]; },
  'a variable is missing': (pod) => { main(pod).env.pop(); },
  'a port too many': (pod) => { main(pod).ports = [...main(pod).ports ?? [], { containerPort: 1 }]; },
  'a mebibyte more': (pod) => { main(pod).resources.limits.memory = main(pod).resources.limits.memory.replace(/^\d+/, (digits: string) => `${Number(digits) + 1}`); },
  'a millicore more': (pod) => { main(pod).resources.requests.cpu = '12345m'; },
  'a folder is mounted elsewhere': (pod) => { main(pod).volumeMounts.at(-1).mountPath += '/x'; },
  'a volume is missing': (pod) => { pod.spec.volumes.pop(); },
  'another order of containers': (pod) => { pod.spec.containers = [...pod.spec.containers, { name: 'last' }].reverse(); },
  'it is started again': (pod) => { pod.spec.restartPolicy = 'OnFailure'; },
  'it tolerates everything': (pod) => { pod.spec.tolerations = [...pod.spec.tolerations ?? [], { operator: 'Exists' }]; },
  'another security context': (pod) => { pod.spec.securityContext = { runAsUser: 1 }; },
  'it uses the host\'s processes': (pod) => { pod.spec.hostPID = true; },
};
