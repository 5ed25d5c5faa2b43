import { isIPv4, isIPv6 } from 'net';
import { isClusterName } from './names';
import { Finding, OperatorVersion, Severity } from '../../../configuration';
import { counted } from '../../../configuration/counted';
import { refusal } from '../../../configuration/finding';
import { isClusterOption } from '../../../configuration/options/cluster-options';
import { asExported, hasJob, isStandalone, isSuspended, jobNameInFlink, OPTION, parallelism, slots, slotsNeeded } from '../../../facts';
import { compareMinors } from '../../../kubernetes/minor-versions';
import { textOf } from '../../../kubernetes/text-of';
import { flatConfiguration } from '../../../workload/manifests';
import { Workload } from '../../../workload/workload';
import { misspelt } from '../../references';
import { errorInProduction } from '../../table';
import { isScaledFromOutside } from '../autoscaling/scaler-kinds';

/** ARC-02: the session cluster of a session job. */
export function sessionCluster(w: Workload): Finding[] {
  if (w.kind !== 'FlinkSessionJob') return [];
  const name = w.field('deploymentName');
  const refuse = (message: string, fix: string) => [refusal('ARC-02', w.where('spec.deploymentName'), name, message, fix)];
  if (name === undefined) return refuse('must be set: the operator cannot tell which session cluster runs the job', 'Write the name of a FlinkDeployment without spec.job');
  if (typeof name !== 'string' || !isClusterName(name)) {
    return refuse('must be the name of a FlinkDeployment (1 to 45 characters, lower-case letters, digits and "-", beginning with a letter): the operator refuses the session job', 'Write the name of a FlinkDeployment without spec.job');
  }
  if (w._cluster && hasJob(w._cluster)) {
    return refuse('must be a session cluster: this FlinkDeployment has a job of its own, and the operator submits session jobs to session clusters only', 'Name a FlinkDeployment without spec.job, or deploy this job as a FlinkDeployment of its own');
  }
  return [...unknownCluster(w, name), ...sameJobName(w, name), ...tooFewSlots(w)];
}

/** A cluster that is not among the manifests: it is in another namespace, misspelt, or in another repository. */
function unknownCluster(w: Workload, name: string): Finding[] {
  if (w._cluster || !w._set) return [];
  if (w._set.named('FlinkSessionJob', w.namespace, name)) {
    return [refusal('ARC-02', w.where('spec.deploymentName'), name, 'must be a session cluster: the object of this name is a FlinkSessionJob', 'Write the name of the FlinkDeployment in which that job runs')];
  }
  const elsewhere = inAnotherNamespace(w, name);
  const meant = elsewhere.length > 0 ? undefined : misspelt(w._set, w.namespace, 'FlinkDeployment', name);
  if (meant === undefined) return elsewhere;
  return [{
    guideline: 'ARC-02',
    severity: Severity.WARNING,
    path: w.where('spec.deploymentName'),
    message: `no FlinkDeployment of these manifests has this name in namespace ${w.namespace}: the operator does not find the cluster, and the job does not start`,
    fix: `Write ${meant}`,
  }];
}

/** The operator looks for the cluster only in the namespace of the session job. */
function inAnotherNamespace(w: Workload, name: string): Finding[] {
  const nameOfCluster = (each: Workload) => each._holds.cluster ? each.name : textOf(each.field('deploymentName'));
  const others = w._set?.sharing('name of a cluster', w, nameOfCluster).filter((each) => each._holds.cluster && each.namespace !== w.namespace) ?? [];
  if (others.length === 0) return [];
  const namespaces = others.map(({ namespace }) => namespace).sort();
  return [{
    guideline: 'ARC-02',
    severity: Severity.WARNING,
    path: w.where('spec.deploymentName'),
    message: `the operator looks for ${name} in ${w.namespace}, the namespace of the session job, and the FlinkDeployment of this name is in namespace ${namespaces.join(', ')}`,
    fix: `Deploy the session job in ${namespaces[0]}`,
  }];
}

/** The operator adds no TaskManagers to a standalone cluster for jobs that need more slots. */
function tooFewSlots(w: Workload): Finding[] {
  const { _cluster: cluster } = w;
  const total = cluster && slotsInAll(cluster);
  const needed = slotsNeeded(w);
  if (total === undefined || isScaledFromOutside(cluster!) || needed === undefined || needed <= total) return [];
  return [refusal('ARC-02', w.where('spec.job.parallelism'), parallelism(w), `the job needs ${counted(needed, 'slot')}, and the standalone session cluster ${cluster!.name} has ${total} in all: it waits for the rest indefinitely`,
    `Write ${total} or less, or add TaskManagers to ${cluster!.name}`)];
}

/** ARC-07: the slots of all session jobs in a standalone cluster. */
export function slotsOfSessionJobs(w: Workload): Finding[] {
  const total = w._holds.cluster && !hasJob(w) ? slotsInAll(w) : undefined;
  // a scaler changes their number
  if (total === undefined || isScaledFromOutside(w)) return [];
  const jobs = (w._set?.sharing('session cluster', w, (each) => `${each.namespace}/${each._holds.cluster ? each.name : textOf(each.field('deploymentName'))}`) ?? [])
    .filter((each) => !each._holds.cluster && !isSuspended(each));
  const needed = jobs.reduce((sum, job) => sum + (slotsNeeded(job) ?? 0), 0);
  // a job that is too large by itself has a separate finding
  if (jobs.length < 2 || needed <= total || jobs.some((job) => (slotsNeeded(job) ?? 0) > total)) return [];
  return [refusal('ARC-07', w.where('spec.taskManager.replicas'), w.field('taskManager.replicas'), `the cluster has ${counted(total, 'slot')} in all, and its session jobs in these manifests (${jobs.length}) need ${needed}: some of them wait for slots`,
    `Write ${Math.ceil(needed / slots(w))} or more`)];
}

function slotsInAll(cluster: Workload): number | undefined {
  const replicas = cluster.field('taskManager.replicas');
  return isStandalone(cluster) && Number.isInteger(replicas) && replicas >= 1 ? replicas * slots(cluster) : undefined;
}

/** Metrics of session jobs are distinguished only by the job's name in Flink. */
function sameJobName(w: Workload, cluster: string): Finding[] {
  const identity = (each: Workload) => each._holds.cluster ? undefined : `${each.namespace}/${textOf(each.field('deploymentName'))}/${asExported(jobNameInFlink(each))}`;
  const others = w._set?.sharing('name in Flink', w, identity).filter(({ name }) => name !== w.name) ?? [];
  if (others.length === 0) return [];
  return [{
    guideline: 'ARC-02',
    severity: Severity.WARNING,
    path: w.where(OPTION.JOB_NAME),
    message: `session job ${others.map(({ name }) => name).sort().join(', ')} in cluster ${cluster} has the same name in the metrics: alerts on one of them read the series of both`,
    fix: `Set ${OPTION.JOB_NAME} to a name of its own`,
  }];
}

/** ARC-09: the operator downloads the jar of a session job in its own pod. */
export function sessionJar(w: Workload): Finding[] {
  if (w.kind !== 'FlinkSessionJob' || !hasJob(w)) return [];
  const uri = w.field('job.jarURI');
  const where = w.where('spec.job.jarURI');
  const refuse = (message: string, fix: string) => [refusal('ARC-09', where, uri, message, fix)];
  if (uri === undefined || uri === '') {
    return refuse('must be set: the operator submits a session job with an empty jar, and its entry class is not found', 'Write the https URL of the jar');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(String(uri))?.[1]?.toLowerCase();
  if (scheme === undefined) return refuse('must have a scheme: without one the operator cannot fetch the jar', 'Write the https URL of the jar');
  if (scheme === 'local') return refuse('the operator fetches the jar of a session job in its own pod, which has no file system for local:', 'Write the https URL of the jar');
  if (scheme === 'https') {
    const problem = checksHosts(w.operatorVersion) ? problemOfHost(String(uri)) : undefined;
    return problem === undefined ? [] : refuse(`${problem}: the operator refuses the session job`, 'Write the https URL of the jar, as the operator\'s pod reaches it');
  }
  if (!fetchesHttpsOnly(w.operatorVersion)) return [];
  return refuse(`operator ${w.operatorVersion} fetches the jars of session jobs over https only, unless kubernetes.operator.user.artifacts.allowed-schemes in its own configuration lists ${scheme}: it refuses the session job`,
    'Write the https URL of the jar; if your operator allows the scheme, suppress this with that as the reason');
}

/** The problem with the host of a URL; undefined if it depends on DNS. */
function problemOfHost(uri: string): string | undefined {
  if (/[^\x21-\x7e]|[<>"{}|\\^`]|%(?![0-9a-f]{2})/i.test(uri)) return 'must be a URI, in which some of these characters must be percent-encoded';
  const [, host] = /^https:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri) ?? [];
  if (host === undefined) return 'must have a host';
  return isRestricted(host.replace(/^\[|\]$/g, '')) ? 'the host is an address of the operator\'s own machine or network' : undefined;
}

/** Loopback, link-local, private, any and multicast addresses. */
function isRestricted(host: string): boolean {
  if (/^localhost$/i.test(host)) return true;
  if (isIPv6(host)) {
    const first = parseInt(host.split(':')[0] || '0', 16);
    return host === '::' || host === '::1' || (first >= 0xfe80 && first <= 0xfeff) || first >= 0xff00;
  }
  if (!isIPv4(host)) return false;
  const [a, b] = host.split('.').map(Number);
  const isLocal = [0, 10, 127].includes(a) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  return isLocal || (a >= 224 && a <= 239);
}

/** The operator checks hosts since the version that checks schemes. */
const checksHosts = fetchesHttpsOnly;

/** Operators before 1.15 download from every file system that they support. */
function fetchesHttpsOnly({ minor }: OperatorVersion): boolean {
  return compareMinors(minor, '1.15') >= 0;
}

/** ARC-12: a session job without a job. */
export function withoutJob(w: Workload): Finding[] {
  if (w.kind !== 'FlinkSessionJob' || hasJob(w)) return [];
  return [refusal('ARC-12', w.where('spec.job'), undefined, 'must be set: the operator refuses a session job without it', 'Write spec.job with jarURI, parallelism and upgradeMode')];
}

/** ARC-12: options of the cluster's processes, which are already running when the job is submitted. */
export function tooLate(w: Workload): Finding[] {
  if (w.kind !== 'FlinkSessionJob') return [];
  const cluster = w.field('deploymentName');
  return Object.keys(flatConfiguration(w.field('flinkConfiguration'))).filter(isClusterOption).map((key) => ({
    guideline: 'ARC-12',
    severity: errorInProduction(w),
    path: w.where(key),
    message: 'ignored in a session job: the processes of its cluster read it only when they start',
    fix: `Set it in the FlinkDeployment${typeof cluster === 'string' ? ` ${cluster}` : ''}`,
  }));
}
