import { JobSettings } from './job-settings';

/** The largest file that one copies, a file system plugin, has about 100 MB; copying takes no memory to speak of. */
const RESOURCES = { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '256Mi' };

/** An init container of the job's own image that runs a script: no rights, and nowhere to write but on its volumes. */
export function initContainer(settings: JobSettings, name: string, script: string, volumeMounts: readonly any[]): any {
  return {
    name,
    image: settings.field('image'),
    imagePullPolicy: settings.field('imagePullPolicy') ?? 'IfNotPresent',
    command: ['sh', '-c', script],
    resources: { limits: RESOURCES, requests: RESOURCES },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts,
  };
}
