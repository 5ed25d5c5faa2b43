import { PLUGIN_NAMES } from './schemes';
import { isOfficialImage } from '../../../kubernetes/image-name';
import { ComponentPod } from '../../../workload/pods';
import { isWithin, list } from '../../../workload/volumes';

/** The variable by which Flink's images link plugins of their folder `opt`. */
export const BUILT_IN_PLUGINS = 'ENABLE_BUILT_IN_PLUGINS';

const PLUGINS = '/opt/flink/plugins';
/** From there Flink loads what is for all. */
const LIBRARIES = ['/opt/flink/lib'];
/** Variables by which an image finds more than its own folders. */
const ELSEWHERE = ['FLINK_PLUGINS_DIR', 'FLINK_LIB_DIR', 'FLINK_HOME', 'HADOOP_CLASSPATH', 'HADOOP_HOME'];

/** What is known of a pod's plugins. */
export interface Installed {
  /** Those that are certainly there. */
  readonly known: ReadonlySet<string>;
  /** Whether there may be others, in the image or in what is mounted. */
  readonly isOpen: boolean;
  /** Whether what is mounted may bring others, whatever the image has. */
  readonly isMounted: boolean;
}

/** The jars that a value of the variable names: the image takes ";" and white space between them. */
export function namedJars(value: string): string[] {
  return value.split(/[;\s]+/).filter((jar) => jar !== '');
}

const JAR = /^flink-(.+?)-(\d+\.\d+(?:\.\d+)?(?:[-.].*)?)\.jar$/;

/** Plugin and version that a jar's name tells. */
export function pluginOfJar(jar: string): { readonly plugin: string; readonly version: string } | undefined {
  const [, plugin, version] = JAR.exec(jar) ?? [];
  return plugin === undefined ? undefined : { plugin, version };
}

/** What a pod has of plugins. */
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
