import { launch } from 'puppeteer-core';

const WIDTHS = { 'a wide window': 1400, 'a telephone': 390 };

/** Opens the page as a reader would, and looks at what a reader sees. */
export async function lookAt(section, executablePath, html) {
  const browser = await launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const asked = [];
    const complaints = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setContent(html, { waitUntil: 'load' });

    await section.check({ what: 'the page asks nobody for anything', asked: 'requests of the browser', expected: [], said: () => asked.filter((url) => !/^(about|data):/.test(url)) });
    await section.check({ what: 'the browser complains of nothing', asked: 'its console', expected: [], said: () => complaints });
    await contents(section, page);
    await colours(section, page);
    await widths(section, page);
    await paper(section, page);
  } finally {
    await browser.close();
  }
}

async function contents(section, page) {
  const jobs = await page.$$eval('section.job', (sections) => sections.map((each) => ({
    name: each.querySelector('h2').innerText,
    headings: [...each.querySelectorAll('h3')].map((heading) => heading.innerText.replace(/:.*/s, '')),
    // A part that has no width is a part that nobody sees.
    bars: [...each.querySelectorAll('svg[aria-label^="Memory"]')].map((svg) => Math.round([...svg.querySelectorAll('rect')].reduce((sum, rect) => sum + rect.getBBox().width, 0))),
    arrows: each.querySelectorAll('svg path.line').length,
    states: [...new Set([...each.querySelectorAll('details td:last-child')].map((cell) => cell.textContent.trim()))].length,
  })));
  await section.check({
    what: 'each job has its score, its findings, its memory and its network', asked: 'the headings', said: () => jobs.map(({ headings }) => headings), expected: jobs.map(() =>
      ['Score by area', 'Findings', 'Memory', 'JobManager', 'TaskManager', 'Who talks to whom']),
    fits: (expected, said) => said.length === 3 && said.every((headings, i) => expected[i].every((heading) => headings.includes(heading))),
  });
  await section.check({ what: 'the parts of each memory fill its picture', asked: 'the widths of the parts', expected: jobs.map(() => [900, 900]), said: () => jobs.map(({ bars }) => bars) });
  await section.check({ what: 'the job that has policies has arrows, those that have none have a warning', asked: 'the pictures', expected: /^[1-9]\d*,0,0$/, said: () => jobs.map(({ arrows }) => arrows).join(), fits: (expected, said) => expected.test(said) });
  await section.check({ what: 'the checklist has what no manifest shows', asked: 'its items', expected: '> 50', said: () => page.$$eval('ul.check li', (items) => items.length), fits: (_, said) => said > 50 });
}

/** The contrast of text and background, as WCAG computes it. */
async function colours(section, page) {
  const seen = [];
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const { background, contrasts } = await page.evaluate(() => {
      const channels = (colour) => colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((channel) => {
        const share = Number(channel) / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      const luminance = (colour) => channels(colour).reduce((sum, channel, i) => sum + channel * [0.2126, 0.7152, 0.0722][i], 0);
      const background = getComputedStyle(document.body).backgroundColor;
      const contrasts = ['body', '.dim', '.error', '.warning', '.advice', '.good'].map((selector) => {
        const text = getComputedStyle(document.querySelector(selector)).color;
        const [light, dark] = [luminance(text), luminance(background)].sort((a, b) => b - a);
        return Math.round((light + 0.05) / (dark + 0.05) * 10) / 10;
      });
      return { background, contrasts };
    });
    seen.push(background);
    await section.check({ what: `text can be read, ${scheme}`, asked: 'the contrast of each tone', expected: 'at least 4.5', said: () => contrasts, fits: (_, said) => said.every((contrast) => contrast >= 4.5) });
  }
  await section.check({ what: 'light and dark differ', asked: 'the background', expected: 2, said: () => new Set(seen).size });
}

async function widths(section, page) {
  for (const [what, width] of Object.entries(WIDTHS)) {
    await page.setViewport({ width, height: 900 });
    await section.check({ what: `nothing is wider than ${what}`, asked: 'the width of the page', expected: width, said: () => page.evaluate(() => document.documentElement.scrollWidth), fits: (expected, said) => said <= expected });
  }
}

async function paper(section, page) {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await page.emulateMediaType('print');
  await section.check({ what: 'paper is white', asked: 'the background in print', expected: 'rgb(255, 255, 255)', said: () => page.evaluate(() => getComputedStyle(document.body).backgroundColor) });
  await section.check({ what: 'it prints', asked: 'the beginning of the PDF', expected: '%PDF-', said: async () => Buffer.from(await page.pdf({ format: 'A4' })).subarray(0, 5).toString('latin1') });
}
