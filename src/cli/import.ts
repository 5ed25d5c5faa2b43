import { dirname } from 'path';
import { Command, Option } from 'commander';
import { describeUnreadable, ExitCode, UsageError } from './outcome';
import { OperatorVersion } from '../configuration';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../configuration/options/operator-version';
import { differenceText, summaryOf } from '../project/difference';
import { importManifests } from '../project/import-manifests';
import { importedProject } from '../project/project-files';
import { readObjects } from '../project/read-objects';
import { refusal, writeProject } from '../project/write-project';
import { isKustomization, withoutKustomized } from '../workload/kustomize';
import { readManifests } from '../workload/manifests';

interface ImportArguments {
  readonly output: string;
  readonly namespace: string;
  readonly operatorVersion: string;
  readonly production: boolean;
  readonly fix: boolean;
  readonly force: boolean;
}

/** `cdk8s-flink import`: a TypeScript program that synthesizes the given manifests. */
export function importCommand(done: (code: ExitCode) => void): Command {
  return new Command('import')
    .summary('write a TypeScript cdk8s app that synthesizes the given manifests')
    .description('Writes a TypeScript cdk8s app that synthesizes the given manifests, field by field, and prints every difference. Jobs and clusters become constructs with typed '
      + 'properties; fields without a property become JSON patches; all other objects are kept unchanged. Violated guidelines are suppressed with the reason "TODO: reason". '
      + 'Exits with 2, and writes nothing, if input cannot be read or imported.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .requiredOption('--output <folder>', 'where to write the project: a folder that is empty or does not exist')
    .option('--namespace <namespace>', 'the namespace of objects without a namespace', 'default')
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .option('--production', 'use ProductionFlinkJob and FlinkSessionCluster, which add the defaults of the guidelines and the companion objects of a job', false)
    .option('--fix', 'implies --production: a value that violates a guideline is replaced by the default of the guideline, if it has one', false)
    .option('--force', 'write into a folder that is not empty, and overwrite files', false)
    .addHelpText('after', '\nExamples:\n  cdk8s-flink import manifests/ --output flink-jobs\n  helm template my-chart | cdk8s-flink import - --output flink-jobs\n'
      + '  kustomize build overlays/prod | cdk8s-flink import - --output flink-jobs --production')
    .action((paths: string[], options: ImportArguments) => done(run(paths, options)));
}

function describeEmpty(path: string): string {
  return `${path === '-' ? 'standard input' : path} contains no Kubernetes object: pass manifests`;
}

function run(paths: string[], { output, namespace, operatorVersion, production, fix, force }: ImportArguments): ExitCode {
  const refused = refusal(output, force);
  if (refused !== undefined) throw new UsageError(force ? refused : `${refused}, or use --force to overwrite files in it`);
  const { manifests, unreadable, found } = readManifests(paths, true);
  const { manifests: standing, aside } = withoutKustomized(manifests);
  const { objects, problems } = readObjects(standing, namespace);
  const wrong = [
    ...unreadable.map(describeUnreadable),
    ...aside.filter(({ files }) => files.length > 0).map(({ kustomization }) => (
      `${kustomization}: Kustomize builds other manifests from these files. Run: kustomize build ${dirname(kustomization)} | cdk8s-flink import - --output ${output}`)),
    ...problems,
    ...unreadable.length > 0 ? [] : paths.filter((_, i) => !found[i].some((each) => !isKustomization(each))).map(describeEmpty),
  ];
  if (wrong.length > 0) throw new UsageError(wrong.join('\nerror: '));
  for (const { file } of standing.filter(isKustomization)) console.error(`${file}: not imported, because it only lists manifests`);
  const imported = importManifests(objects, { operatorVersion: OperatorVersion._of(operatorVersion), production: production || fix, fix });
  writeProject(output, importedProject(output, imported));
  process.stdout.write(`${differenceText(imported)}\n\n${summaryOf(imported)}\n\nNext: cd ${output} && npm install && npm run synth\n`);
  return ExitCode.FINE;
}
