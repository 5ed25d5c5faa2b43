import { table } from '../table';

/** DR: another region. */
export const DISASTER_RECOVERY = table([
  {
    id: 'DR-01',
    title: 'Keep a second cluster that can start from a copy of the savepoints',
    why: 'Flink has no regions. A suspended FlinkDeployment elsewhere is started from the last savepoint that arrived.',
    sources: ['savepoints', 'upgrades'],
    props: ['suspended', 'initialSavepointPath'],
    checklist: 'The manifest for the other region exists, and was started once',
  },
  {
    id: 'DR-02',
    title: 'Take savepoints as often as the other region may be behind',
    why: 'What came after the last one that arrived is gone with the region.',
    sources: ['upgrades'],
    props: ['savepoints'],
    alerts: ['FlinkSavepointStale'],
  },
  {
    id: 'DR-03',
    title: 'Count the time that the copy takes',
    why: 'Buckets are copied within minutes, not seconds; less needs the topics themselves to be copied.',
    sources: ['savepoints'],
    checklist: 'The promised loss is larger than savepoint interval and copying time together',
  },
  {
    id: 'DR-04',
    title: 'Move between clusters with a savepoint',
    why: 'It holds all that a job needs, and says where the sources stand.',
    sources: ['savepoints'],
    props: ['initialSavepointPath'],
  },
]);
