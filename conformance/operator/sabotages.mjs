import { emitted } from '../lib/emitted.mjs';
import { typescript } from '../lib/typescript.mjs';
import { acceptance, changes, configuration, designedDeployments, emittedDeployments, imitatedRefusals, refusals, updates, versions } from './part.mjs';

const [VERSION] = versions;
const ACCEPTED = 'all that is emitted for operator 1.15 is accepted';
const CONFIGURATION = 'Flink gets the configuration that we say it gets, of what is emitted';
const DESIGNED = 'Flink gets the configuration that we say it gets, of designed specs';
const CHANGES = 'a change of a running spec is ignored, scales, upgrades or redeploys as expected';
const UPDATES = 'an update is refused if and only if the plan says so, in these words';
const REFUSED = 'what the operator refuses is an error, and nothing else is said to be refused';
const IMITATED = 'the same for the autoscaler\'s limits, which are imitated here';

/** One of so many specs is enough to notice. */
const EACH = 10;

/** What is wrong with what is emitted. */
const EMITTED = [
  { what: 'nothing', red: [], change: () => {} },
  { what: 'no account', red: [ACCEPTED], change: ({ spec }) => { delete spec.serviceAccount; } },
  { what: 'standby JobManagers without high availability', red: [ACCEPTED], change: ({ spec }) => { spec.jobManager.replicas = 2; delete spec.flinkConfiguration['high-availability.type']; } },
  { what: 'a name of 46 characters', red: [ACCEPTED], change: ({ metadata }) => { metadata.name = 'a'.repeat(46); } },
  { what: 'a cluster id', red: [ACCEPTED], change: ({ spec }) => { spec.flinkConfiguration['kubernetes.cluster-id'] = 'orders'; } },
  { what: 'a field that the operator cannot read', red: [ACCEPTED], change: ({ spec }) => { spec.flinkVersion = '2.2'; } },
];

/** What becomes of our options. */
const OPTIONS = [
  { what: 'another parallelism', change: (options) => ({ ...options, 'parallelism.default': '77' }) },
  { what: 'a mebibyte more', change: (options) => ({ ...options, 'jobmanager.memory.process.size': `${Number.parseInt(options['jobmanager.memory.process.size'], 10) + 2 ** 20}b` }) },
  { what: 'an option too many', change: (options) => ({ ...options, 'web.timeout': '1 s' }) },
  { what: 'an option is missing', change: ({ 'kubernetes.service-account': _, ...options }) => options },
];

const ours = () => typescript('conformance/operator/compare.ts').check;
const claim = { guideline: 'ARC-12', severity: 'error', path: 'spec', message: 'the operator refuses it', fix: '' };

/** How we judge a spec: `check` is how we do it. */
const JUDGES = [
  { what: 'nothing is an error', judge: () => () => [] },
  { what: 'everything is said to be refused', judge: () => () => [claim] },
  { what: 'no error of ARC-12 is found', judge: (check) => (...objects) => check(...objects).filter(({ guideline }) => guideline !== 'ARC-12') },
];

export const sabotages = [
  ...EMITTED.map(({ what, red, change }) => ({ what: `${what}, in what is emitted`, red, run: async (section) => acceptance(section, VERSION, '1.15', (await quickstart()).map((deployment) => changed(deployment, change))) })),
  ...OPTIONS.map(({ what, change }) => ({ what: `${what}, of what is emitted`, red: [CONFIGURATION], run: async (section) => configuration(section, VERSION, 'what is emitted', await quickstart(), change) })),
  ...OPTIONS.map(({ what, change }) => ({ what: `${what}, of designed specs`, red: [DESIGNED], run: (section) => configuration(section, VERSION, 'designed specs', designedDeployments(), change) })),
  { what: 'every change is expected to upgrade', red: [CHANGES], run: (section) => changes(section, VERSION, () => 'UPGRADE') },
  { what: 'no change is expected to scale', red: [CHANGES], run: (section) => changes(section, VERSION, (expected) => expected === 'SCALE' ? 'UPGRADE' : expected) },
  { what: 'no update is planned to be refused', red: [UPDATES], run: (section) => updates(section, VERSION, () => []) },
  { what: 'every update is planned to be refused, in other words', red: [UPDATES], run: (section) => updates(section, VERSION, () => ['is refused']) },
  ...JUDGES.map(({ what, judge }) => ({ what, red: [REFUSED], run: (section) => refusals(section, VERSION, judge(ours()), EACH) })),
  ...JUDGES.slice(0, 2).map(({ what, judge }) => ({ what: `${what}, of the autoscaler`, red: [IMITATED], run: (section) => imitatedRefusals(section, VERSION, judge(ours()), EACH) })),
];

let deployments;

async function quickstart() {
  deployments ??= emittedDeployments(await emitted({ programs: ['examples/quickstart/main.ts'], flinkVersions: ['1.20'], operatorVersions: ['1.15'] }));
  return deployments;
}

function changed(deployment, change) {
  const copy = structuredClone(deployment);
  change(copy);
  return copy;
}
