import { componentPods, podsOf } from '../../src/workload/pods';
import { Workload } from '../../src/workload/workload';

// The FlinkDeployments of a blue/green job are read as their manifest is: also where this library did not generate it.

const MANIFEST = {
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkBlueGreenDeployment',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    template: {
      spec: {
        image: 'flink:1.20.1-java11',
        flinkVersion: 'v1_20',
        flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' },
        jobManager: { resource: { memory: '2g', cpu: 1 } },
        taskManager: { resource: { memory: '4g', cpu: 2 } },
        job: { jarURI: 'local:///opt/flink/usrlib/job.jar', parallelism: 4 },
      },
    },
  },
};

const whole = Workload._of(MANIFEST);

test.each(['blue', 'green'])('the FlinkDeployment that is %s', (colour) => {
  const deployment = whole._deployments.find(({ name }) => name === `orders-${colour}`)!;
  expect(deployment._isFromProgram).toBe(false);
  expect(deployment._inherits('CKP-12')).toBe(false);
  expect(deployment.where('job.parallelism')).toBe(whole.where('job.parallelism'));
  expect(deployment.where('taskmanager.numberOfTaskSlots')).toBe("spec.template.spec.flinkConfiguration['taskmanager.numberOfTaskSlots']");
  expect(deployment._javaVersion).toBe(11);
  expect(podsOf(deployment)!.jobManager.metadata.labels.app).toBe(`orders-${colour}`);
});

test('the options are read once for both', () => {
  for (const deployment of whole._deployments) expect(deployment._configuration).toBe(whole._configuration);
  expect(componentPods(whole)).toHaveLength(4);
});
