import { EXAMPLES, emitted, FLINK_VERSIONS, NEWEST_OPERATOR, OPERATOR_VERSIONS, OTHER_KINDS } from '../lib/emitted.mjs';
import { access } from './checks/access.mjs';
import { admission } from './checks/admission.mjs';
import { podSecurity } from './checks/pod-security.mjs';
import { selection } from './checks/selection.mjs';
import { startControlPlane } from './control-plane.mjs';
import { definitions, replace } from './crds.mjs';

/** The examples, and programs that go to extremes. */
const PROGRAMS = [...EXAMPLES, ...['longest-names', 'without-high-availability'].map((name) => `conformance/kubernetes/programs/${name}.ts`)];

/** What is asked of one operator version and one Flink version only: it does not depend on them. */
export const OPERATOR = NEWEST_OPERATOR;
export const FLINK = '1.20';

/** Asks an API server about all that we emit, with the definitions of one operator version after the other. */
export async function verify(section) {
  section.progress('starting Kubernetes');
  const client = await startControlPlane();
  let installed = [];
  try {
    for (const operatorVersion of OPERATOR_VERSIONS) {
      const emissions = await emitted({ programs: PROGRAMS, flinkVersions: FLINK_VERSIONS, operatorVersions: [operatorVersion] });
      section.progress(`installing the definitions of operator ${operatorVersion}`);
      const wanted = await definitions(operatorVersion);
      await replace(client, installed, wanted);
      installed = wanted;
      await admission(section, client, [...emissions, ...await otherKinds(operatorVersion)]);
      if (operatorVersion === OPERATOR) await judgePods(section, client, emissions);
    }
  } finally {
    await client.stop();
  }
}

/** Clusters that are no production job, of the kinds that the operator has. */
function otherKinds(operatorVersion) {
  const programs = OTHER_KINDS.filter((program) => operatorVersion !== '1.13' || !program.endsWith('/blue-green.ts'));
  return emitted({ programs, flinkVersions: FLINK_VERSIONS, operatorVersions: [operatorVersion] });
}

/** Asks about pods, rights and selectors. What is emitted has been applied. */
export async function judgePods(section, client, emissions) {
  await podSecurity(section, client, emissions);
  const ofOneVersion = emissions.filter(({ flinkVersion }) => flinkVersion === FLINK);
  // What was applied last was of another version.
  for (const { manifests } of ofOneVersion) for (const manifest of manifests) await client.apply(manifest).catch(() => {});
  await access(section, client, ofOneVersion);
  await selection(section, client, ofOneVersion);
}
