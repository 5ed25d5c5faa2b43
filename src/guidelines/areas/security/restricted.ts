import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { isMap } from '../../../kubernetes/is-map';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { textOf } from '../../../kubernetes/text-of';
import { valueAt } from '../../../kubernetes/value-at';
import { ofKind } from '../../../workload/companion-index';
import { componentTemplates, containersOf } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** The restricted Pod Security Standard in one Kubernetes version. */
export interface Standard {
  /** The number after `v1.`. */
  readonly minor: number;
  /** Whether a Namespace among the manifests enforces it. */
  readonly isEnforced: boolean;
}

const NAMESPACES = ofKind('Namespace', ({ metadata }) => [metadata?.name]);
const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** The standard that applies to the pods of a workload: the newest, unless a Namespace among the manifests sets a version. */
export function standardOf(w: Workload): Standard {
  const labels = w._companionsIn(NAMESPACES, [w.namespace]).find(({ metadata }) => metadata?.name === w.namespace)?.metadata?.labels;
  const [, minor] = /^v1\.(\d+)$/.exec(String(labels?.[`${ENFORCE}-version`])) ?? [];
  return { minor: minor === undefined ? Infinity : Number(minor), isEnforced: labels?.[ENFORCE] === 'restricted' };
}

/** Volume sources that the restricted Pod Security Standard allows. */
const ADMITTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'name', 'persistentVolumeClaim', 'projected', 'secret'];
const ADMITTED_CAPABILITIES = ['NET_BIND_SERVICE'];
const ADMITTED_PROFILES = ['RuntimeDefault', 'Localhost'];
/** By the first version that allowed them. */
const ADMITTED_SYSCTLS: readonly (readonly [number, readonly string[]])[] = [
  [0, [
    'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  ]],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [29, ['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes']],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

/** The first version with each rule or exception. */
const SINCE = { capabilities: 22, runAsUser: 23, windows: 25, engineType: 31, hostsOfProbes: 34, userNamespaces: 35 };

/** Fields of the security context of a pod or container, and the values that are allowed if they are set. */
const ADMITTED_VALUES: { readonly [path: string]: (minor: number) => readonly unknown[] } = {
  'seLinuxOptions.type': (minor) => ['', 'container_t', 'container_init_t', 'container_kvm_t', ...minor >= SINCE.engineType ? ['container_engine_t'] : []],
  'seLinuxOptions.user': () => [''],
  'seLinuxOptions.role': () => [''],
  'appArmorProfile.type': () => ADMITTED_PROFILES,
  'windowsOptions.hostProcess': () => [false],
};

/** The annotations that selected AppArmor profiles before the field existed, by container; Kubernetes still reads them. */
const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const ADMITTED_APP_ARMOR = /^(runtime\/default|localhost\/.*)$/;

/** Whether the rules for Linux apply: since 1.25, pods for Windows are exempt from rules that they cannot follow. */
function isLinux(podSpec: any, { minor }: Standard): boolean {
  return minor < SINCE.windows || podSpec?.os?.name !== 'windows';
}

/** Whether the pod uses a user namespace, in which root has no privileges on the node. */
function isUserNamespace(podSpec: any, { minor }: Standard): boolean {
  return minor >= SINCE.userNamespaces && podSpec?.hostUsers === false;
}

/** Settings that the restricted Pod Security Standard requires and a container lacks, in the form in which they are written. */
export function lacking(podSpec: any, container: any, standard: Standard): string[] {
  if (!isLinux(podSpec, standard)) return [];
  const { allowPrivilegeEscalation, capabilities } = container.securityContext ?? {};
  const { seccompProfile } = withPod(podSpec, container, 'seccompProfile');
  return [
    ...allowPrivilegeEscalation === false ? [] : ['allowPrivilegeEscalation: false'],
    ...capabilities?.drop?.includes?.('ALL') || standard.minor < SINCE.capabilities ? [] : ['capabilities.drop: [ALL]'],
    ...ADMITTED_PROFILES.includes(seccompProfile?.type) ? [] : ['seccompProfile.type: RuntimeDefault'],
  ];
}

/** A field of the container's own security context, otherwise of the pod's. */
function withPod(podSpec: any, container: any, field: string): any {
  return { [field]: container.securityContext?.[field] ?? podSpec?.securityContext?.[field] };
}

/** Requirements on the user; those of Flink's main container are checked by SEC-06. */
function lackingUser(podSpec: any, container: any, standard: Standard): string[] {
  if (isUserNamespace(podSpec, standard)) return [];
  return withPod(podSpec, container, 'runAsNonRoot').runAsNonRoot === true ? [] : ['runAsNonRoot: true'];
}

/** Settings of a container that the restricted Pod Security Standard forbids. */
export function refused(podSpec: any, container: any, standard: Standard): string[] {
  const { procMount, capabilities, runAsUser } = container.securityContext ?? {};
  const adds: unknown[] = Array.isArray(capabilities?.add) ? capabilities.add : [];
  const added = adds.filter((each) => typeof each === 'string' && !ADMITTED_CAPABILITIES.includes(each));
  const ports = list(container.ports).filter(({ hostPort }) => Number(hostPort) > 0).map(({ hostPort }) => String(hostPort));
  return [
    ...refusedValues(container.securityContext, standard),
    ...added.length > 0 && isLinux(podSpec, standard) ? [`capabilities.add: [${added.join(', ')}]`] : [],
    ...ports.map((port) => `hostPort: ${port}`),
    ...typeof procMount !== 'string' || procMount === 'Default' ? [] : [`procMount: ${procMount}`],
    ...runAsUser === 0 && container.name !== MAIN_CONTAINER && refusesRoot(podSpec, standard) ? ['runAsUser: 0'] : [],
    ...hostsOfProbes(container, standard).map(([field, host]) => `${field}.host: ${host}`),
  ];
}

function refusesRoot(podSpec: any, standard: Standard): boolean {
  return standard.minor >= SINCE.runAsUser && !isUserNamespace(podSpec, standard);
}

/** Probes and lifecycle handlers that connect to hosts other than the pod. */
function hostsOfProbes({ lifecycle, ...container }: any, { minor }: Standard): [string, string][] {
  if (minor < SINCE.hostsOfProbes) return [];
  const handlers: [string, any][] = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe): [string, any] => [probe, container[probe]]),
    ...['postStart', 'preStop'].map((event): [string, any] => [`lifecycle.${event}`, lifecycle?.[event]]),
  ];
  return handlers.flatMap(([field, handler]) => ['httpGet', 'tcpSocket'].map((action): [string, string] => [`${field}.${action}`, textOf(handler?.[action]?.host)])).filter(([, host]) => host !== '');
}

/** Settings of a pod, outside of its containers and volumes, that the restricted Pod Security Standard forbids. */
export function refusedInPod({ metadata, spec }: any, standard: Standard): string[] {
  const { sysctls: given, runAsNonRoot, runAsUser, seccompProfile } = spec?.securityContext ?? {};
  const sysctls = list(given).map(({ name }) => textOf(name)).filter((name) => name !== '' && !isAdmittedSysctl(name, standard));
  const profiles = Object.entries(Object(metadata?.annotations))
    .filter(([annotation, profile]) => annotation.startsWith(APP_ARMOR_ANNOTATION) && typeof profile === 'string' && !ADMITTED_APP_ARMOR.test(profile));
  const isOverridden = (field: string) => allContainers(spec).every(({ securityContext }) => (securityContext?.[field] ?? undefined) !== undefined);
  return [
    ...refusedValues(spec?.securityContext, standard),
    ...sysctls.length > 0 ? [`sysctls: [${sysctls.join(', ')}]`] : [],
    ...profiles.map(([annotation, profile]) => `${annotation}: ${String(profile)}`),
    // if the containers do not override it, it is reported for them
    ...runAsNonRoot === false && isOverridden('runAsNonRoot') && !isUserNamespace(spec, standard) ? ['runAsNonRoot: false'] : [],
    ...runAsUser === 0 && refusesRoot(spec, standard) ? ['runAsUser: 0'] : [],
    ...seccompProfile?.type !== undefined && !ADMITTED_PROFILES.includes(seccompProfile.type) && isOverridden('seccompProfile') && isLinux(spec, standard) ? [`seccompProfile.type: ${seccompProfile.type}`] : [],
  ];
}

function isAdmittedSysctl(name: string, { minor }: Standard): boolean {
  return ADMITTED_SYSCTLS.some(([since, names]) => since <= minor && names.includes(name));
}

function allContainers(spec: any): any[] {
  return [...list(spec?.containers), ...list(spec?.initContainers), ...list(spec?.ephemeralContainers)];
}

function refusedValues(securityContext: unknown, { minor }: Standard): string[] {
  return Object.entries(ADMITTED_VALUES).flatMap(([path, admitted]) => {
    const value = valueAt(securityContext, path.split('.'));
    return value === undefined || typeof value === 'object' || admitted(minor).includes(value) ? [] : [`${path}: ${value}`];
  });
}

/** The `hostPath` volumes. */
export function hostPathVolumes(podSpec: any): string[] {
  return list(podSpec?.volumes).filter(({ hostPath }) => hostPath !== undefined && hostPath !== null).map(nameOf);
}

function nameOf({ name }: any): string {
  return textOf(name) || 'without a name';
}

/** The volumes whose source the restricted Pod Security Standard does not allow, except `hostPath`: `nfs (share)`. */
export function refusedVolumes(podSpec: any): string[] {
  return list(podSpec?.volumes).flatMap((volume) => {
    const source = Object.keys(volume).find((each) => !ADMITTED_VOLUMES.includes(each) && each !== 'hostPath' && isMap(volume[each]));
    return source === undefined ? [] : [`${source} (${nameOf(volume)})`];
  });
}

const KINDS = { containers: 'sidecar', initContainers: 'init container', ephemeralContainers: 'ephemeral container' } as const;

/** An error if the pods are certainly rejected. */
export function severityOf({ isEnforced }: Standard): Severity {
  return isEnforced ? Severity.ERROR : Severity.WARNING;
}

/** Sidecars and init containers because of which the restricted Pod Security Standard rejects the whole pod. */
export function otherContainers(w: Workload): Finding[] {
  const found = new Map<string, Finding>();
  const standard = standardOf(w);
  for (const template of componentTemplates(w)) {
    const podSpec = template.template.spec;
    for (const { steps, container, kind } of containersOf(template)) {
      if (kind === 'containers' && container.name === MAIN_CONTAINER) continue;
      const lacks = [...lacking(podSpec, container, standard), ...lackingUser(podSpec, container, standard)];
      const has = refused(podSpec, container, standard);
      if (lacks.length + has.length === 0) continue;
      const path = w.where(template.pathOf(steps));
      const problems = [...has.length > 0 ? [`with ${has.join(', ')}`] : [], ...lacks.length > 0 ? [`without ${lacks.join(', ')}`] : []];
      const fixes = [...has.length > 0 ? [`Remove ${has.join(', ')}`] : [], ...lacks.length > 0 ? [`Write ${lacks.join(', ')} into the securityContext of the container`] : []];
      const message = `the ${KINDS[kind]} ${problems.join(' and ')}: ${standard.isEnforced ? `namespace ${w.namespace}, which enforces` : 'a namespace that enforces'} the restricted Pod Security Standard${standard.isEnforced ? ',' : ''} refuses the whole pod`;
      found.set(`${path} ${message}`, { guideline: 'SEC-08', severity: severityOf(standard), path, value: describe(typeof container.name === 'string' ? container.name : undefined), message, fix: fixes.join('; ') });
    }
  }
  return [...found.values()];
}
