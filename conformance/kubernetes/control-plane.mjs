import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CACHE } from '../lib/cache.mjs';
import { Daemon } from '../lib/commands.mjs';
import { goPrograms } from '../lib/go.mjs';
import { later } from '../lib/janitor.mjs';
import { until } from '../lib/wait.mjs';
import { Client } from './client.mjs';

/** The version that `control-plane/go.mod` pins. */
export const KUBERNETES = /k8s\.io\/kubernetes v(\S+)/.exec(readFileSync(join(import.meta.dirname, 'control-plane', 'go.mod'), 'utf8'))[1];

/** The controllers that are asked something. Without nodes the others have nothing to do. */
const CONTROLLERS = ['deployment', 'disruption', 'replicaset', 'root-ca-certificate-publisher', 'serviceaccount'].map((name) => `${name}-controller`);

/** What is written into the audit log: who asked for what with which answer, of service accounts alone. */
const AUDIT_POLICY = JSON.stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', userGroups: ['system:serviceaccounts'] }, { level: 'None' }],
});

/** Takes long the first time. */
export function buildControlPlane() {
  return goPrograms(join(import.meta.dirname, 'control-plane'));
}

/**
 * Starts etcd, kube-apiserver and kube-controller-manager on loopback, and returns a client of theirs with the functions `stop`,
 * `configurationOf`, which makes the configuration of another client of a token, and `audited`. There are no nodes: pods are admitted and stay pending.
 *
 * @param options `controllers`: names of more controllers; `flags`: more flags of theirs; `audits`: whether `audited` returns the requests of service accounts
 */
export async function startControlPlane({ controllers: more = [], flags = [], audits = false } = {}) {
  const program = join(await buildControlPlane(), 'control-plane');
  const folder = emptyFolder();
  const [etcdPort, peerPort, port, controllersPort] = await freePorts(4);
  const token = randomBytes(16).toString('hex');
  const file = (name, text) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const signingKey = file('service-accounts.key', keys.privateKey);
  const url = (p) => `http://127.0.0.1:${p}`;
  const auditLog = join(folder, 'audit.log');
  const start = (component, flags) => new Daemon(program, [component, ...flags], { log: join(folder, `${component}.log`) });

  const etcd = start('etcd', [
    `--data-dir=${folder}/etcd`, '--unsafe-no-fsync', '--initial-cluster', `default=${url(peerPort)}`,
    `--listen-client-urls=${url(etcdPort)}`, `--advertise-client-urls=${url(etcdPort)}`,
    `--listen-peer-urls=${url(peerPort)}`, `--initial-advertise-peer-urls=${url(peerPort)}`,
  ]);
  const apiServer = start('kube-apiserver', [
    `--etcd-servers=${url(etcdPort)}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${port}`, `--cert-dir=${folder}`,
    '--endpoint-reconciler-type=none', '--service-cluster-ip-range=10.96.0.0/16', '--authorization-mode=RBAC',
    `--token-auth-file=${file('tokens.csv', `${token},admin,admin,"system:masters"\n`)}`,
    '--service-account-issuer=https://kubernetes.default.svc', `--service-account-signing-key-file=${signingKey}`,
    `--service-account-key-file=${file('service-accounts.pub', keys.publicKey)}`,
    ...audits ? [`--audit-policy-file=${file('audit-policy.json', AUDIT_POLICY)}`, `--audit-log-path=${auditLog}`] : [],
  ]);
  const certificate = () => readFileSync(join(folder, 'apiserver.crt'), 'utf8');
  const giveUp = () => {
    for (const [name, { how }] of Object.entries({ etcd, 'kube-apiserver': apiServer })) {
      if (how !== undefined) throw new Error(`${name} ${how}: ${readFileSync(join(folder, `${name}.log`), 'utf8').trim().split('\n').slice(-3).join('\n')}`);
    }
  };
  const client = await until('kube-apiserver is ready', 120, async () => {
    giveUp();
    const made = new Client({ port, token, certificate: certificate() });
    return await made.text('/readyz') === 'ok' && made;
  });
  client.configurationOf = (userToken, server) => configuration(server ?? `https://127.0.0.1:${port}`, certificate(), userToken);
  client.certificate = certificate();
  client.audited = () => readFileSync(auditLog, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  const config = file('kubeconfig', client.configurationOf(token));
  const controllers = start('kube-controller-manager', [
    `--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`, '--bind-address=127.0.0.1',
    `--secure-port=${controllersPort}`, `--cert-dir=${folder}`, '--leader-elect=false', `--controllers=${[...CONTROLLERS, ...more].join()}`,
    `--root-ca-file=${join(folder, 'apiserver.crt')}`, `--service-account-private-key-file=${signingKey}`, ...flags,
  ]);
  await until('the controllers work', 60, () => client.get('v1', 'ServiceAccount', 'default', 'default'));

  client.stop = async () => {
    client.close();
    for (const daemon of [controllers, apiServer, etcd]) await daemon.end();
    rmSync(folder, { recursive: true, force: true });
  };
  return client;
}

/** What a client needs to know, as `kubectl` reads it. */
function configuration(server, certificate, token) {
  return JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'it', cluster: { server, 'certificate-authority-data': Buffer.from(certificate).toString('base64') } }],
    'users': [{ name: 'user', user: { token } }],
    'contexts': [{ name: 'it', context: { cluster: 'it', user: 'user' } }],
    'current-context': 'it',
  });
}

function emptyFolder() {
  const parent = join(CACHE, 'runs');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'kubernetes-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ports that were free a moment ago, all at once so that none comes twice. */
export async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
