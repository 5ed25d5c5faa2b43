import { chmodSync, chownSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'pod.sh');
const MAIN = 'flink-main-container';

/** A rendered pod as processes of this machine: its volumes are folders, its containers mount namespaces. */
export class Pod {
  /**
   * @param spec the rendered pod's
   * @param place `{ host, home, folder, conf, bucket }`: where it runs, Flink, a folder for its volumes, the configuration, what stands for the storage
   */
  constructor(spec, place) {
    Object.assign(this, { spec, ...place });
    const { runAsUser, runAsGroup, fsGroup } = spec.securityContext;
    this.user = [runAsUser, runAsGroup].map(String);
    this.volumes = Object.fromEntries(spec.volumes.filter(({ emptyDir, ephemeral }) => emptyDir ?? ephemeral).map(({ name }) => {
      const volume = join(place.folder, 'volumes', name);
      mkdirSync(volume, { recursive: true });
      // as the kubelet does for fsGroup
      chownSync(volume, 0, fsGroup);
      chmodSync(volume, 0o2777);
      return [name, volume];
    }));
  }

  get main() {
    return this.spec.containers.find(({ name }) => name === MAIN);
  }

  get initContainers() {
    return this.spec.initContainers ?? [];
  }

  /** The folder that the main container has at a path. */
  volumeAt(path) {
    return this.volumes[this.main.volumeMounts.find(({ mountPath }) => mountPath === path).name];
  }

  /** Where a container may write: the paths of its volumes. */
  writable({ volumeMounts }) {
    return volumeMounts.filter(({ name, readOnly }) => this.volumes[name] && !readOnly).map(({ mountPath }) => mountPath).sort();
  }

  /** The command line that runs a command as a container. */
  inside(container, command) {
    const folder = join(this.folder, container.name);
    mkdirSync(join(folder, 'flink'), { recursive: true });
    // What the image has besides Flink's own files.
    cpSync(this.image, join(folder, 'flink'), { recursive: true });
    const mounts = container.volumeMounts.flatMap(({ name, mountPath, readOnly }) => {
      if (this.volumes[name]) return [`${this.volumes[name]}=${mountPath}${readOnly ? ':ro' : ''}`];
      return name === 'flink-config-volume' ? [`${this.conf}=${mountPath}:ro`] : [];
    });
    const root = container.securityContext.readOnlyRootFilesystem ? 'ro' : 'rw';
    // Last what hides our own folders: the cache may lie below a path of the pod, such as /tmp.
    const hides = (mount) => Number(`${this.folder}/`.startsWith(`${mount.replace(/^.*?=/, '').replace(/:ro$/, '')}/`));
    const ordered = [...mounts, `${this.bucket}=/mnt`].sort((one, other) => hides(one) - hides(other));
    return ['unshare', ['--mount', '--propagation', 'private', SCRIPT, this.home, folder, root, ...this.user, ...ordered, '--', ...command]];
  }

  /** Runs a container's command to its end. */
  run(container, command = [...container.command, ...container.args ?? []]) {
    return this.host.run(...this.inside(container, command));
  }

  /** Starts Flink's process in the main container. */
  start(command, options) {
    return this.host.start(...this.inside(this.main, command), options);
  }
}
