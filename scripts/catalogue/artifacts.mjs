/** Downloads released jars with pip and Maven, and caches them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { DISTRIBUTION_JARS, listedRelease, minorOf, PLANNER_LOADER, RELEASES, SUPPORTING_JARS } from './releases.mjs';

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-flink');
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';

/** The jars of one Flink release: `searched` declare options, `supporting` let their classes load. */
export function flinkJars(version) {
  const home = distribution(version);
  return {
    searched: [...jarsOf(home, DISTRIBUTION_JARS), join(home, PLANNER_LOADER.inner), ...publishedJars(version)],
    supporting: jarsOf(home, SUPPORTING_JARS),
  };
}

/** What the jars of something built upon Flink may need of it. */
export function flinkCore(version) {
  const home = distribution(version);
  return jarsOf(home, [...SUPPORTING_JARS, ...DISTRIBUTION_JARS.slice(0, 1)]);
}

function jarsOf(home, patterns) {
  const files = jarsBelow(home);
  return patterns.flatMap((pattern) => files.filter((file) => pattern.test(file)).map((file) => join(home, file)));
}

/** The folder of a Flink distribution, from the package that PyFlink installs its jars by. */
function distribution(version) {
  const home = join(CACHE, 'jars', version);
  if (existsSync(home)) return home;
  const work = mkdtempSync(join(tmpdir(), 'flink-'));
  try {
    console.error(`Downloading Flink ${version}`);
    run('python3', ['-m', 'pip', 'download', '--quiet', '--no-cache-dir', '--no-deps', '--dest', work, `apache-flink-libraries==${version}`]);
    const archive = join(work, readdirSync(work)[0]);
    run('python3', ['-m', archive.endsWith('.whl') ? 'zipfile' : 'tarfile', '-e', archive, join(work, 'all')]);
    const root = parentOf('lib', join(work, 'all'));
    const wanted = [...DISTRIBUTION_JARS, ...SUPPORTING_JARS];
    const part = join(work, 'part');
    mkdirSync(part);
    for (const file of jarsBelow(root)) {
      if (wanted.some((pattern) => pattern.test(file))) cpSync(join(root, file), join(part, file));
      if (PLANNER_LOADER.outer.test(file)) run('jar', ['xf', join(root, file), PLANNER_LOADER.inner], { cwd: part });
    }
    moveInto(part, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
}

/** The jars that are published one by one. A patch level that is not listed takes those of the listed one of its minor version. */
function publishedJars(version) {
  const sources = RELEASES[version] ?? RELEASES[listedRelease(minorOf(version))];
  if (!sources) throw new Error(`Flink ${version} is of no listed minor version: add it to RELEASES in scripts/catalogue/releases.mjs`);
  return Object.entries(sources).map(([artifact, source]) => {
    const folder = join(CACHE, 'maven');
    const jar = join(folder, `${artifact}-${source}.jar`);
    if (!existsSync(jar)) {
      console.error(`Downloading ${artifact} ${source}`);
      const work = mkdtempSync(join(tmpdir(), 'flink-'));
      run('mvn', ['-q', '-B', `${DEPENDENCY_PLUGIN}:copy`, `-Dartifact=org.apache.flink:${artifact}:${source}`, `-DoutputDirectory=${work}`]);
      moveInto(join(work, basename(jar)), jar);
      rmSync(work, { recursive: true, force: true });
    }
    return jar;
  });
}

/** What a Java program of one source file prints. It has said itself what is wrong if it fails. */
export function runJava(source, args) {
  // class initializers of Hadoop and Kryo reach into these packages
  const opened = ['java.lang', 'java.net', 'java.util'].flatMap((name) => ['--add-opens', `java.base/${name}=ALL-UNNAMED`]);
  const { error, status, stdout } = spawnSync('java', [...opened, source, ...args], { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] });
  if (error) throw error;
  if (status !== 0) throw new Error(`${basename(source)} could not read every option`);
  return stdout.toString();
}

function run(command, args, options = {}) {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
}

/** In one step at its place, so that an interrupted download leaves nothing that looks complete. */
function moveInto(from, to) {
  const near = `${to}.part`;
  mkdirSync(join(to, '..'), { recursive: true });
  rmSync(near, { recursive: true, force: true });
  cpSync(from, near, { recursive: true });
  renameSync(near, to);
}

function jarsBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jar'))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

/** The folder that holds a folder of that name; the packages of different releases nest it differently. */
function parentOf(name, folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).find((entry) => entry.isDirectory() && entry.name === name);
  if (!found) throw new Error(`No folder ${name} in the package`);
  return found.parentPath ?? found.path;
}
