import { Finding, FlinkVersion, Severity } from '../../../configuration';
import { describe, referenceTo } from '../../../configuration/finding';
import { CONFIGURATION_FOLDER } from '../../../credentials/secret-options';
import { flag } from '../../../facts';
import { isInEncryptingMesh } from '../../../network/service-mesh';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { componentPods } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const INTERNAL = 'security.ssl.internal';
const STORES = ['keystore', 'keystore-password', 'key-password', 'truststore', 'truststore-password'];

/** SEC-01 */
export function encryption(w: Workload): Finding[] {
  return [...plain(w), ...withoutStores(w), ...blindOperator(w), ...withoutAuthority(w)];
}

/** Whether TLS is enabled; before 2.0 a single option enabled all of it. */
export function isTlsOn(w: Workload, prefix: string): boolean {
  const own = w.option(`${prefix}.enabled`);
  return own === undefined ? !w.flinkVersion.isAtLeast(FlinkVersion.V2_0) && flag(w, 'security.ssl.enabled') : own.toLowerCase() === 'true';
}

function plain(w: Workload): Finding[] {
  if (isTlsOn(w, INTERNAL) || isEncryptedByMesh(w)) return [];
  const how = w._isFromProgram ? 'Give the job tls: Tls.certManager({...}) or Tls.secret({...})' : 'Write "true", with keystore and truststore from a Secret';
  return [{
    guideline: 'SEC-01',
    severity: Severity.WARNING,
    path: w.where(`${INTERNAL}.enabled`),
    message: 'traffic between JobManager and TaskManagers is neither encrypted nor authenticated',
    fix: `${how}; in a mesh that encrypts, ${w._isFromProgram ? 'name it: mesh: ServiceMesh.linkerd()' : 'annotate or label the pods: linkerd.io/inject: enabled, istio.io/dataplane-mode: ambient'}; where the network itself encrypts, suppress SEC-01 with that as the reason`,
  }];
}

/** If only some pods of a job are in a mesh, traffic is not encrypted. */
function isEncryptedByMesh(w: Workload): boolean {
  const pods = componentPods(w);
  return pods.length > 0 && pods.every(({ pod: { metadata } }) => isInEncryptingMesh(metadata));
}

function withoutStores(w: Workload): Finding[] {
  const fromElsewhere = configurationFromElsewhere(w);
  return [INTERNAL, 'security.ssl.rest'].filter((prefix) => isTlsOn(w, prefix)).flatMap((prefix) => STORES.map((store) => `${prefix}.${store}`))
    .filter((key) => w.option(key) === undefined && w.option(key.replace(/(internal|rest)\./, '')) === undefined)
    .filter((key) => !(fromElsewhere && key.endsWith('-password')))
    .map((key) => ({
      guideline: 'SEC-01',
      severity: Severity.ERROR,
      path: w.where(key),
      message: 'must be set: with TLS no process starts without it',
      fix: key.endsWith('-password') ? 'Add it from a Secret to the folder of FLINK_CONF_DIR, as Tls.secret does: a literal would stand in Git, an argument in the list of processes'
        : 'Mount keystore and truststore from a Secret, and name them here',
    }));
}

/**
 * Whether both processes read a configuration directory that is created in the pod: its content, besides the operator's options, is not in any
 * manifest. Also true if Flink creates no pods, which another rule reports.
 */
function configurationFromElsewhere(w: Workload): boolean {
  const operators = w.effectiveOption('kubernetes.flink.conf.dir');
  return componentPods(w).every(({ main }) => list(main.env).some(({ name, value }) => name === CONFIGURATION_FOLDER && typeof value === 'string' && value !== operators));
}

const OPERATORS: CompanionIndex = {
  holds: ({ kind, metadata }) => kind === 'Deployment' && metadata?.labels?.['app.kubernetes.io/name'] === 'flink-kubernetes-operator',
};

/** The operator is a client of the REST API. If its own Deployment is among the manifests, that shows which CAs it trusts. */
function blindOperator(w: Workload): Finding[] {
  if (!isTlsOn(w, 'security.ssl.rest')) return [];
  const operators = w._set?.anywhere(OPERATORS) ?? [];
  return operators.filter(({ spec }) => !list(spec?.template?.spec?.containers).flatMap(({ env }) => list(env)).some(({ name }) => name === 'OPERATOR_TRUSTSTORE_PATH'))
    .map((operator) => ({
      guideline: 'SEC-01',
      severity: Severity.WARNING,
      path: 'spec.template.spec.containers',
      message: `the operator must have a truststore (OPERATOR_TRUSTSTORE_PATH): without it the operator does not trust the certificate of the REST API of ${w.name}`,
      fix: 'Install it with tls.create: true in its Helm chart, and a Secret with a truststore',
      resource: referenceTo(operator),
    }));
}

/** What each type of issuer lacks for a truststore. */
const ISSUERS: readonly { readonly type: string; readonly severity: Severity; readonly message: string }[] = [
  { type: 'acme', severity: Severity.ERROR, message: 'an ACME issuer provides no CA certificate: cert-manager creates no truststore, and no pod starts' },
  {
    type: 'selfSigned',
    severity: Severity.WARNING,
    message: 'certificates of a self-signed issuer trust only themselves: after a renewal new pods and old ones refuse each other',
  },
];

const CERTIFICATES = ofKind('Certificate', ({ spec }) => [spec?.secretName]);

/** Objects of any kind, since issuers may be of any kind. */
const NAMED: CompanionIndex = { holds: () => true, valuesOf: ({ metadata }) => [metadata?.name] };

/** Certificates with keystores that the pods mount, if their issuer is also among the manifests. */
function withoutAuthority(w: Workload): Finding[] {
  const mounted = new Set(componentPods(w).flatMap(({ pod }) => list(pod.spec?.volumes)).map(({ secret }) => secret?.secretName));
  const certificates = w._companionsIn(CERTIFICATES, [...mounted]).filter(({ spec }) => spec?.keystores);
  return certificates.flatMap((certificate) => {
    const { name, kind = 'Issuer' } = certificate.spec.issuerRef ?? {};
    const issuer = (kind === 'Issuer' ? w._companionsIn(NAMED, [name]) : w._set?.anywhere(NAMED, [name]) ?? []).find((object) => object.kind === kind);
    return ISSUERS.filter(({ type }) => issuer?.spec?.[type] !== undefined).map(({ severity, message }) => ({
      guideline: 'SEC-01', severity, path: 'spec.issuerRef', value: describe(name), message, fix: 'Use an issuer of type ca or vault', resource: referenceTo(certificate),
    }));
  });
}
