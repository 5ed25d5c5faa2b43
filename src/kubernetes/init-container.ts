/** The image that a job runs. */
export interface JobImage {
  readonly image: any;
  readonly imagePullPolicy?: any;
}

/** The largest file that one copies, a file system plugin, has about 100 MB; copying takes no memory to speak of. */
const RESOURCES = { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '256Mi' };

/** An init container of the job's own image that runs a script: no rights, and nowhere to write but on its volumes. */
export function initContainer({ image, imagePullPolicy }: JobImage, name: string, script: string, volumeMounts: readonly any[]): any {
  return {
    name,
    image,
    imagePullPolicy: imagePullPolicy ?? 'IfNotPresent',
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
