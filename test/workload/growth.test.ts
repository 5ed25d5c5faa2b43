import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { CompanionIndex, IndexedObjects } from '../../src/workload/companion-index';
import { Workload } from '../../src/workload/workload';
import { WorkloadSet } from '../../src/workload/workload-set';

/** Jobs of one namespace with what stands beside them. */
function fleet(size: number): any[] {
  return Array.from({ length: size }, (_, i) => {
    const name = `job-${i}`;
    const selector = { matchLabels: { app: name } };
    const beside = (apiVersion: string, kind: string, spec: any) => ({ apiVersion, kind, metadata: { name, namespace: 'team' }, spec });
    return [
      beside('flink.apache.org/v1beta1', 'FlinkDeployment', {
        image: `registry.example.com/${name}:1.0.0`,
        flinkVersion: 'v1_20',
        serviceAccount: name,
        flinkConfiguration: {
          'execution.checkpointing.interval': '60 s',
          'execution.checkpointing.dir': `s3://state/${name}/checkpoints`,
          'execution.checkpointing.savepoint-dir': `s3://state/${name}/savepoints`,
          'high-availability.type': 'kubernetes',
          'high-availability.storageDir': `s3://state/${name}/ha`,
        },
        jobManager: { replicas: 2, resource: { memory: '2048m', cpu: 1 } },
        taskManager: { resource: { memory: '2048m', cpu: 1 } },
        job: { jarURI: 'local:///opt/flink/usrlib/job.jar', parallelism: 2, upgradeMode: 'savepoint' },
      }),
      beside('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: selector }),
      beside('policy/v1', 'PodDisruptionBudget', { selector, maxUnavailable: 1 }),
      beside('monitoring.coreos.com/v1', 'PodMonitor', { selector }),
      beside('monitoring.coreos.com/v1', 'PrometheusRule', { groups: [{ rules: [{ expr: `up{job="${name}"}` }] }] }),
      beside('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef: { kind: 'FlinkDeployment', name } }),
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'team' } },
    ];
  }).flat();
}

/** How many objects and jobs are visited for each job while a fleet is checked. */
function visitedPerJob(size: number): number {
  let visited = 0;
  const count = <T extends readonly unknown[]>(found: T): T => {
    visited += found.length;
    return found;
  };
  const { in: lookUp } = IndexedObjects.prototype;
  const { sharing, companionsOf } = WorkloadSet.prototype;
  const fleetOf = Object.getOwnPropertyDescriptor(Workload.prototype, 'fleet')!.get!;
  jest.spyOn(IndexedObjects.prototype, 'in').mockImplementation(function (this: IndexedObjects, index: CompanionIndex, values) { return count(lookUp.call(this, index, values)); });
  jest.spyOn(WorkloadSet.prototype, 'sharing').mockImplementation(function (this: WorkloadSet, ...args) { return count(sharing.apply(this, args)); });
  jest.spyOn(WorkloadSet.prototype, 'companionsOf').mockImplementation(function (this: WorkloadSet, workload) { return count(companionsOf.call(this, workload)); });
  jest.spyOn(Workload.prototype, 'fleet', 'get').mockImplementation(function (this: Workload) { return count(fleetOf.call(this)); });
  try {
    const manifests = fleet(size).map((object, i) => ({ object, file: `${i}.yaml`, lineOf: () => 1 }));
    checkObjects(flinkObjects(manifests, {}), GUIDELINES);
  } finally {
    jest.restoreAllMocks();
  }
  return visited / size;
}

test('a job of a large fleet visits no more objects and jobs than one of a small fleet', () => {
  const [few, many] = [visitedPerJob(5), visitedPerJob(50)];
  expect(few).toBeGreaterThan(1);
  expect(many).toBeLessThanOrEqual(few * 1.1);
});
