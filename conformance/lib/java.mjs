import { answers, run } from './commands.mjs';

/** Why parts that ask Flink's own classes cannot run here; nothing where they can. */
export async function needsJava() {
  if (!await answers('javac', '-version')) return 'needs a Java development kit (javac)';
  if (!await answers('python3', '-m', 'pip', '--version')) return 'needs Python 3 with pip';
  return undefined;
}

let version;

/** Which Java this is, to the build. */
export function javaVersion() {
  return version ??= run('java', ['--version']);
}
