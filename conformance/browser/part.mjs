import { answers, run as runCommand } from '../lib/commands.mjs';
import { isDebianPackage } from '../lib/debian.mjs';
import { lookAt } from './look.mjs';
import { reportPages } from './report-page.mjs';

export const name = 'browser';
export const what = 'the HTML report in a real browser: complete, readable on every screen and on paper, and self-contained';
export const versions = ['chromium'];

/** It runs when one of these has changed: the report, or this part itself. */
const WATCHED = ['src/cli/report/**', 'catalogue/report/**', 'src/guidelines/*.ts', 'conformance/browser/**'];
export const watches = () => WATCHED;

export async function needs() {
  if (await answers('chromium', '--version') || await isDebianPackage('chromium')) return undefined;
  return 'needs Chromium, or apt-get to install it with';
}

/** It comes with a hundred libraries, so that unpacking its package alone would not do. */
export async function chromium() {
  if (!await answers('chromium', '--version')) await runCommand('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium']);
  return '/usr/bin/chromium';
}

export async function judge(section) {
  await lookAt(section, await chromium(), await reportPages());
}
