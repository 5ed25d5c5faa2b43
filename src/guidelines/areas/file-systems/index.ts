import { whyRefused } from './buckets';
import { credentials } from './credentials';
import { hasOwnEndpoint, pathStyle, region } from './endpoint';
import { remoteWorkingDirectories } from './local';
import { hasPlaceholder, Location, locationsOf } from './locations';
import { BUILT_IN_PLUGINS, installed, namedJars, pluginOfJar } from './plugins';
import { fileSystemOf, isOthers, meantScheme, PLUGIN_NAMES } from './schemes';
import { unwritable } from './writable';
import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { flinkReleaseOf, isOfficialImage, parseImage } from '../../../kubernetes/image-name';
import { ComponentPod, componentPods } from '../../../workload/pods';
import { ComponentTemplate, containersOf, elements } from '../../../workload/templates';
import { Workload } from '../../../workload/workload';
import { isMain, Problem, templateFindings } from '../architecture/template-problem';

const ID = 'CKP-25';

/** CKP-25: whether Flink has the file systems of the directories that a job uses. */
export function fileSystems(w: Workload): Finding[] {
  const ofLocations = locationsOf(w).flatMap((location) => ofLocation(w, location));
  // the directories of a program belong to one storage
  const isFirst = ({ message }: Finding, i: number) => ofLocations.findIndex((other) => other.message === message) === i;
  const places = w._isFromProgram ? ofLocations.filter(isFirst) : ofLocations;
  return [
    ...places, ...remoteWorkingDirectories(w),
    ...templateFindings(w, ID, [builtInPlugins]), ...credentials(w), ...pathStyle(w), ...region(w), ...unwritable(w),
  ];
}

function ofLocation(w: Workload, location: Location): Finding[] {
  const { at, uri, scheme, writtenScheme } = location;
  const place = { guideline: ID, path: w.where(at), value: describe(uri) };
  const finding: ToFinding = (severity, message, fix) => [{ ...place, severity, message, fix }];
  const fileSystem = fileSystemOf(scheme);
  if (!fileSystem) return unknownScheme(w, location, finding);
  // Flink compares schemes case-sensitively
  if (scheme !== writtenScheme) return finding(Severity.ERROR, `no file system of Flink serves ${writtenScheme}://: ${NOT_FOUND}`, `Write ${scheme}${uri.slice(scheme.length)}`);
  const refusal = whyRefused(location, hasOwnEndpoint(w));
  if (refusal) {
    return finding(refusal.isUsual ? Severity.WARNING : Severity.ERROR, `${refusal.reason}${refusal.reason.includes('the store refuses') ? '' : ': nothing can be read or written there'}`, refusal.fix);
  }
  return missingPlugin(w, location, finding);
}

const NOT_FOUND = 'Flink ends with an UnsupportedFileSystemSchemeException as soon as it needs it';

type ToFinding = (severity: Severity, message: string, fix: string) => Finding[];

function unknownScheme(w: Workload, { scheme, uri }: Location, finding: ToFinding): Finding[] {
  const meant = meantScheme(scheme);
  const rest = uri.slice(scheme.length);
  if (meant === 'file') return finding(Severity.ERROR, `no file system of Flink serves ${scheme}://: ${NOT_FOUND}`, 'Mount the volume in both pods, and write file:///<its path>');
  if (meant !== undefined) {
    const endpoint = meant === 's3' && !hasOwnEndpoint(w) ? ', and the store\'s address as s3.endpoint' : '';
    const instead = meant === 'abfss' ? 'abfss://<container>@<account>.dfs.core.windows.net/<path>' : `${meant}${rest}`;
    return finding(Severity.ERROR, `no file system of Flink serves ${scheme}://: ${NOT_FOUND}`, `Write ${instead}${endpoint}`);
  }
  const pods = podsOf(w);
  const isClosed = pods.length > 0 && pods.every((pod) => !installed(pod).isOpen);
  if (isOthers(scheme) && !isClosed) return [];
  return finding(isClosed ? Severity.ERROR : Severity.WARNING, `no file system of Flink serves ${scheme}://, ${isClosed ? 'and the image is Flink\'s own' : 'and few others do'}: ${NOT_FOUND}`,
    'Use s3://, gs://, abfss://, oss:// or hdfs://, or bring the file system in /opt/flink/plugins of the image');
}

/** The pods that use the file systems: for a session job those of its cluster. */
function podsOf(w: Workload): readonly ComponentPod[] {
  return componentPods(w._cluster ?? w);
}

function missingPlugin(w: Workload, { scheme, isJobManagers }: Location, finding: ToFinding): Finding[] {
  const { plugins, isHadoop } = fileSystemOf(scheme)!;
  const served = plugins(w.flinkVersion);
  if (served.length === 0 && !isHadoop) return [];
  const lacking = podsOf(w).filter((pod) => (!isJobManagers || pod.component === 'jobManager') && lacks(pod, served, scheme));
  if (lacking.length === 0) return [];
  const [pod] = lacking;
  const components = new Set(lacking.map(({ component }) => component));
  const where = isJobManagers || components.size === 1 ? `the ${components.has('jobManager') ? 'JobManager' : 'TaskManager'}'s pods` : 'the pods';
  const { known, isOpen } = installed(pod);
  if (isHadoop) return finding(Severity.ERROR, `the file system is not found: Flink's own image in ${where} does not have Hadoop's classes`, 'Use an image with Hadoop on the classpath (HADOOP_CLASSPATH)');
  const others = [...known].filter((plugin) => PLUGIN_NAMES.includes(plugin));
  if (others.length > 0 && /^s3/.test(scheme)) {
    const other = others.find((plugin) => plugin.startsWith('s3-')) ?? others[0];
    return finding(isOpen ? Severity.WARNING : Severity.ERROR, `${scheme}:// is served by flink-${served.join(' or flink-')}, and ${where} have flink-${others.join(' and flink-')} alone`,
      other.startsWith('s3-') && scheme !== 's3' ? `Begin it with s3://, which flink-${other} serves` : remedy(pod, served[0]));
  }
  return finding(Severity.ERROR, `no plugin serves ${scheme}:// in ${where}: the image has flink-${served.join(' and flink-')} in /opt/flink/opt, from where Flink loads nothing, and the job does not start`,
    remedy(pod, served[0]));
}

/**
 * Whether no plugin of a pod supports a scheme: certain for Flink's official images; for the S3 schemes also very likely if another S3 plugin is
 * enabled.
 */
function lacks(pod: ComponentPod, served: readonly string[], scheme: string): boolean {
  const { known, isOpen, isMounted } = installed(pod);
  if (served.some((plugin) => known.has(plugin))) return false;
  return !isOpen || (!isMounted && /^s3/.test(scheme) && [...known].some((plugin) => plugin.startsWith('s3-')));
}

/** How to install a plugin: with the image's own variable, if its file system is writable. */
function remedy({ pod, main }: ComponentPod, plugin: string): string {
  const patch = flinkReleaseOf(String(main.image))?.patch ?? '<version of the image>';
  const isReadOnly = { ...pod.spec?.securityContext, ...main.securityContext }.readOnlyRootFilesystem === true;
  return isReadOnly ? `Copy /opt/flink/opt/flink-${plugin}-${patch}.jar into an emptyDir at /opt/flink/plugins/${plugin}, with an init container of the same image`
    : `Add to the env of flink-main-container: {name: ${BUILT_IN_PLUGINS}, value: flink-${plugin}-${patch}.jar}`;
}

/** Jars in the image's directory `opt`, besides file systems. */
const OTHER_JARS = ['queryable-state-runtime', 'cep-scala', 'python', 'sql-client', 'sql-gateway', 'state-processor-api', 'table-planner_2.12', 'gelly', 'gelly-scala', 'shaded-netty-tcnative-dynamic', 'shaded-netty-tcnative-static'];

/** The value of the image's variable for plugins. */
function builtInPlugins(template: ComponentTemplate, w: Workload): Problem[] {
  const mains = containersOf(template).filter(isMain);
  return mains.flatMap(({ steps, container }) => elements(container.env).flatMap(([i, { name, value }]): Problem[] => {
    if (name !== BUILT_IN_PLUGINS || typeof value !== 'string' || hasPlaceholder(value)) return [];
    const found = wrongJar(value, String(w.field('image') ?? ''), w.flinkVersion.minor);
    return found ? [{ ...found, steps: [...steps, 'env', i, 'value'], value, message: (pods) => found.text.replace('%', pods) }] : [];
  }));
}

interface WrongJar {
  readonly text: string;
  readonly fix: string;
  readonly severity?: Severity;
}

function wrongJar(value: string, image: string, minor: string): WrongJar | undefined {
  const isTold = isOfficialImage(image) || parseImage(image)?.repository.split('/').at(-1) === 'flink';
  const { patch, minor: told } = (isTold ? flinkReleaseOf(image) : undefined) ?? { patch: undefined, minor: undefined };
  const ends = 'the container ends at its start in %';
  for (const jar of namedJars(value)) {
    const separator = /[,|:]/.exec(jar)?.[0];
    if (separator !== undefined && jar.split(separator).every((each) => /\.jar$|^$/.test(each))) {
      return { text: `${BUILT_IN_PLUGINS} must separate jars by ";", not by "${separator}": the image looks for one file of this name, and ${ends}`, fix: `Write "${value.split(/[\s;,|:]+/).filter((each) => each !== '').join(';')}"` };
    }
    const meant = fixedJar(jar, patch ?? (/\d+\.\d+\.\d+/.exec(jar)?.[0] ?? '<version of the image>'));
    if (/[*?[]/.test(jar) || jar.includes('/') || !jar.endsWith('.jar')) {
      return { text: `${BUILT_IN_PLUGINS} must list names of files in /opt/flink/opt, and "${jar}" is not one: ${ends}`, fix: `Write "${value.replace(jar, meant)}"` };
    }
    const parsed = pluginOfJar(jar);
    if (isOfficialImage(image) && (!parsed || ![...PLUGIN_NAMES, ...OTHER_JARS].includes(parsed.plugin))) {
      const isReporter = /metrics-|external-resource/.test(jar);
      return { text: `${BUILT_IN_PLUGINS} lists ${jar}, but /opt/flink/opt does not contain it${isReporter ? ', as it is among the image\'s plugins already' : ''}: ${ends}`, fix: isReporter ? 'Remove it' : `Name one of ${PLUGIN_NAMES.map((each) => `flink-${each}`).join(', ')}, with version and .jar` };
    }
    if (!parsed) continue;
    const { version } = parsed;
    if (patch !== undefined && version !== patch) {
      return { text: `${BUILT_IN_PLUGINS} lists ${jar}, and the image ${image} has version ${patch}: the file does not exist, and ${ends}`, fix: `Write "${value.replaceAll(version, patch)}"` };
    }
    const own = told ?? (minor === '' ? undefined : minor);
    if (own !== undefined && version !== own && !version.startsWith(`${own}.`)) {
      return { severity: isTold ? Severity.ERROR : Severity.WARNING, text: `${BUILT_IN_PLUGINS} lists ${jar}, and the image has Flink ${own}: the file does not exist, and ${ends}`, fix: `Write the version of the image, such as "${value.replaceAll(version, `${own}.1`)}"` };
    }
    if (told !== undefined && patch === undefined && isOfficialImage(image)) {
      return { severity: Severity.WARNING, text: `${BUILT_IN_PLUGINS} lists ${jar}, and the tag of ${image} moves to each new patch release: then the file does not exist, and ${ends}`, fix: `Pin the image: ${image.replace(`:${told}`, `:${version}`)}` };
    }
  }
  return undefined;
}

/** The file that was probably meant. */
function fixedJar(jar: string, version: string): string {
  const plugin = PLUGIN_NAMES.find((each) => jar.includes(each)) ?? 's3-fs-hadoop';
  return `flink-${plugin}-${version}.jar`;
}
