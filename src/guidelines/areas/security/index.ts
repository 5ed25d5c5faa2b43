import { closedPorts } from './closed-ports';
import { unnamedPorts, unprotected } from './network';
import { hiddenPlugins, privileges, rootFileSystem, user } from './pods';
import { exposedRest } from './rest';
import { otherContainers } from './restricted';
import { literalSecrets } from './secrets';
import { encryption } from './tls';
import { ALGORITHMS, PROTOCOL, recommendedSuites, tlsVersions } from './tls-versions';
import { Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { flag, hasJob } from '../../../facts';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { FlinkPort, PORTS } from '../../../kubernetes/ports';
import { RUN_AS_USER } from '../../../pods/user';
import { INTERNAL_TLS, KERBEROS } from '../../conditions';
import { table } from '../../table';

/** The user and group that own Flink's files in its image. A number is required: the images set no user, or one by name. */
const FLINK_USER = 9999;

const KEYTAB = 'security.kerberos.login.keytab';
const PRINCIPAL = 'security.kerberos.login.principal';

/** SEC: security. */
export const SECURITY = table([
  {
    id: 'SEC-01',
    applies: [INTERNAL_TLS],
    title: 'Encrypt traffic between JobManager and TaskManagers',
    why: 'Records travel between pods in plain text, and connections are not authenticated.',
    sources: ['ssl'],
    defaults: {
      when: (settings) => flag(settings, 'security.ssl.internal.enabled'),
      options: { [PROTOCOL]: 'TLSv1.2', [ALGORITHMS]: recommendedSuites },
    },
    emits: 'a Certificate, with `Tls.certManager`',
    props: ['tls', 'mesh'],
    check: (w) => [...encryption(w), ...tlsVersions(w)],
    checklist: 'Jobs are restarted after a certificate is renewed and before the previous one expires; with TLS on the REST API the operator has the truststore',
    alerts: ['FlinkCertificateExpiring'],
  },
  {
    id: 'SEC-02',
    applies: [KERBEROS],
    title: 'Give Kerberos its keytab from a Secret',
    why: 'A ticket expires; with a keytab the job gets a new one.',
    severity: Severity.ERROR,
    sources: ['kerberos'],
    emits: 'the keytab, mounted from its Secret',
    props: ['kerberos'],
    rules: [{
      broken: (w) => {
        const missing = [KEYTAB, PRINCIPAL].filter((key) => w.option(key) === undefined);
        return missing.length === 1 ? missing : [];
      },
      message: 'must be set: keytab and principal are useless without each other',
      fix: 'Set both, or neither',
    }],
    checklist: 'Keytabs are renewed before they expire',
  },
  {
    id: 'SEC-03',
    title: 'Keep the REST API inside the cluster',
    why: 'Every client that reaches it can run any code.',
    severity: Severity.ERROR,
    sources: ['operator', 'native'],
    defaults: { options: { 'kubernetes.rest-service.exposed.type': 'ClusterIP' } },
    emits: 'a NetworkPolicy that admits only the operator',
    props: ['ingress', 'networkPolicy.uiNamespaces'],
    check: exposedRest,
  },
  {
    id: 'SEC-04',
    title: 'Disable submitting and cancelling jobs in the web UI',
    why: 'In an application cluster the operator does both. A session cluster accepts jobs over the REST API: there the network policy admits only the operator.',
    sources: ['operator', 'options'],
    defaults: { options: { 'web.cancel.enable': false, 'web.submit.enable': (s: JobSettings) => !s.holds.job } },
    props: ['flinkConfiguration'],
    rules: [
      {
        broken: (w) => hasJob(w) && flag(w, 'web.submit.enable') && 'web.submit.enable',
        message: (w) => `every client that reaches the web UI can upload a jar and run it${w.option('web.submit.enable') === undefined ? ' (true is the default)' : ''}`,
        fix: 'Write "false": the operator submits the job',
      },
      {
        broken: (w) => !hasJob(w) && !flag(w, 'web.submit.enable') && 'web.submit.enable',
        message: 'must be true in a session cluster: the operator submits its jobs over the REST API, which otherwise accepts none',
        fix: 'Leave it out, and admit only the operator with a FlinkNetworkPolicy',
        severity: Severity.ERROR,
      },
    ],
  },
  {
    id: 'SEC-05',
    judges: 'job',
    title: 'Keep secrets out of manifests',
    why: 'A manifest is stored in Git, in the resource\'s status and in ConfigMaps, where many people can read it.',
    severity: Severity.ERROR,
    sources: ['secrets'],
    props: ['secretEnv', 'secretFiles', 'identity'],
    check: literalSecrets,
  },
  {
    id: 'SEC-06',
    title: 'Run as Flink\'s own user',
    why: 'A process that runs as root and breaks out of its container is root on the node.',
    sources: ['podSecurity'],
    defaults: {
      pods: (settings) => {
        const id = settings.field(RUN_AS_USER) ?? FLINK_USER;
        return { spec: { securityContext: { runAsNonRoot: true, runAsUser: id, runAsGroup: id, fsGroup: id } } };
      },
    },
    props: ['runAsUser', 'podTemplate'],
    check: user,
  },
  {
    id: 'SEC-07',
    title: 'Make the root file system read-only',
    why: 'An attacker cannot change the files of the image.',
    sources: ['podSecurity'],
    defaults: {
      pods: () => ({
        spec: {
          containers: [{
            name: MAIN_CONTAINER,
            securityContext: { readOnlyRootFilesystem: true },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      }),
    },
    props: ['podTemplate'],
    check: (w) => [...rootFileSystem(w), ...hiddenPlugins(w)],
  },
  {
    id: 'SEC-08',
    title: 'Drop all privileges',
    why: 'Flink needs none; namespaces that enforce the restricted Pod Security Standard refuse pods that have any.',
    sources: ['podSecurity'],
    defaults: {
      pods: () => ({
        spec: {
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: MAIN_CONTAINER,
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
        },
      }),
    },
    props: ['podTemplate'],
    check: (w) => [...privileges(w), ...otherContainers(w)],
  },
  {
    id: 'SEC-09',
    title: 'Restrict network access to a job, and fix its ports',
    why: 'A network policy can allow only fixed ports. The data port of TaskManagers and the port of the metrics query service are random by default.',
    sources: ['networkPolicy', 'options'],
    defaults: {
      options: Object.fromEntries((Object.values(PORTS) as FlinkPort[])
        .filter((port) => port.randomByDefault)
        // with high availability the JobManager listens on the second option, which follows the first
        .flatMap(({ options: [first, ...others], number }) => {
          const sameAsFirst = (settings: JobSettings) => settings.option(first) ?? number;
          return [[first, number], ...others.map((option) => [option, sameAsFirst])];
        })),
    },
    emits: 'two NetworkPolicies, one per component',
    props: ['networkPolicy', 'egress', 'mesh', 'networkPolicy.enabled'],
    check: (w) => [...unprotected(w), ...unnamedPorts(w), ...closedPorts(w)],
  },
]);
