import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkVersion, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'page-views', { namespace: 'web' });

// The image is Flink's own with Python, the package apache-flink and the program page_views.py.
new ProductionFlinkJob(chart, 'page-views', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/page-views:1.0.0',
  artifact: JobArtifact.python('/opt/flink/usrlib/page_views.py', { args: ['--rows-per-second', '200'] }),
  parallelism: 2,
  storage: DurableStorage.s3('s3://web-flink-state'),
});

app.synth();
