// Who could talk to whom around a job: pods with their labels and namespaces, and addresses outside of the cluster.

const JOB_MANAGER = 'this job\'s JobManager';
const TASK_MANAGER = 'this job\'s TaskManager';

/** The pods of a job, more than one of each, and everybody else. Ends of an address have no labels. */
export function participants(pods) {
  const [{ metadata: { namespace, labels: { app: name, type } } }] = pods;
  const labelsOf = (component) => pods.find(({ metadata: { labels } }) => labels.component === component).metadata.labels;
  const beside = (app, component) => ({ app, component, type });
  // The other version of a job that is deployed blue/green, or just another job.
  const other = `${name.replace(/-(blue|green)$/, '')}-green`;
  return {
    [JOB_MANAGER]: pod(namespace, labelsOf('jobmanager')),
    'this job\'s standby JobManager': pod(namespace, labelsOf('jobmanager')),
    [TASK_MANAGER]: pod(namespace, labelsOf('taskmanager')),
    'this job\'s other TaskManager': pod(namespace, labelsOf('taskmanager')),
    'another job\'s JobManager in the namespace': pod(namespace, beside(`${name}-2`, 'jobmanager')),
    'another job\'s TaskManager in the namespace': pod(namespace, beside(`${name}-2`, 'taskmanager')),
    'the other version\'s JobManager': pod(namespace, beside(other, 'jobmanager')),
    'the other version\'s TaskManager': pod(namespace, beside(other, 'taskmanager')),
    'a JobManager of the same name in another namespace': pod('elsewhere', labelsOf('jobmanager')),
    'a JobManager of the same name that Flink did not start': pod(namespace, { app: name, component: 'jobmanager' }),
    'a TaskManager of the same name that Flink did not start': pod(namespace, { app: name, component: 'taskmanager' }),
    'a web server of the same name in the namespace': pod(namespace, { app: name }),
    'a pod without labels in the namespace': pod(namespace, {}),
    'the operator': pod('flink-operator', { 'app.kubernetes.io/name': 'flink-kubernetes-operator' }),
    'another pod beside the operator': pod('flink-operator', { app: 'debug' }),
    'a pod that calls itself the operator, elsewhere': pod('elsewhere', { 'app.kubernetes.io/name': 'flink-kubernetes-operator' }),
    'Prometheus': pod('monitoring', { 'app.kubernetes.io/name': 'prometheus' }),
    'a pod that calls itself Prometheus, elsewhere': pod('elsewhere', { 'app.kubernetes.io/name': 'prometheus' }),
    'DNS': pod('kube-system', { 'k8s-app': 'kube-dns' }),
    'another pod beside DNS': pod('kube-system', { 'k8s-app': 'metrics-server' }),
    'a pod that calls itself DNS, elsewhere': pod('elsewhere', { 'k8s-app': 'kube-dns' }),
    'NodeLocal DNSCache': address('169.254.20.10'),
    'the metadata server of the cloud': address('169.254.169.254'),
    'the metadata server of GKE, seen by Calico': address('169.254.169.252'),
    'the API server': address('10.0.0.1'),
    'the object storage': address('198.51.100.7'),
    'somebody in the world': address('203.0.113.9'),
    'Linkerd': pod('linkerd', { 'linkerd.io/control-plane-component': 'destination' }),
    'a Kafka broker': pod('kafka', { 'app.kubernetes.io/name': 'kafka' }),
    'a Kafka broker of Strimzi': pod('kafka', { 'strimzi.io/cluster': 'events' }),
    'a Kafka broker of the company': address('10.40.3.4'),
    'a server beside the brokers of the company': address('10.41.3.4'),
  };
}

export const JOB_MANAGERS = [JOB_MANAGER, 'this job\'s standby JobManager'];
export const TASK_MANAGERS = [TASK_MANAGER, 'this job\'s other TaskManager'];

function pod(namespace, labels) {
  return { namespace, labels };
}

function address(ip) {
  return { ip };
}
