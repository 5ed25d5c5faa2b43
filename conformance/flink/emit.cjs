// Prints, as a JSON list, the manifests of an example for a Flink version: `emit.cjs 1.20 quickstart`.
// The example's own program runs, against the compiled library; only the version it asks for is another one.
const path = require('node:path');
const { App } = require('cdk8s');
const library = require('cdk8s-flink');

const flinkVersion = library.FlinkVersion.of(process.argv[2]);
const apps = [];

App.prototype.synth = function () {
  apps.push(this);
};

class OfThisVersion extends library.ProductionFlinkJob {
  constructor(scope, id, props) {
    super(scope, id, { ...props, flinkVersion });
  }
}
require.cache[require.resolve('cdk8s-flink')].exports = { ...library, ProductionFlinkJob: OfThisVersion };

const root = path.join(__dirname, '..', '..');
require('ts-node').register({ transpileOnly: true, cwd: root });
require(path.join(root, 'examples', process.argv[3], 'main.ts'));

const problems = apps.flatMap((app) => app.node.findAll()).flatMap((construct) => construct.node.validate());
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(JSON.stringify(apps.flatMap((app) => app.charts).flatMap((chart) => chart.toJson())));
