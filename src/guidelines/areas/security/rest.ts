import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { flag } from '../../../facts';
import { Workload } from '../../../workload/workload';

const EXPOSED = 'kubernetes.rest-service.exposed.type';
const SERVICE_ANNOTATIONS = 'kubernetes.rest-service.annotations';

/** Names of authentication settings in ingress controllers. */
const AUTHENTICATION = /auth|oauth|oidc|saml|whitelist|allow-?list|middlewares|forward/i;
const INTERNAL = /internal|private/i;

/** A REST API that is exposed without authentication: it runs any submitted code. */
export function exposedRest(w: Workload): Finding[] {
  return [...exposedService(w), ...exposedIngress(w), ...missingIngress(w)];
}

/**
 * The operator creates an Ingress after it has reached the REST API itself, with a client that needs the passwords in the options of the job; with
 * TLS it does not have them.
 */
function missingIngress(w: Workload): Finding[] {
  if (typeof (w.field('ingress') ?? undefined) !== 'object' || !flag(w, 'security.ssl.rest.enabled')) return [];
  return [{
    guideline: 'SEC-03',
    severity: Severity.ERROR,
    path: w.where('ingress'),
    message: 'ignored: with TLS on the REST API the operator never creates the Ingress',
    fix: `Leave it out, and write an Ingress of your own for the Service ${w.name}-rest, port 8081, or leave the REST API without TLS (security.ssl.rest.enabled: false)`,
  }];
}

function exposedService(w: Workload): Finding[] {
  const type = w.option(EXPOSED)?.toLowerCase();
  const found = (severity: Severity, message: string): Finding[] => [{
    guideline: 'SEC-03', severity, path: w.where(EXPOSED), value: describe(w.option(EXPOSED)), message, fix: 'Write ClusterIP, the operator\'s default',
  }];
  if (type === 'loadbalancer') {
    const internal = w._keys.some((key) => key.startsWith(SERVICE_ANNOTATIONS) && INTERNAL.test(`${key} ${w.option(key)}`));
    return internal ? found(Severity.WARNING, 'the REST API gets an address of its own: every client that reaches it can run any code')
      : found(Severity.ERROR, 'the REST API gets a public address: every client that reaches it can run any code');
  }
  return type === 'nodeport' ? found(Severity.WARNING, 'the REST API is open on every node: every client that reaches a node can run any code') : [];
}

function exposedIngress(w: Workload): Finding[] {
  const ingress = w.field('ingress');
  if (typeof ingress !== 'object' || ingress === null) return [];
  const annotations = Object.entries(ingress.annotations ?? {}).map(([key, value]) => `${key}=${value}`);
  const authenticated = annotations.some((annotation) => AUTHENTICATION.test(annotation));
  const internal = INTERNAL.test(String(ingress.className ?? '')) || annotations.some((annotation) => INTERNAL.test(annotation));
  const found = (severity: Severity, message: string, fix: string): Finding[] => [{ guideline: 'SEC-03', severity, path: w.where('ingress'), message, fix }];
  if (!authenticated) {
    return found(internal ? Severity.WARNING : Severity.ERROR, 'the ingress leads to the REST API, which has no authentication and runs any code',
      'Put an authenticating proxy in front and configure it in the ingress\'s annotations, or leave the ingress out and use kubectl port-forward');
  }
  return ingress.tls === undefined ? found(Severity.WARNING, 'tls must be set: without it the credentials of clients can be read in transit', 'Write tls with hosts and a Secret') : [];
}
