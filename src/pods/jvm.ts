import { FlinkVersion } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';

/** How the JVMs of a job collect garbage. Guideline JVM-01. */
export enum GarbageCollector {
  /** G1: the production default. */
  G1 = 'G1',
  /** ZGC: short pauses on large heaps. Java 17 or newer. */
  ZGC = 'ZGC',
  /** Shenandoah: short pauses. Java 17 or newer, in builds that have it. */
  SHENANDOAH = 'SHENANDOAH',
}

/** The JVMs of JobManager and TaskManagers. */
export interface JvmOptions {
  /**
   * Named explicitly, since the JVM picks the serial one in a container with less than two processors. Guideline JVM-01.
   * @default GarbageCollector.G1
   */
  readonly garbageCollector?: GarbageCollector;
  /**
   * The Java version of the image.
   * @default - that of Flink's own image: 11 for 1.x, 17 for 2.x
   */
  readonly javaVersion?: number;
  /**
   * The folder that a heap dump goes to when memory runs out; it must be on a writable volume. Guideline JVM-02.
   * @default /opt/flink/log
   */
  readonly heapDumpPath?: string;
  /**
   * Whether what the garbage collector does is recorded, in files of bounded size beside the logs. Guideline JVM-03.
   * @default false
   */
  readonly garbageCollectionLog?: boolean;
  /**
   * More JVM options for both components, after ours (`env.java.opts.all`).
   * @default - none
   */
  readonly options?: string[];
}

/** @internal */
export const GARBAGE_COLLECTOR_FLAGS: { readonly [collector in GarbageCollector]: string } = {
  [GarbageCollector.G1]: '-XX:+UseG1GC',
  [GarbageCollector.ZGC]: '-XX:+UseZGC',
  [GarbageCollector.SHENANDOAH]: '-XX:+UseShenandoahGC',
};

/**
 * The Java version of the image: what was said, or that of Flink's own image.
 * @internal
 */
export function javaVersion(settings: JobSettings): number {
  return settings.field('jvm.javaVersion') ?? (settings.flinkVersion.isAtLeast(FlinkVersion.V2_0) ? 17 : 11);
}

/** @internal */
export function bindJvm(settings: JobSettings, props: JvmOptions): void {
  for (const name of ['garbageCollector', 'javaVersion', 'heapDumpPath', 'garbageCollectionLog', 'options'] as const) {
    settings.setField(`jvm.${name}`, props[name], `jvm.${name}`);
  }
  const collector = props.garbageCollector ?? GarbageCollector.G1;
  const java = javaVersion(settings);
  if (collector !== GarbageCollector.G1 && java < 17) {
    settings.refuse('JVM-01', 'jvm.garbageCollector', collector, `needs Java 17 or newer; Flink's own image of ${settings.flinkVersion} has Java ${java}`,
      'Use an image with Java 17 and say so: jvm: { javaVersion: 17 }');
  }
  if (props.heapDumpPath !== undefined && !props.heapDumpPath.startsWith('/')) {
    settings.refuse('JVM-02', 'jvm.heapDumpPath', props.heapDumpPath, 'must be an absolute path', 'Write the mount path of a writable volume, such as "/opt/flink/log"');
  }
  (props.options ?? []).forEach((option, i) => {
    if (!option.startsWith('-') || /\s/.test(option)) {
      settings.refuse('JVM-02', `jvm.options[${i}]`, option, 'is not one JVM option', 'Write each option as an element of its own, such as "-XX:MaxGCPauseMillis=100"');
    }
  });
}
