import { basename, delimiter, join } from 'node:path';
import { flinkCore } from '../../scripts/catalogue/artifacts.mjs';
import { answerOf } from './answers.mjs';
import { cached } from './cache.mjs';
import { run } from './commands.mjs';
import { fingerprint } from './fingerprint.mjs';
import { javaVersion } from './java.mjs';

/**
 * Asks Flink's own classes, by a program of ours that reads a question a line and writes an answer a line, as JSON.
 *
 * @param source the program, in one file whose name is that of its class
 * @param args what it is told at its start
 */
export async function askFlink(section, version, source, questions, args = []) {
  const jars = flinkCore(version);
  return answerOf(section, { files: [source, ...jars], words: [await javaVersion(), ...args] }, questions.join('\n'), async () => {
    const program = basename(source, '.java');
    const classes = await cached(join('classes', `${program}-${version}-${fingerprint(source)}`), (folder) =>
      run('javac', ['-nowarn', '-cp', jars.join(delimiter), '-d', folder, source]));
    const printed = await run('java', ['-cp', [classes, ...jars].join(delimiter), program, ...args], { input: questions.join('\n') });
    const answers = printed.trim().split('\n').map((line) => JSON.parse(line));
    if (answers.length !== questions.length) throw new Error(`${program} answered ${answers.length} of ${questions.length}`);
    return answers;
  });
}
