import { FlinkVersion } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';

/** Garbage collectors. Guideline JVM-01. */
export enum GarbageCollector {
  /** G1, the default. */
  G1 = 'G1',
  /** ZGC: short pauses on large heaps. Requires Java 17. */
  ZGC = 'ZGC',
  /** Shenandoah: short pauses. Requires Java 17, in a build that includes it. */
  SHENANDOAH = 'SHENANDOAH',
}

/** JVM options of JobManager and TaskManagers. */
export interface JvmOptions {
  /**
   * The garbage collector. Set explicitly, since the JVM selects the serial collector in a container with less than two CPUs. Guideline JVM-01.
   * @default GarbageCollector.G1
   */
  readonly garbageCollector?: GarbageCollector;
  /**
   * The Java version of the image.
   * @default - that of Flink's official images: 11 for 1.x, 17 for 2.x
   */
  readonly javaVersion?: number;
  /**
   * The directory of heap dumps after an OutOfMemoryError; must be on a writable volume. Guideline JVM-02.
   * @default /opt/flink/log
   */
  readonly heapDumpPath?: string;
  /**
   * Whether to write garbage collection logs, in rotating files next to the logs. Guideline JVM-03.
   * @default false
   */
  readonly garbageCollectionLog?: boolean;
  /**
   * Additional JVM options of both components, after the generated ones (`env.java.opts.all`).
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
 * The Java version of the image: the configured one, or that of Flink's official image.
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
    settings.refuse('JVM-01', 'jvm.garbageCollector', collector, `this garbage collector requires Java 17 or newer, but ${props.javaVersion === undefined ? `Flink's image of ${settings.flinkVersion} has Java` : 'javaVersion is'} ${java}`,
      'Use an image with Java 17 and set jvm: { javaVersion: 17 }');
  }
  if (props.heapDumpPath !== undefined && !props.heapDumpPath.startsWith('/')) {
    settings.refuse('JVM-02', 'jvm.heapDumpPath', props.heapDumpPath, 'must be an absolute path', 'Write the mount path of a writable volume, such as "/opt/flink/log"');
  }
  (props.options ?? []).forEach((option, i) => {
    if (!option.startsWith('-') || /\s/.test(option)) {
      settings.refuse('JVM-02', `jvm.options[${i}]`, option, 'must be a single JVM option', 'Write each option as an element of its own, such as "-XX:MaxGCPauseMillis=100"');
    }
  });
}
