// A chart with values of Helm. With the setting VALUES, a JSON object, it has these values itself, and no chart is needed.
import { App, Chart } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob, SecretValue, Tls } from 'cdk8s-flink';

const own = process.env.VALUES === undefined ? undefined : JSON.parse(process.env.VALUES);
const value = (name: string): string => own === undefined ? `{{ .Values.${name} }}` : own[name];

const app = new App();
const chart = new Chart(app, 'orders', { namespace: value('namespace') });
new ProductionFlinkJob(chart, 'orders', {
  flinkVersion: FlinkVersion.V2_2,
  image: `registry.example.com/orders:${value('tag')}`,
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar', { args: ['--topic', value('topic')] }),
  parallelism: 4,
  storage: DurableStorage.s3(`s3://${value('bucket')}`),
  tls: Tls.certManager({ issuer: { name: value('issuer') }, keystorePassword: SecretValue.fromSecret('keystores', 'password') }),
  flinkConfiguration: { 'pipeline.max-parallelism': value('maxParallelism'), 'rest.flamegraph.enabled': value('flameGraphs') },
  egress: [EgressTarget.pods({ namespace: value('kafkaNamespace'), port: 9092 })],
});

app.synth();
