import { Command, Option } from 'commander';
import { page } from './page';
import { commitOf, reportDate } from './provenance';
import { OperatorVersion } from '../../configuration';
import { NEWEST_OPERATOR_VERSION, KNOWN_OPERATOR_VERSIONS } from '../../configuration/options/operator-version';
import { checkObjects } from '../../guidelines/check-manifests';
import { GUIDELINES } from '../../guidelines/registry';
import { ALLOW_EMPTY, readInput } from '../input';
import { ExitCode } from '../outcome';
import { loadGuidelines, OWN_GUIDELINES } from '../own-guidelines';

interface ReportArguments {
  readonly operatorVersion: string;
  readonly guidelines: string[];
  readonly allowEmpty: boolean;
}

/** `cdk8s-flink report`: one page about the jobs in the manifests. */
export function reportCommand(done: (code: ExitCode) => void): Command {
  return new Command('report')
    .summary('write one HTML page about the jobs: grade, findings, memory, network, configuration, checklist')
    .description('Writes a self-contained HTML page to standard output. Exits with 2 if input cannot be read. '
      + 'SOURCE_DATE_EPOCH sets the date of the page, for output that can be reproduced.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default(NEWEST_OPERATOR_VERSION.minor))
    .addHelpText('after', '\nExample:\n  cdk8s-flink report dist/ > report.html')
    .addOption(OWN_GUIDELINES)
    .addOption(ALLOW_EMPTY)
    .action((paths: string[], { operatorVersion, guidelines, allowEmpty }: ReportArguments) => {
      const judges = [...GUIDELINES, ...loadGuidelines(guidelines)];
      const { objects, code } = readInput(paths, { operatorVersion: OperatorVersion._of(operatorVersion) }, allowEmpty);
      process.stdout.write(page(objects, checkObjects(objects, judges), judges, { date: reportDate(), commit: commitOf(paths) }));
      done(code);
    });
}
