import { answers, run } from './commands.mjs';

/** Why parts that ask Flink's own classes cannot run here; nothing where they can. */
export async function needsJava() {
  if (!await answers('javac', '-version')) return 'needs a Java development kit (javac)';
  if (!await answers('python3', '-m', 'pip', '--version')) return 'needs Python 3 with pip';
  return undefined;
}

/**
 * What a JVM finds in its environment that lives for minutes: its quick compiler is enough, and leaves the processor to others. Whether classes are sound was
 * asked when their jars were released.
 */
export const QUICK_JVM = {
  JAVA_TOOL_OPTIONS: [process.env.JAVA_TOOL_OPTIONS ?? '', '-XX:TieredStopAtLevel=1', '-XX:+UnlockDiagnosticVMOptions', '-XX:-BytecodeVerificationRemote'].join(' ').trim(),
};

let version;

/** Which Java this is, to the build. */
export function javaVersion() {
  return version ??= run('java', ['--version']);
}
