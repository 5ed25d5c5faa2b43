import { typescript } from '../lib/typescript.mjs';

/** What the operator refuses, each one change of the emitted FlinkDeployment. */
const INVALID = [
  { what: 'no parallelism', change: ({ job }) => { job.parallelism = 0; } },
  { what: 'no account', change: (spec) => { delete spec.serviceAccount; } },
  { what: 'a cluster id', change: ({ flinkConfiguration }) => { flinkConfiguration['kubernetes.cluster-id'] = 'another'; } },
  { what: 'a namespace', change: ({ flinkConfiguration }) => { flinkConfiguration['kubernetes.namespace'] = 'another'; } },
  { what: 'a standby JobManager without high availability', change: (spec) => { spec.jobManager.replicas = 2; delete spec.flinkConfiguration['high-availability.type']; } },
  { what: 'upgrade mode savepoint without a folder of savepoints', change: ({ flinkConfiguration }) => { delete flinkConfiguration['execution.checkpointing.savepoint-dir']; } },
  { what: 'no JobManager', change: ({ jobManager }) => { jobManager.replicas = 0; } },
];

/** Which error `check` finds in an object, and the operator; `judge` is how we judge. */
export async function invalidSpecs(section, cluster, emission, { judge = typescript('conformance/operator/compare.ts').check, specs = INVALID } = {}) {
  const base = emission.manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const objects = specs.map(({ change }, i) => {
    const object = structuredClone({ ...base, metadata: { ...base.metadata, namespace: 'invalid', name: `invalid-${i}` } });
    change(object.spec);
    return object;
  });
  await cluster.apply(objects);
  await section.check({
    what: 'the operator refuses specs that are not valid, and "check" finds an error in each',
    asked: 'findings of "check"; status.error of each FlinkDeployment',
    expected: specs.map(({ what }) => `${what}: an error of both`),
    said: () => Promise.all(objects.map(async (object, i) => {
      const theirs = await cluster.operator.wait(`the operator has seen ${specs[i].what}`, 60, async () => (await stateOf(cluster, object)) ?? false);
      const ours = judge(object);
      section.note('What the operator says of specs that are not valid, and "check"', [specs[i].what, theirs.error ?? 'nothing', ours.map(({ message }) => message).join(' / ') || 'nothing']);
      const who = [['the operator', theirs.error !== undefined], ['"check"', ours.length > 0]].filter(([, found]) => found).map(([name]) => name);
      return `${specs[i].what}: an error of ${who.length === 2 ? 'both' : who.join() || 'nobody'}`;
    })),
  });
  for (const object of objects) await remove(cluster, object);
}

/** What the operator has said of an object: the message of a refusal; nothing before. */
async function stateOf({ client }, { apiVersion, kind, metadata: { namespace, name } }) {
  const { status } = await client.get(apiVersion, kind, namespace, name);
  const refusal = status?.error && refusalIn(status.error);
  if (refusal) return { error: refusal };
  return status?.reconciliationStatus?.state === 'DEPLOYED' ? {} : undefined;
}

/** The words of a ValidationException in the status. */
function refusalIn(text) {
  const { type, message, throwableList = [] } = JSON.parse(text);
  return [{ type, message }, ...throwableList].find((each) => /ValidationException$/.test(each.type))?.message;
}

/** Deletes an object of which nothing runs, without the operator's consent. */
async function remove({ client }, object) {
  const { apiVersion, metadata: { namespace, name } } = object;
  await client.delete(object);
  await client.send('PATCH', `/apis/${apiVersion}/namespaces/${namespace}/flinkdeployments/${name}`, { metadata: { finalizers: null } }, 'application/merge-patch+json').catch(() => {});
}

/** Gives a running job a spec that the operator refuses, and a valid one again. */
export async function invalidChange({ section, job, deployment, judge, repairs }) {
  const invalid = structuredClone(deployment);
  invalid.spec.job.parallelism = 0;
  await job.change({ job: { parallelism: 0 } });
  await section.check({
    what: 'a change that "check" finds an error in is refused by the operator, and the job keeps running',
    asked: 'findings of "check"; status.error and jobStatus.state of the FlinkDeployment',
    expected: { check: 'an error', operator: 'an error', job: 'RUNNING' },
    said: async () => {
      const error = await job.wait('the operator refuses it', 60, async () => {
        const { status } = await job.resource();
        return status.error && refusalIn(status.error);
      });
      const { status } = await job.resource();
      return { check: judge(invalid).length > 0 ? 'an error' : 'nothing', operator: error ? 'an error' : 'nothing', job: status.jobStatus.state };
    },
  });
  if (repairs) await job.change({ job: { parallelism: deployment.spec.job.parallelism } });
  await section.check({
    what: 'with a valid spec again the error is gone', asked: 'status.error', expected: 'none',
    said: () => job.wait('the error is gone', 60, async () => (await job.resource()).status.error ? false : 'none'),
  });
}
