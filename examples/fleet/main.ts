import { App, Chart, YamlOutputType } from 'cdk8s';
import { DurableStorage, FlinkFleetAlerts, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

/** The jobs of the fleet. A platform team reads such a table from files of the teams. */
const JOBS = [
  { namespace: 'shop', name: 'orders', version: '4.2.0', parallelism: 8 },
  { namespace: 'shop', name: 'returns', version: '1.9.3', parallelism: 2 },
  { namespace: 'billing', name: 'invoices', version: '2.0.1', parallelism: 4 },
];

// A folder for each chart, a file for each object. In this layout the time of a synth is proportional to the number of charts.
const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });

for (const { namespace, name, version, parallelism } of JOBS) {
  const chart = new Chart(app, `${namespace}-${name}`, { namespace });
  new ProductionFlinkJob(chart, name, {
    flinkVersion: FlinkVersion.V1_20,
    image: `registry.example.com/${namespace}/${name}:${version}`,
    artifact: JobArtifact.jar(`local:///opt/flink/usrlib/${name}.jar`),
    parallelism,
    storage: DurableStorage.s3(`s3://flink-state-${namespace}`),
  });
}

// The alerts of all jobs: each job records its own thresholds, and one PrometheusRule reads them.
new FlinkFleetAlerts(new Chart(app, 'monitoring', { namespace: 'monitoring' }), 'fleet-alerts');

app.synth();
