import * as fs from 'fs';
import { Command, Option } from 'commander';
import { Acknowledgements } from './acknowledgements';
import { ALLOW_EMPTY, readInput, tellNotJudged } from './input';
import { ExitCode, UsageError } from './outcome';
import { PLAN_FORMATS, PlanResult, VersionResult } from './plan-formats';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { KNOWN_OPERATOR_VERSIONS, NEWEST_OPERATOR_VERSION } from '../configuration/options/operator-version';
import { planOf } from '../plan/plan';
import { optionsAt } from '../plan/version-options';

interface PlanArguments {
  readonly flinkVersion?: string;
  readonly operatorVersion: string;
  readonly namespace: string;
  readonly acknowledge: string[];
  readonly format: string;
  readonly output?: string;
  readonly allowEmpty: boolean;
}

/** `cdk8s-flink plan`: how a change affects running jobs. */
export function planCommand(done: (code: ExitCode) => void): Command {
  return new Command('plan')
    .summary('show how a change of manifests affects running jobs and their state')
    .description('Compares two sets of manifests and prints, for every FlinkDeployment, FlinkSessionJob and FlinkBlueGreenDeployment, how the new set affects the running job: '
      + 'no effect, a rescale in place, a restart with or without its state, a loss of state, or a refusal by the operator; and the field or option that causes it. '
      + 'Objects are matched by kind, namespace and name. With --flink-version and one path, lists the options that change in this version. '
      + 'Exits with 1 if state is lost or the operator refuses a change, unless it is acknowledged, and with 2 if the command line is wrong or input cannot be read.')
    .argument('<old>', 'file or folder with the running manifests, or - for standard input')
    .argument('[new]', 'file or folder with the manifests to apply, or - for standard input')
    .addOption(new Option('--flink-version <version>', 'list the options of one path that change in this version').choices(CATALOGUED_FLINK_VERSIONS))
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .addOption(new Option('-n, --namespace <namespace>', 'the namespace of objects without a namespace').default('default'))
    .addOption(new Option('--acknowledge <job>', 'accept all failures of a job, or one rule: orders, shop/orders, orders=stateless-upgrade; may be repeated')
      .argParser((value: string, before: string[]) => [...before, value]).default([], 'none'))
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(PLAN_FORMATS)).default('text'))
    .option('--output <file>', 'write the result to a file, not to standard output')
    .addOption(ALLOW_EMPTY)
    .addHelpText('after', '\nExamples:\n  kubectl get flinkdeployments,flinksessionjobs,flinkbluegreendeployments -A -o yaml | cdk8s-flink plan - dist/\n'
      + '  git worktree add /tmp/main origin/main && cdk8s-flink plan /tmp/main/manifests manifests --format markdown --output plan.md\n'
      + '  cdk8s-flink plan --acknowledge shop/orders=stateless-upgrade old/ new/\n  cdk8s-flink plan --flink-version 2.2 manifests/')
    .action((old: string, now: string | undefined, options: PlanArguments) => done(run(old, now, options)));
}

function run(old: string, now: string | undefined, options: PlanArguments): ExitCode {
  if (options.flinkVersion !== undefined) return runVersions(old, now, options, FlinkVersion._of(options.flinkVersion));
  if (now === undefined) throw new UsageError('pass two paths, the running manifests and the manifests to apply, or one path and --flink-version');
  if (old === '-' && now === '-') throw new UsageError('only one of the two can be standard input');
  const operatorVersion = OperatorVersion._of(options.operatorVersion);
  const [before, after] = [old, now].map((path) => readInput([path], { operatorVersion }, options.allowEmpty));
  // objects in unreadable files would be reported as deleted
  const unreadable = Math.max(before.code, after.code);
  if (unreadable !== ExitCode.FINE) return unreadable;
  const acknowledgements = Acknowledgements.of(options.acknowledge);
  const objects = acknowledgements.judge(planOf(before.objects, after.objects, options.namespace));
  for (const each of acknowledgements.unused) console.error(`warning: --acknowledge ${each} accepts nothing: remove it`);
  const told = tellNotJudged(after.objects);
  print({ operatorVersion: operatorVersion.minor, objects }, options);
  return objects.some(({ causes }) => causes.some(({ fails, acknowledged }) => fails && !acknowledged)) ? ExitCode.FOUND : told;
}

function runVersions(path: string, other: string | undefined, options: PlanArguments, version: FlinkVersion): ExitCode {
  const wrong = [
    ...(other === undefined ? [] : ['--flink-version accepts only one path: omit the second path']),
    ...(options.acknowledge.length === 0 ? [] : ['--acknowledge cannot be combined with --flink-version']),
  ];
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  const { objects, code } = readInput([path], { operatorVersion: OperatorVersion._of(options.operatorVersion) }, options.allowEmpty);
  const plans = optionsAt(objects, version);
  print({ flinkVersion: version.minor, objects: plans }, options);
  if (code !== ExitCode.FINE) return code;
  return plans.some(({ options: all }) => all.some(({ fails }) => fails)) ? ExitCode.FOUND : ExitCode.FINE;
}

function print(result: PlanResult | VersionResult, { format, output }: PlanArguments): void {
  const text = `${PLAN_FORMATS[format](result)}\n`;
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    fs.writeFileSync(output, text);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: ${(error as Error).message}`);
  }
}
