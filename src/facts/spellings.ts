import * as keys from './option-keys';
import { Reader, word } from './reader';

/** Other spellings that Flink accepts, by option: the names of its own classes, and former names. The values are the usual spellings. */
const SPELLINGS: { readonly [option: string]: { readonly [spelling: string]: string } } = {
  [keys.HIGH_AVAILABILITY]: {
    'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory': 'kubernetes',
  },
  [keys.STATE_BACKEND]: {
    // the names of the heap backend in 1.12 and older, by the location of its checkpoints
    'jobmanager': 'hashmap',
    'filesystem': 'hashmap',
    'org.apache.flink.runtime.state.memory.MemoryStateBackendFactory': 'hashmap',
    'org.apache.flink.runtime.state.filesystem.FsStateBackendFactory': 'hashmap',
    'org.apache.flink.runtime.state.hashmap.HashMapStateBackendFactory': 'hashmap',
    'org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory': 'rocksdb',
    'org.apache.flink.contrib.streaming.state.RocksDBStateBackendFactory': 'rocksdb',
    'org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory': 'rocksdb',
    'org.apache.flink.state.forst.ForStStateBackendFactory': 'forst',
  },
  [keys.RESTART_STRATEGY]: {
    off: 'none',
    disable: 'none',
    fixeddelay: 'fixed-delay',
    failurerate: 'failure-rate',
    exponentialdelay: 'exponential-delay',
  },
};

/** The effective value of an option with a fixed set of words, in its usual spelling; the name of a class that is not part of Flink is kept. */
export function usual(job: Reader, option: string): string {
  const said = word(job, option);
  const known = SPELLINGS[option] ?? {};
  return Object.hasOwn(known, said) ? known[said] : said;
}
