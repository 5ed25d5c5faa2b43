/** A panel's query with Grafana's variables filled in. */
export function filled(expr, { name, namespace }) {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(namespace|resourcens)/g, namespace).replaceAll(/\$(job|resourcename)/g, name);
}

/** Why a query has no answer on a healthy job that runs without Kubernetes. */
export function reason(expr) {
  if (/\b(kube|container)_/.test(expr)) return 'Kubernetes is not there';
  if (/\bflink_deployment_|\bcertmanager_|\bflink_k8soperator_/.test(expr)) return 'the operator and what surrounds it are not there';
  if (/kafka/i.test(expr)) return 'the job reads no Kafka';
  if (/\bALERTS\{/.test(expr)) return 'no alert fires';
  return undefined;
}
