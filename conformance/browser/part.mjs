import { answers, run as runCommand } from '../lib/commands.mjs';
import { isDebianPackage } from '../lib/debian.mjs';
import { lookAt } from './look.mjs';
import { reportPages } from './report-page.mjs';
import { lookAtSite } from './site/look.mjs';
import { siteFiles } from './site/served.mjs';

export const name = 'browser';
export const what = 'the HTML report and the website of the documentation in a real browser: complete, readable on every screen, and self-contained; the report also on paper';
export const versions = ['chromium', 'site'];

/** Each runs when one of these has changed: what is looked at, or the checks themselves. */
const WATCHED = {
  chromium: ['src/cli/report/**', 'catalogue/report/**', 'src/guidelines/*.ts', 'conformance/browser/*.mjs'],
  site: ['docs/**', 'API.md', 'scripts/site.mjs', 'scripts/site/**', 'conformance/browser/part.mjs', 'conformance/browser/site/**'],
};
export const watches = (version) => WATCHED[version];

export async function needs() {
  if (await answers('chromium', '--version') || await isDebianPackage('chromium')) return undefined;
  return 'needs Chromium, or apt-get to install it with';
}

/** It comes with a hundred libraries, so that unpacking its package alone would not do. */
export async function chromium() {
  if (!await answers('chromium', '--version')) await runCommand('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium']);
  return '/usr/bin/chromium';
}

export async function judge(section, version) {
  if (version === 'site') await lookAtSite(section, await chromium(), await siteFiles());
  else await lookAt(section, await chromium(), await reportPages());
}
