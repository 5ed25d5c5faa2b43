import { unnamedPorts, unprotected } from './network';
import { hiddenPlugins, privileges, rootFileSystem, user } from './pods';
import { exposedRest } from './rest';
import { otherContainers } from './restricted';
import { literalSecrets } from './secrets';
import { encryption } from './tls';
import { Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { flag, hasJob } from '../../../facts';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { FlinkPort, PORTS } from '../../../kubernetes/ports';
import { RUN_AS_USER } from '../../../pods/user';
import { table } from '../../table';

/** The user and group that own Flink's files in its image. Written as a number: the images name none, or one by its name. */
const FLINK_USER = 9999;

/** With forward secrecy, for keys of either kind. Flink 1.19's own default has none, and recent Javas refuse it. */
const CIPHER_SUITES = ['RSA', 'ECDSA'].flatMap((key) => ['AES_256_GCM_SHA384', 'AES_128_GCM_SHA256'].map((cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`));

const KEYTAB = 'security.kerberos.login.keytab';
const PRINCIPAL = 'security.kerberos.login.principal';

/** SEC: who may do what to a job. */
export const SECURITY = table([
  {
    id: 'SEC-01',
    title: 'Encrypt what JobManager and TaskManagers say to each other',
    why: 'Records travel between pods in plain text, and connections are not authenticated.',
    sources: ['ssl'],
    defaults: {
      when: (settings) => flag(settings, 'security.ssl.internal.enabled'),
      options: { 'security.ssl.protocol': 'TLSv1.2', 'security.ssl.algorithms': CIPHER_SUITES.join(',') },
    },
    emits: 'a Certificate, with `Tls.certManager`',
    props: ['tls', 'mesh'],
    check: encryption,
    checklist: 'Jobs are restarted between the renewal of a certificate and the end of the one before; with TLS on the REST API the operator has the truststore',
    alerts: ['FlinkCertificateExpiring'],
  },
  {
    id: 'SEC-02',
    title: 'Give Kerberos its keytab from a Secret',
    why: 'A ticket ends; a keytab lets the job take a new one.',
    severity: Severity.ERROR,
    sources: ['kerberos'],
    emits: 'the keytab, mounted from its Secret',
    props: ['kerberos'],
    rules: [{
      broken: (w) => {
        const missing = [KEYTAB, PRINCIPAL].filter((key) => w.option(key) === undefined);
        return missing.length === 1 ? missing : [];
      },
      message: 'is missing: keytab and principal are useless without each other',
      fix: 'Set both, or neither',
    }],
    checklist: 'Keytabs are renewed before they end',
  },
  {
    id: 'SEC-03',
    title: 'Keep the REST API inside the cluster',
    why: 'Every client that reaches it can run any code.',
    severity: Severity.ERROR,
    sources: ['operator', 'native'],
    defaults: { options: { 'kubernetes.rest-service.exposed.type': 'ClusterIP' } },
    emits: 'a NetworkPolicy that admits the operator alone',
    props: ['ingress', 'networkPolicy.uiNamespaces'],
    check: exposedRest,
  },
  {
    id: 'SEC-04',
    title: 'Take no jobs and no orders over the web UI',
    why: 'In an application cluster the operator does both. A session cluster takes jobs over the REST API: there the network policy admits only the operator.',
    sources: ['operator', 'options'],
    defaults: { options: { 'web.cancel.enable': false, 'web.submit.enable': (s: JobSettings) => !s.holds.job } },
    props: ['flinkConfiguration'],
    rules: [
      {
        broken: (w) => hasJob(w) && flag(w, 'web.submit.enable') && 'web.submit.enable',
        message: (w) => `is ${w.option('web.submit.enable') === undefined ? 'not set, and true by default' : 'true'}: every client that reaches the web UI can upload a jar and run it`,
        fix: 'Write "false": the operator submits the job',
      },
      {
        broken: (w) => !hasJob(w) && !flag(w, 'web.submit.enable') && 'web.submit.enable',
        message: 'is false in a session cluster: the operator submits its jobs over the REST API, which then takes none',
        fix: 'Leave it out, and admit only the operator with a FlinkNetworkPolicy',
        severity: Severity.ERROR,
      },
    ],
  },
  {
    id: 'SEC-05',
    judges: 'job',
    title: 'Keep secrets out of manifests',
    why: 'A manifest is in Git, in the resource\'s status and in ConfigMaps, where everybody reads it.',
    severity: Severity.ERROR,
    sources: ['secrets'],
    props: ['secretEnv', 'secretFiles', 'identity'],
    check: literalSecrets,
  },
  {
    id: 'SEC-06',
    title: 'Run as Flink\'s own user',
    why: 'Root in a container is root on what it escapes to.',
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
    why: 'What breaks in can change nothing that stays.',
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
    title: 'Take every privilege away',
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
    title: 'Let only those reach a job who have to, on ports that are fixed',
    why: 'A network policy cannot allow what it cannot name, and Flink takes most of its ports at random.',
    sources: ['networkPolicy', 'options'],
    defaults: {
      options: Object.fromEntries((Object.values(PORTS) as FlinkPort[])
        .filter((port) => port.randomByDefault)
        .flatMap((port) => port.options.map((option) => [option, port.number]))),
    },
    emits: 'two NetworkPolicies, one a component',
    props: ['networkPolicy', 'egress', 'mesh', 'networkPolicy.enabled'],
    check: (w) => [...unprotected(w), ...unnamedPorts(w)],
  },
]);
