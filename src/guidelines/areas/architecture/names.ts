import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { isMap } from '../../../kubernetes/is-map';
import { DNS_LABEL, isSubdomain } from '../../../kubernetes/name-syntax';
import { Snapshot } from '../../../workload/snapshot';
import { Workload } from '../../../workload/workload';

/** Maximum length of the name of a FlinkDeployment: it is the cluster id, from which Flink derives the names of a dozen other objects. */
const MOST_CHARACTERS = 45;

/** Whether a name is valid for a FlinkDeployment. */
export function isClusterName(name: string, most: number = MOST_CHARACTERS): boolean {
  return name.length <= most && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

/** The name of an object from which the operator creates FlinkDeployments, or of a FlinkDeployment. */
export function jobName(w: Workload): Finding[] {
  const { name } = w;
  const where = w.where('metadata.name');
  if (name === '') return missingName(w.manifest, where);
  if (!w._holds.cluster) return objectName(name, where);
  // The suffix that the operator appends for a colour is included.
  const most = MOST_CHARACTERS - Math.max(0, ...w._deployments.map((deployment) => deployment.name.length - name.length));
  if (isClusterName(name, most)) return [];
  const suggestion = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+/, '').slice(0, most).replace(/-+$/, '');
  return [refusal('ARC-12', where, name,
    name.length > most ? `must have at most ${most} characters, not ${name.length}`
      : 'must contain only lower-case letters, digits and "-", begin with a letter, and end with a letter or digit', `Write "${suggestion || 'my-job'}"`)];
}

/** The name of a snapshot. */
export function snapshotName({ name, manifest }: Snapshot): Finding[] {
  return name === '' ? missingName(manifest, 'metadata.name') : objectName(name, 'metadata.name');
}

/** An object without a readable name. A name of another type is checked with the fields. */
function missingName({ metadata }: any, where: string): Finding[] {
  const { name, generateName } = metadata ?? {};
  const isUnreadable = (metadata !== null && metadata !== undefined && !isMap(metadata)) || (typeof name === 'object' && name !== null);
  if (isUnreadable || (typeof generateName === 'string' && generateName !== '')) return [];
  return [refusal('ARC-12', where, undefined, 'must be set: the API server refuses the manifest', 'Write "my-job"')];
}

/** Session jobs and snapshots are not clusters: only the rules of Kubernetes apply to their names. */
function objectName(name: string, where: string): Finding[] {
  if (isSubdomain(name)) return [];
  const suggestion = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 253);
  return [refusal('ARC-12', where, name,
    'must contain only lower-case letters, digits, "-" and ".", at most 253 characters, and each part must begin and end with a letter or digit: the API server refuses the manifest',
    `Write "${suggestion || 'my-job'}"`)];
}

/** All objects of a job are in its namespace, and its state directories contain it. */
export function namespaceName(w: Workload): Finding[] {
  const { namespace } = w;
  if (!namespace) {
    return [refusal('ARC-11', w.where('metadata.namespace'), undefined, 'must be set: state directories, permissions and network policies depend on it',
      'Set it on the chart, new Chart(app, id, { namespace: "flink-jobs" }), or on the job')];
  }
  if (DNS_LABEL.allows(namespace)) return [];
  return [refusal('ARC-11', w.where('metadata.namespace'), namespace, 'must be the name of a namespace: lower-case letters, digits and "-", at most 63 characters',
    `Write "${DNS_LABEL.nearest(namespace) ?? 'flink-jobs'}"`)];
}
