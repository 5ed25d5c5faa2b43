import { JobSettings } from '../configuration/said/job-settings';
import { ownInitContainer } from '../configuration/said/own-init-container';
import { MAIN_CONTAINER } from '../kubernetes/names';

/**
 * Switches a file system plugin on in both pods: an init container of the job's own image copies its jar from the image's
 * `opt` folder into an emptyDir that is mounted as that one plugin's folder.
 *
 * The image's own switch (`ENABLE_BUILT_IN_PLUGINS`) wants the patch version and a writable root; an emptyDir over the whole
 * plugin folder would hide the plugins that are on already, the Prometheus reporter among them.
 *
 * @param plugin the file system's name in Flink, such as `s3-fs-hadoop`
 */
export function installFileSystemPlugin(settings: JobSettings, plugin: string): void {
  const volume = `plugin-${plugin}`;
  const mount = { name: volume, mountPath: `/opt/flink/plugins/${plugin}` };
  settings.addToBothPods({
    spec: {
      // `cp` fails, and with it the pod, where the image does not hold the jar.
      initContainers: [ownInitContainer(settings, volume, `cp /opt/flink/opt/flink-${plugin}-*.jar ${mount.mountPath}/`, [mount])],
      containers: [{ name: MAIN_CONTAINER, volumeMounts: [mount] }],
      volumes: [{ name: volume, emptyDir: {} }],
    },
  });
}
