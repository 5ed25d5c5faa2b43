import { answerOf } from '../lib/answers.mjs';
import { said } from '../lib/commands.mjs';
import { documents } from './documents.mjs';
import { EXEMPTIONS } from './exemptions.mjs';

/** Everything below is something to do. */
const FINE = 10;

/** Tests that are off unless asked for; all of them are. */
const OPTIONAL = [
  'container-resource-requests-equal-limits', 'container-cpu-requests-equal-limits', 'container-memory-requests-equal-limits',
  'container-ephemeral-storage-request-equals-limit', 'container-ports-check', 'container-seccomp-profile',
];

/** What kube-score judges a pod by. */
const BESIDE_PODS = ['NetworkPolicy', 'PodDisruptionBudget', 'Service'];

/** Asks kube-score about the rendered pods of each program, among the objects that stand beside them. */
export async function kubeScore(section, program, emissions) {
  const used = new Set();
  for (const emission of emissions) {
    await section.check({
      what: `${emission.program}: what is found and not exempted`,
      asked: 'kube-score, with all optional tests',
      expected: [],
      said: async () => (await findings(section, program, emission)).filter(({ test }) => {
        const exemption = EXEMPTIONS.find((one) => one.test === test && (one.where?.(emission) ?? true));
        if (exemption !== undefined) used.add(exemption);
        return exemption === undefined;
      }).map(({ text }) => text),
    });
  }
  await section.check({
    what: 'exemptions that nothing needs', asked: 'the findings of all programs', expected: [], said: EXEMPTIONS.filter((one) => !used.has(one)).map(({ test }) => test),
  });
  for (const { test, why } of EXEMPTIONS) section.note('Exempted', [test, why]);
}

async function findings(section, program, { pods, manifests }) {
  const objects = [...pods, ...manifests.filter(({ kind }) => BESIDE_PODS.includes(kind))];
  const options = ['--output-format', 'json', '--output-version', 'v2', ...OPTIONAL.flatMap((test) => ['--enable-optional-test', test])];
  const question = documents(objects);
  const judged = await answerOf(section, { files: [program], words: options }, question, () => JSON.parse(said(program, ['score', ...options, '-'], question)));
  if (judged.length !== objects.length) throw new Error(`kube-score judged ${judged.length} of ${objects.length} objects`);
  return judged.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) => checks
    .filter(({ skipped, grade }) => !skipped && grade < FINE)
    .map(({ check, comments }) => ({ test: check.id, text: `${kind} ${name}: ${check.id}: ${(comments ?? []).map(({ path, summary }) => `${path ? `${path}: ` : ''}${summary}`).join(', ')}` })));
}
