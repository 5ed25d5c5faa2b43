import { UnreadableInput } from '../workload/manifests';

/** What a command ends with. */
export enum ExitCode {
  /** All is well. */
  FINE = 0,
  /** The command did its work, and found something. */
  FOUND = 1,
  /** The command line is wrong, or the input cannot be read. */
  USAGE = 2,
}

/** A mistake of the person at the keyboard: told in one line, never with a stack trace. */
export class UsageError extends Error {}

/** `fraud.yaml:12:3: message` */
export function describeUnreadable({ file, line, column, message }: UnreadableInput): string {
  return [file, line, column].filter((part) => part !== undefined).join(':') + `: ${message}`;
}
