import { JobSettings } from '../../configuration';
import { defaults } from '../defaults';

export const highAvailabilityIsOn = (s: JobSettings) => !['', 'none'].includes((s.option('high-availability.type') ?? '').toLowerCase());

/** HA: who takes over when a JobManager is lost. */
export const HIGH_AVAILABILITY = [
  defaults('HA-01', 'Turn high availability on', 'Without it a lost JobManager takes with it the knowledge of where the last checkpoint is.', {
    options: { 'high-availability.type': 'kubernetes' },
  }),
  defaults('HA-02', 'Keep high-availability data in durable storage', 'ConfigMaps hold only pointers; what they point to must outlive every pod.', {
    options: { 'high-availability.storageDir': (s: JobSettings) => s.stateDirectory('ha') },
    when: highAvailabilityIsOn,
  }),
  defaults('HA-04', 'Run one JobManager, and standbys where seconds count', 'With high availability a lost JobManager is started again by Kubernetes. A standby only saves the time of that start.', {
    fields: { 'jobManager.replicas': 1 },
  }),
];
