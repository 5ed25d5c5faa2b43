import { JobScheduling, PodScheduling, SpotNodes } from '../../src';
import { errorsOf, specOf, synthJob } from '../jobs';

interface OfEach<T> {
  readonly jobManager: T;
  readonly taskManager: T;
}

function pods(scheduling: JobScheduling, own: Partial<OfEach<PodScheduling>> = {}): OfEach<any> {
  const [jobManagers, taskManagers] = [{ scheduling: own.jobManager }, { scheduling: own.taskManager }];
  const { jobManager, taskManager } = specOf({ scheduling, jobManager: jobManagers, taskManager: taskManagers });
  return { jobManager: jobManager.podTemplate.spec, taskManager: taskManager.podTemplate.spec };
}

test('what is said of the job holds for both, what is said of a component for it alone', () => {
  const { jobManager, taskManager } = pods(
    { nodeSelector: { pool: 'flink' }, tolerations: [{ key: 'dedicated', value: 'flink', effect: 'NoSchedule' }], priorityClassName: 'streaming' },
    { taskManager: { nodeSelector: { disk: 'nvme' }, tolerations: [{ key: 'nvme', operator: 'Exists' }], priorityClassName: 'batch' } },
  );
  const dedicated = { key: 'dedicated', value: 'flink', effect: 'NoSchedule' };
  expect(jobManager).toMatchObject({ nodeSelector: { pool: 'flink' }, tolerations: [dedicated], priorityClassName: 'streaming' });
  expect(jobManager.tolerations).toHaveLength(1);
  expect(taskManager).toMatchObject({
    nodeSelector: { pool: 'flink', disk: 'nvme' }, tolerations: [dedicated, { key: 'nvme', operator: 'Exists' }], priorityClassName: 'batch',
  });
});

test('TaskManagers prefer spot nodes, the JobManager keeps away', () => {
  const { jobManager, taskManager } = pods({ spot: SpotNodes.aks() });
  const [required] = jobManager.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  expect(required.matchExpressions).toEqual([{ key: 'kubernetes.azure.com/scalesetpriority', operator: 'NotIn', values: ['spot'] }]);
  expect(jobManager.tolerations).toBeUndefined();
  const [preferred] = taskManager.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution;
  expect(preferred.preference.matchExpressions).toEqual([{ key: 'kubernetes.azure.com/scalesetpriority', operator: 'In', values: ['spot'] }]);
  expect(taskManager.tolerations).toEqual([{ key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' }]);
});

test.each([
  ['karpenter', SpotNodes.karpenter(), 0], ['eks', SpotNodes.eks(), 0], ['gke', SpotNodes.gke(), 1],
  ['labelled', SpotNodes.labelled({ label: 'lifecycle', value: 'spot', taint: 'spot' }), 1],
])('%s: tolerations where nodes are tainted', (_, spot, tolerations) => {
  expect(pods({ spot }).taskManager.tolerations ?? []).toHaveLength(tolerations);
});

test('a JobManager without a standby stays where it is', () => {
  const annotations = (replicas: number) => specOf({ jobManager: { replicas } }).jobManager.podTemplate.metadata?.annotations;
  expect(annotations(1)).toMatchObject({ 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true' });
  expect(annotations(2)?.['karpenter.sh/do-not-disrupt']).toBeUndefined();
  expect(specOf().taskManager.podTemplate.metadata?.annotations?.['karpenter.sh/do-not-disrupt']).toBeUndefined();
});

test('all that cannot be is said at once', () => {
  const errors = errorsOf(() => synthJob({
    scheduling: {
      nodeSelector: { pool: 'flink nodes' },
      tolerations: [{ key: 'a', operator: 'Like' }, { operator: 'Exists', value: 'x' }, { effect: 'Never', value: 'v' }],
    },
    jobManager: { scheduling: { priorityClassName: 'High Priority' } },
  })).join('\n');
  for (const text of [
    'K8S-03 scheduling.nodeSelector[\'pool\'] = "flink nodes"', 'scheduling.tolerations[0].operator = "Like"', 'scheduling.tolerations[1].value = "x"',
    'scheduling.tolerations[2].key', 'scheduling.tolerations[2].effect = "Never"', 'jobManager.scheduling.priorityClassName = "High Priority"',
  ]) expect(errors).toContain(text);
});
