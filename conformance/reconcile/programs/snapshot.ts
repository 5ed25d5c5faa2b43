import { Chart, Testing } from 'cdk8s';
import { FlinkDeployment, FlinkStateSnapshot, SnapshotKind } from '../../../src';

/** The manifest of a savepoint of a running job. */
export function snapshotOf(deployment: any, name: string, disposeOnDelete: boolean): any {
  const chart = new Chart(Testing.app(), 'snapshot');
  const job = FlinkDeployment.fromManifest(chart, 'job', deployment);
  new FlinkStateSnapshot(chart, 'by-hand', { deployment: job, name, snapshot: SnapshotKind.savepoint({ disposeOnDelete }) });
  return Testing.synth(chart).find(({ kind }) => kind === 'FlinkStateSnapshot');
}
