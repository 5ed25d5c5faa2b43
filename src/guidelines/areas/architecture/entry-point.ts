import { Finding, OperatorVersion, Severity } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { FlinkVersion } from '../../../configuration/options/flink-version';
import { isSqlDriver, isStandalone, SQL_DRIVER } from '../../../facts';
import { isOfficialImage } from '../../../kubernetes/image-name';
import { componentPods, mountAt } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const JAR = 'job.jarURI';
const CLASS = 'job.entryClass';
const ARGS = 'job.args';

/** What starts the job: the class, the jar that has it, and what it is told. */
export function entryPoint(w: Workload): Finding[] {
  if (!w._holds.cluster || w.field('job') === undefined) return [];
  return [...entryClass(w), ...withoutPython(w), ...jar(w), ...optionsAmongArguments(w)];
}

const PYTHON = 'org.apache.flink.client.python.PythonDriver';

/** Classes of Flink that have a `main` and are no job: those of its processes, its clients and its servers. */
const NO_JOBS: readonly { readonly pattern: RegExp; readonly what: string; readonly fix: string }[] = [
  { pattern: /^org\.apache\.flink\.client\.python\.(?!PythonDriver$)/, what: 'serves a Python process that calls it, and runs no job', fix: `Write ${PYTHON}, with the arguments -py and the path of the script` },
  { pattern: /^org\.apache\.flink\.table\.(client|gateway)\./, what: 'is a client or a server for statements, and runs no job', fix: `Write ${SQL_DRIVER}, which Flink has from 2.0 on` },
  { pattern: /^org\.apache\.flink\.client\.(cli|deployment)\./, what: 'submits jobs, and is none', fix: 'Write the class with the main of your job' },
  { pattern: /^org\.apache\.flink\.(kubernetes|yarn)\.|^org\.apache\.flink\.runtime\.|^org\.apache\.flink\.container\./, what: 'starts a process of Flink, and is no job', fix: 'Write the class with the main of your job' },
];

const CLASS_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

function entryClass(w: Workload): Finding[] {
  const given = w.field(CLASS);
  if (typeof given !== 'string') return [];
  if (!CLASS_NAME.test(given) || /\.(java|class|scala|jar|py)$/.test(given)) {
    return [refusal('ARC-09', w.where(CLASS), given, 'is not the name of a class: the JobManager ends with ClassNotFoundException', 'Write its package and name, such as com.example.Orders')];
  }
  const none = NO_JOBS.find(({ pattern }) => pattern.test(given));
  if (none) return [refusal('ARC-09', w.where(CLASS), given, none.what, none.fix)];
  if (!isSqlDriver(w)) return [];
  if (!w.flinkVersion.isAtLeast(FlinkVersion.V2_0)) {
    return [refusal('ARC-09', w.where(CLASS), given, `is not in Flink ${w.flinkVersion}, which cannot run a script by itself: the job ends with ClassNotFoundException`,
      'Use Flink 2.0 or newer, or a jar of your own whose main runs the script')];
  }
  if (w.field(JAR) === undefined && !w.operatorVersion._isAtLeast(OperatorVersion.V1_16)) {
    return [refusal('ARC-09', w.where(JAR), undefined, `is missing: operator ${w.operatorVersion} cannot start an application without a jar`,
      'Write local:///opt/flink/opt/flink-sql-gateway-<version>.jar, which the image has')];
  }
  return [];
}

/** What names a Python of one's own: options, an argument, a variable. */
const OWN_PYTHON = ['python.client.executable', 'python.executable'];
const PYTHON_ARGUMENTS = ['-pyclientexec', '--pyClientExecutable', '-pyexec', '--pyExecutable'];

/** PyFlink in Flink's own image, which has neither Python nor PyFlink's package. */
function withoutPython(w: Workload): Finding[] {
  const image = w.field('image');
  if (w.field(CLASS) !== PYTHON || typeof image !== 'string' || !isOfficialImage(image)) return [];
  const args: unknown[] = Array.isArray(w.field(ARGS)) ? w.field(ARGS) : [];
  const pod = componentPods(w).find(({ component }) => component === 'jobManager');
  const isSaid = OWN_PYTHON.some((option) => (w.option(option) ?? '') !== '') || PYTHON_ARGUMENTS.some((argument) => args.includes(argument))
    || list(pod?.main.env).some(({ name }) => ['PYFLINK_CLIENT_EXECUTABLE', 'PATH'].includes(name));
  return isSaid ? [] : [refusal('ARC-09', w.where('image'), image, 'has no Python: the driver of PyFlink does not start, and the job ends', 'Use an image that adds python3 and the package apache-flink of the same version to it')];
}

/** What Flink's own images have: its examples and its own jars. */
const IN_OFFICIAL_IMAGE = /^\/opt\/flink\/(examples\/.+|(opt|lib)\/(flink|log4j)[^/]*)\.jar$/;

function jar(w: Workload): Finding[] {
  const uri = w.field(JAR);
  if (typeof uri !== 'string' || uri === '') return [];
  const refuse = (message: string, fix: string) => [refusal('ARC-09', w.where(JAR), uri, message, fix)];
  const inImage = 'Put the jar into the image and write local:///opt/flink/usrlib/<job>.jar';
  const [, scheme, rest] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/is.exec(uri)!;
  if (scheme === undefined && !uri.startsWith('/')) {
    return refuse('is a path without a beginning: it is looked for in the directory in which the JobManager starts, and not in yours', inImage);
  }
  const path = rest.replace(/^\/\/(?=\/)/, '');
  if (scheme?.toLowerCase() === 'local' && !/^\/(?!\/)/.test(path)) {
    return refuse('names a host and not a path: local: has three slashes', `Write local:///${path.replace(/^\/+/, '')}`);
  }
  if (/[/*]$|\*/.test(path)) return refuse('names no single jar', inImage);
  const isFile = scheme === undefined || scheme.toLowerCase() === 'file';
  if (isFile && !isStandalone(w) && !w.flinkVersion.isAtLeast(FlinkVersion.V1_19)) {
    return refuse('is not a local: path: before 1.19 an application cluster takes its jar from the image by local: only, and ends with an error', `Write local://${path}`);
  }
  if (!isFile && scheme?.toLowerCase() !== 'local') return [];
  const image = w.field('image');
  const isMounted = componentPods(w).some((pod) => pod.component === 'jobManager' && mountAt(pod, path) !== undefined);
  if (typeof image !== 'string' || !isOfficialImage(image) || IN_OFFICIAL_IMAGE.test(path) || isMounted) return [];
  return refuse(`is not in ${image}, Flink's own image, and no volume is mounted there`,
    'Build an image from it that has the jar, and name that one in image');
}

/** Options of Flink among the arguments of the job's `main`, which Flink hands on and does not read. */
function optionsAmongArguments(w: Workload): Finding[] {
  const args = w.field(ARGS);
  if (!Array.isArray(args)) return [];
  const names = args.map(String).flatMap((arg, i) => {
    // in two arguments: -D state.backend=rocksdb
    const text = arg === '-D' ? `-D${String(args[i + 1] ?? '')}` : arg;
    const [, dashes, key] = /^(-D|--?)\s*([a-z][\w-]*(?:\.[\w-]+)+)(?:$|[=\s])/i.exec(text) ?? [];
    if (key === undefined) return [];
    const { reader } = w._configuration.names.resolve(key);
    return reader === 'flink' || reader === 'operator' ? [`${dashes}${key}`] : [];
  });
  if (names.length === 0) return [];
  return [{
    guideline: 'ARC-09',
    severity: Severity.WARNING,
    path: w.where(ARGS),
    message: `has ${[...new Set(names)].join(', ')}: arguments go to the main of the job, and Flink does not read them`,
    fix: 'Write them into flinkConfiguration; where the main reads them itself, suppress this with that as the reason',
  }];
}
