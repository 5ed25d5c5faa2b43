/** What a mutation may change: the pod template of one component, or the one that both have. */
interface Template {
  metadata: any;
  spec: any;
}

/** Changes a template in one place. Some of what comes out is admitted. */
export type Mutation = (template: Template, pick: <T>(values: readonly T[]) => T) => void;

const CONTEXTS = ['main', 'sidecar', 'init', 'ephemeral'] as const;

/** A container of the template, made where it is missing: as the restricted standard wants it. */
function container({ spec }: Template, pick: <T>(values: readonly T[]) => T): any {
  const kind = pick(CONTEXTS);
  if (kind === 'main') return spec.containers[0];
  const list = kind === 'sidecar' ? 'containers' : `${kind}Containers`;
  const name = `${kind}-container`;
  spec[list] ??= [];
  let found = spec[list].find((each: any) => each.name === name);
  if (!found) spec[list].push(found = { name, image: 'registry.example.com/tool:1.0.0', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } });
  found.securityContext ??= {};
  return found;
}

const ofContainer = (change: (container: any, pick: <T>(values: readonly T[]) => T) => void): Mutation => (template, pick) => change(container(template, pick), pick);

const ofContext = (field: string, values: readonly unknown[]): Mutation => ofContainer(({ securityContext }, pick) => set(securityContext, field, pick(values)));

const ofPodContext = (field: string, values: readonly unknown[]): Mutation => ({ spec }, pick) => set(spec.securityContext, field, pick(values));

function set(target: any, field: string, value: unknown): void {
  if (value === undefined) delete target[field];
  else target[field] = value;
}

const SELINUX = [{ type: 'container_t' }, { type: 'spc_t' }, { type: 'container_engine_t' }, { user: 'system_u' }, { role: 'r' }, { level: 's0' }, {}];
const SECCOMP = [undefined, { type: 'Unconfined' }, { type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'p.json' }];
const APP_ARMOR = [{ type: 'Unconfined' }, { type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'p' }];
const SYSCTLS = [
  'kernel.shm_rmid_forced', 'kernel.msgmax', 'net.core.somaxconn', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle',
];
const VOLUMES: readonly any[] = [
  { emptyDir: {} }, { configMap: { name: 'x' } }, { secret: { secretName: 'x' } }, { persistentVolumeClaim: { claimName: 'x' } }, { csi: { driver: 'x' } }, { downwardAPI: {} },
  { ephemeral: { volumeClaimTemplate: { spec: {} } } }, { projected: { sources: [] } }, { image: { reference: 'x:1' } }, { hostPath: { path: '/x' } }, { nfs: { server: 'x', path: '/' } },
  { iscsi: { targetPortal: 'x', iqn: 'x', lun: 0 } }, { cephfs: { monitors: ['x'] } }, { rbd: { monitors: ['x'], image: 'x' } }, { azureFile: { secretName: 'x', shareName: 'x' } },
  { gcePersistentDisk: { pdName: 'x' } }, { awsElasticBlockStore: { volumeID: 'x' } }, { glusterfs: { endpoints: 'x', path: 'x' } }, { fc: { wwids: ['x'] } }, { portworxVolume: { volumeID: 'x' } },
];
const HANDLERS: readonly any[] = [
  { httpGet: { port: 8081 } }, { httpGet: { port: 8081, host: '10.0.0.1' } }, { httpGet: { port: 8081, host: '' } }, { tcpSocket: { port: 8081 } }, { tcpSocket: { port: 8081, host: 'example.com' } },
  { exec: { command: ['true'] } },
];

/** Every way in which the standard looks at a pod, with what it admits and what it refuses. */
export const MUTATIONS: readonly Mutation[] = [
  ofContext('allowPrivilegeEscalation', [true, false, undefined]),
  ofContext('privileged', [true, false]),
  ofContext('capabilities', [undefined, { drop: ['ALL'] }, { drop: ['NET_RAW'] }, { drop: ['ALL'], add: ['NET_BIND_SERVICE'] }, { drop: ['ALL'], add: ['NET_ADMIN'] }, { drop: ['ALL'], add: ['CHOWN'] }, { drop: ['all'] }]),
  ofContext('runAsNonRoot', [true, false, undefined]),
  ofContext('runAsUser', [0, 1000, 9999]),
  ofContext('seccompProfile', SECCOMP),
  ofContext('seLinuxOptions', SELINUX),
  ofContext('appArmorProfile', APP_ARMOR),
  ofContext('procMount', ['Default', 'Unmasked']),
  ofContext('windowsOptions', [{ hostProcess: true }, { hostProcess: false }, { runAsUserName: 'x' }]),
  ofPodContext('runAsNonRoot', [true, false, undefined]),
  ofPodContext('runAsUser', [0, 1000, undefined]),
  ofPodContext('seccompProfile', SECCOMP),
  ofPodContext('seLinuxOptions', SELINUX),
  ofPodContext('appArmorProfile', APP_ARMOR),
  ofPodContext('windowsOptions', [{ hostProcess: true }, { hostProcess: false }]),
  ({ spec }, pick) => { spec.securityContext.sysctls = [{ name: pick(SYSCTLS), value: '1' }]; },
  ({ spec }, pick) => { spec[pick(['hostPID', 'hostIPC'])] = pick([true, false]); },
  ({ spec }, pick) => { spec.hostUsers = pick([true, false]); },
  ({ spec }, pick) => { spec.os = { name: pick(['linux', 'windows']) }; },
  ({ spec }, pick) => { spec.volumes = [...spec.volumes ?? [], { name: `volume-${spec.volumes?.length ?? 0}`, ...pick(VOLUMES) }]; },
  ({ spec }, pick) => { spec.volumes = [...spec.volumes ?? [], { name: `volume-${spec.volumes?.length ?? 0}`, ...pick(VOLUMES) }]; },
  ofContainer((each, pick) => { each.ports = [{ containerPort: 9250, ...pick([{}, { hostPort: 9250 }, { hostPort: 0 }]) }]; }),
  ofContainer((each, pick) => { each[pick(['livenessProbe', 'readinessProbe', 'startupProbe'])] = pick(HANDLERS); }),
  ofContainer((each, pick) => { each.lifecycle = { [pick(['postStart', 'preStop'])]: pick(HANDLERS) }; }),
  ({ metadata }, pick) => { metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/flink-main-container': pick(['runtime/default', 'localhost/x', 'unconfined']) }; },
  // as pods have it that nobody hardened: runAsNonRoot for all, or for each
  ({ spec }, pick) => {
    const { runAsNonRoot, ...others } = spec.securityContext;
    spec.securityContext = others;
    for (const each of spec.containers) each.securityContext = { ...each.securityContext, runAsNonRoot: pick([runAsNonRoot, true, false, undefined]) };
  },
];
