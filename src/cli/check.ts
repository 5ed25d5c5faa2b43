import { Command, Option } from 'commander';
import { Baseline } from './baseline';
import { CheckResult, FORMATS } from './formats';
import { ALLOW_EMPTY, readInput } from './input';
import { ExitCode, UsageError } from './outcome';
import { loadGuidelines, OWN_GUIDELINES } from './own-guidelines';
import { FlinkVersion, OperatorVersion, Severity } from '../configuration';
import { isAtLeast, SEVERITIES } from '../configuration/finding';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { checkObjects, LocatedFinding } from '../guidelines/check-manifests';
import { Progress } from '../guidelines/progress';
import { GUIDELINES } from '../guidelines/registry';
import { idsNamed, selectGuidelines } from '../guidelines/selection';

interface CheckArguments {
  readonly flinkVersion?: string;
  readonly operatorVersion: string;
  readonly failOn: Severity;
  readonly format: string;
  readonly only: string[];
  readonly skip: string[];
  readonly require: string[];
  readonly guidelines: string[];
  readonly baseline?: string;
  readonly allowEmpty: boolean;
}

const collect = (value: string, before: string[]) => [...before, value];

/** `cdk8s-flink check`: violations of the guidelines in manifests from any source. */
export function checkCommand(done: (code: ExitCode) => void): Command {
  return new Command('check')
    .summary('list violations of the production guidelines, in any manifests')
    .description('Checks every FlinkDeployment, FlinkBlueGreenDeployment, FlinkSessionJob and FlinkStateSnapshot in the given files against the production guidelines: '
      + 'fields against the operator\'s CRDs, options against the declarations in Flink\'s classes, '
      + 'values, rules between options, memory, the rules of the operator\'s webhook, durability of state, the pods that will be created, and their companion objects, '
      + 'such as NetworkPolicies. Reports all problems together. Exits with 1 if there is a finding at or above --fail-on, with 2 if input cannot be read or contains no Kubernetes object.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addOption(new Option('--flink-version <version>', 'check all jobs as if they used this Flink version').choices(CATALOGUED_FLINK_VERSIONS))
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .addOption(new Option('--fail-on <severity>', 'the lowest severity that causes exit code 1').choices(SEVERITIES).default(Severity.ERROR))
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .addOption(new Option('--only <guidelines>', 'ids or areas, such as CKP-12,SEC; may be repeated').argParser(collect).default([], 'all'))
    .addOption(new Option('--skip <guidelines>', 'ids or areas; may be repeated').argParser(collect).default([], 'none'))
    .addOption(new Option('--require <guidelines>', 'ids or areas that cannot be suppressed; may be repeated').argParser(collect).default([], 'none'))
    .addOption(OWN_GUIDELINES)
    .addOption(ALLOW_EMPTY)
    .option('--baseline <file>', 'report only findings that are not in this earlier output of --format json')
    .addHelpText('after', '\nExamples:\n  cdk8s-flink check dist/\n  helm template my-chart | cdk8s-flink check -\n'
      + '  cdk8s-flink check --format json dist/ > baseline.json   # once\n  cdk8s-flink check --baseline baseline.json dist/        # from then on\n'
      + '  cdk8s-flink check --guidelines ./ours.js dist/\n  cdk8s-flink check --format markdown dist/ >> "$GITHUB_STEP_SUMMARY"\n\n'
      + 'To suppress a guideline for one job, add to its metadata.annotations:\n  cdk8s-flink.dev/suppress: "CKP-12: the reason"\n'
      + 'To suppress it only for an option or a field, write "CKP-12@<option or path>: the reason"; * matches any text.')
    .action((paths: string[], options: CheckArguments) => done(run(paths, options)));
}

function run(paths: string[], options: CheckArguments): ExitCode {
  const own = loadGuidelines(options.guidelines);
  const { guidelines, problems } = selectGuidelines(options.only, options.skip, own);
  const required = idsNamed(options.require, own);
  const wrong = [...problems, ...required.problems];
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  const baseline = options.baseline === undefined ? undefined : Baseline.read(options.baseline);
  const { objects, code } = readInput(paths, {
    operatorVersion: OperatorVersion._of(options.operatorVersion),
    flinkVersion: options.flinkVersion === undefined ? undefined : FlinkVersion._of(options.flinkVersion),
  }, options.allowEmpty);
  const progress = new Progress('checking Flink objects:');
  const total = objects.workloads.length + objects.snapshots.length + objects.repeated.length + objects.notJudged.length;
  // The user's guidelines always run, even if --only excludes them, so that their suppressions are recognized.
  const unasked = own.filter((each) => !guidelines.includes(each));
  const all = checkObjects(objects, [...guidelines, ...unasked], (n) => progress.tell(n, total), required.ids)
    .filter((finding) => !unasked.some(({ id }) => id === finding.guideline));
  progress.clear();
  const findings = all.filter((finding) => !baseline?.takes(finding));
  const result: CheckResult = { objects, guidelines: [...GUIDELINES, ...own], findings, known: all.length - findings.length };
  process.stdout.write(`${FORMATS[options.format](result)}\n`);
  if (code !== ExitCode.FINE) return code;
  return findings.some((finding) => fails(finding, options.failOn)) ? ExitCode.FOUND : ExitCode.FINE;
}

function fails({ severity, suppressed }: LocatedFinding, failOn: Severity): boolean {
  return suppressed === undefined && isAtLeast(severity, failOn);
}
