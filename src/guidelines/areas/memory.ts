import { Size } from 'cdk8s';
import { defaults } from '../defaults';

/** MEM: how a process divides its memory. */
export const MEMORY = [
  defaults('MEM-02', 'Give RocksDB two fifths of Flink\'s memory', 'Its caches and write buffers live there; less means more reads from disk.', {
    options: { 'taskmanager.memory.managed.fraction': '0.4' },
    when: (s) => ['rocksdb', 'forst'].includes(s.option('state.backend.type') ?? ''),
  }),
  defaults('MEM-04', 'Give the network a tenth of Flink\'s memory', 'Enough for most jobs; a job that runs out of buffers says so when it starts.', {
    options: { 'taskmanager.memory.network.fraction': '0.1' },
  }),
  defaults('MEM-05', 'Bound the metaspace', 'One application in a process needs no more. Without a bound leaked classes would fill the container.', {
    options: { 'taskmanager.memory.jvm-metaspace.size': Size.mebibytes(256) },
  }),
  defaults('MEM-11', 'Start from a size that holds Flink itself', 'Smaller processes leave next to nothing for the job once Flink has taken its own.', {
    fields: {
      'jobManager.resource.cpu': 1,
      'jobManager.resource.memory': '2048m',
      'taskManager.resource.cpu': 2,
      'taskManager.resource.memory': '4096m',
    },
  }),
];
