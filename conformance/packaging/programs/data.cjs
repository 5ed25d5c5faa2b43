// Reads every kind of data that the package has beside its code.
const { App, ApiObject, Chart } = require('cdk8s');
const { FlinkDashboards, GitOps } = require('cdk8s-flink');

const app = new App();
const chart = new Chart(app, 'data', { namespace: 'monitoring' });
new FlinkDashboards(chart, 'dashboards');
new ApiObject(chart, 'argocd-cm', { apiVersion: 'v1', kind: 'ConfigMap', data: GitOps.argoCdHealth() });
new ApiObject(chart, 'kustomization', { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', spec: { healthCheckExprs: GitOps.fluxHealthCheckExprs() } });
app.synth();
