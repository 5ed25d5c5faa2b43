import { App, Chart, Duration, Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob, Scaling, ScalingTrigger } from 'cdk8s-flink';

const app = new App();
const chart = new Chart(app, 'elastic', { namespace: 'flink-standalone' });

// As counted.ts, but in standalone mode, with TaskManagers whose number follows their CPU.
new ProductionFlinkJob(chart, 'elastic', {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/elastic:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/jobs/job.jar', { entryClass: 'StatefulJob' }),
  parallelism: 1,
  storage: DurableStorage.persistentVolumeClaim('flink-state'),
  checkpointing: { interval: Duration.seconds(5) },
  scaling: Scaling.reactive({ minTaskManagers: 1, maxTaskManagers: 2, trigger: ScalingTrigger.cpu(70) }),
  egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
  jobManager: { cpu: 1, memory: Size.mebibytes(1280) },
  taskManager: { cpu: 1, memory: Size.mebibytes(1536), slots: 1 },
});

app.synth();
