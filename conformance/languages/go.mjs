import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { needsGo } from '../lib/go.mjs';
import { cdk8sPlus } from './packages.mjs';

const SOURCES = join(import.meta.dirname, 'go');
const LIBRARY = 'github.com/cdk8s-flink/cdk8s-flink-go/cdk8sflink';
const CDK8S_PLUS = 'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2';

export const programs = { quickstart: 'quickstart', frauddetection: 'fraud-detection' };

export const needs = needsGo;

export async function build(packages, folder, edit) {
  const [sources, binaries] = [join(folder, 'sources'), join(folder, 'bin')];
  cpSync(SOURCES, sources, { recursive: true });
  for (const program of Object.keys(programs)) {
    const file = join(sources, program, 'main.go');
    writeFileSync(file, edit(`${program}/main.go`, readFileSync(file, 'utf8')));
  }
  const here = { [LIBRARY]: join(packages, 'go', 'cdk8sflink'), [CDK8S_PLUS]: join(await cdk8sPlus(), 'go', 'cdk8splus27') };
  await run('go', ['mod', 'edit', ...Object.entries(here).map(([module, path]) => `-replace=${module}=${path}`)], { cwd: sources });
  mkdirSync(binaries);
  await run('go', ['build', '-o', `${binaries}/`, './...'], { cwd: sources });
  return (program) => [join(binaries, program), []];
}
