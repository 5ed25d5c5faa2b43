// What `check` takes for a folder with a thousand FlinkDeployments, alone and with all that stands beside them, against one with two hundred:
// time and memory, and whether they grow evenly.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { App, Chart, Testing, Yaml } = require('cdk8s');
const { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } = require(join(ROOT, 'lib'));

const SIZES = [200, 1000];

function manifests(i) {
  const chart = new Chart(new App(), 'bench', { namespace: `team-${i % 20}` });
  new ProductionFlinkJob(chart, `job-${i}`, {
    flinkVersion: [FlinkVersion.V1_20, FlinkVersion.V2_2][i % 2],
    image: `registry.example.com/job-${i}:1.0.0`,
    artifact: JobArtifact.jar('local:///opt/flink/usrlib/job.jar'),
    parallelism: 4,
    storage: DurableStorage.s3('s3://state'),
  });
  return Testing.synth(chart);
}

const SHAPES = { 'alone': ({ kind }) => kind === 'FlinkDeployment', 'with all that stands beside them': () => true };

for (const [shape, isKept] of Object.entries(SHAPES)) {
  const measured = SIZES.map((size) => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-flink-bench-'));
    try {
      for (let i = 0; i < size; i++) {
        const objects = manifests(i);
        // every tenth one has something to report
        if (i % 10 === 0) objects.find(({ kind }) => kind === 'FlinkDeployment').spec.flinkConfiguration['execution.checkpointing.intervall'] = '5 s';
        writeFileSync(join(folder, `job-${i}.yaml`), Yaml.stringify(...objects.filter(isKept)));
      }
      const begin = process.hrtime.bigint();
      const { stdout, status, stderr } = spawnSync(process.execPath, ['-e', `
        process.argv.splice(1, 0, 'cdk8s-flink');
        const { main } = require(${JSON.stringify(join(ROOT, 'lib', 'cli', 'main.js'))});
        main(['check', '--format', 'json', ${JSON.stringify(folder)}]);
        process.stderr.write(String(process.resourceUsage().maxRSS));
      `], { encoding: 'utf8', maxBuffer: 1 << 28 });
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      if (status !== 0) throw new Error(stderr);
      const { summary } = JSON.parse(stdout);
      if (summary.workloads !== size || summary.errors !== size / 10) throw new Error(`checked ${JSON.stringify(summary)}`);
      return { size, seconds, megabytes: Number(/\d+$/.exec(stderr)[0]) / 1024 };
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const { size, seconds, megabytes } of measured) console.log(`check, ${size} FlinkDeployments ${shape}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`);
  const [few, many] = measured;
  console.log(`${many.size / few.size} times as many take ${(many.seconds / few.seconds).toFixed(1)} times as long`);
}
