import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { answers, run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { copyJars, needsMaven } from '../lib/maven.mjs';
import { cdk8sPlus, ofLibrary, VERSIONS } from './packages.mjs';

const SOURCES = join(import.meta.dirname, 'java');
const POM = join(SOURCES, 'pom.xml');

export const programs = { Quickstart: 'quickstart', FraudDetection: 'fraud-detection' };

export async function needs() {
  if (!await answers('javac', '-version')) return 'needs a Java development kit (javac)';
  return needsMaven();
}

/** Compiles what the generator wrote, with the library's own program inside. */
async function compiled(generated, classpath, folder) {
  const sources = readdirSync(join(generated, 'src/main/java'), { recursive: true }).filter((name) => name.endsWith('.java') && !name.endsWith('package-info.java'));
  const list = `${folder}.sources`;
  writeFileSync(list, sources.map((name) => `${join(generated, 'src/main/java', name)}\n`).join(''));
  await run('javac', ['-nowarn', '-proc:none', '--release', '11', '-cp', classpath, '-d', folder, `@${list}`]);
  rmSync(list);
  cpSync(join(generated, 'src/main/resources'), folder, { recursive: true });
}

/** The jars of all but the library, and the classes of cdk8s-plus-27. */
async function dependencies() {
  const jars = await copyJars('languages', POM, Object.fromEntries(['cdk8s', 'constructs', 'jsii'].map((name) => [`${name}.version`, VERSIONS[name]])));
  const classpath = readdirSync(jars).map((jar) => join(jars, jar));
  const plus = await cdk8sPlus();
  const classes = await cached(`${plus.split('/').slice(-2).join('/')}-classes-${fingerprint(POM)}`, (folder) => compiled(join(plus, 'java'), classpath.join(delimiter), folder));
  return [...classpath, classes];
}

export async function build(packages, folder, edit) {
  const others = await dependencies();
  const library = await ofLibrary(`java-${fingerprint(POM)}`, (made) => compiled(join(packages, 'java'), others.join(delimiter), made));
  const [sources, classes] = ['sources', 'classes'].map((name) => join(folder, name));
  for (const made of [sources, classes]) mkdirSync(made);
  const classpath = [library, ...others].join(delimiter);
  const files = readdirSync(SOURCES).filter((name) => name.endsWith('.java'));
  for (const file of files) writeFileSync(join(sources, file), edit(file, readFileSync(join(SOURCES, file), 'utf8')));
  await run('javac', ['-cp', classpath, '-d', classes, ...files.map((file) => join(sources, file))]);
  return (program) => ['java', ['-cp', [classes, classpath].join(delimiter), program]];
}
