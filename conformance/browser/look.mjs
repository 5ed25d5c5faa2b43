import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from 'puppeteer-core';
import { FLEET } from './report-page.mjs';
import { brokenWords, findingsSeen, jobsSeen, paleTexts, unfoldAll } from './seen.mjs';

/** The narrowest telephone, a tablet, and a window on a desktop. */
const WIDTHS = [320, 768, 1440];

/** Opens reports from files, as a reader would, and looks at what a reader sees. */
export async function lookAt(section, executablePath, pages) {
  const browser = await launch({ executablePath, args: ['--no-sandbox'] });
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-flink-browser-'));
  const open = async (name, { script = true, width = 1440 } = {}) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, pages[name]);
    const tab = await browser.newPage();
    const [asked, complaints] = [[], []];
    tab.on('request', (request) => asked.push(request.url()));
    tab.on('console', (message) => complaints.push(message.text()));
    tab.on('pageerror', (error) => complaints.push(String(error)));
    await tab.setJavaScriptEnabled(script);
    await tab.setViewport({ width, height: 900 });
    const url = pathToFileURL(file).href;
    await tab.goto(url, { waitUntil: 'load' });
    return { tab, complaints, elsewhere: () => asked.filter((each) => each !== url && !each.startsWith('data:')) };
  };
  try {
    await alone(section, await open('page'));
    await contents(section, (await open('page')).tab);
    await colours(section, (await open('page')).tab);
    for (const name of ['page', 'fleet']) for (const width of WIDTHS) await narrow(section, name, width, (await open(name, { width })).tab);
    await filter(section, (await open('page')).tab);
    await ticks(section, (await open('page')).tab);
    await withoutScript(section, (await open('page', { script: false })).tab);
    await fleet(section, (await open('fleet')).tab);
    await paper(section, (await open('page')).tab, (await open('fleet', { script: false })).tab);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

async function alone(section, { tab, complaints, elsewhere }) {
  await section.check({ what: 'the page asks no server for anything', asked: 'requests of the browser', expected: [], said: elsewhere });
  await section.check({ what: 'the browser complains of nothing', asked: 'its console', expected: [], said: () => complaints });
  await section.check({
    what: 'a script that is put into the page does not run', asked: 'the title, which it changes', expected: 'Flink readiness report', said: () => tab.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "changed"';
      document.body.append(script);
      return document.title;
    }),
  });
}

async function contents(section, tab) {
  const jobs = await tab.evaluate(jobsSeen);
  await section.check({
    what: 'each job has its areas, its findings, its memory and its network', asked: 'the headings', expected: jobs.map(() => ['Areas', 'Findings', 'Memory', 'Network connections', 'Effective configuration']),
    said: () => jobs.map(({ headings }) => headings), fits: (expected, said) => said.length === 3 && JSON.stringify(said) === JSON.stringify(expected),
  });
  await section.check({ what: 'the parts of each memory fill its picture', asked: 'the widths of the parts', expected: jobs.map(() => [900, 900]), said: () => jobs.map(({ bars }) => bars) });
  await section.check({
    what: 'the job with policies has arrows, also between JobManager and TaskManagers', asked: 'the picture', expected: ['JobManager to TaskManagers', 'TaskManagers to JobManager'],
    said: () => jobs[0].arrows, fits: (expected, said) => expected.every((arrow) => said.includes(arrow)),
  });
  await section.check({ what: 'jobs without a policy have no arrows', asked: 'the pictures', expected: [[], []], said: () => jobs.slice(1).map(({ arrows }) => arrows) });
  await section.check({
    what: 'what does not apply is grey, what is violated is not green', asked: 'the areas of the first and the second job', expected: ['none', 'warning'],
    said: () => [jobs[0].areas.Autoscaling, jobs[1].areas.Checkpoints],
  });
  await section.check({
    what: 'the first screen has the grade and what to fix first', asked: 'how far down they reach', expected: 'at most 900', fits: (_, said) => said.every((bottom) => bottom > 0 && bottom <= 900),
    said: () => tab.evaluate(() => ['.grade', 'ol.first'].map((selector) => Math.round(document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0))),
  });
  await section.check({ what: 'the page quotes with no backquotes', asked: 'its text', expected: false, said: () => tab.evaluate(() => document.body.innerText.includes('`')) });
}

async function colours(section, tab) {
  await tab.evaluate(unfoldAll);
  const seen = [];
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    seen.push(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await section.check({ what: `all text can be read, ${scheme}`, asked: 'texts with a contrast below 4.5', expected: [], said: () => tab.evaluate(paleTexts) });
  }
  await section.check({ what: 'light and dark differ', asked: 'the background', expected: 2, said: () => new Set(seen).size });
}

async function narrow(section, name, width, tab) {
  const what = `${name === 'fleet' ? 'a fleet' : 'the page'} at ${width} px`;
  await tab.evaluate(unfoldAll);
  await section.check({ what: `${what}: nothing is wider`, asked: 'the width of the page', expected: width, said: () => tab.evaluate(() => document.documentElement.scrollWidth), fits: (expected, said) => said <= expected });
  await section.check({ what: `${what}: no word is broken`, asked: 'words in two lines', expected: [], said: () => tab.evaluate(brokenWords) });
}

async function filter(section, tab) {
  const tones = () => tab.evaluate(() => [...new Set([...document.querySelectorAll('.finding')].filter((each) => each.checkVisibility()).map((each) => each.dataset.tone))].sort());
  await section.check({
    what: 'the filter hides a severity', asked: 'the severities that are seen', expected: ['advice', 'error', 'suppressed'], said: async () => {
      await tab.click('#filter input[value="warning"]');
      return tones();
    },
  });
  await section.check({
    what: 'the filter shows one area', asked: 'the areas that are seen', expected: ['SEC'], said: async () => {
      await tab.click('#filter input[value="warning"]');
      await tab.select('#filter select', 'SEC');
      return tab.evaluate(() => [...new Set([...document.querySelectorAll('.group')].filter((each) => each.checkVisibility()).map((each) => each.dataset.area))]);
    },
  });
  await tab.emulateMediaType('print');
  await section.check({ what: 'paper has what the filter hides', asked: 'the findings', expected: 'all are seen', said: () => tab.evaluate(findingsSeen), fits: (_, { all, seen }) => all > 0 && seen === all });
  await tab.emulateMediaType('screen');
  await section.check({
    what: 'a fix can be copied', asked: 'the button, once it is pressed', expected: /^(Copied|Selected)$/, fits: (expected, said) => expected.test(said), said: async () => {
      await tab.evaluate(() => [...document.querySelectorAll('.fix button')].find((button) => button.checkVisibility()).click());
      await tab.waitForFunction(() => [...document.querySelectorAll('.fix button')].some(({ textContent }) => textContent !== 'Copy'), { timeout: 2_000 });
      return tab.evaluate(() => [...document.querySelectorAll('.fix button')].map(({ textContent }) => textContent).find((text) => text !== 'Copy'));
    },
  });
}

async function ticks(section, tab) {
  await section.check({
    what: 'ticks of the checklist are there when the page is opened again', asked: 'the first two boxes', expected: [true, false], said: async () => {
      await tab.click('#checklist input');
      await tab.reload({ waitUntil: 'load' });
      return tab.evaluate(() => [...document.querySelectorAll('#checklist input')].slice(0, 2).map(({ checked }) => checked));
    },
  });
}

async function withoutScript(section, tab) {
  await section.check({ what: 'without script all findings are seen', asked: 'the findings', expected: 'all are seen', said: () => tab.evaluate(findingsSeen), fits: (_, { all, seen }) => all > 0 && seen === all });
  await section.check({ what: 'without script there is no filter', asked: 'whether it is seen', expected: false, said: () => tab.evaluate(() => document.getElementById('filter').checkVisibility()) });
}

async function fleet(section, tab) {
  await section.check({
    what: 'a fleet has an overview, and its jobs are folded', asked: 'rows, and jobs that are open', expected: { rows: FLEET, open: 0 },
    said: () => tab.evaluate(() => ({ rows: document.querySelectorAll('.overview tbody tr').length, open: document.querySelectorAll('section.job > details[open]').length })),
  });
  await section.check({
    what: 'a link of the overview opens its job', asked: 'the jobs that are open', expected: ['job-2'], said: async () => {
      await tab.click('.overview tbody tr:nth-child(2) a');
      return tab.evaluate(() => [...document.querySelectorAll('section.job > details[open]')].map(({ parentElement }) => parentElement.id));
    },
  });
}

async function paper(section, tab, folded) {
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await tab.emulateMediaType('print');
  await section.check({ what: 'paper is white', asked: 'the background in print', expected: 'rgb(255, 255, 255)', said: () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor) });
  await section.check({ what: 'all text can be read on paper', asked: 'texts with a contrast below 4.5', expected: [], said: () => tab.evaluate(paleTexts) });
  await folded.emulateMediaType('print');
  await section.check({ what: 'paper has what is folded', asked: 'the findings of a fleet', expected: 'all are seen', said: () => folded.evaluate(findingsSeen), fits: (_, { all, seen }) => all > 0 && seen === all });
  await section.check({ what: 'it prints', asked: 'the beginning of the PDF', expected: '%PDF-', said: async () => Buffer.from(await tab.pdf({ format: 'A4' })).subarray(0, 5).toString('latin1') });
}
