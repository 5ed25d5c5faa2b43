import { JobSettings } from '../../configuration';
import { GARBAGE_COLLECTOR_FLAGS, GarbageCollector } from '../../pods/jvm';
import { LOG_DIRECTORY } from '../../pods/logging';
import { defaults } from '../defaults';

function javaOptions(settings: JobSettings): string {
  return [
    GARBAGE_COLLECTOR_FLAGS[settings.field('jvm.garbageCollector') as GarbageCollector],
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+HeapDumpOnOutOfMemoryError',
    `-XX:HeapDumpPath=${settings.field('jvm.heapDumpPath')}`,
    ...(settings.field('jvm.options') ?? []),
  ].join(' ');
}

/** JVM: the virtual machines that Flink runs in. */
export const JVM = [
  defaults('JVM-01', 'Name the garbage collector', 'With less than two processors the JVM would choose the serial one, which stops everything for long.', {
    fields: { 'jvm.garbageCollector': GarbageCollector.G1 },
  }),
  defaults('JVM-02', 'End a process that is out of memory, with a dump', 'Half dead it would neither work nor be replaced; the dump shows what filled the heap.', {
    fields: { 'jvm.heapDumpPath': LOG_DIRECTORY },
    options: { 'env.java.opts.all': javaOptions },
  }),
];
