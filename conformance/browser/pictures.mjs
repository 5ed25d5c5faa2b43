// Draws the pictures of docs/report.md and of README.md: `node conformance/browser/pictures.mjs`. Needs Chromium.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from 'puppeteer-core';
import { chromium } from './part.mjs';
import { quickstartPage, reportPages } from './report-page.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join('docs', 'pictures');

/** Each picture: the size of the window, what it begins with, how large it is drawn, and the report. */
const PICTURES = {
  'report-quickstart': { width: 1080, height: 560, top: 'header', scale: 0.9, of: 'quickstart' },
  'report-desktop': { width: 1080, height: 740, top: 'header', scale: 0.9 },
  'report-telephone': { width: 320, height: 900, top: 'header' },
  'report-network': { width: 1280, height: 300, top: '#job-1-network' },
  'report-memory': { width: 1280, height: 620, top: '#job-1-memory' },
};

/** 150 kB */
const LARGEST = 150_000;

process.chdir(ROOT);
// The date of the pictures: they differ only where the report does.
process.env.SOURCE_DATE_EPOCH = '1767225600';
const pages = { ...await reportPages(), quickstart: await quickstartPage() };
const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-flink-pictures-'));
const browser = await launch({ executablePath: await chromium(), args: ['--no-sandbox'] });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, html] of Object.entries(pages)) writeFileSync(join(scratch, `${name}.html`), html);
  const tab = await browser.newPage();
  for (const [name, { width, height, top, scale = 1, of = 'page' }] of Object.entries(PICTURES)) {
    await tab.setViewport({ width, height, deviceScaleFactor: scale });
    await tab.goto(pathToFileURL(join(scratch, `${of}.html`)).href, { waitUntil: 'load' });
    const y = await tab.$eval(top, (element) => element.getBoundingClientRect().top + scrollY);
    const picture = join(FOLDER, `${name}.png`);
    await tab.screenshot({ path: picture, clip: { x: 0, y: Math.max(0, y - 16), width, height }, captureBeyondViewport: true });
    const { size } = statSync(picture);
    console.log(`${picture}: ${size} bytes`);
    if (size > LARGEST) process.exitCode = 1;
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}
