import { typescript } from '../lib/typescript.mjs';
import { BLUE_GREEN_CHANGES, CHANGES, SESSION_JOB_CHANGES } from './changes.mjs';

const RUNNING = {
  image: 'orders:1', flinkVersion: 'v2_2', serviceAccount: 'orders',
  flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' },
  jobManager: { replicas: 1, resource: { cpu: 1, memory: '2Gi' } },
  taskManager: { resource: { cpu: 1, memory: '2Gi' } },
  job: { jarURI: 'local:///x.jar', parallelism: 2, upgradeMode: 'savepoint', state: 'running' },
};
const SESSION_JOB = { deploymentName: 'shared', job: { ...RUNNING.job, jarURI: 'https://example.com/x.jar' } };

/** Each change as a question, with what it is about and the verdict of the product's own table, which `cdk8s-flink plan` reads. */
export function changeQuestions() {
  const of = (kind, label, spec, rows) => rows.map(({ what, edits }) => {
    const [before, after] = [withEdits(spec, edits, 'before'), withEdits(spec, edits, 'after')];
    return { what: `${label}: ${described(what, edits)}`, expected: verdictOfPlan(kind, before, after), question: { ask: 'change', kind, before, after } };
  });
  const templates = CHANGES.filter(({ edits, blueGreen }) => edits.length > 0 && blueGreen !== false)
    .map(({ what, edits }) => ({ what, edits: edits.map((edit) => ({ ...edit, at: ['template', 'spec', ...edit.at] })) }));
  return [
    ...of('FlinkDeployment', 'native', { ...RUNNING, mode: 'native' }, CHANGES),
    ...of('FlinkDeployment', 'standalone', { ...RUNNING, mode: 'standalone' }, CHANGES),
    ...of('FlinkSessionJob', 'session job', SESSION_JOB, SESSION_JOB_CHANGES),
    ...of('FlinkBlueGreenDeployment', 'blue/green', { template: { spec: RUNNING } }, [...BLUE_GREEN_CHANGES, ...templates]),
  ];
}

function verdictOfPlan(kind, ...specs) {
  const { blueGreenTypeOf, changeTypeOf, differencesBetween } = typescript('src/plan/operator-diff.ts');
  const { OPERATOR } = typescript('conformance/operator/compare.ts');
  const [before, after] = specs.map((spec) => ({ apiVersion: 'flink.apache.org/v1beta1', kind, metadata: { name: 'orders' }, spec }));
  const differences = differencesBetween(before, after, OPERATOR);
  return kind === 'FlinkBlueGreenDeployment' ? blueGreenTypeOf(before, after, differences, OPERATOR) : changeTypeOf(differences);
}

function described(what, edits) {
  return edits.length === 0 ? 'nothing' : `${what} ${edits.map(({ before, after }) => `${text(before)} to ${text(after)}`).join(', ')}`;
}

function text(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function withEdits(spec, edits, side) {
  const edited = structuredClone(spec);
  for (const { at, [side]: value } of edits) {
    let place = edited;
    for (const step of at.slice(0, -1)) place = place[step] ??= {};
    if (value === undefined) delete place[at.at(-1)];
    else place[at.at(-1)] = value;
  }
  return edited;
}
