// What the TypeScript compiler pays for typed options: one program with fifty calls of flinkConfiguration, against the same with plain maps.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const CALLS = 50;
const RUNS = 5;

const OPTIONS = `{ 'execution.checkpointing.interval': '60 s', 'taskmanager.memory.jvm-metaspace.size': '512 mb', 'web.submit.enable': 'false' }`;
const program = (call) => [
  "import * as flink from 'cdk8s-flink';",
  'export const plain = (_version: string, options: { [key: string]: string }) => options;',
  'export const typed = flink.flinkConfiguration;',
  ...Array.from({ length: CALLS }, (_, i) => `export const job${i} = ${call}('${['1.20', '2.0', '2.2'][i % 3]}', ${OPTIONS});`),
].join('\n');

/** The least seconds that either program takes. */
export function optionTypes() {
  // below the root, so that the library is found by its own name
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  try {
    return Object.fromEntries(['plain', 'typed'].map((call) => {
      const file = join(folder, `${call}.ts`);
      writeFileSync(file, program(call));
      return [call, Math.min(...Array.from({ length: RUNS }, () => compile(file)))];
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compile(file) {
  const begin = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, [
    join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'node16', '--types', 'node', file,
  ], { encoding: 'utf8', cwd: ROOT });
  if (status !== 0) throw new Error(stdout);
  return Number(process.hrtime.bigint() - begin) / 1e9;
}
