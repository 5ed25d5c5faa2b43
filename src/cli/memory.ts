import { Command, Option } from 'commander';
import { ALLOW_EMPTY, readInput, tellNotJudged } from './input';
import { qualifiedName } from './naming';
import { ExitCode, UsageError } from './outcome';
import { ObjectReference } from '../configuration';
import { describe as describeValue, referenceTo } from '../configuration/finding';
import { CATALOGUED_FLINK_VERSIONS, FlinkVersion } from '../configuration/options/flink-version';
import { describeMemorySize } from '../configuration/options/memory-size';
import { ReadWorkload } from '../guidelines/check-manifests';
import { deploymentMemory, explainAmount, FlinkProcess, MemoryResult, smallestProcessSize } from '../memory';
import { memoryOf } from '../workload/memory';

interface MemoryArguments {
  readonly component?: FlinkProcess;
  readonly flinkVersion?: string;
  readonly define: readonly string[];
  readonly processSize?: string;
  readonly format: 'text' | 'json';
  readonly allowEmpty: boolean;
}

/** The memory of one process. */
interface ProcessMemory {
  readonly resource?: ObjectReference;
  readonly component: FlinkProcess;
  readonly flinkVersion: string;
  readonly options: ReadonlyMap<string, string>;
  readonly result: MemoryResult<string>;
}

const COMPONENTS: readonly FlinkProcess[] = ['jobmanager', 'taskmanager'];

/** `cdk8s-flink memory`: how Flink divides the memory of a process. */
export function memoryCommand(done: (code: ExitCode) => void): Command {
  return new Command('memory')
    .summary('show how Flink divides the memory of a process, in bytes')
    .description('Shows how Flink divides the memory of the JobManager and the TaskManagers: of each FlinkDeployment and FlinkBlueGreenDeployment in the given files, '
      + 'or of one process with options from the command line. Exits with 1 if Flink would reject the sizes.')
    .argument('[path...]', 'files or folders with manifests, or - for standard input')
    .addOption(new Option('--component <name>', 'the process to show; required if no files are passed').choices([...COMPONENTS]))
    .addOption(new Option('--flink-version <version>', 'the Flink version; overrides that of a manifest').choices(CATALOGUED_FLINK_VERSIONS))
    .option('-D, --define <key=value>', 'a Flink option, if no files are passed; may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('--process-size <size>', 'the process size of the component, such as 4g, if no files are passed')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addOption(ALLOW_EMPTY)
    .addHelpText('after', '\nExamples:\n  cdk8s-flink memory dist/\n'
      + '  cdk8s-flink memory --component taskmanager --flink-version 1.20 --process-size 4g -D taskmanager.memory.managed.fraction=0.6')
    .action((paths: string[], options: MemoryArguments) => done(run(paths, options)));
}

function run(paths: string[], options: MemoryArguments): ExitCode {
  if (paths.length === 0) {
    const memory = fromBareSettings(options);
    console.log(options.format === 'json' ? JSON.stringify(answerOf(memory.result)) : describe(memory));
    return memory.result.ok ? ExitCode.FINE : ExitCode.FOUND;
  }
  const flinkVersion = options.flinkVersion === undefined ? undefined : FlinkVersion._of(options.flinkVersion);
  const { objects, code } = readInput(paths, { flinkVersion }, options.allowEmpty);
  // a session job has no processes of its own
  const all = objects.workloads.filter(({ workload }) => workload._holds.cluster).flatMap((read) => fromWorkload(read, options));
  if (options.format === 'json') {
    console.log(JSON.stringify(all.map(({ resource, component, result }) => ({ resource, component, ...answerOf(result) })), null, 2));
  } else {
    console.log(all.length === 0 ? 'no FlinkDeployment or FlinkBlueGreenDeployment found' : all.map(describe).join('\n\n'));
  }
  const told = tellNotJudged(objects);
  if (code !== ExitCode.FINE) return code;
  return told === ExitCode.FINE && all.every(({ result }) => result.ok) ? ExitCode.FINE : ExitCode.FOUND;
}

function fromBareSettings({ component, flinkVersion, define, processSize }: MemoryArguments): ProcessMemory {
  if (!component || !flinkVersion) {
    throw new UsageError('pass files, or set --component and --flink-version');
  }
  const configuration = Object.fromEntries(define.map(keyAndValue));
  if (processSize !== undefined) configuration[`${component}.memory.process.size`] = processSize;
  return { component, flinkVersion, ...deploymentMemory(component, configuration, undefined, flinkVersion) };
}

function keyAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`-D ${text}: write it as key=value`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

function fromWorkload({ workload, manifest: { file, object, lineOf } }: ReadWorkload, options: MemoryArguments): ProcessMemory[] {
  const { minor } = workload.flinkVersion;
  if (!CATALOGUED_FLINK_VERSIONS.includes(minor)) {
    const path = workload.where('spec.flinkVersion');
    const value = describeValue(workload.field('flinkVersion'));
    throw new UsageError(`${file}:${lineOf(path.split('.'))}: [${qualifiedName(referenceTo(object))}] ${path}${value === undefined ? '' : ` = ${value}`}: `
      + `must be one of ${CATALOGUED_FLINK_VERSIONS.join(', ')}; use --flink-version for another version`);
  }
  return COMPONENTS.filter((component) => !options.component || options.component === component).map((component) => {
    return {
      resource: referenceTo(object),
      component,
      flinkVersion: minor,
      ...memoryOf(workload, component),
    };
  });
}

function answerOf(result: MemoryResult<string>): object {
  return result.ok
    ? { ok: true, bytes: Object.fromEntries(Object.entries(result.components).map(([name, { bytes }]) => [name, Number(bytes)])) }
    : { ok: false, error: result.reason };
}

function describe({ resource, component, flinkVersion, options, result }: ProcessMemory): string {
  const owner = resource ? `${qualifiedName(resource)} ` : '';
  const title = `${owner}${component}, Flink ${flinkVersion}`;
  if (!result.ok) return `${title}: rejected\n  ${result.reason}\n  ${smallestProcessSize(component, options, flinkVersion).advice}`;
  const rows = Object.entries(result.components).map(([name, amount]) => [name, describeMemorySize(amount.bytes), explainAmount(amount)]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column].length));
  const table = rows.map(([name, size, why]) => `  ${name.padEnd(width(0))}  ${size.padEnd(width(1))}  ${why}`.trimEnd());
  return [title, ...table, `  JVM: ${result.jvmArguments.join(' ')}`].join('\n');
}
