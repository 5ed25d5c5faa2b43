import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeConfiguration } from '../flink/configuration.mjs';
import { flinkHome } from '../flink/home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from '../flink/job.mjs';
import { substitute } from '../flink/substitutions.mjs';
import { VERSIONS } from '../flink/versions.mjs';
import { CACHE } from '../lib/cache.mjs';
import { emitted, NEWEST_OPERATOR } from '../lib/emitted.mjs';
import { filesIn } from '../lib/files.mjs';
import { openNetwork } from '../lib/network.mjs';
import { sleep } from '../lib/wait.mjs';
import { EncryptedCluster, REST } from './cluster.mjs';
import { start } from './pod.mjs';
import { authority, stores } from './stores.mjs';
import { VARIANTS, VISITORS } from './variants.mjs';

const BOOT_SECONDS = 240;

/** A word that is nowhere else. */
export const WORD = 'Zq7Kd9Vw2';
/** What YAML, shells and Flink's own formats read as something else. Flink 1 cuts a line of its flat file at a number sign: the init container refuses it. */
const SPECIAL = ' it\'s a: {b}, [c] $HOME `d` ${e} %s | & * ! > @';
const password = (version) => `${WORD}${SPECIAL}${version.startsWith('1.') ? '' : ' #f'}`;

let runs = 0;

/**
 * Boots a Flink with what is emitted for a job with TLS, from stores as cert-manager makes them, through the emitted init container; and has strangers knock.
 *
 * @param options break something, to see whether it is noticed: `change`: keys that Flink reads, with other values; `passwordInSecret(text)`: another password
 *   for Flink than the stores have; `asArgument`: whether the password is given to the JobManager as an argument; `strangersAreFriends`: whether those
 *   who must be refused have what the job has; `restIsPlain`: whether the REST API is asked over HTTP; `patience`: the seconds that a stranger may try;
 *   `keepLogs`: whether a failure leaves its folder
 */
export async function verify(section, version, {
  change = {}, passwordInSecret = (text) => text, asArgument = false, strangersAreFriends = false, restIsPlain = false, patience = 60, keepLogs = true,
} = {}) {
  section.progress('getting Flink, compiling the job, making keystores');
  const home = await flinkHome(version);
  const jar = await jobJar(version, home, STATEFUL_JOB);
  const variant = VARIANTS[version];
  const [{ manifests, pods }] = await emitted({ programs: [variant.program], flinkVersions: [VERSIONS.find(({ flink }) => flink === version).emitted], operatorVersions: [NEWEST_OPERATOR] });
  const { metadata: { name }, spec } = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const certificate = manifests.find(({ kind }) => kind === 'Certificate').spec;
  const folder = join(CACHE, 'runs', `tls-${version}-${process.pid}-${++runs}`);
  mkdirSync(folder, { recursive: true });

  const [ours, others] = [await authority(folder, 'ours'), await authority(folder, 'others')];
  const own = await stores(join(folder, 'own'), certificate, { by: ours, password: password(version) });
  // It believes the job; the job must not believe it.
  const foreign = strangersAreFriends ? own : await stores(join(folder, 'foreign'), certificate, { by: others, trusts: ours, password: password(version) });

  const { isolated, hosts: [jobManager, taskManager, foreigner, plain] } = await openNetwork(4);
  const hosts = { jobManager, taskManagers: [taskManager, foreigner, plain], strangers: { foreigner, plain } };
  const place = { home, jar, entryClass: entryClass(STATEFUL_JOB), folder, isolated, hosts, slots: Number(spec.flinkConfiguration['taskmanager.numberOfTaskSlots']) };
  const { written, ofTaskManager, notes } = substitute({ configuration: spec.flinkConfiguration, name, spec }, place);
  for (const [key, how, why] of notes) section.note('What differs from the manifest', [key, how.replaceAll(folder, '…').replaceAll(home, '…'), why]);

  const [jobManagerPod, taskManagerPod] = pods;
  const { secretName: keystores } = certificate;
  const [{ passwordSecretRef }] = Object.values(certificate.keystores);
  const startPod = (pod, as, stores, changes = {}) => start(pod, join(folder, as), {
    secrets: {
      [keystores]: Object.fromEntries([stores.keystore, stores.truststore].map((file) => [basename(file), file])),
      [passwordSecretRef.name]: { [passwordSecretRef.key]: writtenTo(join(folder, 'password'), passwordInSecret(password(version))) },
    },
    operator: (to, local) => {
      const all = Object.entries({ ...written, ...change, ...changes }).filter(([, value]) => value !== undefined);
      writeConfiguration(to, version, Object.fromEntries(all.map(([key, value]) => [key, local(value)])), spec.logConfiguration);
    },
  });
  const folders = {
    jobManager: await startPod(jobManagerPod, 'jobManager-pod', own),
    taskManager: await startPod(taskManagerPod, 'taskManager-pod', own),
    foreigner: await startPod(taskManagerPod, 'foreigner-pod', foreign),
    plain: await startPod(taskManagerPod, 'plain-pod', own, strangersAreFriends ? {} : { 'security.ssl.internal.enabled': 'false' }),
  };
  const servername = certificate.dnsNames[0];
  const { certificate: shown, key } = own;
  const cluster = new EncryptedCluster(place, ofTaskManager, { folders, client: restIsPlain ? undefined : { ca: ours.pem, certificate: shown, key, servername } });
  const context = { section, cluster, written, folder, variant, ours, others, own, foreign, servername, patience };
  try {
    await live(context, asArgument ? ['-D', `security.ssl.internal.key-password=${password(version)}`] : []);
  } catch (error) {
    section.fail('the job runs, encrypted', error.message);
  }
  await cluster.end();
  await cluster.forward?.end();
  for (const stranger of Object.keys(hosts.strangers)) await cluster[stranger]?.end();
  if (!keepLogs || section.count('failed') === 0) rmSync(folder, { recursive: true, force: true });
  else section.progress(`logs and configuration are kept in ${folder}`);
}

async function live(context, args) {
  const { section, cluster } = context;
  section.progress('starting it, waiting until every task runs');
  cluster.startJobManager(args);
  cluster.startTaskManager();
  for (const stranger of Object.keys(cluster.hosts.strangers)) cluster.startStranger(stranger);
  await cluster.wait('every task runs', BOOT_SECONDS, () => cluster.running());
  await section.check({
    what: 'the job runs, encrypted', asked: 'GET /taskmanagers over TLS', expected: 1, said: async () => (await cluster.get('/taskmanagers')).taskmanagers.length,
  });
  await options(context);
  await checkpoint(context);
  await ports(context);
  await rest(context);
  await strangers(context);
  await secrecy(context);
}

/** The options that are emitted, as Flink has them. */
async function options({ section, cluster, written }) {
  const ssl = Object.entries(written).filter(([key]) => key.startsWith('security.ssl.') && !/store$/.test(key));
  const said = Object.fromEntries((await cluster.get('/jobmanager/config')).map(({ key, value }) => [key, value]));
  await section.check({ what: 'every option of TLS arrives', asked: 'GET /jobmanager/config', expected: Object.fromEntries(ssl), said: Object.fromEntries(ssl.map(([key]) => [key, said[key]])) });
  const passwords = Object.entries(said).filter(([key]) => /^security\.ssl\..*password$/.test(key)).map(([, value]) => value);
  await section.check({ what: 'passwords arrive, and are shown to nobody', asked: 'GET /jobmanager/config', expected: Array(6).fill('******'), said: passwords });
}

async function checkpoint({ section, cluster }) {
  await section.check({
    what: 'a checkpoint completes',
    asked: 'POST /jobs/:id/checkpoints over TLS',
    expected: true,
    said: () => cluster.wait('a checkpoint', 60, async () => {
      await cluster.rest('POST', cluster.jobPath('/checkpoints'), {});
      await sleep(1_000);
      return (await cluster.job('/checkpoints')).counts.completed > 0;
    }),
  });
}

/** The ports of a job, by who listens. */
const PORTS = [
  ['jobManager', 'jobmanager.rpc.port'], ['jobManager', 'blob.server.port'], ['taskManager', 'taskmanager.rpc.port'], ['taskManager', 'taskmanager.data.port'],
  ['jobManager', 'rest.port'],
];
const ACCEPTED = /^accepted$/;
/** The ways to be refused in a handshake. */
const REFUSED = /^(ERR_SSL_\w*ALERT\w*|ECONNRESET|EPIPE|closed)$/;

/** How attempts to begin TLS end, from the JobManager's host. */
async function handshakes(cluster, attempts) {
  return JSON.parse(await cluster.hosts.jobManager.run(process.execPath, [join(import.meta.dirname, 'handshake.mjs'), JSON.stringify(attempts)]));
}

/** Whom the ports let in: between the pods nobody but themselves. */
async function ports({ section, cluster, written, variant, ours, own, foreign }) {
  const shown = { friend: own, nobody: {}, foreigner: foreign };
  const attempts = PORTS.flatMap(([component, option]) => Object.entries(shown).map(([who, { certificate, key }]) => ({
    what: `${option}: a client ${VISITORS[who]}`,
    fits: (option === 'rest.port' ? variant.restLetsIn : ['friend']).includes(who) ? ACCEPTED : REFUSED,
    asked: { host: cluster.host(component).address, port: Number(written[option] ?? REST), ca: ours.pem, certificate, key },
  })));
  const answers = await handshakes(cluster, attempts.map(({ asked }) => asked));
  for (const [i, { what, fits }] of attempts.entries()) {
    await section.check({ what, asked: 'a TLS handshake', expected: String(fits), said: answers[i], fits: (_, said) => fits.test(said) });
  }
}

/** Whom the REST API answers, and who believes it. */
async function rest({ section, cluster, variant: { withoutCertificate }, ours, others, own: { certificate, key }, servername }) {
  const ask = async (how) => {
    try {
      const { status, location } = await cluster.ask('GET', '/jobs/overview', how);
      return location === undefined ? `${status}` : `${status} to ${location.split(':')[0]}`;
    } catch (error) {
      return error.message.split(' ').at(-1);
    }
  };
  const asked = 'GET /jobs/overview';
  await section.check({ what: 'the REST API over plain HTTP sends to https', asked, expected: '301 to https', said: () => ask({ scheme: 'http' }) });
  await section.check({ what: 'the REST API answers who shows the job\'s certificate', asked, expected: 200, said: async () => (await cluster.rest('GET', '/jobs/overview')).status });
  await section.check({
    what: 'how the REST API answers who believes its authority and shows no certificate',
    asked,
    expected: String(withoutCertificate),
    said: () => ask({ ca: ours.pem, servername }),
    fits: (_, said) => withoutCertificate.test(said),
  });

  const doubts = [
    ['who does not know its authority does not believe it', 'SELF_SIGNED_CERT_IN_CHAIN', { servername }],
    ['who believes another authority does not believe it', 'SELF_SIGNED_CERT_IN_CHAIN', { ca: others.pem, servername }],
    ['its certificate is for the names of the Services alone', 'ERR_TLS_CERT_ALTNAME_INVALID', { ca: ours.pem, servername: 'payments-rest.shop' }],
  ];
  // With the job's certificate, since what asks for one refuses before anybody can doubt.
  const answers = await handshakes(cluster, doubts.map(([, , how]) => ({ host: cluster.host('jobManager').address, port: REST, certificate, key, ...how })));
  for (const [i, [what, expected]] of doubts.entries()) await section.check({ what, asked: 'a TLS handshake with the REST API', expected, said: answers[i] });
}

/** What a TaskManager says that is refused. */
const COMPLAINTS = {
  foreigner: /SSLHandshakeException: Received fatal alert: (bad_certificate|certificate_unknown|unknown_ca)/,
  // Before the JobManager listens, a connection is refused in another way.
  plain: /Association with remote system \[pekko\.tcp:.*The remote system explicitly disassociated/,
};

async function strangers({ section, cluster, patience }) {
  for (const [stranger, who] of [['foreigner', 'with a certificate of another authority'], ['plain', 'without TLS']]) {
    await section.check({
      what: `a TaskManager ${who} is refused`,
      asked: 'its log',
      expected: true,
      said: () => cluster.wait('it complains', patience, () => COMPLAINTS[stranger].test(cluster.console(stranger))),
    });
  }
  await section.check({
    what: 'no stranger registers', asked: 'GET /taskmanagers over TLS', expected: 1, said: async () => (await cluster.get('/taskmanagers')).taskmanagers.length,
  });
}

/** Where the password must not be. */
async function secrecy({ section, cluster, folder }) {
  const inFiles = (folders) => folders.flatMap((each) => filesIn(each)).filter((file) => readFileSync(file, 'latin1').includes(WORD)).map((file) => file.slice(folder.length + 1));
  const logs = ['jobManager', 'taskManager', 'foreigner', 'plain'].map((component) => cluster.consoleOf(component));
  await section.check({ what: 'no command line has the password', asked: '/proc', expected: 0, said: cluster.commandLines().filter((line) => line.includes(WORD)).length });
  await section.check({ what: 'no log has the password', asked: 'consoles and log files', expected: [], said: inFiles([...logs, join(folder, 'log')]) });
  await section.check({
    what: 'the operator\'s configuration has no password', asked: 'what stands for its ConfigMap', expected: [],
    said: inFiles(['jobManager-pod', 'taskManager-pod'].map((pod) => join(folder, pod, 'flink-config-volume'))),
  });
  const told = ['/jobmanager/config', '/jobmanager/environment', cluster.jobPath('/config'), '/taskmanagers'];
  await section.check({
    what: 'the REST API does not tell the password',
    asked: told.join(', ').replace(cluster.jobPath(), '/jobs/:id'),
    expected: [],
    said: async () => (await Promise.all(told.map(async (path) => [path, JSON.stringify(await cluster.get(path))]))).filter(([, text]) => text.includes(WORD)).map(([path]) => path),
  });
}

function writtenTo(file, text) {
  writeFileSync(file, text);
  return file;
}
