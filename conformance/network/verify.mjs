import { join } from 'node:path';
import { answerOf } from '../lib/answers.mjs';
import { goPrograms } from '../lib/go.mjs';
import { said } from '../lib/commands.mjs';
import { intended, PORTS } from './intended.mjs';
import { EQUIVALENT, mutants } from './mutants.mjs';
import { participants } from './participants.mjs';

export function buildEvaluator() {
  return goPrograms(join(import.meta.dirname, 'reachability'));
}

/** Compares who can reach whom, by the policies of each program, with who shall. */
export async function verify(section, emissions) {
  const evaluator = join(await buildEvaluator(), 'reachability');
  for (const { program, manifests, pods } of emissions) {
    const { spec } = manifests.find(({ kind }) => kind === 'FlinkDeployment' || kind === 'FlinkBlueGreenDeployment');
    const { flinkConfiguration, mode } = spec.template?.spec ?? spec;
    const [{ metadata: { labels: { app } } }] = pods;
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').filter((policy) => policy.spec.podSelector.matchLabels.app === app);
    const all = Object.entries(participants(pods));
    const job = { program, highAvailability: flinkConfiguration['high-availability.type'] === 'kubernetes', standalone: mode === 'standalone' };
    const questions = all.flatMap(([from, source], i) => all.flatMap(([to, target], j) => (i === j || (source.ip && target.ip) ? [] : PORTS.map((port) => ({
      text: `${from} to ${to} on ${port}`, shall: intended(job, from, to, port), traffic: traffic(source, i, target, j, port),
    })))));
    const broken = [...mutants(policies)];
    const differing = await ask(section, evaluator, questions, [policies, ...broken.map(([, mutant]) => mutant)]);
    await section.check({
      what: `${program}: ways that are open or closed and shall not be`,
      asked: 'cyclonus, with the emitted NetworkPolicies and the rendered pods\' labels',
      expected: { ways: questions.length, wrong: [] },
      said: { ways: questions.length, wrong: differing[0].map(({ text, shall }) => `${text} is ${shall ? 'closed' : 'open'}`) },
    });
    await section.check({
      what: `${program}: rules, peers and ports that could be left out unnoticed`,
      asked: 'the same, with each of them left out',
      expected: { tried: broken.length, unnoticed: [] },
      said: {
        tried: broken.length,
        unnoticed: broken.filter(([what], i) => differing[i + 1].length === 0 && !EQUIVALENT.test(what)).map(([what]) => what),
      },
    });
  }
}

/** For each set of policies, the questions that are answered otherwise than they shall be. */
async function ask(section, evaluator, questions, sets) {
  const question = JSON.stringify({ traffic: questions.map(({ traffic: one }) => one), policies: sets });
  const answers = await answerOf(section, { files: [evaluator] }, question, () => {
    const lines = said(evaluator, [], question).trim().split('\n').map((line) => JSON.parse(line));
    if (lines.length !== sets.length) throw new Error(`${lines.length} answers to ${sets.length} questions`);
    return lines;
  });
  return answers.map((allowed) => questions.filter(({ shall }, i) => allowed[i] !== shall));
}

function traffic(source, i, target, j, port) {
  const [number, protocol = 'TCP'] = `${port}`.split('/');
  return { Source: end(source, i), Destination: end(target, j), ResolvedPort: Number(number), Protocol: protocol };
}

/** Pods have addresses, too, in a range that no policy names. */
function end({ ip, namespace, labels }, i) {
  if (ip !== undefined) return { IP: ip };
  return { IP: `192.168.0.${i + 1}`, Internal: { PodLabels: labels, Namespace: namespace, NamespaceLabels: { 'kubernetes.io/metadata.name': namespace } } };
}
