// Prints, as JSON, what programs emit for some versions, and the pods that will exist because of it:
// `emit.cjs '{"flinkVersions": ["1.20"], "operatorVersions": ["1.15"], "programs": ["examples/quickstart/main.ts"]}'`.
// The programs themselves run, against the compiled library; only the versions they ask for are others.
const path = require('node:path');
const { App } = require('cdk8s');
const library = require('cdk8s-flink');
const { adapted } = require('../../scripts/example-of-version.cjs');

const { flinkVersions, operatorVersions, programs } = JSON.parse(process.argv[2]);
const root = path.join(__dirname, '..', '..');
require('ts-node').register({ transpileOnly: true, cwd: root });

let apps = [];
App.prototype.synth = function () {
  apps.push(this);
};

const { FlinkVersion, OperatorVersion } = library;
let versions;
let jobs = [];
/** A construct of a job, whose versions are those that are asked for. */
const ofVersion = (Construct) => class extends Construct {
  constructor(scope, id, props) {
    library.FlinkEnvironment.of(scope).set({ operatorVersion: versions.operator });
    super(scope, id, adapted(props, versions.flink, library));
    jobs.push(this);
  }
};
require.cache[require.resolve('cdk8s-flink')].exports = {
  ...library, ...Object.fromEntries(['ProductionFlinkJob', 'FlinkSessionCluster', 'FlinkDeployment', 'FlinkBlueGreenDeployment'].map((name) => [name, ofVersion(library[name])])),
};

function emit(program) {
  apps = [];
  jobs = [];
  const file = path.join(root, program);
  delete require.cache[file];
  require(file);
  const constructs = apps.flatMap((app) => app.node.findAll());
  const problems = constructs.flatMap((construct) => construct.node.validate());
  if (problems.length > 0) throw new Error(`${program} for Flink ${versions.flink} and operator ${versions.operator}: ${problems.join('\n')}`);
  return {
    program: path.basename(path.dirname(file)) === 'programs' ? path.basename(file, '.ts') : path.basename(path.dirname(file)),
    flinkVersion: versions.flink.minor,
    operatorVersion: versions.operator.minor,
    manifests: apps.flatMap((app) => app.charts).flatMap((chart) => chart.toJson()),
    pods: jobs.flatMap((job) => {
      const { jobManager, taskManager } = job.renderedPods();
      return [jobManager, taskManager];
    }),
  };
}

function emitAll() {
  const emitted = [];
  for (const operator of operatorVersions.map((version) => OperatorVersion.of(version))) {
    for (const flink of flinkVersions.map((version) => FlinkVersion.of(version))) {
      if (!operator.accepts(flink)) continue;
      versions = { flink, operator };
      emitted.push(...programs.map(emit));
    }
  }
  return emitted;
}

try {
  console.log(JSON.stringify(emitAll()));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
