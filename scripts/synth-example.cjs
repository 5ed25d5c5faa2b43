// Runs one example as a user would, and prints the result. If the example does not synthesize, it fails and prints only the message.
const path = require('node:path');
const { ApiObject, App } = require('cdk8s');
const { FlinkSessionCluster, FlinkSessionJob, ProductionFlinkJob } = require('..');

const apps = [];
const { synth } = App.prototype;
App.prototype.synth = function () {
  apps.push(this);
  return synth.call(this);
};

try {
  require(path.resolve(process.argv[2]));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const constructs = apps.flatMap((app) => app.node.findAll());
const jobs = constructs.filter((construct) => [ProductionFlinkJob, FlinkSessionCluster, FlinkSessionJob].some((kind) => construct instanceof kind));
const objects = constructs.filter(ApiObject.isApiObject);
const findings = jobs.flatMap((job) => job.findings.map((finding) => ({ job: job.node.path, ...finding })));

const width = Math.max(...objects.map((object) => object.kind.length));
console.log('objects:');
for (const object of objects) console.log(`  ${object.kind.padEnd(width)}  ${object.name}`);
for (const job of jobs) {
  console.log(`guidelines: ${job.appliedGuidelines.length} gave ${job.node.path} a default`);
  console.log(`            ${job.appliedGuidelines.join(' ')}`);
}
console.log(`findings:   ${findings.length === 0 ? 'none' : ''}`);
for (const { severity, guideline, job, path: where, message, fix } of findings) console.log(`  ${severity} ${guideline} [${job}] ${where}: ${message}. ${fix}.`);
if (apps.length === 0) {
  console.error('the example never called app.synth()');
  process.exit(1);
}
if (findings.some((finding) => finding.severity === 'error')) process.exit(1);
