import { Command } from 'commander';
import { stringify } from 'yaml';
import { ALLOW_EMPTY, readInput, tellNotJudged } from './input';
import { ExitCode } from './outcome';
import { PodRejection, renderPods } from '../workload';

/** `cdk8s-flink pods`: the pods of a FlinkDeployment, for tools that check pods and do not support FlinkDeployments. */
export function podsCommand(done: (code: ExitCode) => void): Command {
  return new Command('pods')
    .summary('print the pods that the operator and Flink will create, as a Kubernetes List')
    .description('Prints a JobManager and a TaskManager of every FlinkDeployment in the given files, and of both versions of every '
      + 'FlinkBlueGreenDeployment, for tools that check pods. '
      + 'Exits with 1 if Flink would create no pods, with 2 if input cannot be read.')
    .argument('<path...>', 'files or folders with manifests, or - for standard input')
    .addHelpText('after', '\nExamples:\n  cdk8s-flink pods dist/ | kube-score score -\n  cdk8s-flink pods dist/ | kubectl apply --dry-run=server -f -')
    .addOption(ALLOW_EMPTY)
    .action((paths: string[], { allowEmpty }: { readonly allowEmpty: boolean }) => done(run(paths, allowEmpty)));
}

function run(paths: string[], allowEmpty: boolean): ExitCode {
  const { objects, code } = readInput(paths, {}, allowEmpty);
  const items: any[] = [];
  const refused: string[] = [];
  for (const { workload, manifest } of objects.workloads) {
    try {
      for (const deployment of workload._deployments) {
        const { jobManager, taskManager } = renderPods(deployment);
        items.push(jobManager, taskManager);
      }
    } catch (error) {
      if (!(error instanceof PodRejection)) throw error;
      refused.push(`${manifest.file}:${manifest.lineOf(['spec'])}: [${workload.name}] Flink would create no pods: ${error.message}`);
    }
  }
  for (const reason of refused) console.error(reason);
  const told = tellNotJudged(objects);
  process.stdout.write(stringify({ apiVersion: 'v1', kind: 'List', items }, { lineWidth: 0, aliasDuplicateObjects: false }));
  if (code !== ExitCode.FINE) return code;
  return refused.length > 0 ? ExitCode.FOUND : told;
}
