import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob, Scaling, ScalingTrigger } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'enrichment', { namespace: 'data' });

// In standalone mode the operator hides /opt/flink/usrlib: the jar is in another directory of the image.
new ProductionFlinkJob(chart, 'enrichment', {
  flinkVersion: FlinkVersion.V2_2,
  image: 'registry.example.com/enrichment:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/jobs/enrichment.jar', { entryClass: 'com.example.EnrichmentJob' }),
  parallelism: 4,
  maxParallelism: 720,
  storage: DurableStorage.s3('s3://data-flink-state'),
  checkpointing: { interval: Duration.seconds(30) },
  scaling: Scaling.reactive({ minTaskManagers: 2, maxTaskManagers: 10, trigger: ScalingTrigger.cpu(70) }),
  taskManager: { cpu: 2, memory: Size.gibibytes(4) },
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
});

app.synth();
