import { Command, Option } from 'commander';
import { page } from './page';
import { OperatorVersion } from '../../configuration';
import { KNOWN_OPERATOR_VERSIONS } from '../../configuration/options/operator-version';
import { checkWorkloads, workloadsOf } from '../../guidelines/check-manifests';
import { GUIDELINES } from '../../guidelines/registry';
import { readManifests } from '../../workload/manifests';
import { describeUnreadable, ExitCode } from '../outcome';

/** `cdk8s-flink report`: everything about the jobs of some manifests on one page. */
export function reportCommand(done: (code: ExitCode) => void): Command {
  return new Command('report')
    .summary('one HTML page about the jobs: score, findings, memory, network, configuration, checklist')
    .description('Prints a page that needs nothing but itself: it can be mailed, archived and printed. Exits with 2 where input cannot be read.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addOption(new Option('--operator-version <version>', 'the operator that will read the manifests').choices(KNOWN_OPERATOR_VERSIONS).default('1.15'))
    .addHelpText('after', '\nExample:\n  cdk8s-flink report dist/ > report.html')
    .action((paths: string[], { operatorVersion }: { readonly operatorVersion: string }) => {
      const { manifests, unreadable } = readManifests(paths);
      for (const input of unreadable) console.error(describeUnreadable(input));
      const workloads = workloadsOf(manifests, { operatorVersion: OperatorVersion.of(operatorVersion) });
      process.stdout.write(page(workloads, checkWorkloads(workloads, manifests, GUIDELINES)));
      done(unreadable.length > 0 ? ExitCode.USAGE : ExitCode.FINE);
    });
}
