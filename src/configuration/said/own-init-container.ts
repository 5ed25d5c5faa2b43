import { JobSettings } from './job-settings';
import { initContainer } from '../../kubernetes/init-container';

/** An init container with the job's own image that runs a script. It follows later changes of the image. */
export function ownInitContainer(settings: JobSettings, name: string, script: string, volumeMounts: readonly any[]): any {
  settings.notes.imageFollowers.add(name);
  return initContainer({ image: settings.field('image'), imagePullPolicy: settings.field('imagePullPolicy') }, name, script, volumeMounts);
}
