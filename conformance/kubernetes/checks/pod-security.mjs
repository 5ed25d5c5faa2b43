import { isDeepStrictEqual } from 'node:util';

/** Whether the pods that will exist are admitted where only restricted pods are, and are spelled as the API server spells them. */
export async function podSecurity(section, client, emissions) {
  for (const flinkVersion of new Set(emissions.map((emission) => emission.flinkVersion))) {
    const refused = [];
    const warned = [];
    const respelled = [];
    const pods = emissions.filter((emission) => emission.flinkVersion === flinkVersion).flatMap((emission) => emission.pods);
    for (const pod of pods) {
      const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
      try {
        const { object, warnings } = await client.create(pod, { dryRun: true });
        warned.push(...warnings.map((warning) => `${name}: ${warning}`));
        for (const [i, container] of pod.spec.containers.entries()) {
          if (!isDeepStrictEqual(object.spec.containers[i].resources, container.resources)) respelled.push(`${name}: ${JSON.stringify(object.spec.containers[i].resources)}`);
        }
      } catch (error) {
        refused.push(`${name}: ${error.message}`);
      }
    }
    const what = `${pods.length} rendered pods, Flink ${flinkVersion}`;
    await section.check({ what: `${what}: refused where only restricted pods are admitted`, asked: 'Pod Security admission', expected: [], said: refused });
    await section.check({ what: `${what}: warnings`, asked: 'the answers to it', expected: [], said: warned });
    await section.check({ what: `${what}: resources spelled otherwise`, asked: 'the pods as the API server keeps them', expected: [], said: respelled });
  }
}
