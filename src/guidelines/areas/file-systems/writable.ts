import { Finding, Severity } from '../../../configuration';
import { ComponentPod, componentPods, mountAt } from '../../../workload/pods';
import { isWithin, list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** Options of directories that Flink writes to. */
const WRITTEN = ['execution.checkpointing.dir', 'execution.checkpointing.savepoint-dir', 'high-availability.storageDir', 'state.backend.rocksdb.localdir', 'process.working-dir', 'io.tmp.dirs'];

/** Volumes whose files belong to root by default. */
const ROOTS = ['persistentVolumeClaim', 'ephemeral', 'csi', 'awsElasticBlockStore', 'gcePersistentDisk', 'azureDisk'];

/** Volumes that Flink's user must write to, and whose group is not set. */
export function unwritable(w: Workload): Finding[] {
  const found = componentPods(w).filter((pod) => volumes(w, pod).length > 0);
  if (found.length === 0) return [];
  const [pod] = found;
  const isBoth = found.some(({ component }) => component !== pod.component);
  const [{ mountPath }] = volumes(w, pod);
  return [{
    guideline: 'CKP-25',
    severity: Severity.WARNING,
    path: w.where(isBoth ? 'podTemplate' : `${pod.component}.podTemplate`),
    value: undefined,
    message: `fsGroup must be set: Flink writes to the volume at ${mountPath}, a new volume belongs to root in most storage classes, and user 9999 of Flink's images may not write to it`,
    fix: 'Write securityContext: {fsGroup: 9999} in the spec of the pod template',
  }];
}

function volumes(w: Workload, pod: ComponentPod): { readonly mountPath: string }[] {
  const { securityContext, initContainers } = pod.pod.spec ?? {};
  if (securityContext?.fsGroup !== undefined || { ...securityContext, ...pod.main.securityContext }.runAsUser === 0) return [];
  const directories = WRITTEN.flatMap((option) => (w.option(option) ?? '').split(/[,;:](?!\/\/)/)).map((uri) => uri.replace(/^file:(\/\/)?/i, '')).filter((path) => path.startsWith('/'));
  return directories.flatMap((path) => {
    const found = mountAt(pod, path);
    const isRoots = ROOTS.some((source) => (found?.volume?.[source] ?? undefined) !== undefined);
    // an init container that also mounts the volume may change its owner
    const isPrepared = list(initContainers).some((container) => list(container.volumeMounts).some((mount) => mount.name === found?.mount.name));
    return isRoots && !isPrepared && isWithin(path, found!.mount.mountPath) ? [{ mountPath: String(found!.mount.mountPath) }] : [];
  });
}
