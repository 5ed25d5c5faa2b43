#!/usr/bin/env node
import * as nodeModules from 'module';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './check';
import { explainCommand } from './explain';
import { importCommand } from './import';
import { initCommand } from './init';
import { memoryCommand } from './memory';
import { ExitCode, UsageError } from './outcome';
import { packageVersion } from './package';
import { planCommand } from './plan';
import { podsCommand } from './pods';
import { reportCommand } from './report';

const COMMANDS = [checkCommand, planCommand, explainCommand, memoryCommand, podsCommand, reportCommand, importCommand, initCommand];

/** Runs the command line and returns the exit code. Only the result is written to standard output. */
export function main(argv: readonly string[]): ExitCode {
  let code = ExitCode.FINE;
  const program = new Command('cdk8s-flink')
    .description('Apache Flink in production on Kubernetes: checks, compares, imports and explains manifests, and creates repositories')
    .version(packageVersion(), '-V, --version', 'print the version of this package')
    .showHelpAfterError('(use --help for usage)')
    .exitOverride();
  const done = (outcome: ExitCode) => { code = outcome; };
  for (const command of COMMANDS) program.addCommand(command(done).copyInheritedSettings(program));
  try {
    program.parse(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.FINE : ExitCode.USAGE;
    if (error instanceof UsageError) {
      console.error(`error: ${error.message}`);
      return ExitCode.USAGE;
    }
    const refused = refusedBySystem(error);
    if (refused === undefined) throw error;
    console.error(`error: ${refused}`);
    return ExitCode.USAGE;
  }
}

/** Describes an operation that the operating system refused, such as writing into a folder; undefined for every other error. */
function refusedBySystem(error: unknown): string | undefined {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof syscall !== 'string' || typeof path !== 'string') return undefined;
  return `${path} cannot be ${/^(mk|open|write|copy|rename|rm|unlink)/.test(syscall) ? 'written' : 'read'} (${code})`;
}

/** Caches compiled modules for the next call in a temporary folder, if the version of Node.js supports it. */
function keepCompiled(): void {
  const { enableCompileCache } = nodeModules as { enableCompileCache?: () => unknown };
  enableCompileCache?.();
}

/** A reader of the output, such as `head`, may close the pipe early: this is not an error. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

if (require.main === module) {
  endWithReader();
  keepCompiled();
  process.exitCode = main(process.argv.slice(2));
}
