import { join } from 'node:path';
import { run } from '../lib/commands.mjs';

/** What the library emits for an example and a Flink version. */
export async function emitted(version, example = 'quickstart') {
  const manifests = JSON.parse(await run(process.execPath, [join(import.meta.dirname, 'emit.cjs'), version, example]));
  const deployment = manifests.find(({ kind }) => kind === 'FlinkDeployment');
  const { name } = deployment.metadata;
  return {
    deployment,
    manifests,
    name,
    spec: deployment.spec,
    configuration: deployment.spec.flinkConfiguration,
    ports: {
      jobManager: ingressPorts(manifests, `${name}-jobmanager`),
      taskManager: ingressPorts(manifests, `${name}-taskmanager`),
    },
  };
}

/** The ports that a NetworkPolicy lets anybody in on: the ones that a component has, if the library is right about them. */
function ingressPorts(manifests, name) {
  const policy = manifests.find((manifest) => manifest.kind === 'NetworkPolicy' && manifest.metadata.name === name);
  const ports = policy.spec.ingress.flatMap((rule) => rule.ports).map(({ port }) => port);
  return [...new Set(ports)].sort((a, b) => a - b);
}
