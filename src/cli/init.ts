import { Command } from 'commander';
import { ExitCode, UsageError } from './outcome';
import { newRepository } from '../project/repository';
import { refusal, writeProject } from '../project/write-project';

/** `cdk8s-flink init`: a repository for a first job. */
export function initCommand(done: (code: ExitCode) => void): Command {
  return new Command('init')
    .summary('write a repository with one job, its test, two environments and pipelines')
    .description('Writes a repository with one job for dev and prod, its test, and pipelines for GitHub and GitLab that synthesize it, check it against the guidelines '
      + 'and comment on each pull request how it affects running jobs. Exits with 2, and writes nothing, if the folder is not empty.')
    .argument('<folder>', 'a folder that is empty or does not exist')
    .addHelpText('after', '\nExample:\n  cdk8s-flink init flink-jobs && cd flink-jobs && npm install && npm test')
    .action((folder: string) => done(run(folder)));
}

function run(folder: string): ExitCode {
  const refused = refusal(folder, false);
  if (refused !== undefined) throw new UsageError(refused);
  const files = newRepository(folder);
  writeProject(folder, files);
  process.stdout.write(`${[...files.keys()].map((name) => `${name}\n`).join('')}\nNext: cd ${folder} && npm install && npm test\n`);
  return ExitCode.FINE;
}
