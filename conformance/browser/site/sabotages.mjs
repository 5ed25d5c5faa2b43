import { chromium } from '../part.mjs';
import { lookAtSite } from './look.mjs';
import { siteFiles } from './served.mjs';

/** Text, lines of code, and a table that is wider than a telephone. Of the others only the files are read. */
const OPENED = ['tutorial.html', 'scaling.html'];

/** Breaks files of the site, and names the checks that must notice, and those that then get no answer. */
const broken = (what, red, change, mute = []) => ({
  what: `the site: ${what}`,
  red,
  mute,
  slow: true,
  run: async (section) => lookAtSite(section, await chromium(), change(await siteFiles()), OPENED),
});

/** Changes the text of the files whose path fits. */
const edited = (paths, change) => (files) => new Map([...files].map(([path, content]) => [path, paths.test(path) ? change(`${content}`) : content]));
const pages = (from, to) => edited(/\.html$/, (text) => text.replaceAll(from, to));
const page = (name, from, to) => edited(new RegExp(`^${name}\\.html$`), (text) => text.replaceAll(from, to));
const style = (rules) => edited(/\/style\..*\.css$/, (text) => text + rules);
/** Outside of what the script of the page takes over. */
const added = (html) => pages('<body>', `<body><aside aria-label="added">${html}</aside>`);
const index = (change) => edited(/localSearchIndex.*\.js$/, change);
const without = (path) => (files) => new Map([...files].filter(([each]) => each !== path));

const WIDER = [320, 768, 1440].map((width) => `at ${width} px nothing is wider`);
const FINDS = ['savepoint', 'HA-02', 'execution.checkpointing.interval', 'FlinkCheckpointSlow', 'FlinkDisasterRecovery', 'Tls'].map((text) => `the search finds ${text}`);

export const sabotagesOfSite = [
  broken('a page that is missing', ['each page of docs/ is a page of the site', 'each link within the site leads to a file of it'], without('helm.html')),
  broken('a type that is missing', ['each type of the API is a page of the site', 'each link within the site leads to a file of it'], without('api/FlinkAlerts.html')),
  broken('two headings of the first level, a title twice', ['each page has one heading of the first level', 'each page has a title of its own'],
    (files) => page('helm', '<body>', '<body><h1>Helm</h1>')(page('helm', /<title>.*?<\/title>/g, '<title>Scaling | cdk8s-flink</title>')(files))),
  broken('no description', ['each page has a description'], page('helm', /<meta name="description"[^>]*>/g, '')),
  broken('a dead anchor, a dead link into the repository', ['each link to a place on a page leads to one', 'each link into the repository leads to a file of it'],
    (files) => page('security', ' id="secrets"', ' id="secret"')(pages('/tree/main/examples', '/tree/main/exemples')(files))),
  broken('a page that no other leads to', ['each page can be reached from the first one'], pages('/helm.html"', '/kafka.html"')),
  broken('a script of another server', ['no page asks another server, or outside of its folder, for anything', 'no request fails', 'the browser complains of nothing'], added('<script src="http://127.0.0.1:9/x.js"></script>')),
  broken('a picture that is missing', ['no request fails', 'all pictures are drawn'], added('<img alt="a picture" src="none.png">')),
  broken('a script that fails', ['the browser complains of nothing'], added('<script>throw new Error("x")</script>')),
  broken('tables that do not scroll', WIDER.slice(0, 1), style('.vp-doc .table { overflow-x: visible !important; }')),
  broken('code that does not scroll, in a page that hides it', WIDER.slice(0, 2), style('[class*="language-"], .vp-doc pre { overflow-x: visible !important; } html, body, #app { overflow-x: clip !important; }')),
  broken('something that cannot shrink', WIDER, added('<div style="width: 2000px">x</div>')),
  broken('pale text', ['all text can be read, light'], style('.vp-doc p { color: #aaa !important; }')),
  broken('dark text in the dark', ['all text can be read, dark'], style('.dark .vp-doc p { color: #444 !important; }')),
  broken('an image without a text', ['each image has a text'], added('<img src="/docs/flink/icon.svg">')),
  broken('a heading that leaves a level out', ['headings leave no level out'], added('<h1>x</h1><h4>y</h4>')),
  broken('a button without a name', ['pages can be read with a screen reader and a keyboard'], added('<button></button>')),
  broken('no language', ['each page names its language'], added('<script>new MutationObserver(() => document.documentElement.removeAttribute("lang")).observe(document, { subtree: true, childList: true, attributes: true })</script>')),
  broken('a search that finds other places', [...FINDS, 'Enter opens the first result'],
    index((text) => text.replaceAll(/(connectors\.html#manual-savepoints|guidelines\.html#(ha|ckp)-02|runbooks\/FlinkCheckpointSlow\.html|api\/(FlinkDisasterRecovery|Tls)\.html)/g, 'tls.html#$1'))),
  broken('a search in pale letters', ['the open search can be read with a screen reader'], style('.VPLocalSearchBox * { color: #ccc !important; }')),
  broken('no way to skip the header', ['the first thing that Tab reaches leads to the content, and can be seen', 'after it, Tab goes on in the content'], style('.VPSkipLink { display: none !important; }')),
  broken('a focus that is not marked', ['what has the focus can be seen, and is marked'], style('*:focus, *:focus-visible { outline: none !important; box-shadow: none !important; }')),
  broken('no menu on a telephone', [], style('.VPLocalNav { display: none !important; }'), ['the menu of a telephone leads to a page']),
  broken('no dark', ['light and dark differ'], edited(/\/style\..*\.css$/, (text) => text.replaceAll('.dark{', '.never{'))),
  broken('text that needs the script', ['without script a page has the same text'], added('<style id="hides">main p { display: none; }</style><script>document.getElementById("hides").remove()</script>')),
  broken('a page of the server instead of the own for what is not there', ['a page that is not there leads to the first one'], edited(/\.js$/, (text) => text.replaceAll('Page not found', 'Not here'))),
];
