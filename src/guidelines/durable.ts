import { ComponentField, COMPONENT_FIELDS } from '../kubernetes/component';
import { accessModes } from '../workload/claims';
import { componentPods, mountAt, namedNode } from '../workload/pods';
import { isWithoutSource, volumeAt } from '../workload/volumes';
import { Workload } from '../workload/workload';

/** Volumes that are deleted with the pod, or that remain on its node. */
const PASSING = ['emptyDir', 'hostPath', 'ephemeral', 'configMap', 'secret', 'downwardAPI', 'projected'];

/**
 * Why a directory does not outlive its pod; undefined if it does, or if this is unknown.
 *
 * @param writers the components whose pods write there
 */
export function whyNotDurable(w: Workload, uri: string | undefined, writers: readonly ComponentField[] = COMPONENT_FIELDS): string | undefined {
  if (uri === undefined || uri === '') return undefined;
  const [, scheme, rest] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/i.exec(uri) ?? [];
  if (/^https?$/i.test(scheme ?? '')) return 'Flink has no file system that writes to a web address';
  // Without a scheme, Flink uses the default scheme, which may be set.
  if (scheme === undefined && w.option('fs.default-scheme') !== undefined) return undefined;
  if (scheme !== undefined && scheme.toLowerCase() !== 'file') return undefined;
  // a session job writes from the pods of its cluster, which are unknown if the cluster is not among the manifests
  const pods = w._holds.cluster ? w : w._cluster;
  return pods && whyNotKept(pods, rest.replace(/^\/\/+/, '/'), writers);
}

/** Why a directory in a pod does not outlive it. */
function whyNotKept(w: Workload, path: string, writers: readonly ComponentField[]): string | undefined {
  const mounted = volumeAt(w, path);
  if (!mounted) return 'the directory is in the file system of the container, and lost with the pod';
  if (isWithoutSource(mounted.volume)) return `the directory is on ${mounted.mountPath}, a volume without a source, of which Kubernetes makes an emptyDir: it is lost with the pod`;
  const kind = PASSING.find((passing) => (mounted.volume[passing] ?? undefined) !== undefined);
  if (kind === 'hostPath' && nodeOf(w) !== undefined) return undefined;
  const readOnly = componentPods(w).find((pod) => isReadOnly(w, mountAt(pod, path)));
  if (kind === undefined && readOnly) {
    const who = readOnly.component === 'jobManager' ? 'JobManager mounts' : 'TaskManagers mount';
    return `the directory is on ${mounted.mountPath}, which the ${who} read-only: nothing can be written there`;
  }
  if (kind === 'hostPath') return `the directory is on ${mounted.mountPath}, a hostPath volume: a pod that starts on another node does not find it`;
  return kind === undefined ? notSharedByAll(w, path, mounted.mountPath, writers) : `the directory is on ${mounted.mountPath}, ${kind === 'emptyDir' ? 'an emptyDir' : `a volume of kind ${kind}`}: it is lost with the pod`;
}

/** The only node whose disk contains a directory; undefined if it is elsewhere, or if pods may run on several nodes. */
export function onlyNodeWith(w: Workload, uri: string | undefined): string | undefined {
  const path = /^(?:file:)?(?:\/\/(?=\/))?(\/.*)$/i.exec(uri ?? '')?.[1];
  return path !== undefined && volumeAt(w, path)?.volume.hostPath !== undefined ? nodeOf(w) : undefined;
}

/** The node to which all pods are pinned. */
function nodeOf(w: Workload): string | undefined {
  const nodes = new Set(componentPods(w).map(namedNode));
  const [node] = nodes;
  return nodes.size === 1 && typeof node === 'string' ? node : undefined;
}

function isReadOnly(w: Workload, found: ReturnType<typeof mountAt>): boolean {
  const claim = found?.volume?.persistentVolumeClaim;
  const modes = accessModes(w, claim?.claimName);
  return found?.mount.readOnly === true || claim?.readOnly === true || (modes.length > 0 && modes.every((mode) => mode === 'ReadOnlyMany'));
}

const NAMES = { jobManager: 'JobManager', taskManager: 'TaskManagers' } as const;

/** JobManager and TaskManagers write and read the same files: if one of them does not mount the volume, it uses a different directory. */
function notSharedByAll(w: Workload, path: string, mountPath: string, writers: readonly ComponentField[]): string | undefined {
  const without = new Set(componentPods(w).filter((pod) => !mountAt(pod, path)).map(({ component }) => component));
  const [component, ...more] = without;
  if (component === undefined || more.length > 0 || !writers.includes(component)) return undefined;
  const other = component === 'jobManager' ? NAMES.taskManager : NAMES.jobManager;
  return `the directory is on ${mountPath}, a volume that only the ${other} mount${component === 'jobManager' ? '' : 's'}: the ${NAMES[component]} ${component === 'jobManager' ? 'writes' : 'write'} to the container's own file system`;
}

export const DURABLE_FIX = 'Write it to an object store or HDFS, or to a ReadWriteMany PersistentVolumeClaim that all pods mount';

/** The fix for a directory that is not set. */
export function unsetDirectoryFix(w: Workload): string {
  return `Set ${w._isFromProgram ? 'storage, or the option,' : 'it'} to a directory in durable storage, such as s3://<bucket>/<job>`;
}
