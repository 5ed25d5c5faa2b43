import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { launch } from 'puppeteer-core';
import { filesIn } from '../../lib/files.mjs';
import { accessibility, focused, notDrawn, pagesRead, tooWide } from './seen.mjs';
import { BASE, serve } from './served.mjs';

/** The narrowest telephone, a tablet, and a window on a desktop. */
const WIDTHS = [320, 768, 1440];
const SCHEMES = ['light', 'dark'];

/** A page of each kind, which are looked at on every screen and in both schemes: text, long tables, lines of code, pictures. The others are built of the same. */
export const KINDS = ['index.html', 'tutorial.html', 'guidelines.html', 'configuration.html', 'monitoring.html', 'runbooks/index.html', 'runbooks/FlinkCheckpointSlow.html', 'sql-and-python.html',
  'api/index.html', 'api/FlinkSessionCluster.html', 'api/DeliveryGuarantee.html'];
const NOT_FOUND = '404.html';

/** Rules of axe-core whose answer depends on colours or on the width. All of its rules are asked once for each page. */
const RULES_OF_LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** Checks of their own, by the rules that decide them; the others are one check. */
const NAMED = {
  'color-contrast': (scheme) => `all text can be read, ${scheme}`,
  'image-alt': () => 'each image has a text',
  'heading-order': () => 'headings leave no level out',
  'html-has-lang': () => 'each page names its language',
};
const OTHERS = 'pages can be read with a screen reader and a keyboard';

/** What is right although axe-core finds it. */
const EXEMPT = [
  { rule: 'label-content-name-mismatch', element: '.DocSearch-Button' }, // the key that opens the search stands beside its name, and is no part of it
  // VitePress' own: the results are options of a list, and links
  { rule: 'label-content-name-mismatch', element: '.VPLocalSearchBox, .VPLocalSearchBox .result' },
  { rule: 'nested-interactive', element: '.VPLocalSearchBox, .VPLocalSearchBox [role="option"]' },
];

/** What readers search for, and the pages that must be among the first results. */
const SEARCHES = {
  'savepoint': 'connectors.html#manual-savepoints',
  'HA-02': 'guidelines.html#ha-02',
  'execution.checkpointing.interval': 'guidelines.html#ckp-02',
  'FlinkCheckpointSlow': 'runbooks/FlinkCheckpointSlow.html',
  'FlinkDisasterRecovery': 'api/FlinkDisasterRecovery.html',
  'Tls': 'api/Tls.html',
};
const FIRST = 10;

/** Enough to go through the header and into the sidebar. */
const TABS = 12;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const REPOSITORY = `${JSON.parse(readFileSync('package.json', 'utf8')).repository.url.replace(/\.git$/, '')}/tree/main/`;

/**
 * Looks at the site as it is served.
 *
 * @param files its files by path
 * @param opened the pages that are opened, of the API only some; all files are read
 */
export async function lookAtSite(section, executablePath, files, opened = htmlOf(files).filter((path) => !path.startsWith('api/') || KINDS.includes(path))) {
  const { home, close } = await serve(files);
  const browser = await launch({ executablePath, args: ['--no-sandbox'] });
  try {
    await texts(section, await browser.newPage(), files);
    await everyPage(section, await browser.newPage(), home, [...opened, NOT_FOUND]);
    await search(section, await browser.newPage(), home);
    await keyboard(section, await browser.newPage(), home);
    await telephone(section, await browser.newPage(), home);
    await schemes(section, await browser.newPage(), home);
    await withoutScript(section, browser, home);
    await notFound(section, await browser.newPage(), home);
  } finally {
    await browser.close();
    close();
  }
}

const htmlOf = (files) => [...files.keys()].filter((path) => path.endsWith('.html') && path !== NOT_FOUND);

/** What is in the files: what search engines and links see. */
async function texts(section, tab, files) {
  const pages = await tab.evaluate(pagesRead, htmlOf(files).map((path) => [path, `${files.get(path)}`]));
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const documents = filesIn('docs').filter((file) => file.endsWith('.md')).map((file) => file.slice('docs/'.length).replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html'));
  const ofDocuments = (path) => !path.startsWith('api/');
  await section.check({ what: 'each page of docs/ is a page of the site', asked: 'the files', expected: documents.sort(), said: () => pages.map(({ path }) => path).filter(ofDocuments).sort(), fits: sameList });
  const types = Object.values(JSON.parse(readFileSync('.jsii', 'utf8')).types).map(({ name }) => `api/${name}.html`);
  await section.check({
    what: 'each type of the API is a page of the site', asked: 'the files', expected: ['api/index.html', ...types].sort(), said: () => pages.map(({ path }) => path).filter((path) => !ofDocuments(path)).sort(), fits: sameList,
  });
  await none(section, 'each page has one heading of the first level', 'the files', pages.filter(({ h1 }) => h1.length !== 1 || h1[0] === '').map(({ path, h1 }) => `${path}: ${h1.length}`));
  const titles = pages.map(({ title }) => title);
  await none(section, 'each page has a title of its own', 'the files', pages.filter(({ title }) => title === '' || titles.filter((other) => other === title).length > 1).map(({ path, title }) => `${path}: ${title}`));
  await none(section, 'each page has a description', 'the files', pages.filter(({ description }) => description.length < 20).map(({ path, description }) => `${path}: ${description}`));
  const links = pages.flatMap(({ path, links: all }) => all.map((link) => ({ path, ...target(path, link) })));
  await none(section, 'each link within the site leads to a file of it', 'the links of all pages', links.filter(({ page }) => page !== undefined && !files.has(page)).map(({ path, link }) => `${path}: ${link}`));
  await none(section, 'each link to a place on a page leads to one', 'the links of all pages', links.filter(({ page, anchor }) => anchor && byPath.has(page) && !byPath.get(page).ids.includes(anchor)).map(({ path, link }) => `${path}: ${link}`));
  await none(section, 'each link into the repository leads to a file of it', 'the links of all pages', links.filter(({ file }) => file !== undefined && !existsSync(file)).map(({ path, link }) => `${path}: ${link}`));
  const reached = new Set(['index.html']);
  for (const from of reached) for (const { path, page } of links) if (path === from && byPath.has(page)) reached.add(page);
  await none(section, 'each page can be reached from the first one', 'the links of all pages', pages.filter(({ path }) => !reached.has(path)).map(({ path }) => path));
}

/** Where a link leads: a page of the site and a place on it, or a file of the repository. */
function target(path, link) {
  if (link.startsWith(REPOSITORY)) return { link, file: decodeURIComponent(link.slice(REPOSITORY.length).split('#')[0]) };
  if (/^[a-z]+:/i.test(link)) return { link };
  const { pathname, hash } = new URL(link, `http://site${posix.join(BASE, path)}`);
  return { link, page: pathname.startsWith(BASE) ? pathname.slice(BASE.length).replace(/(^|\/)$/, '$1index.html') : pathname, anchor: decodeURIComponent(hash.slice(1)) };
}

/** Opens page after page, and changes the window while each is open. */
async function everyPage(section, tab, home, paths) {
  const found = { elsewhere: [], failed: [], complaints: [], pictures: [], wide: {}, rules: {} };
  let path;
  const keep = (list, text) => list.push(`${path}: ${text}`);
  tab.on('request', (request) => !request.url().startsWith(home) && !/^(data|blob):/.test(request.url()) && keep(found.elsewhere, request.url()));
  tab.on('response', (response) => response.status() >= 400 && keep(found.failed, `${response.status()} ${response.url()}`));
  // the browser breaks off what it fetches in advance when the next page is opened
  tab.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && keep(found.failed, `${request.failure()?.errorText} ${request.url()}`));
  tab.on('console', (message) => keep(found.complaints, message.text()));
  tab.on('pageerror', (error) => keep(found.complaints, String(error)));
  const rules = async (scheme, values) => {
    for (const [rule, element, why] of await tab.evaluate(accessibility, EXEMPT, values)) keep(found.rules[NAMED[rule]?.(scheme) ?? OTHERS] ??= [], `${rule} ${element} ${why}`);
  };
  for (path of paths) {
    const isKind = KINDS.includes(path) || path === NOT_FOUND;
    await look(tab, { width: WIDTHS.at(-1), scheme: SCHEMES[0] });
    await tab.goto(home + path, { waitUntil: 'load' });
    await tab.evaluate(AXE);
    await rules(SCHEMES[0]);
    for (const text of await tab.evaluate(notDrawn)) keep(found.pictures, text);
    for (const width of WIDTHS) {
      await look(tab, { width, scheme: SCHEMES[0] });
      for (const text of await tab.evaluate(tooWide)) keep(found.wide[width] ??= [], text);
      for (const scheme of isKind ? SCHEMES : []) {
        if (scheme === SCHEMES[0] && width === WIDTHS.at(-1)) continue;
        await look(tab, { width, scheme });
        await rules(scheme, RULES_OF_LOOKS);
      }
    }
  }
  await none(section, 'no page asks another server, or outside of its folder, for anything', 'requests of the browser', found.elsewhere);
  await none(section, 'no request fails', 'answers to the browser', found.failed);
  await none(section, 'the browser complains of nothing', 'its console', found.complaints);
  await none(section, 'all pictures are drawn', 'the images', found.pictures);
  for (const width of WIDTHS) await none(section, `at ${width} px nothing is wider`, 'what reaches beyond the window', found.wide[width]);
  const claims = new Set(Object.values(NAMED).flatMap((claim) => SCHEMES.map(claim)));
  for (const claim of [...claims, OTHERS]) await none(section, claim, 'axe-core', found.rules[claim]);
}

async function search(section, tab, home) {
  await look(tab, { width: 1440, scheme: 'light' });
  await tab.goto(home, { waitUntil: 'load' });
  for (const [text, page] of Object.entries(SEARCHES)) {
    await section.check({
      what: `the search finds ${text}`, asked: `the first ${FIRST} results`, expected: page, fits: (_, said) => said.some((link) => link.startsWith(page)), said: async () => {
        await tab.goto(home, { waitUntil: 'networkidle0' });
        await tab.keyboard.press('/');
        await tab.waitForSelector('.VPLocalSearchBox input', { timeout: 5_000 });
        await tab.type('.VPLocalSearchBox input', text);
        await tab.waitForSelector('.VPLocalSearchBox .result', { timeout: 5_000 });
        await moment(400); // results follow what is typed with a delay
        const links = await tab.$$eval('.VPLocalSearchBox .result', (results) => results.map(({ href }) => href));
        return links.slice(0, FIRST).map((link) => link.slice(home.length));
      },
    });
  }
  await section.check({
    what: 'the open search can be read with a screen reader', asked: 'axe-core', expected: [], said: async () => {
      await tab.evaluate(AXE);
      return tab.evaluate(accessibility, EXEMPT);
    },
  });
  await section.check({
    what: 'Enter opens the first result', asked: 'the page', expected: Object.values(SEARCHES).at(-1), fits: (expected, said) => said.startsWith(expected), said: async () => {
      await tab.keyboard.press('Enter');
      await tab.waitForFunction((before) => location.href !== before, { timeout: 5_000 }, home);
      return tab.url().slice(home.length);
    },
  });
}

async function keyboard(section, tab, home) {
  await look(tab, { width: 1440, scheme: 'light' });
  await tab.goto(`${home}tutorial.html`, { waitUntil: 'networkidle0' });
  const press = async () => {
    await tab.keyboard.press('Tab');
    await moment(50);
    return tab.evaluate(focused);
  };
  await section.check({ what: 'the first thing that Tab reaches leads to the content, and can be seen', asked: 'the focus', expected: { element: 'Skip to content', seen: true }, said: press, fits: (expected, { element, seen }) => element === expected.element && seen });
  const tabs = [];
  for (let i = 0; i < TABS; i++) tabs.push(await press());
  await none(section, 'what has the focus can be seen, and is marked', `${TABS} times Tab`, tabs.filter(({ seen, marked }) => !seen || !marked).map(({ element }) => element));
  await section.check({
    what: 'after it, Tab goes on in the content', asked: 'what has the focus', expected: true, said: async () => {
      await tab.reload({ waitUntil: 'networkidle0' });
      await press();
      await tab.keyboard.press('Enter');
      await press();
      return tab.evaluate(() => document.activeElement.closest('#VPContent') !== null);
    },
  });
}

async function telephone(section, tab, home) {
  await look(tab, { width: 320, scheme: 'light' });
  await tab.goto(home, { waitUntil: 'networkidle0' });
  await section.check({
    what: 'the menu of a telephone leads to a page', asked: 'the page', expected: 'security.html#secrets', said: async () => {
      await tab.click('.VPLocalNav .menu');
      const link = await tab.waitForSelector('.VPSidebar.open a[href$="security.html#secrets"]', { visible: true, timeout: 5_000 });
      await moment(600); // it slides in
      await link.click();
      await tab.waitForFunction(() => location.pathname.endsWith('security.html') && document.querySelector('h1')?.textContent.startsWith('Security'), { timeout: 5_000 });
      return tab.url().slice(home.length);
    },
  });
}

async function schemes(section, tab, home) {
  const seen = [];
  await tab.goto(home, { waitUntil: 'networkidle0' });
  for (const scheme of SCHEMES) {
    await look(tab, { width: 1440, scheme });
    seen.push(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor));
  }
  await section.check({ what: 'light and dark differ', asked: 'the background', expected: 2, said: () => new Set(seen).size });
}

async function withoutScript(section, browser, home) {
  const text = async (script) => {
    const tab = await browser.newPage();
    await tab.setJavaScriptEnabled(script);
    await tab.goto(`${home}tutorial.html`, { waitUntil: 'networkidle0' });
    return tab.$eval('main', (main) => main.innerText.replace(/\s+/g, ' '));
  };
  await section.check({ what: 'without script a page has the same text', asked: 'how much of the text is seen', expected: (await text(true)).length, said: async () => (await text(false)).length, fits: (expected, said) => said > 1_000 && said === expected });
}

async function notFound(section, tab, home) {
  await section.check({
    what: 'a page that is not there leads to the first one', asked: 'its heading and its link', expected: ['Page not found', home], said: async () => {
      await tab.goto(`${home}runbooks/none.html`, { waitUntil: 'networkidle0' });
      const heading = await tab.$eval('h1', ({ innerText }) => innerText);
      await tab.click('main a');
      await tab.waitForFunction(() => document.querySelector('h1')?.textContent.startsWith('Documentation'), { timeout: 5_000 });
      return [heading, tab.url()];
    },
  });
}

async function look(tab, { width, scheme }) {
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  // A page follows a moment later. Whether it does is a check of its own.
  await tab.waitForFunction((dark) => document.getElementById('app') === null || document.documentElement.classList.contains('dark') === dark, { timeout: 1_000, polling: 20 }, scheme === 'dark').catch(() => {});
}

const sameList = (expected, said) => JSON.stringify(expected) === JSON.stringify(said);
const moment = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What is found on many pages is said of a few. */
function none(section, what, asked, found = []) {
  return section.check({ what, asked, expected: [], said: () => (found.length > 3 ? [...found.slice(0, 3), `… ${found.length}`] : found) });
}
