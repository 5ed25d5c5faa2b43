// Prints, as a JSON list, the manifests of the monitored job, and the dashboards, for a Flink version: `emit.cjs 1.20`.
const { App, Chart, Duration } = require('cdk8s');
const { DurableStorage, FlinkDashboards, FlinkVersion, JobArtifact, MetricReporter, ProductionFlinkJob } = require('cdk8s-flink');

const app = new App();
const chart = new Chart(app, 'chart', { namespace: 'watched' });

// Times are short, so that what follows from them is; nothing else is other than it would be in production.
new ProductionFlinkJob(chart, 'monitored', {
  flinkVersion: FlinkVersion.of(process.argv[2]),
  image: 'registry.example.com/monitored:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/monitored.jar'),
  parallelism: 2,
  storage: DurableStorage.s3('s3://state'),
  // nobody listens there: whether the reporters begin is asked, not what they send
  reporters: [MetricReporter.jmx(), MetricReporter.openTelemetry({ endpoint: 'http://127.0.0.1:4317', interval: Duration.minutes(10) })],
  monitoring: {
    scrape: { interval: Duration.seconds(5) },
    alerts: { serviceLevel: { recoveryTime: Duration.seconds(30) } },
  },
  checkpointing: { interval: Duration.seconds(5), timeout: Duration.seconds(10), minPause: Duration.seconds(1), tolerableFailures: 20 },
});

new FlinkDashboards(chart, 'dashboards');

const problems = app.node.findAll().flatMap((construct) => construct.node.validate());
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(JSON.stringify(chart.toJson()));
