import { isDeepStrictEqual } from 'node:util';

/** Whether the API server takes every object, strictly, and has nothing left to change. */
export async function admission(section, client, emissions) {
  await makeNamespaces(client, emissions);
  // What stands there already, as it was emitted: most objects are the same for every version of Flink.
  const there = new Map();
  for (const [versions, group] of byVersions(emissions)) {
    const refused = [];
    const warned = [];
    const changed = [];
    let [objects, same] = [0, 0];
    for (const { program, manifests } of group) {
      for (const manifest of manifests) {
        objects++;
        const name = `${program}: ${manifest.kind} ${manifest.metadata.name}`;
        const [key, text] = [[manifest.kind, manifest.metadata.namespace, manifest.metadata.name].join(), JSON.stringify(manifest)];
        if (there.get(key) === text) {
          same++;
          continue;
        }
        try {
          const first = await client.apply(manifest);
          const second = await client.apply(manifest);
          warned.push(...first.warnings.map((warning) => `${name}: ${warning}`));
          if (!isDeepStrictEqual(asApplied(first.object), asApplied(second.object))) changed.push(name);
          there.set(key, text);
        } catch (error) {
          refused.push(`${name}: ${error.message}`);
        }
      }
    }
    section.progress(`${versions}: ${objects - same} objects applied twice, ${same} were there as they are`);
    await section.check({ what: `${versions}: refused objects`, asked: 'server-side apply, unknown fields refused', expected: [], said: refused });
    await section.check({ what: `${versions}: warnings`, asked: 'the answers to it', expected: [], said: warned });
    await section.check({ what: `${versions}: objects that change when they are applied again`, asked: 'the answers to both', expected: [], said: changed });
  }
}

/** Every namespace admits only pods of the strictest standard. */
async function makeNamespaces(client, emissions) {
  const names = new Set(emissions.flatMap(({ manifests }) => manifests.map(({ metadata }) => metadata.namespace)));
  for (const name of names) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
  }
}

/** Without what controllers write meanwhile. */
function asApplied({ status, metadata: { resourceVersion, managedFields, ...metadata }, ...object }) {
  return { ...object, metadata };
}

function byVersions(emissions) {
  const groups = new Map();
  for (const emission of emissions) {
    const versions = `operator ${emission.operatorVersion}, Flink ${emission.flinkVersion}`;
    groups.set(versions, [...groups.get(versions) ?? [], emission]);
  }
  return groups;
}
