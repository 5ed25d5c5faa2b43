import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { isMap } from '../../../kubernetes/is-map';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { textOf } from '../../../kubernetes/text-of';
import { valueAt } from '../../../kubernetes/value-at';
import { componentTemplates, containersOf } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** The sources of volumes that the restricted Pod Security Standard admits. */
const ADMITTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'name', 'persistentVolumeClaim', 'projected', 'secret'];
const ADMITTED_CAPABILITIES = ['NET_BIND_SERVICE'];
const ADMITTED_PROFILES = ['RuntimeDefault', 'Localhost'];
const ADMITTED_SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
];

/** Fields of a security context, a pod's or a container's, and what they may have if they are set. */
const ADMITTED_VALUES: { readonly [path: string]: readonly unknown[] } = {
  'seLinuxOptions.type': ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'],
  'seLinuxOptions.user': [''],
  'seLinuxOptions.role': [''],
  'appArmorProfile.type': ADMITTED_PROFILES,
  'windowsOptions.hostProcess': [false],
};

/** How AppArmor profiles were chosen before the field, by container; Kubernetes still reads it. */
const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const ADMITTED_APP_ARMOR = /^(runtime\/default|localhost\/.*)$/;

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
    ...refusedValues(container.securityContext),
    ...added.length > 0 ? [`capabilities.add: [${added.join(', ')}]`] : [],
    ...ports.map((port) => `hostPort: ${port}`),
    ...typeof procMount !== 'string' || procMount === 'Default' ? [] : [`procMount: ${procMount}`],
    ...runAsUser === 0 && container.name !== MAIN_CONTAINER ? ['runAsUser: 0'] : [],
  ];
}

/** What a pod has beside its containers and volumes and the restricted Pod Security Standard refuses. */
export function refusedInPod({ metadata, spec }: any): string[] {
  const sysctls = list(spec?.securityContext?.sysctls).map(({ name }) => textOf(name)).filter((name) => name !== '' && !ADMITTED_SYSCTLS.includes(name));
  const profiles = Object.entries(Object(metadata?.annotations))
    .filter(([annotation, profile]) => annotation.startsWith(APP_ARMOR_ANNOTATION) && typeof profile === 'string' && !ADMITTED_APP_ARMOR.test(profile));
  return [
    ...refusedValues(spec?.securityContext),
    ...sysctls.length > 0 ? [`sysctls: [${sysctls.join(', ')}]`] : [],
    ...profiles.map(([annotation, profile]) => `${annotation}: ${String(profile)}`),
  ];
}

function refusedValues(securityContext: unknown): string[] {
  return Object.entries(ADMITTED_VALUES).flatMap(([path, admitted]) => {
    const value = valueAt(securityContext, path.split('.'));
    return value === undefined || typeof value === 'object' || admitted.includes(value) ? [] : [`${path}: ${value}`];
  });
}

/** The volumes that are folders of the node. */
export function hostPathVolumes(podSpec: any): string[] {
  return list(podSpec?.volumes).filter(({ hostPath }) => hostPath !== undefined && hostPath !== null).map(nameOf);
}

function nameOf({ name }: any): string {
  return textOf(name) || 'without a name';
}

/** The volumes whose source the restricted Pod Security Standard does not admit, `hostPath` aside: `nfs (share)`. */
export function refusedVolumes(podSpec: any): string[] {
  return list(podSpec?.volumes).flatMap((volume) => {
    const source = Object.keys(volume).find((each) => !ADMITTED_VOLUMES.includes(each) && each !== 'hostPath' && isMap(volume[each]));
    return source === undefined ? [] : [`${source} (${nameOf(volume)})`];
  });
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
