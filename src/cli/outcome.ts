import { UnreadableInput } from '../workload/manifests';

/** The exit codes of the commands. */
export enum ExitCode {
  /** Success. */
  FINE = 0,
  /** The command completed and reported a problem. */
  FOUND = 1,
  /** The command line is wrong, or the input cannot be read. */
  USAGE = 2,
}

/** An error in the usage of a command: printed without a stack trace. */
export class UsageError extends Error {}

/** `fraud.yaml:12:3: message` */
export function describeUnreadable({ file, line, column, message }: UnreadableInput): string {
  return [file, line, column].filter((part) => part !== undefined).join(':') + `: ${message}`;
}
