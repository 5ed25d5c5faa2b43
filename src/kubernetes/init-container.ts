/** The image of a job. */
export interface JobImage {
  readonly image: any;
  readonly imagePullPolicy?: any;
}

/** The largest file that is copied, a file system plugin, has about 100 MB; copying needs little memory. */
const RESOURCES = { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '256Mi' };

/** An init container with the job's own image that runs a script, without privileges and with write access only to its volumes. */
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
