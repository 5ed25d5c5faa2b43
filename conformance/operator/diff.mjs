import { BLUE_GREEN_CHANGES, CHANGES, OF_TEMPLATE, SESSION_JOB_CHANGES } from './changes.mjs';

const RUNNING = {
  image: 'orders:1', flinkVersion: 'v2_2', serviceAccount: 'orders',
  flinkConfiguration: { 'taskmanager.numberOfTaskSlots': '2' },
  jobManager: { replicas: 1, resource: { cpu: 1, memory: '2Gi' } },
  taskManager: { resource: { cpu: 1, memory: '2Gi' } },
  job: { jarURI: 'local:///x.jar', parallelism: 2, upgradeMode: 'savepoint', state: 'running' },
};
const SESSION_JOB = { deploymentName: 'shared', job: { ...RUNNING.job, jarURI: 'https://example.com/x.jar' } };

/** Each change as a question, with what it is about and the verdict that is expected. */
export function changeQuestions() {
  const of = (kind, label, spec, rows) => rows.map(({ what, edits, verdict }) => ({
    what: `${label}: ${described(what, edits)}`, expected: verdict, question: { ask: 'change', kind, before: withEdits(spec, edits, 'before'), after: withEdits(spec, edits, 'after') },
  }));
  const standalone = CHANGES.map((row) => ({ ...row, verdict: row.standalone ?? row.verdict }));
  const templates = CHANGES.filter(({ edits, blueGreen }) => edits.length > 0 && blueGreen !== false).map(({ what, edits, verdict, blueGreen }) => ({
    what, edits: edits.map((edit) => ({ ...edit, at: ['template', 'spec', ...edit.at] })), verdict: blueGreen ?? OF_TEMPLATE[verdict],
  }));
  return [
    ...of('FlinkDeployment', 'native', { ...RUNNING, mode: 'native' }, CHANGES),
    ...of('FlinkDeployment', 'standalone', { ...RUNNING, mode: 'standalone' }, standalone),
    ...of('FlinkSessionJob', 'session job', SESSION_JOB, SESSION_JOB_CHANGES),
    ...of('FlinkBlueGreenDeployment', 'blue/green', { template: { spec: RUNNING } }, [...BLUE_GREEN_CHANGES, ...templates]),
  ];
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
