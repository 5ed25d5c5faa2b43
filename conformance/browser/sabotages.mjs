import { lookAt } from './look.mjs';
import { chromium } from './part.mjs';
import { reportPages } from './report-page.mjs';
import { sabotagesOfSite } from './site/sabotages.mjs';

/**
 * Breaks both reports, and names the checks that must notice, and those that then get no answer. The page's policy would prevent some of it: it is taken
 * out first, unless it is to stay.
 */
const broken = (what, red, change, { policy = false, mute = [] } = {}) => ({
  what,
  red,
  mute,
  run: async (section) => {
    const pages = Object.entries(await reportPages()).map(([name, html]) => [name, change(policy ? html : html.replace(POLICY, ''))]);
    await lookAt(section, await chromium(), Object.fromEntries(pages));
  },
});

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const at = (width, what) => [`the page at ${width} px: ${what}`, `a fleet at ${width} px: ${what}`];
const everywhere = (what) => [320, 768, 1440].flatMap((width) => at(width, what));
const style = (rules) => (html) => html.replace('</style>', `${rules}</style>`);

export const sabotages = [
  broken('an image from elsewhere', ['the page asks no server for anything', 'the browser complains of nothing'], (html) => html.replace('<h1>', '<img src="http://127.0.0.1:9/x.png"><h1>')),
  broken('a script that fails', ['the browser complains of nothing'], (html) => html.replace('<h1>', '<script>throw new Error("x")</script><h1>')),
  broken('a script that is not the one of the policy', ['the browser complains of nothing'], (html) => html.replace('<script>', '<script>;'), { policy: true, mute: ['the filter hides a severity'] }),
  broken('no policy', ['a script that is put into the page does not run'], (html) => html),
  broken('a heading that is missing', ['each job has its areas, its findings, its memory and its network'], (html) => html.replaceAll('<h3>Findings</h3>', '')),
  broken('a part of the memory that is missing', ['the parts of each memory fill its picture'], (html) => html.replace(/<rect x="0\.0"[^>]*>.*?<\/rect>/s, '')),
  broken('arrows that are missing', ['the job with policies has arrows, also between JobManager and TaskManagers'], (html) => html.replace(/<path class="line"[^>]*>.*?<\/path>/gs, '')),
  broken('arrows of a job without a policy', ['jobs without a policy have no arrows'], (html) => html.replace('</section>\n<section id="checklist">', '<svg><path class="line"><title>a to b</title></path></svg></section><section id="checklist">').replace(/(<\/details>\n<\/section>\n)(?!<section class="job")/, '<svg><path class="line"><title>a to b</title></path></svg>$1')),
  broken('a green area that is violated', ['what does not apply is grey, what is violated is not green'], (html) => html.replaceAll(/<li class="\w+"><b>Checkpoints/g, '<li class="kept"><b>Checkpoints')),
  broken('an introduction before the grade', ['the first screen has the grade and what to fix first'], (html) => html.replace('<main>', '<main><div style="height: 800px"></div>')),
  broken('no list of what to fix first', ['the first screen has the grade and what to fix first'], (html) => html.replace('<ol class="first">', '<ol>')),
  broken('a backquote', ['the page quotes with no backquotes'], (html) => html.replace('<h1>', '<h1>`')),
  broken('pale text', ['all text can be read, light'], (html) => html.replace('--dim: #57606a', '--dim: #aaaaaa')),
  broken('dark text in the dark', ['all text can be read, dark'], (html) => html.replace('--error: #ff8a80', '--error: #8c1d18')),
  broken('pale paper', ['all text can be read on paper'], (html) => html.replace('--dim: #444', '--dim: #aaa')),
  broken('no dark', ['light and dark differ'], (html) => html.replace('(prefers-color-scheme: dark)', '(prefers-color-scheme: never)').replace('color-scheme: light dark', 'color-scheme: light')),
  broken('something that cannot shrink', everywhere('nothing is wider'), (html) => html.replace('<h1>', '<div style="width: 2000px">x</div><h1>')),
  broken('words that are broken', at(320, 'no word is broken'), style('body { overflow-wrap: anywhere; } h4, td { width: 2em; }')),
  broken('narrow columns on every screen', everywhere('no word is broken'), style('.first b { display: block; width: 2em; overflow-wrap: anywhere; }')),
  broken('a filter that hides nothing', ['the filter hides a severity', 'the filter shows one area'], (html) => html.replace('.off { display: none; }', '')),
  broken('a filter that holds for paper', ['paper has what the filter hides'], (html) => html.replace('@media screen { .off', '@media all { .off')),
  broken('a button that copies nothing', [], (html) => html.replace("button.addEventListener('click'", "button.addEventListener('never'"), { mute: ['a fix can be copied'] }),
  broken('ticks that are not kept', ['ticks of the checklist are there when the page is opened again'], (html) => html.replace('localStorage.setItem', 'localStorage.getItem')),
  broken('ticks that are all kept', ['ticks of the checklist are there when the page is opened again'], (html) => html.replace('kept.includes(box.value)', 'kept.length > 0')),
  broken('findings that need the script', ['without script all findings are seen'], style('.finding { display: none; }')),
  broken('a filter without a script', ['without script there is no filter'], (html) => html.replace('<form id="filter" hidden>', '<form id="filter">')),
  broken('a fleet that is unfolded', ['a fleet has an overview, and its jobs are folded', 'a link of the overview opens its job'], (html) => html.replaceAll('<details>', '<details open>')),
  broken('a row that is missing', ['a fleet has an overview, and its jobs are folded'], (html) => html.replace(/<tr><td><a href="#job-9">.*?<\/tr>/, '')),
  broken('a link that opens nothing', ['a link of the overview opens its job'], (html) => html.replace('if (details) details.open = true', '')),
  broken('folds that stay on paper', ['paper has what is folded'], (html) => html.replace('details::details-content {', 'details::never {')),
  broken('dark paper', ['paper is white'], (html) => html.replace(/@media print \{ :root \{ --bg: #fff/, '@media print { :root { --bg: #000')),
  ...sabotagesOfSite,
];

/** What no change of the page can break. */
export const NEVER_RED = { 'it prints': 'a browser prints whatever it shows' };
