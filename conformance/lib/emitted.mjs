import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';

/** What we emit for, oldest first. */
export const FLINK_VERSIONS = ['1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];
export const OPERATOR_VERSIONS = ['1.13', '1.14', '1.15', '1.16'];
export const NEWEST_OPERATOR = OPERATOR_VERSIONS.at(-1);

/** The programs of `examples/` with one cluster each. */
export const EXAMPLES = readdirSync('examples').filter((name) => name !== 'fleet').map((name) => join('examples', name, 'main.ts')).filter((file) => existsSync(file)).sort();

/** Programs of clusters that are no production job: a session, standalone mode, blue/green. */
export const OTHER_KINDS = ['session', 'standalone', 'blue-green'].map((name) => `conformance/network/programs/${name}.ts`);

/**
 * What programs emit: for each program and pair of versions that go together, its `manifests`, and the `pods` that will exist because of them.
 */
export async function emitted({ programs = EXAMPLES, flinkVersions = FLINK_VERSIONS, operatorVersions = OPERATOR_VERSIONS } = {}) {
  return JSON.parse(await run(process.execPath, [join(import.meta.dirname, 'emit.cjs'), JSON.stringify({ programs, flinkVersions, operatorVersions })]));
}
