import { Duration } from 'cdk8s';
import { JobSettings } from '../../configuration';
import { defaults } from '../defaults';

/** UPG: how a running job changes without losing its state. */
export const UPGRADES = [
  defaults('UPG-01', 'Upgrade with a savepoint', 'The new job starts exactly where the old one stopped. The operator\'s own default throws the state away.', {
    fields: { 'job.upgradeMode': 'savepoint', 'job.state': 'running' },
  }),
  defaults('UPG-02', 'Write savepoints to durable storage', 'The operator refuses savepoint upgrades without a directory for them.', {
    options: { 'execution.checkpointing.savepoint-dir': (s: JobSettings) => s.stateDirectory('savepoints') },
  }),
  defaults('UPG-08', 'Keep a history of savepoints', 'The operator removes its own savepoints after a day by default; a mistake may show later.', {
    options: {
      'kubernetes.operator.savepoint.history.max.age': Duration.days(7),
      'kubernetes.operator.savepoint.history.max.count': 10,
    },
  }),
  defaults('UPG-12', 'Refuse to start without a part of the state', 'State that no operator claims is lost for good once the job runs.', {
    fields: { 'job.allowNonRestoredState': false },
  }),
];
