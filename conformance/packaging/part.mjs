import { answers } from '../lib/commands.mjs';
import { TOOLS } from './tools.mjs';
import { verify } from './verify.mjs';

const WATCHED = ['package.json', '.npmignore', 'src/index.ts', 'src/kubernetes/catalogue-file.ts', 'src/cli/main.ts', 'scripts/embed.mjs', 'scripts/lazy.mjs', 'catalogue/**', 'conformance/packaging/**'];

export const name = 'packaging';
export const what = 'the packed library works where npm, yarn and pnpm install it, and in programs that esbuild bundles';
export const versions = Object.keys(TOOLS);
export const watches = () => WATCHED;
/** It installs packages most of the time. */
export const waits = () => 40;

export async function needs() {
  return await answers('npm', 'view', 'constructs', 'version') ? undefined : 'needs a registry of npm packages';
}

export function judge(section, version) {
  return verify(section, version);
}
