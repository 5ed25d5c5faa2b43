import { Command, Option } from 'commander';
import { describeUnreadable, ExitCode } from './outcome';
import { Finding, FlinkVersion, OperatorVersion, Severity } from '../configuration';
import { formatFinding } from '../configuration/finding';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/flink-version';
import { KNOWN_OPERATOR_VERSIONS } from '../configuration/operator-version';
import { FLINK_DEPLOYMENT } from '../crds/flink-deployment';
import { Manifest, readManifests } from '../workload/manifests';
import { validate } from '../workload/validity';
import { Workload } from '../workload/workload';

interface CheckArguments {
  readonly flinkVersion?: string;
  readonly operatorVersion: string;
  readonly failOn: Severity;
  readonly format: 'text' | 'json';
}

/** A finding, and where it stands. */
interface LocatedFinding extends Finding {
  readonly resource: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly file: string;
  readonly line: number;
}

/** From bad to good. */
const SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.ADVICE];

/** `cdk8s-flink check`: what Flink or the operator would refuse, or pass over, in manifests that anybody wrote. */
export function checkCommand(done: (code: ExitCode) => void): Command {
  return new Command('check')
    .summary('what Flink or its operator would refuse, or ignore without a word, in any manifests')
    .description('Checks every FlinkDeployment in the given files: options against what Flink\'s own classes declare, values, rules between options, '
      + 'memory, and the operator\'s webhook, all problems at once. Exits with 1 where something is found, with 2 where input cannot be read.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addOption(new Option('--flink-version <version>', 'judge as if all ran this version').choices(CATALOGUED_FLINK_VERSIONS))
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default('1.15'))
    .addOption(new Option('--fail-on <severity>', 'the least severity that exits with 1').choices(SEVERITIES).default(Severity.ERROR))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  cdk8s-flink check dist/\n  helm template my-chart | cdk8s-flink check -')
    .action((paths: string[], options: CheckArguments) => done(run(paths, options)));
}

function run(paths: string[], options: CheckArguments): ExitCode {
  const { manifests, unreadable } = readManifests(paths);
  for (const input of unreadable) console.error(describeUnreadable(input));
  const deployments = manifests.filter(({ object }) => object.kind === FLINK_DEPLOYMENT.kind && String(object.apiVersion).startsWith('flink.apache.org/'));
  const findings = deployments.flatMap((manifest) => check(manifest, options));
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  if (options.format === 'json') {
    const summary = {
      workloads: deployments.length, errors: count(Severity.ERROR), warnings: count(Severity.WARNING), advice: count(Severity.ADVICE), suppressed: 0,
    };
    console.log(JSON.stringify({ summary, findings: findings.map(asJson) }, null, 2));
  } else {
    for (const finding of findings) console.log(asText(finding));
    console.log(`${deployments.length} FlinkDeployment(s), ${manifests.length - deployments.length} other object(s): `
      + `${count(Severity.ERROR)} errors, ${count(Severity.WARNING)} warnings, ${count(Severity.ADVICE)} advice`);
  }
  if (unreadable.length > 0) return ExitCode.USAGE;
  const atLeast = SEVERITIES.slice(0, SEVERITIES.indexOf(options.failOn) + 1);
  return findings.some(({ severity }) => atLeast.includes(severity)) ? ExitCode.FOUND : ExitCode.FINE;
}

function check(manifest: Manifest, options: CheckArguments): LocatedFinding[] {
  const { object, file } = manifest;
  const workload = new Workload(object, {
    operatorVersion: OperatorVersion.of(options.operatorVersion),
    flinkVersion: options.flinkVersion === undefined ? undefined : FlinkVersion.of(options.flinkVersion),
  });
  const resource = { apiVersion: object.apiVersion, kind: object.kind, namespace: object.metadata?.namespace, name: workload.name };
  return validate(workload)
    .map((finding) => ({ ...finding, resource, file, line: manifest.lineOf(stepsOf(finding.path, object)) }))
    .sort((a, b) => a.line - b.line || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.guideline.localeCompare(b.guideline));
}

/** `spec.flinkConfiguration['a.b']` as steps to where it stands: the operator reads flat keys and nested ones. */
function stepsOf(path: string, object: any): string[] {
  const key = /^spec\.flinkConfiguration\['(.*)'\]$/.exec(path)?.[1];
  if (key === undefined) return path.split('.');
  return ['spec', 'flinkConfiguration', ...nested(key, object.spec?.flinkConfiguration)];
}

function nested(key: string, configuration: any): string[] {
  if (typeof configuration !== 'object' || configuration === null || Object.hasOwn(configuration, key)) return [key];
  const first = Object.keys(configuration).find((step) => key.startsWith(`${step}.`));
  return first === undefined ? [key] : [first, ...nested(key.slice(first.length + 1), configuration[first])];
}

function asText(finding: LocatedFinding): string {
  const { resource: { namespace, name }, file, line } = finding;
  return `${file}:${line}: [${namespace ? `${namespace}/` : ''}${name}] ${formatFinding(finding)}`;
}

function asJson({ guideline, severity, resource, path, message, fix, file, line }: LocatedFinding): object {
  return { guideline, severity, resource, path, message, fix, file, line };
}
