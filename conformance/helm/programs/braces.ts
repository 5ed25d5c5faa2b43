// Everything with braces that are not Helm's: alerts, those of a fleet, dashboards, the host of an ingress. With the setting VALUES no chart is needed.
import { App, Chart } from 'cdk8s';
import { DurableStorage, FlinkAlerts, FlinkDashboards, FlinkDeployment, FlinkEnvironment, FlinkFleetAlerts, FlinkVersion, IngressAuthentication, JobArtifact, ProductionFlinkJob } from 'cdk8s-flink';

const own = process.env.VALUES === undefined ? undefined : JSON.parse(process.env.VALUES);
const value = (name: string): string => own === undefined ? `{{ .Values.${name} }}` : own[name];

const app = new App();
if (process.env.HELM !== undefined) FlinkEnvironment.of(app).set({ helm: process.env.HELM === 'yes' });
const chart = new Chart(app, 'orders', { namespace: 'shop' });
const job = {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/orders:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
  parallelism: 4,
  storage: DurableStorage.s3('s3://state'),
};
new ProductionFlinkJob(chart, 'orders', { ...job, monitoring: { alerts: { alertLabels: { team: value('team') } } } });
new ProductionFlinkJob(chart, 'payments', {
  ...job,
  ingress: {
    template: '{{name}}.{{namespace}}.flink.example.com', className: 'nginx', tlsSecretName: 'flink-ui', controllerNamespace: 'ingress-nginx',
    authentication: IngressAuthentication.nginxBasic('flink-users'),
  },
});
const other = FlinkDeployment.fromManifest(chart, 'other', { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'other', namespace: 'shop' }, spec: { flinkVersion: 'v1_20' } });
new FlinkAlerts(chart, 'alerts', { deployment: other });
new FlinkDashboards(chart, 'dashboards');
const fleet = new Chart(app, 'fleet', { namespace: 'fleet' });
new ProductionFlinkJob(fleet, 'one', job);
new FlinkFleetAlerts(fleet, 'fleet-alerts', { jobsIn: fleet });

app.synth();
