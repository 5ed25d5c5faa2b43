import { JobSettings } from '../configuration/said/job-settings';

/** The setting with the UID and GID that own Flink's files in the image. */
export const RUN_AS_USER = 'runAsUser';

const HIGHEST = 2 ** 31 - 1;

export function bindUser(settings: JobSettings, id: number): void {
  if (Number.isInteger(id) && id >= 1 && id <= HIGHEST) settings.setField(RUN_AS_USER, id, RUN_AS_USER);
  else settings.refuse('SEC-06', RUN_AS_USER, id, `must be the number of a user that is not root, from 1 to ${HIGHEST}`, 'Write the number that owns /opt/flink in the image, or leave it out: 9999');
}
