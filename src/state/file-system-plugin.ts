import { JobSettings } from '../configuration/said/job-settings';
import { ownInitContainer } from '../configuration/said/own-init-container';
import { MAIN_CONTAINER } from '../kubernetes/names';

/**
 * Enables a file system plugin in both pods: an init container with the job's own image copies its jar from the image's `opt` directory to an
 * `emptyDir` volume, which is mounted as the directory of this plugin.
 *
 * The image's own mechanism (`ENABLE_BUILT_IN_PLUGINS`) needs the patch version and a writable root file system; an `emptyDir` over the whole plugin
 * directory would hide the plugins that are already enabled, such as the Prometheus reporter.
 *
 * @param plugin the file system's name in Flink, such as `s3-fs-hadoop`
 */
export function installFileSystemPlugin(settings: JobSettings, plugin: string): void {
  const volume = `plugin-${plugin}`;
  const mount = { name: volume, mountPath: `/opt/flink/plugins/${plugin}` };
  settings.addToBothPods({
    spec: {
      // If the image does not contain the jar, `cp` fails, and so does the pod.
      initContainers: [ownInitContainer(settings, volume, `cp /opt/flink/opt/flink-${plugin}-*.jar ${mount.mountPath}/`, [mount])],
      containers: [{ name: MAIN_CONTAINER, volumeMounts: [mount] }],
      volumes: [{ name: volume, emptyDir: {} }],
    },
  });
}
