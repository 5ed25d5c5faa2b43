import { JobSettings } from './job-settings';
import { initContainer } from '../../kubernetes/init-container';

/** An init container of the job's own image that runs a script. A later change of the image changes it, too. */
export function ownInitContainer(settings: JobSettings, name: string, script: string, volumeMounts: readonly any[]): any {
  settings.notes.imageFollowers.add(name);
  return initContainer({ image: settings.field('image'), imagePullPolicy: settings.field('imagePullPolicy') }, name, script, volumeMounts);
}
