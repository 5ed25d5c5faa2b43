import { answers } from './commands.mjs';

/** Why parts that ask Flink's own classes cannot run here; nothing where they can. */
export async function needsJava() {
  if (!await answers('javac', '-version')) return 'needs a Java development kit (javac)';
  if (!await answers('python3', '-m', 'pip', '--version')) return 'needs Python 3 with pip';
  return undefined;
}

/** A line of output as the result of a check, with the whole output where it failed. */
export function lastLine(output) {
  return output.trim().split('\n').at(-1);
}
