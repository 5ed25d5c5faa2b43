import { Finding, Severity } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { FlinkVersion } from '../../../configuration/options/flink-version';
import { isPython, isSqlDriver, isStandalone, PYTHON_DRIVER, SQL_DRIVER } from '../../../facts';
import { flinkReleaseOf, isOfficialImage } from '../../../kubernetes/image-name';
import { ComponentPod, componentPods, mountAt } from '../../../workload/pods';
import { USER_JARS_VOLUME } from '../../../workload/rendered-pods/job-manager';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';
import { scriptWithoutJob } from '../sql-scripts';

const JAR = 'job.jarURI';
const CLASS = 'job.entryClass';
const ARGS = 'job.args';

/** How the job is started: the class, its jar, and the arguments. */
export function entryPoint(w: Workload): Finding[] {
  if (!w._holds.cluster || w.field('job') === undefined) return [];
  return [
    ...entryClass(w), ...driverArguments(w), ...withoutPython(w), ...withoutJar(w),
    ...scriptWithoutJob(w), ...jar(w), ...flinksJar(w), ...hiddenFiles(w), ...optionsAmongArguments(w),
  ];
}

/** Classes of Flink with a `main` method that are not jobs: those of its processes, clients and servers. */
const NO_JOBS: readonly { readonly pattern: RegExp; readonly what: string; readonly fix: string; readonly before2?: string }[] = [
  { pattern: /^org\.apache\.flink\.(?!client\.python\.PythonDriver$)([\w]+\.)*PythonDriver$/, what: 'this class does not exist: the JobManager fails with ClassNotFoundException', fix: `Use ${PYTHON_DRIVER}, with the arguments -py and the path of the script` },
  { pattern: /^org\.apache\.flink\.client\.python\.(?!PythonDriver$)/, what: 'must be the class of a job: this one serves a Python process that calls it', fix: `Use ${PYTHON_DRIVER}, with the arguments -py and the path of the script` },
  { pattern: /^org\.apache\.flink\.table\.(client|gateway)\./, what: 'must be the class of a job: this one is a SQL client or gateway', fix: `Use ${SQL_DRIVER}, with the arguments --scriptUri and the address of the script`, before2: 'Use a jar of your own whose main runs the statements' },
  { pattern: /^org\.apache\.flink\.client\.(cli|deployment)\./, what: 'must be the class of a job: this one submits jobs', fix: 'Write the class with the main of your job' },
  { pattern: /^org\.apache\.flink\.(kubernetes|yarn)\.|^org\.apache\.flink\.runtime\.|^org\.apache\.flink\.container\./, what: 'must be the class of a job: this one starts a process of Flink', fix: 'Write the class with the main of your job' },
];

const CLASS_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

function entryClass(w: Workload): Finding[] {
  const given = w.field(CLASS);
  if (typeof given !== 'string') return [];
  if (!CLASS_NAME.test(given) || /\.(java|class|scala|jar|py)$/.test(given)) {
    return [refusal('ARC-09', w.where(CLASS), given, 'must be the name of a class: the JobManager fails with ClassNotFoundException', 'Write its package and name, such as com.example.Orders')];
  }
  const none = NO_JOBS.find(({ pattern }) => pattern.test(given));
  if (none) return [refusal('ARC-09', w.where(CLASS), given, none.what, (!w.flinkVersion.isAtLeast(FlinkVersion.V2_0) && none.before2) || none.fix)];
  if (!isSqlDriver(w)) return [];
  if (!w.flinkVersion.isAtLeast(FlinkVersion.V2_0)) {
    return [refusal('ARC-09', w.where(CLASS), given, `Flink ${w.flinkVersion} does not have this class, and cannot run a script by itself: the job fails with ClassNotFoundException`,
      'Use Flink 2.0 or newer, or a jar of your own whose main runs the script')];
  }
  return [];
}

/** The arguments that determine what a driver runs, of which exactly one is required. */
const PROGRAMS: { readonly [driver: string]: { readonly pattern: RegExp; readonly names: string; readonly fix: string } } = {
  [PYTHON_DRIVER]: { pattern: /^-{1,2}(py|python|pym|pyModule)(=|$)/, names: '-py or -pym', fix: 'Add -py and the path of the script to job.args, as two elements' },
  [SQL_DRIVER]: { pattern: /^-{1,2}(scriptUri|script)(=|$)/, names: '--scriptUri or --script', fix: 'Add --scriptUri and the address of the script to job.args, as two elements' },
};
const TWO_IN_ONE = /^(-{1,2}(?:py\w*|python|script|scriptUri))\s+\S/;

/** Arguments that Flink's own drivers reject. */
function driverArguments(w: Workload): Finding[] {
  const driver = String(w.field(CLASS));
  const program = PROGRAMS[driver];
  if (!program || (isSqlDriver(w) && !w.flinkVersion.isAtLeast(FlinkVersion.V2_0))) return [];
  const args = argumentsOf(w);
  const refuse = (message: string, fix: string) => [refusal('ARC-09', w.where(ARGS), undefined, message, fix)];
  const joined = args.map((arg) => TWO_IN_ONE.exec(arg)?.[1]).filter((name) => name !== undefined);
  if (joined.length > 0) return refuse(`${joined.join(', ')} and its value are one argument, which the driver does not know: the job does not start`, 'Make it two elements of the list');
  const given = args.filter((arg) => program.pattern.test(arg)).map((arg) => arg.replace(/=.*/s, ''));
  // the value of a template may be any of them
  if (given.length === 0) return args.some((arg) => /[$]|\{\{/.test(arg)) ? [] : refuse(`no ${program.names}: ${driver.split('.').at(-1)} does not know what to run, and the job fails`, program.fix);
  const relative = driver === PYTHON_DRIVER ? relativeScript(w, args) : [];
  const kinds = new Set(given.map((name) => /^-{1,2}(pym|pyModule|scriptUri)$/.test(name)));
  return kinds.size < 2 ? relative : refuse(`${[...new Set(given)].join(' and ')} are both set: the driver accepts only one of them, and the job fails`, 'Remove one of them');
}

/** A script with a path that depends on the working directory of the JobManager. */
function relativeScript(w: Workload, args: readonly string[]): Finding[] {
  const script = args.find((_, i) => /^-{1,2}(py|python)$/.test(args[i - 1] ?? '')) ?? args.map((arg) => /^-{1,2}(?:py|python)=(.*)$/s.exec(arg)?.[1]).find((path) => path !== undefined);
  // if the path begins with a template, it may be absolute
  if (script === undefined || /^([/$]|\{\{|[a-z][a-z0-9+.-]*:)/i.test(script)) return [];
  return [{
    ...refusal('ARC-09', w.where(ARGS), undefined, `the JobManager looks for ${script} in its working directory, which is /opt/flink in Flink's images, and fails if it is not there`,
      `Write the absolute path in the image, such as /opt/flink/usrlib/${script.replace(/^(\.?\/)+/, '')}`),
    severity: Severity.WARNING,
  }];
}

function argumentsOf(w: Workload): string[] {
  const args = w.field(ARGS);
  return Array.isArray(args) ? args.map(String) : [];
}

/** An application without a jar, which the client in the operator accepts only for PyFlink. */
function withoutJar(w: Workload): Finding[] {
  if ((w.field(JAR) ?? '') !== '' || isPython(w) || isStandalone(w)) return [];
  return [refusal('ARC-09', w.where(JAR), undefined, 'must be set: the operator cannot start an application without a jar',
    isSqlDriver(w) ? 'Write local:///opt/flink/opt/flink-sql-gateway-<version>.jar, which the image contains' : 'Put the jar into the image and write local:///opt/flink/usrlib/<job>.jar')];
}

/** Jars of a Flink release, which only the image of that release contains. */
const FLINKS_JAR = /^(?:local:|file:)?(?:\/\/)?(\/opt\/flink\/opt\/flink-(?:python|sql-gateway|sql-client)-)(\d+\.\d+)(\.\d+)?\.jar$/;

/** A jar of Flink whose name contains another version. */
function flinksJar(w: Workload): Finding[] {
  const uri = String(w.field(JAR) ?? '');
  const [, beginning, minor, patch] = FLINKS_JAR.exec(uri) ?? [];
  if (minor === undefined || jobManagers(w).some((pod) => mountAt(pod, `${beginning}${minor}${patch ?? ''}.jar`) !== undefined)) return [];
  const image = String(w.field('image') ?? '');
  const release = flinkReleaseOf(image);
  const isOfficial = release !== undefined && isOfficialImage(image);
  const expected = release?.minor ?? w.flinkVersion.minor;
  const isOther = minor !== expected || (isOfficial && release.patch !== undefined && release.patch !== `${minor}${patch ?? ''}`);
  if (!isOther) return [];
  return [{
    ...refusal('ARC-09', w.where(JAR), uri, `this is the jar of Flink ${minor}${patch ?? ''}, and the image has Flink ${release?.patch ?? expected}: the file does not exist, and the JobManager fails`,
      `Write local://${beginning}${isOfficial && release.patch !== undefined ? release.patch : '<version>'}.jar`),
    severity: isOfficial ? Severity.ERROR : Severity.WARNING,
  }];
}

function jobManagers(w: Workload) {
  return componentPods(w).filter(({ component }) => component === 'jobManager');
}

/** A jar or script that is hidden by an empty volume, which nothing fills. */
function hiddenFiles(w: Workload): Finding[] {
  const args = argumentsOf(w);
  const script = args.find((_, i) => /^(-py|--python|--scriptUri)$/.test(args[i - 1] ?? ''));
  const files = [[JAR, w.field(JAR)], [ARGS, script]] as const;
  return files.flatMap(([field, uri]) => {
    const [, path] = /^(?:(?:local|file):(?:\/\/)?)?(\/[^/].*)$/.exec(String(uri ?? '')) ?? [];
    const pod = path === undefined ? undefined : jobManagers(w).find((each) => isEmptyAt(each, path));
    if (path === undefined || !pod) return [];
    const { mountPath } = mountAt(pod, path)!.mount;
    return [refusal('ARC-09', w.where(field), undefined, `the JobManager mounts an empty volume (${mountPath}) over ${path}: it hides the file of the image, and the job does not start`,
      'Remove the mount, or copy the file into the volume with an init container')];
  });
}

/** Whether a path is in an `emptyDir` that no other container mounts. */
function isEmptyAt(pod: ComponentPod, path: string): boolean {
  const { mount, volume } = mountAt(pod, path) ?? {};
  if (volume?.emptyDir === undefined || volume.name === USER_JARS_VOLUME || list(pod.pod.spec?.initContainers).length > 0) return false;
  return !pod.containers.some((container) => container !== pod.main && list(container.volumeMounts).some(({ name }) => name === mount.name));
}

/** Settings of a custom Python interpreter: options, an argument, a variable. */
const OWN_PYTHON = ['python.client.executable', 'python.executable'];
const PYTHON_ARGUMENTS = ['-pyclientexec', '--pyClientExecutable', '-pyexec', '--pyExecutable'];

/** PyFlink with Flink's official image, which contains neither Python nor the PyFlink package. */
function withoutPython(w: Workload): Finding[] {
  const image = w.field('image');
  if (w.field(CLASS) !== PYTHON_DRIVER || typeof image !== 'string' || !isOfficialImage(image)) return [];
  const args = argumentsOf(w);
  const [pod] = jobManagers(w);
  const isSaid = OWN_PYTHON.some((option) => (w.option(option) ?? '') !== '') || PYTHON_ARGUMENTS.some((argument) => args.includes(argument))
    || list(pod?.main.env).some(({ name }) => ['PYFLINK_CLIENT_EXECUTABLE', 'PATH'].includes(name));
  return isSaid ? [] : [refusal('ARC-09', w.where('image'), image, 'this image has no Python: the driver of PyFlink does not start, and the job fails', 'Use an image that adds python3 and the package apache-flink of the same version to it')];
}

/** The contents of Flink's official images: examples and Flink's own jars. */
const IN_OFFICIAL_IMAGE = /^\/opt\/flink\/(examples\/.+|(opt|lib)\/(flink|log4j)[^/]*)\.jar$/;

function jar(w: Workload): Finding[] {
  const uri = w.field(JAR);
  if (typeof uri !== 'string' || uri === '') return [];
  const refuse = (message: string, fix: string) => [refusal('ARC-09', w.where(JAR), uri, message, fix)];
  const inImage = 'Put the jar into the image and write local:///opt/flink/usrlib/<job>.jar';
  const [, scheme, rest] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/is.exec(uri)!;
  if (scheme === undefined && !uri.startsWith('/')) {
    return refuse('a relative path is resolved in the working directory of the JobManager, not on your machine', inImage);
  }
  const path = rest.replace(/^\/\/(?=\/)/, '');
  if (scheme?.toLowerCase() === 'local' && !/^\/(?!\/)/.test(path)) {
    return refuse('the first part is read as a host, not as a path: local: needs three slashes', `Write local:///${path.replace(/^\/+/, '')}`);
  }
  const language = /\.(py|sql)$/.exec(path)?.[1];
  if (language === 'py') return refuse('must be a jar, not a script: the JobManager fails', `Use the class ${PYTHON_DRIVER} with the arguments -py and this path, and leave jarURI out`);
  if (language === 'sql') {
    return refuse('must be a jar, not a script: the JobManager fails', w.flinkVersion.isAtLeast(FlinkVersion.V2_0)
      ? `Use the class ${SQL_DRIVER} with the arguments --scriptUri and the address of this script` : 'Use a jar of your own whose main runs the script');
  }
  if (/[/*]$|\*/.test(path)) return refuse('must be a single jar', inImage);
  const isFile = scheme === undefined || scheme.toLowerCase() === 'file';
  if (isFile && !isStandalone(w) && !w.flinkVersion.isAtLeast(FlinkVersion.V1_19)) {
    return refuse('must be a local: path: before 1.19 an application cluster reads its jar only from the image, and fails at its start', `Write local://${path}`);
  }
  if (!isFile && scheme?.toLowerCase() !== 'local') return [];
  const image = w.field('image');
  const isMounted = componentPods(w).some((pod) => pod.component === 'jobManager' && mountAt(pod, path) !== undefined);
  if (typeof image !== 'string' || !isOfficialImage(image) || IN_OFFICIAL_IMAGE.test(path) || isMounted) return [];
  return refuse(`${image}, Flink's own image, does not have this file, and no volume is mounted there`,
    'Build an image from it that contains the jar, and set image to it');
}

/** Flink options among the arguments of the job's `main`, which Flink passes on without reading them. */
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
    message: `${[...new Set(names)].join(', ')}: arguments are passed to main of the job, and Flink does not read them`,
    fix: 'Write them into flinkConfiguration; if main reads them itself, suppress this with that as the reason',
  }];
}
