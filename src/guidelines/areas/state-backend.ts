import { FlinkComponent, JobSettings } from '../../configuration';
import { localVolumeFragment, LOCAL_STATE_VOLUME } from '../../state/local-volume';
import { FORST_DIRECTORY, ROCKSDB_DIRECTORY } from '../../state/state-backend';
import { defaults } from '../defaults';

const backendIs = (...types: string[]) => (s: JobSettings) => types.includes(s.option('state.backend.type') ?? '');
const rocksDb = backendIs('rocksdb');

/** The volume of a state backend's working files, unless the user gave one. */
function ownVolume(directory: string) {
  return (settings: JobSettings, component: FlinkComponent) => {
    if (component !== FlinkComponent.TASK_MANAGER) return undefined;
    const given = settings._podFragments(component).some((f) => f.spec?.volumes?.some((v: any) => v.name === LOCAL_STATE_VOLUME));
    return given ? undefined : localVolumeFragment(directory, { emptyDir: { sizeLimit: settings.field('taskManager.resource.ephemeralStorage') } });
  };
}

/** STB: where a running job keeps its state. */
export const STATE_BACKEND = [
  defaults('STB-02', 'Keep state in RocksDB', 'State on disk may grow past memory without the job failing.', {
    options: { 'state.backend.type': 'rocksdb' },
  }),
  defaults('STB-04', 'Give managed memory back to the heap when state lives on the heap', 'The HashMap state backend uses no managed memory; what is reserved for it is lost.', {
    options: { 'taskmanager.memory.managed.fraction': '0.0' },
    when: backendIs('hashmap'),
  }),
  defaults('STB-06', 'Checkpoint incrementally', 'Only files that are new since the last checkpoint are uploaded.', {
    options: { 'execution.checkpointing.incremental': true },
    when: backendIs('rocksdb', 'forst'),
  }),
  defaults('STB-07', 'Give RocksDB a disk of its own', 'Its files then neither fill the root file system nor hide among temporary files, and their size has a limit.', {
    options: { 'state.backend.rocksdb.localdir': ROCKSDB_DIRECTORY },
    pods: ownVolume(ROCKSDB_DIRECTORY),
    when: rocksDb,
  }),
  defaults('STB-05', 'Give ForSt a disk to cache on', 'State lives in the durable storage; what is read often should not come from there each time.', {
    options: { 'state.backend.forst.local-dir': FORST_DIRECTORY },
    pods: ownVolume(FORST_DIRECTORY),
    when: backendIs('forst'),
  }),
  defaults('STB-08', 'Let Flink bound the memory of RocksDB', 'From managed memory it gets a fixed share per slot, so that the container\'s limit holds.', {
    options: { 'state.backend.rocksdb.memory.managed': true },
    when: rocksDb,
  }),
  defaults('STB-13', 'Watch RocksDB', 'Its own figures are off by default. These few show size, compactions, cache and stalls at little cost.', {
    options: Object.fromEntries([
      ...['actual-delayed-write-rate', 'block-cache-usage', 'estimate-live-data-size', 'num-running-compactions'],
      // otherwise the name of the state becomes a part of each metric's name
      'column-family-as-variable',
    ].map((metric) => [`state.backend.rocksdb.metrics.${metric}`, true])),
    when: rocksDb,
  }),
];
