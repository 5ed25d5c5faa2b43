import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import { healthOf } from './lua';
import { ArgoCdHealth, GitOps } from '../../src';
import { catalogueText } from '../../src/kubernetes/catalogue-file';
import { KINDS } from '../../src/workload/kinds';
import { chartOf, only } from '../jobs';

interface Row {
  readonly name: string;
  readonly argoCd: string;
  readonly flux: string;
  readonly message: string;
  readonly generation: number;
  readonly spec: any;
  readonly status?: any;
}

const FOLDER = join(__dirname, 'health');
const rowsOf = (kind: string): Row[] => parse(readFileSync(join(FOLDER, `${kind}.yaml`), 'utf8'));

test('every kind has objects on which its health is tried', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(KINDS).map((kind) => `${kind}.yaml`).sort());
});

describe.each(Object.keys(KINDS))('%s', (kind) => {
  const script = catalogueText('gitops', 'argocd', `${kind}.lua`);

  test.each(rowsOf(kind).map((row) => [row.name, row] as const))('%s', (_, { argoCd, message, generation, spec, status }) => {
    const health = healthOf(script, { apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name: 'orders', generation }, spec, status });
    expect(health.status).toBe(argoCd);
    expect(health.message).toContain(message);
  });

  test('objects cover every verdict, and no name is there twice', () => {
    const rows = rowsOf(kind);
    expect([...new Set(rows.map(({ argoCd }) => argoCd))]).toEqual(expect.arrayContaining(['Healthy', 'Progressing', 'Degraded']));
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(new Set(rows.map(({ flux }) => flux))).toEqual(new Set(['Current', 'InProgress', 'Failed']));
  });
});

test.each([
  ['FlinkDeployment', 'lifecycleState', ['CREATED', 'SUSPENDED', 'UPGRADING', 'DEPLOYED', 'STABLE', 'ROLLING_BACK', 'ROLLED_BACK', 'FAILED', 'DELETING', 'DELETED']],
  ['FlinkDeployment', 'jobManagerDeploymentStatus', ['READY', 'DEPLOYED_NOT_READY', 'DEPLOYING', 'MISSING', 'ERROR']],
  ['FlinkSessionJob', 'lifecycleState', ['CREATED', 'SUSPENDED', 'UPGRADING', 'DEPLOYED', 'STABLE', 'ROLLING_BACK', 'ROLLED_BACK', 'FAILED', 'DELETING', 'DELETED']],
  ['FlinkBlueGreenDeployment', 'blueGreenState', ['INITIALIZING_BLUE', 'TRANSITIONING_TO_BLUE', 'TRANSITIONING_TO_GREEN', 'SAVEPOINTING_BLUE', 'SAVEPOINTING_GREEN', 'ACTIVE_BLUE', 'ACTIVE_GREEN']],
  ['FlinkStateSnapshot', 'state', ['TRIGGER_PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'ABANDONED']],
])('the objects of a %s have every %s', (kind, field, values) => {
  expect([...new Set(rowsOf(kind).map(({ status }) => status?.[field]).filter((value) => value !== undefined))].sort()).toEqual([...values].sort());
});

test.each(['FlinkDeployment', 'FlinkSessionJob'])('the objects of a %s have every state of a job', (kind) => {
  const states = new Set(rowsOf(kind).map(({ status }) => status?.jobStatus?.state).filter((state) => state !== undefined));
  expect([...states].sort()).toEqual(['CANCELED', 'CANCELLING', 'CREATED', 'FAILED', 'FAILING', 'FINISHED', 'INITIALIZING', 'RECONCILING', 'RESTARTING', 'RUNNING', 'SUSPENDED']);
});

test('the ConfigMap of Argo CD has a script for each kind, and no label that Argo CD sets to something else', () => {
  const chart = chartOf();
  new ArgoCdHealth(chart, 'health');
  const { metadata, data } = only(Testing.synth(chart), 'ConfigMap');
  expect(metadata).toEqual({ name: 'argocd-cm', namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } });
  expect(Object.keys(data).sort()).toEqual(Object.keys(KINDS).map((kind) => `resource.customizations.health.flink.apache.org_${kind}`).sort());
  expect(data['resource.customizations.health.flink.apache.org_FlinkStateSnapshot']).toContain('ABANDONED');
});

test('Flux has expressions for each kind, each with what fails and what is current', () => {
  const all = GitOps.fluxHealthCheckExprs();
  expect(all.map(({ kind }) => kind).sort()).toEqual(Object.keys(KINDS).sort());
  for (const { apiVersion, current, failed } of all) {
    expect(apiVersion).toBe('flink.apache.org/v1beta1');
    expect(current).toContain('has(status.');
    expect(failed).toContain('has(status.');
  }
});
