// Builds the documentation as a website: `npm run site` writes dist/site/. VitePress, in a pinned version, is installed into the user's cache. The pages are
// those of docs/ as they are; only links that leave docs/ lead to the repository. The navigation is docs/README.md's. Nothing is loaded from other sites.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { isIndex, navigation, toSite } from './site/pages.mjs';

const VITEPRESS = 'vitepress@1.6.4';
const ROOT = resolve(import.meta.dirname, '..');
const REPOSITORY = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).repository.url.replace(/\.git$/, '');
const source = join(ROOT, 'dist', 'site-source');
const out = join(ROOT, 'dist', 'site');

const tool = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-flink', 'site', VITEPRESS);
if (!existsSync(join(tool, 'node_modules', 'vitepress'))) {
  mkdirSync(tool, { recursive: true });
  writeFileSync(join(tool, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', VITEPRESS], tool);
}

rmSync(source, { recursive: true, force: true });
for (const name of readdirSync(join(ROOT, 'docs'), { recursive: true })) {
  const file = name.replaceAll('\\', '/');
  const from = join(ROOT, 'docs', name);
  const to = join(source, isIndex(file) ? posix.join(posix.dirname(file), 'index.md') : file);
  if (/\.(png|svg)$/.test(file)) {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  } else if (file.endsWith('.md')) {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, toSite(readFileSync(from, 'utf8'), file, REPOSITORY));
  }
}
mkdirSync(join(source, '.vitepress'), { recursive: true });
writeFileSync(join(source, '.vitepress', 'config.mjs'), `export default ${JSON.stringify({
  title: 'cdk8s-flink',
  description: 'Apache Flink in production on Kubernetes, as code',
  outDir: out,
  // the folder of the server in which the site is
  base: process.env.SITE_BASE ?? '/',
  themeConfig: {
    search: { provider: 'local' },
    sidebar: navigation(readFileSync(join(ROOT, 'docs', 'README.md'), 'utf8')),
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
}, undefined, 2)};\n`);
symlinkSync(join(tool, 'node_modules'), join(source, 'node_modules'));
run(process.execPath, [join(tool, 'node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', source], source);
console.log(`${out} holds the site: npx serve ${out}`);

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
