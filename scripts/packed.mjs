// Tests the published package: packs the library, installs the package with its peer dependencies into an empty folder, and runs a first program
// as an ES module and in CommonJS, and compiles it with TypeScript.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = `
import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';
const app = new App();
new ProductionFlinkJob(new Chart(app, 'first', { namespace: 'default' }), 'first-job', {
  flinkVersion: FlinkVersion.V1_20, image: 'example.com/job:1.0', artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar'),
  parallelism: 2, storage: DurableStorage.s3('s3://bucket'),
});
app.synth();
`;

/** Prints the exports that an ES module cannot import by their names. */
const NAMES = `import { createRequire } from 'node:module'; import * as all from 'cdk8s-flink';
process.stdout.write(Object.keys(createRequire(process.cwd() + '/')('cdk8s-flink')).filter((name) => !(name in all)).join(', '));`;

// The second one is there after post-compile.
const PACKED = ['.jsii', '.jsii.tabl.json.gz', 'API.md', 'LICENSE', 'NOTICE', 'README.md', 'catalogue', 'lib', 'node_modules', 'package.json'];

checkPackage();

function checkPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-flink-packed-'));
  const run = (command, args) => execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const peers = ['cdk8s', 'constructs', 'cdk8s-plus-27'];
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`, ...peers, 'typescript@~6.0', '@types/node@20']);
    const programs = { 'main.mjs': PROGRAM, 'main.cjs': PROGRAM.replace(/^import (.*) from (.*);$/gm, 'const $1 = require($2);') };
    for (const [file, program] of Object.entries(programs)) {
      rmSync(join(folder, 'dist'), { recursive: true, force: true });
      writeFileSync(join(folder, file), program);
      run(process.execPath, [file]);
      const manifests = readFileSync(join(folder, 'dist', 'first.k8s.yaml'), 'utf8');
      for (const expected of ['kind: FlinkDeployment', 'kind: PrometheusRule', 'execution.checkpointing.dir: s3://bucket/default/first-job/checkpoints']) {
        if (!manifests.includes(expected)) throw new Error(`the packed library's manifests lack "${expected}" (${file})`);
      }
    }
    const names = execFileSync(process.execPath, ['--input-type=module', '-e', NAMES], { cwd: folder, encoding: 'utf8' });
    if (names !== '') throw new Error(`ES modules cannot import ${names}, which CommonJS can`);
    // the command finds all files that it needs in the package
    run(process.execPath, ['node_modules/cdk8s-flink/lib/cli/main.js', 'check', 'dist']);
    writeFileSync(join(folder, 'main.mts'), PROGRAM);
    run('npx', ['--no-install', 'tsc', '--noEmit', '--strict', '--module', 'node16', '--types', 'node', '--skipLibCheck', 'main.mts']);
    const foreign = readdirSync(join(folder, 'node_modules', 'cdk8s-flink')).filter((file) => !PACKED.includes(file));
    if (foreign.length > 0) throw new Error(`the package holds ${foreign.join(', ')}, which no user needs`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
