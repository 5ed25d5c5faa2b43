import { closest, distance } from 'fastest-levenshtein';
import { Severity } from '../../configuration';
import { JobSettings } from '../../configuration/said/job-settings';
import { GARBAGE_COLLECTOR_FLAGS, GarbageCollector } from '../../pods/jvm';
import { LOG_DIRECTORY } from '../../pods/logging/props';
import { Workload } from '../../workload/workload';
import { table } from '../table';

/** Five files of 20 MB, in the unified logging of Java 9 and newer. */
const GARBAGE_COLLECTION_LOG = `-Xlog:gc*:file=${LOG_DIRECTORY}/gc.log:time,uptime,level,tags:filecount=5,filesize=20M`;

function javaOptions(settings: JobSettings): string {
  return [
    GARBAGE_COLLECTOR_FLAGS[settings.field('jvm.garbageCollector') as GarbageCollector],
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+HeapDumpOnOutOfMemoryError',
    `-XX:HeapDumpPath=${settings.field('jvm.heapDumpPath')}`,
    ...(settings.field('jvm.garbageCollectionLog') ? [GARBAGE_COLLECTION_LOG] : []),
    ...(settings.field('jvm.options') ?? []),
  ].join(' ');
}

/** The JVM options that the user set; those of this library are valid by construction. */
function written(w: Workload): string[] {
  return w._userKeys.filter((key) => key.startsWith('env.java.opts.'));
}

/** Garbage collectors of current and former HotSpot versions. */
const COLLECTORS = ['G1', 'Z', 'Shenandoah', 'Parallel', 'Serial', 'ParallelOld', 'ConcMarkSweep', 'ParNew', 'Epsilon'].map((name) => `Use${name}GC`);

function collectors(w: Workload, key: string): string[] {
  return [...w.effectiveOption(key).matchAll(/-XX:\+(Use\w*GC\w*)/g)].map(([, name]) => name);
}

/** A garbage collector that no JVM has. Other options that end in GC are not collectors, such as UseGCOverheadLimit. */
function misspelt(w: Workload, key: string): string | undefined {
  return collectors(w, key).find((name) => !COLLECTORS.includes(name) && COLLECTORS.some((known) => distance(name, known) <= 2));
}

/** JVM: options of the Java virtual machines. */
export const JVM = table([
  {
    id: 'JVM-01',
    title: 'Set the garbage collector explicitly',
    why: 'With less than two CPUs the JVM selects the serial collector, which pauses the process for a long time.',
    severity: Severity.ERROR,
    sources: ['options'],
    defaults: { fields: { 'jvm.garbageCollector': GarbageCollector.G1 } },
    props: ['jvm.garbageCollector'],
    rules: [
      {
        broken: (w) => w._javaVersion !== undefined && w._javaVersion < 17 ? written(w).map((key) => /-XX:\+UseZGC/.test(w.effectiveOption(key)) && key) : [],
        message: 'the Java version of the image has no ZGC; the JVM does not start',
        fix: 'Use an image with Java 17, or -XX:+UseG1GC',
      },
      {
        broken: (w) => written(w).map((key) => new Set(collectors(w, key).filter((name) => COLLECTORS.slice(0, 5).includes(name))).size > 1 && key),
        message: 'more than one garbage collector; the JVM does not start',
        fix: 'Keep one',
      },
      {
        broken: (w) => written(w).map((key) => misspelt(w, key) !== undefined && key),
        message: (w, key) => `unknown JVM flag -XX:+${misspelt(w, key)}: Flink makes the JVM ignore it silently`,
        fix: (w, key) => `Write -XX:+${closest(misspelt(w, key)!, COLLECTORS)}`,
      },
    ],
  },
  {
    id: 'JVM-02',
    title: 'Exit on OutOfMemoryError, with a heap dump',
    why: 'A process that ran out of memory otherwise neither works nor is replaced; the dump shows what filled the heap.',
    sources: ['options', 'memoryTrouble'],
    defaults: {
      fields: { 'jvm.heapDumpPath': LOG_DIRECTORY },
      options: { 'env.java.opts.all': javaOptions },
    },
    props: ['jvm.heapDumpPath', 'jvm.options'],
  },
  {
    id: 'JVM-03',
    title: 'Write a garbage collection log',
    why: 'Only this log shows afterwards whether a garbage collection pause or the network caused a problem.',
    sources: ['memoryTrouble'],
    props: ['jvm.garbageCollectionLog'],
  },
]);
