/** Compares what SEC-06 and SEC-08 find in pod templates with what Kubernetes' own library says of the pods. */
import { MUTATIONS } from './mutations';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { Guideline } from '../../src/guidelines/guideline';
import { GUIDELINES } from '../../src/guidelines/registry';
import { podsOf } from '../../src/workload/pods';
import { Workload } from '../../src/workload/workload';

/** One question to the library. */
export interface Question {
  readonly level: 'restricted';
  readonly version: string;
  readonly pod: any;
}

/** What it answers. */
export interface Answer {
  readonly allowed: boolean;
  readonly reasons: readonly string[];
  readonly error?: string;
}

/** What is counted, and what differs, a line each. */
export interface Comparison {
  readonly manifests: number;
  readonly refused: number;
  readonly missed: readonly string[];
  readonly false: readonly string[];
}

/** `latest`, and versions on either side of each change of the standard. */
const VERSIONS = ['latest', 'latest', 'latest', 'v1.36', 'v1.34', 'v1.33', 'v1.31', 'v1.30', 'v1.28', 'v1.26', 'v1.25', 'v1.24', 'v1.23', 'v1.22'];
const MOST_MUTATIONS = 3;

/** Mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function template(): any {
  return {
    metadata: {},
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 9999, runAsGroup: 9999, fsGroup: 9999, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'flink-main-container', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
    },
  };
}

function manifest(templates: { readonly jobManager: any; readonly taskManager: any }): any {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'ledger', namespace: 'bank' },
    spec: {
      image: 'registry.example.com/ledger:3.0.1',
      flinkVersion: 'v1_20',
      serviceAccount: 'ledger',
      flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '1' },
      jobManager: { resource: { cpu: 1, memory: '2g' }, podTemplate: templates.jobManager },
      taskManager: { resource: { cpu: 1, memory: '4g' }, podTemplate: templates.taskManager },
      job: { jarURI: 'local:///opt/flink/usrlib/ledger.jar', parallelism: 1, upgradeMode: 'stateless' },
    },
  };
}

/** A mutated manifest, and the version by which its namespace judges. */
interface Mutant {
  readonly manifest: any;
  readonly version: string;
}

function mutants(count: number, seed: number): Mutant[] {
  const next = random(seed);
  const pick = <T>(values: readonly T[]) => values[Math.floor(next() * values.length)];
  return Array.from({ length: count }, (_, i) => {
    const templates = { jobManager: template(), taskManager: template() };
    // each in turn, so that none is left out
    const mutations = [MUTATIONS[i % MUTATIONS.length], ...Array.from({ length: Math.floor(next() * MOST_MUTATIONS) }, () => pick(MUTATIONS))];
    for (const mutate of mutations) mutate(templates[pick(['jobManager', 'taskManager'] as const)], pick);
    return { manifest: structuredClone(manifest(templates)), version: pick(VERSIONS) };
  });
}

/**
 * Puts mutated pods to the library and to the guidelines.
 *
 * @param guidelines others than ours, to see whether it is noticed
 */
export async function compare(ask: (questions: readonly Question[]) => Promise<readonly Answer[]>, count: number, seed: number, guidelines: readonly Guideline[] = GUIDELINES): Promise<Comparison> {
  const all = mutants(count, seed);
  const questions = all.flatMap(({ manifest: object, version }) => Object.values(podsOf(Workload._of(object))!).map((pod): Question => ({ level: 'restricted', version, pod })));
  const answers = await ask(questions);
  const trouble = answers.find(({ error }) => error);
  if (answers.length !== questions.length || trouble) throw new Error(`${answers.length} answers to ${questions.length} questions: ${trouble?.error}`);
  const [missed, falsely]: [string[], string[]] = [[], []];
  let refused = 0;
  all.forEach(({ manifest: object, version }, i) => {
    const reasons = answers.slice(2 * i, 2 * i + 2).filter(({ allowed }) => !allowed).flatMap((answer) => answer.reasons);
    const found = findings(object, version, guidelines);
    const text = () => `${version} ${JSON.stringify([object.spec.jobManager.podTemplate, object.spec.taskManager.podTemplate])}: library ${JSON.stringify(reasons)}, ours ${JSON.stringify(found.map(({ message }) => message))}`;
    if (reasons.length > 0) refused++;
    // SEC-06 is stricter than the standard: alone it is no claim that pods are refused
    if (reasons.length > 0 && found.length === 0) missed.push(text());
    if (reasons.length === 0 && found.some(({ guideline }) => guideline === 'SEC-08')) falsely.push(text());
  });
  return { manifests: count, refused, missed, false: falsely };
}

function findings(object: any, version: string, guidelines: readonly Guideline[]) {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bank', labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': version } } };
  const manifests = [object, namespace].map((each) => ({ object: each, file: 'manifests.yaml', lineOf: () => 1 }));
  return checkObjects(flinkObjects(manifests, {}), guidelines.filter(({ id }) => ['SEC-06', 'SEC-08'].includes(id)));
}
