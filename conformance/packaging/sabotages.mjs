import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { versions } from './part.mjs';
import { verify } from './verify.mjs';

const PROGRAMS = ['quickstart.cjs', 'data.cjs'].map((file) => `${file} synthesizes what it does in the checkout`);
const COMMANDS = ['check', 'report'].map((name) => `cdk8s-flink ${name} prints what it does in the checkout`);
const isBundled = (version) => version.startsWith('esbuild');

const without = (...path) => (folder) => rmSync(join(folder, ...path), { recursive: true });

const otherText = (file, from, to) => (folder) => {
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(folder, file), text.replaceAll(from, to));
};

export const sabotages = [
  ...versions.map((version) => ({ what: `nothing, ${version}`, red: [], run: (section) => verify(section, version) })),
  ...versions.filter((version) => !isBundled(version)).map((version) => (
    { what: `no catalogue, ${version}`, red: [COMMANDS[0]], mute: [...PROGRAMS], run: (section) => verify(section, version, { change: without('catalogue') }) })),
  { what: 'a bundle without the data', red: COMMANDS, mute: PROGRAMS, run: (section) => verify(section, 'esbuild-0.28.2', { change: (folder) => writeFileSync(join(folder, 'lib', 'kubernetes', 'embedded-catalogue.js'), 'module.exports = {};') }) },
  {
    what: 'optional dependencies', red: ['optional dependencies are left out', 'without optional dependencies, at most 30 MB are installed'],
    run: (section) => verify(section, 'npm', { install: (folder, tarball) => run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball, 'cdk8s', 'constructs', 'cdk8s-plus-27'], { cwd: folder }) }),
  },
  { what: 'exports that hide the description', red: [], mute: ['other tools find the description for jsii'], run: (section) => verify(section, 'npm', { change: otherText('package.json', '"./.jsii": "./.jsii"', '"./other": "./lib/index.js"') }) },
  { what: 'a package that is too large', red: ['the archive has at most 2 MB'], run: (section) => verify(section, 'npm', { change: (folder) => writeFileSync(join(folder, 'large'), randomBytes(2 ** 20)) }) },
];
