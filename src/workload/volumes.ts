import { Workload } from './workload';

/** A volume that at least one pod of a workload mounts. */
export interface MountedVolume {
  readonly mountPath: string;
  readonly volume: any;
}

/** All pod templates in a manifest. */
export function podTemplates(w: Workload): any[] {
  return ['podTemplate', 'jobManager.podTemplate', 'taskManager.podTemplate'].map((path) => w.field(path)).filter((template) => template !== undefined);
}

/** The containers of pod templates, including init containers. */
export function templateContainers(templates: readonly any[]): any[] {
  return templates.flatMap(({ spec }) => [...list(spec?.containers), ...list(spec?.initContainers)]);
}

/** The volume that contains a path: the one with the deepest mount path. Undefined if the path is in the container's own file system. */
export function volumeAt(w: Workload, path: string): MountedVolume | undefined {
  return mounts(w).filter(({ mountPath }) => isWithin(path, mountPath)).sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
}

/** Whether a path equals another one, or is below it. */
export function isWithin(path: string, parent: string): boolean {
  const [p, q] = [path, parent].map((each) => each.replace(/\/+$/, ''));
  return p === q || p.startsWith(`${q}/`);
}

function mounts(w: Workload): MountedVolume[] {
  return w._remember('mounts', () => {
    const templates = podTemplates(w);
    const volumes = new Map(templates.flatMap(({ spec }) => list(spec?.volumes)).map((volume: any) => [volume?.name, volume]));
    return templateContainers(templates).flatMap((container) => list(container?.volumeMounts))
      .filter((mount) => typeof mount?.mountPath === 'string')
      .map(({ name, mountPath }) => ({ mountPath, volume: volumes.get(name) ?? {} }));
  });
}

/** The elements of a value that should be a list. */
export function list(value: any): any[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === 'object' && element !== null) : [];
}

/** Whether a volume contains only a name, or sources that are null: Kubernetes creates an `emptyDir` for it. */
export function isWithoutSource(volume: any): boolean {
  return volume?.name !== undefined && Object.entries(volume).every(([key, source]) => key === 'name' || source === null);
}
