import { Command } from 'commander';
import { stringify } from 'yaml';
import { describeUnreadable, ExitCode } from './outcome';
import { isFlinkDeployment, PodRejection, readManifests, renderPods, Workload } from '../workload';

/** `cdk8s-flink pods`: what judges of pods can judge, since none of them understands a FlinkDeployment. */
export function podsCommand(done: (code: ExitCode) => void): Command {
  return new Command('pods')
    .summary('the pods that the operator and Flink will create, as a Kubernetes List')
    .description('Prints a JobManager and a TaskManager of every FlinkDeployment in the given files, for tools that judge pods. '
      + 'Exits with 1 where Flink would create none, with 2 where input cannot be read.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addHelpText('after', '\nExamples:\n  cdk8s-flink pods dist/ | kube-score score -\n  cdk8s-flink pods dist/ | kubectl apply --dry-run=server -f -')
    .action((paths: string[]) => done(run(paths)));
}

function run(paths: string[]): ExitCode {
  const { manifests, unreadable } = readManifests(paths);
  const items: any[] = [];
  const refused: string[] = [];
  for (const manifest of manifests.filter(isFlinkDeployment)) {
    try {
      const { jobManager, taskManager } = renderPods(Workload._of(manifest.object));
      items.push(jobManager, taskManager);
    } catch (error) {
      if (!(error instanceof PodRejection)) throw error;
      refused.push(`${manifest.file}:${manifest.lineOf(['spec'])}: [${manifest.object.metadata?.name}] Flink would create no pods: ${error.message}`);
    }
  }
  for (const input of unreadable) console.error(describeUnreadable(input));
  for (const reason of refused) console.error(reason);
  process.stdout.write(stringify({ apiVersion: 'v1', kind: 'List', items }, { lineWidth: 0, aliasDuplicateObjects: false }));
  if (unreadable.length > 0) return ExitCode.USAGE;
  return refused.length > 0 ? ExitCode.FOUND : ExitCode.FINE;
}
