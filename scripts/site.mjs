// Builds the documentation as a website: `npm run site` writes dist/site/, or the folder SITE_OUT. VitePress, in a pinned version, is installed into the user's
// cache. The site contains the pages of docs/ unchanged, and one page for each type of API.md; links to other files lead to the repository. The navigation is that
// of docs/README.md. Nothing is loaded from other sites. `npm run conformance -- browser@site` opens every page in Chromium.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiPages } from './site/api.mjs';
import { isIndex, navigation, toSite } from './site/pages.mjs';

const VITEPRESS = 'vitepress@1.6.4';
const ROOT = resolve(import.meta.dirname, '..');
const REPOSITORY = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).repository.url.replace(/\.git$/, '');
const out = resolve(process.env.SITE_OUT ?? join(ROOT, 'dist', 'site'));
const source = `${out}-source`;
// the path of the site on the server
const base = process.env.SITE_BASE ?? '/';

const tool = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-flink', 'site', VITEPRESS);
if (!existsSync(join(tool, 'node_modules', 'vitepress'))) {
  mkdirSync(tool, { recursive: true });
  writeFileSync(join(tool, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', VITEPRESS], tool);
}

rmSync(source, { recursive: true, force: true });
const writePage = (file, page) => {
  const to = join(source, isIndex(file) ? posix.join(posix.dirname(file), 'index.md') : file);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, toSite(page, file, REPOSITORY));
};
for (const name of readdirSync(join(ROOT, 'docs'), { recursive: true })) {
  const file = name.replaceAll('\\', '/');
  const from = join(ROOT, 'docs', name);
  if (/\.(png|svg)$/.test(file)) cpSync(from, join(source, file), { recursive: true });
  else if (file.endsWith('.md')) writePage(file, { text: readFileSync(from, 'utf8') });
}
for (const [file, page] of apiPages(readFileSync(join(ROOT, 'API.md'), 'utf8'))) writePage(file, page);
cpSync(join(import.meta.dirname, 'site', 'theme'), join(source, '.vitepress', 'theme'), { recursive: true });
mkdirSync(join(source, 'public'));
cpSync(join(import.meta.dirname, 'site', 'icon.svg'), join(source, 'public', 'icon.svg'));
const config = {
  title: 'cdk8s-flink',
  description: 'Apache Flink in production on Kubernetes, as code',
  outDir: out,
  base,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  themeConfig: {
    sidebar: navigation(readFileSync(join(ROOT, 'docs', 'README.md'), 'utf8')),
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
};
// comments and keywords of the default themes have a contrast below 4.5
const theme = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
writeFileSync(join(source, '.vitepress', 'config.mjs'), `import { frameTables, indexed, slugOf, weightOf } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'site', 'pages.mjs')).href)};

const config = ${JSON.stringify(config, undefined, 2)};
const search = { provider: 'local', options: {
  _render: async (text, env, md) => indexed(env.relativePath, await md.render(text, env)),
  miniSearch: { searchOptions: { boostDocument: weightOf } },
} };
export default {
  ...config,
  themeConfig: { ...config.themeConfig, search },
  markdown: { theme: ${JSON.stringify(theme)}, anchor: { slugify: slugOf }, config: frameTables },
};
`);
symlinkSync(join(tool, 'node_modules'), join(source, 'node_modules'));
run(process.execPath, [join(tool, 'node_modules', 'vitepress', 'bin', 'vitepress.js'), 'build', source], source);
console.log(`${out} holds the site: npx serve ${out}`);

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
