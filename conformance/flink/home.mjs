import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';

// The scripts are the same in every wheel; this one is there for all releases.
const ANY_WHEEL = ['--only-binary', ':all:', '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--platform', 'manylinux2014_x86_64'];

/**
 * A complete Flink home, as in Flink's own distribution but for the optional file systems. Two packages of PyPI hold it:
 * one has the jars and plugins, the other the scripts and the stock configuration.
 */
export function flinkHome(version) {
  return cached(join('flink', version, 'home'), async (home) => {
    const scratch = `${home}.download`;
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    try {
      const jars = await unpacked(await download(join(scratch, 'jars'), `apache-flink-libraries==${version}`));
      const scripts = await unpacked(await download(join(scratch, 'scripts'), `apache-flink==${version}`, ANY_WHEEL));
      for (const folder of ['lib', 'opt', 'plugins', 'bin']) renameSync(join(jars, folder), join(home, folder));
      for (const folder of ['bin', 'conf']) cpSync(join(scripts, folder), join(home, folder), { recursive: true });
      for (const file of readdirSync(join(home, 'bin'))) chmodSync(join(home, 'bin', file), 0o755);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/** The jar in it that has Flink's own classes. */
export function distJar(home) {
  const lib = join(home, 'lib');
  return join(lib, readdirSync(lib).find((jar) => jar.startsWith('flink-dist')));
}

async function download(folder, requirement, more = []) {
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', folder, ...more, requirement]);
  return join(folder, readdirSync(folder)[0]);
}

/** Unpacks a wheel or a source archive; returns the folder in it that has `bin`. */
async function unpacked(archive) {
  const folder = `${archive}.unpacked`;
  await run('python3', ['-m', archive.endsWith('.whl') ? 'zipfile' : 'tarfile', '-e', archive, folder]);
  const inside = readdirSync(folder).flatMap((top) => [join(folder, top), join(folder, top, 'deps')]);
  const found = inside.find((candidate) => existsSync(join(candidate, 'bin')));
  if (found === undefined) throw new Error(`${archive} holds no Flink`);
  return found;
}
