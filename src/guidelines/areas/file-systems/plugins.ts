import { PLUGIN_NAMES } from './schemes';
import { isOfficialImage } from '../../../kubernetes/image-name';
import { ComponentPod } from '../../../workload/pods';
import { isWithin, list } from '../../../workload/volumes';

/** The environment variable by which Flink's images enable plugins in their directory `opt`. */
export const BUILT_IN_PLUGINS = 'ENABLE_BUILT_IN_PLUGINS';

const PLUGINS = '/opt/flink/plugins';
/** The directory from which Flink loads libraries for all jobs. */
const LIBRARIES = ['/opt/flink/lib'];
/** Environment variables by which an image uses other directories. */
const ELSEWHERE = ['FLINK_PLUGINS_DIR', 'FLINK_LIB_DIR', 'FLINK_HOME', 'HADOOP_CLASSPATH', 'HADOOP_HOME'];

/** What is known about the plugins of a pod. */
export interface Installed {
  /** Plugins that are certainly installed. */
  readonly known: ReadonlySet<string>;
  /** Whether there may be other plugins, in the image or in a mounted volume. */
  readonly isOpen: boolean;
  /** Whether a mounted volume may contain other plugins, regardless of the image. */
  readonly isMounted: boolean;
}

/** The jars in the value of this variable: the image accepts ";" and white space as separators. */
export function namedJars(value: string): string[] {
  return value.split(/[;\s]+/).filter((jar) => jar !== '');
}

const JAR = /^flink-(.+?)-(\d+\.\d+(?:\.\d+)?(?:[-.].*)?)\.jar$/;

/** Plugin and version according to the name of a jar. */
export function pluginOfJar(jar: string): { readonly plugin: string; readonly version: string } | undefined {
  const [, plugin, version] = JAR.exec(jar) ?? [];
  return plugin === undefined ? undefined : { plugin, version };
}

/** The plugins of a pod. */
export function installed({ main }: ComponentPod): Installed {
  const variables = new Map<string, any>(list(main.env).map((variable) => [variable.name, variable]));
  const builtIn = variables.get(BUILT_IN_PLUGINS);
  const mounts = list(main.volumeMounts).map(({ mountPath }) => String(mountPath).replace(/(?<=.)\/+$/, ''));
  const folders = mounts.filter((path) => isWithin(path, PLUGINS));
  const named = folders.map((path) => PLUGIN_NAMES.find((plugin) => path.includes(plugin)));
  const linked = typeof builtIn?.value === 'string' ? namedJars(builtIn.value).map((jar) => pluginOfJar(jar)?.plugin ?? PLUGIN_NAMES.find((plugin) => jar.includes(plugin))) : [];
  const isMounted = named.includes(undefined)
    || mounts.some((path) => LIBRARIES.some((folder) => isWithin(path, folder) || isWithin(folder, path)))
    || builtIn?.valueFrom !== undefined || list(main.envFrom).length > 0 || main.lifecycle?.postStart !== undefined
    || ELSEWHERE.some((variable) => variables.has(variable));
  return {
    known: new Set([...named, ...linked].filter((plugin) => plugin !== undefined)),
    isMounted,
    isOpen: isMounted || !isOfficialImage(String(main.image)),
  };
}
