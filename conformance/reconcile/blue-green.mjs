import { Job } from './job.mjs';
import { BOOT_SECONDS, emissionOf, withPods } from './story.mjs';

const PROGRAM = 'conformance/reconcile/programs/blue-green.ts';

/** A FlinkBlueGreenDeployment that runs, and the transition that a change of its job makes; `change` breaks what is emitted, to see whether it is noticed; `seconds`: how long each state is waited for. */
export async function blueGreen(section, cluster, flink, { change = (manifests) => manifests, seconds = BOOT_SECONDS } = {}) {
  const { manifests: emitted } = await emissionOf(PROGRAM, flink);
  const manifests = change(structuredClone(emitted));
  const { apiVersion, kind, metadata: { namespace, name } } = manifests.find((manifest) => manifest.kind === 'FlinkBlueGreenDeployment');
  const { client, operator } = cluster;
  const state = async () => {
    const { status = {} } = await client.get(apiVersion, kind, namespace, name);
    return `${status.blueGreenState}, ${status.jobStatus?.state}${status.error ? `, ${status.error}` : ''}`;
  };
  await withPods(cluster, flink, namespace, async (kubelet) => {
    const [blue, green] = ['blue', 'green'].map((colour) => new Job(cluster, kubelet, { apiVersion, kind: 'FlinkDeployment', metadata: { namespace, name: `${name}-${colour}` } }));
    section.progress('blue/green');
    await cluster.apply(manifests);
    const becomes = async (wanted) => {
      await operator.wait(`${name} is ${wanted}`, seconds, async () => await state() === wanted).catch(() => {});
      return state();
    };
    const runs = await section.check({
      what: 'blue/green: the first version runs as blue',
      asked: 'blueGreenState and jobStatus.state of the FlinkBlueGreenDeployment; the FlinkDeployments',
      expected: { state: 'ACTIVE_BLUE, RUNNING', deployments: [`${name}-blue`] },
      said: async () => ({ state: await becomes('ACTIVE_BLUE, RUNNING'), deployments: await deploymentsIn(client, apiVersion, namespace) }),
    });
    if (!runs) return;
    await blue.tasksRun(120);
    await blue.checkpointAfter(0, 120);
    await client.send('PATCH', `/apis/${apiVersion}/namespaces/${namespace}/flinkbluegreendeployments/${name}`, { spec: { template: { spec: { job: { args: ['--edition', '2'] } } } } }, 'application/merge-patch+json');
    await section.check({
      what: 'blue/green: a change starts green from a savepoint of blue, and then ends blue',
      asked: 'the FlinkBlueGreenDeployment and FlinkDeployments; GET /jobs/:id/checkpoints of green; what the job counted; the running pods',
      expected: { state: 'ACTIVE_GREEN, RUNNING', deployments: [`${name}-green`], savepoint: true, restored: true, lost: 0, doubled: 0, bluePods: 0 },
      said: async () => {
        const reached = await becomes('ACTIVE_GREEN, RUNNING');
        await green.tasksRun(120);
        const { latest: { restored } } = await green.checkpoints();
        const counts = await green.counts();
        const podsOfBlue = () => ['jobmanager', 'taskmanager'].flatMap((component) => kubelet.podsOf(`${name}-blue`, component)).length;
        // The state is said before blue is deleted, and its pods end before its FlinkDeployment does.
        const ends = async () => podsOfBlue() === 0 && (await deploymentsIn(client, apiVersion, namespace)).length === 1;
        await operator.wait('blue ends', 120, ends).catch(() => {});
        return { state: reached, deployments: await deploymentsIn(client, apiVersion, namespace), savepoint: restored?.is_savepoint, ...counts, bluePods: podsOfBlue() };
      },
    });
    await client.delete({ apiVersion, kind, metadata: { namespace, name } });
    await operator.wait('blue/green is deleted', 120, async () => (await deploymentsIn(client, apiVersion, namespace)).length === 0);
  });
}

const deploymentsIn = async (client, apiVersion, namespace) => (await client.list(apiVersion, 'FlinkDeployment', namespace)).map(({ metadata }) => metadata.name).sort();
