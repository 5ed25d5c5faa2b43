import { lookAt } from './look.mjs';
import { reportPage } from './report-page.mjs';

/** Breaks the page, and says who must notice. */
const broken = (what, red, change) => ({ what, red, run: async (section) => lookAt(section, '/usr/bin/chromium', change(await reportPage())) });

export const sabotages = [
  broken('an image from elsewhere', ['the page asks nobody for anything', 'the browser complains of nothing'], (html) => html.replace('<h1>', '<img src="http://127.0.0.1:9/x.png"><h1>')),
  broken('a script that fails', ['the browser complains of nothing'], (html) => html.replace('<h1>', '<script>throw new Error("x")</script><h1>')),
  broken('a heading that is missing', ['each job has its score, its findings, its memory and its network'], (html) => html.replaceAll('<h3>Findings</h3>', '')),
  broken('a part of the memory that is missing', ['the parts of each memory fill its picture'], (html) => html.replace(/<rect x="0\.0"[^>]*>.*?<\/rect>/s, '')),
  broken('arrows that are missing', ['the job that has policies has arrows, those that have none have a warning'], (html) => html.replace(/<path class="line"[^>]*>.*?<\/path>/gs, '')),
  broken('a checklist that is missing', ['the checklist has what no manifest shows'], (html) => html.replace(/<ul class="check">.*<\/ul>/s, '')),
  broken('pale text', ['text can be read, light'], (html) => html.replace('--dim: #57606a', '--dim: #aaaaaa')),
  broken('dark text in the dark', ['text can be read, dark'], (html) => html.replace('--error: #ff8a80', '--error: #8c1d18')),
  broken('no dark', ['light and dark differ'], (html) => html.replace('(prefers-color-scheme: dark)', '(prefers-color-scheme: never)').replace('color-scheme: light dark', 'color-scheme: light')),
  broken('a table that cannot shrink', ['nothing is wider than a telephone', 'nothing is wider than a wide window'], (html) => html.replace('<h1>', '<div style="width: 2000px">x</div><h1>')),
  broken('dark paper', ['paper is white'], (html) => html.replace(/@media print \{ :root \{ --bg: #fff/, '@media print { :root { --bg: #000')),
];

/** What no change of the page can break. */
export const NEVER_RED = { 'it prints': 'a browser prints whatever it shows' };
