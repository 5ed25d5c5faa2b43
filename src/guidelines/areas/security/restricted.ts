import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { componentTemplates, containersOf } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** The sources of volumes that the restricted Pod Security Standard admits. */
const ADMITTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'name', 'persistentVolumeClaim', 'projected', 'secret'];
const ADMITTED_CAPABILITIES = ['NET_BIND_SERVICE'];
const ADMITTED_PROFILES = ['RuntimeDefault', 'Localhost'];

/** What the restricted Pod Security Standard requires of a container and is missing, each as it would be written. */
export function lacking(podSpec: any, container: any): string[] {
  const { allowPrivilegeEscalation, capabilities, seccompProfile } = { ...podSpec?.securityContext, ...container.securityContext };
  return [
    ...allowPrivilegeEscalation === false ? [] : ['allowPrivilegeEscalation: false'],
    ...capabilities?.drop?.includes?.('ALL') ? [] : ['capabilities.drop: [ALL]'],
    ...ADMITTED_PROFILES.includes(seccompProfile?.type) ? [] : ['seccompProfile.type: RuntimeDefault'],
  ];
}

/** What it requires of the user; that of Flink's own container is judged by SEC-06. */
function lackingUser(podSpec: any, container: any): string[] {
  const { runAsNonRoot } = { ...podSpec?.securityContext, ...container.securityContext };
  return runAsNonRoot === true ? [] : ['runAsNonRoot: true'];
}

/** What a container has and the restricted Pod Security Standard refuses. */
export function refused(podSpec: any, container: any): string[] {
  const { procMount, capabilities } = container.securityContext ?? {};
  const { runAsUser } = { ...podSpec?.securityContext, ...container.securityContext };
  const adds: unknown[] = Array.isArray(capabilities?.add) ? capabilities.add : [];
  const added = adds.filter((each) => typeof each === 'string' && !ADMITTED_CAPABILITIES.includes(each));
  const ports = list(container.ports).filter(({ hostPort }) => Number(hostPort) > 0).map(({ hostPort }) => String(hostPort));
  return [
    ...added.length > 0 ? [`capabilities.add: [${added.join(', ')}]`] : [],
    ...ports.map((port) => `hostPort: ${port}`),
    ...typeof procMount !== 'string' || procMount === 'Default' ? [] : [`procMount: ${procMount}`],
    ...runAsUser === 0 && container.name !== MAIN_CONTAINER ? ['runAsUser: 0'] : [],
  ];
}

/** A volume of a source that the restricted Pod Security Standard does not admit, `hostPath` aside. */
export function refusedVolume(podSpec: any): { readonly name: unknown; readonly source: string } | undefined {
  for (const volume of list(podSpec?.volumes)) {
    const source = Object.keys(volume).find((each) => !ADMITTED_VOLUMES.includes(each) && each !== 'hostPath' && volume[each] !== null);
    if (source !== undefined) return { name: volume.name, source };
  }
  return undefined;
}

/** Sidecars and init containers that the restricted Pod Security Standard refuses, and with them the whole pod. */
export function otherContainers(w: Workload): Finding[] {
  const found = new Map<string, Finding>();
  for (const template of componentTemplates(w)) {
    const podSpec = template.template.spec;
    for (const { steps, container, isInit } of containersOf(template)) {
      if (!isInit && container.name === MAIN_CONTAINER) continue;
      const lacks = [...lacking(podSpec, container), ...lackingUser(podSpec, container)];
      const has = refused(podSpec, container);
      if (lacks.length + has.length === 0) continue;
      const path = w.where(template.pathOf(steps));
      const problems = [...has.length > 0 ? [`has ${has.join(', ')}`] : [], ...lacks.length > 0 ? [`lacks ${lacks.join(', ')}`] : []];
      const fixes = [...has.length > 0 ? [`Remove ${has.join(', ')}`] : [], ...lacks.length > 0 ? ['Write what it lacks into the securityContext of the container'] : []];
      const message = `the ${isInit ? 'init container' : 'sidecar'} ${problems.join(' and ')}: a namespace that enforces the restricted Pod Security Standard refuses the whole pod`;
      found.set(`${path} ${message}`, { guideline: 'SEC-08', severity: Severity.WARNING, path, value: describe(typeof container.name === 'string' ? container.name : undefined), message, fix: fixes.join('; ') });
    }
  }
  return [...found.values()];
}
