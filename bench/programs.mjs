// The programs that are measured. Each is given the root of a checkout with a compiled lib/.
import { join } from 'node:path';

const quoted = JSON.stringify;

export const NODE = '';

/** What anybody loads who uses cdk8s and its constructs for Kubernetes' own kinds. */
export const LOAD_CDK8S = "require('cdk8s'); require('cdk8s-plus-27');";

export const load = (root) => `require(${quoted(join(root, 'lib'))});`;

/** The properties of a job. */
const job = (i) => `{
  flinkVersion: [flink.FlinkVersion.V1_20, flink.FlinkVersion.V2_2][${i} % 2], image: 'registry.example.com/job-' + ${i} + ':1.0.0',
  artifact: flink.JobArtifact.jar('local:///opt/flink/usrlib/job.jar'), parallelism: 4, storage: flink.DurableStorage.s3('s3://state'),
}`;

/** An App with a number of jobs, all in one chart or one in each. */
const app = (root, out, size, charts, layout = 'FILE_PER_CHART') => `
  const { App, Chart, YamlOutputType } = require('cdk8s');
  const flink = require(${quoted(join(root, 'lib'))});
  const app = new App({ outdir: ${quoted(out)}, yamlOutputType: YamlOutputType.${layout} });
  const charts = Array.from({ length: ${charts} }, (_, i) => new Chart(app, 'bench-' + i, { namespace: 'team' }));
  for (let i = 0; i < ${size}; i++) new flink.ProductionFlinkJob(charts[i % charts.length], 'job-' + i, ${job('i')});`;

export const synth = (root, out, size, charts = 1, layout = undefined) => `${app(root, out, size, charts, layout)} app.synth();`;

/** The layout in which cdk8s neither validates an App nor resolves its dependencies once more for each chart. */
export const FOLDERS = 'FOLDER_PER_CHART_FILE_PER_RESOURCE';

/** Writes the objects of all jobs into a file, one a line: a single text cannot hold those of 10,000 jobs. */
export const content = (root, out, size, file) => `${app(root, out, size, 1)}
  const fs = require('fs');
  const file = fs.openSync(${quoted(file)}, 'w');
  for (const object of charts[0].toJson()) fs.writeSync(file, JSON.stringify(object) + '\\n');`;

/** Declares a generator of these objects. */
const read = (file) => `
  function* objects() {
    const bytes = require('fs').readFileSync(${quoted(file)});
    for (let begin = 0; begin < bytes.length;) {
      const end = bytes.indexOf(10, begin);
      yield JSON.parse(bytes.toString('utf8', begin, end));
      begin = end + 1;
    }
  }`;

/** The same objects without this library. */
const objects = (out, file, charts, layout = 'FILE_PER_CHART') => `${read(file)}
  const { ApiObject, App, Chart, YamlOutputType } = require('cdk8s');
  const app = new App({ outdir: ${quoted(out)}, yamlOutputType: YamlOutputType.${layout} });
  const charts = Array.from({ length: ${charts} }, (_, i) => new Chart(app, 'bench-' + i));
  const jobOf = ({ metadata }) => Number(/job-(\\d+)/.exec(JSON.stringify(metadata))[1]);
  let i = 0;
  for (const object of objects()) new ApiObject(charts[${charts} === 1 ? 0 : jobOf(object) % charts.length], 'object-' + i++, object);`;

export const synthObjects = (out, file, charts = 1, layout = undefined) => `${objects(out, file, charts, layout)} app.synth();`;

/** As it would be if cdk8s did not validate the App and resolve its dependencies once more for each chart. */
export const synthObjectsPatched = (out, file, charts) => `${objects(out, file, charts)}
  const { DependencyGraph } = require('cdk8s');
  App._synthChart = (chart) => new DependencyGraph(chart.node).topology()
    .filter((each) => ApiObject.isApiObject(each) && Chart.of(each) === chart).map((each) => each.toJson());
  app.synth();`;

/** Writes a folder of manifests from the objects of all jobs: a file for each job. Every tenth job has something to report. */
export const writeFleet = (file, folder, isKept) => `${read(file)}
  const fs = require('fs');
  const { Yaml } = require('cdk8s');
  const files = new Map();
  for (const object of objects()) {
    if (!(${isKept})(object)) continue;
    const name = /job-(\\d+)/.exec(JSON.stringify(object.metadata))[0];
    if (object.kind === 'FlinkDeployment' && name.endsWith('0')) object.spec.flinkConfiguration['execution.checkpointing.intervall'] = '5 s';
    files.set(name, [...files.get(name) ?? [], object]);
  }
  for (const [name, each] of files) fs.writeFileSync(${quoted(folder)} + '/' + name + '.yaml', Yaml.stringify(...each));`;

export const check = (root, path) => `
  process.argv.splice(1, 0, 'cdk8s-flink');
  const { main } = require(${quoted(join(root, 'lib', 'cli', 'main.js'))});
  main(['check', '--format', 'json', ${quoted(path)}]);`;

/** Reads a folder of manifests with the package \`yaml\`, and does nothing else. */
export const parse = (folder) => `
  const fs = require('fs');
  const { parseAllDocuments } = require('yaml');
  for (const file of fs.readdirSync(${quoted(folder)})) parseAllDocuments(fs.readFileSync(${quoted(folder)} + '/' + file, 'utf8')).map((each) => each.toJS());`;

/** The rules of all jobs, each group a file, as Prometheus reads them. */
export const writeRules = (file, folder) => `${read(file)}
  const fs = require('fs');
  const { Yaml } = require('cdk8s');
  [...objects()].filter(({ kind }) => kind === 'PrometheusRule')
    .forEach(({ spec }, i) => fs.writeFileSync(${quoted(folder)} + '/' + i + '.yaml', Yaml.stringify(spec)));`;
