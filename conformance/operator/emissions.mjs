import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, emitted } from '../lib/emitted.mjs';

/** The programs that parts ask about, wherever they are. Those of Helm hold values that Helm fills in. */
const OF_PARTS = readdirSync('conformance').filter((part) => part !== 'helm').map((part) => join('conformance', part, 'programs')).filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).sort().map((file) => join(folder, file)));

/** The operator that has no blue/green deployments. */
const WITHOUT_BLUE_GREEN = '1.13';

/** What the examples and the programs of all parts emit for an operator, for each Flink version. */
export function emissionsFor(operatorVersion) {
  const programs = [...EXAMPLES, ...OF_PARTS].filter((program) => operatorVersion !== WITHOUT_BLUE_GREEN || !program.endsWith('/blue-green.ts'));
  return emitted({ programs, operatorVersions: [operatorVersion] });
}
