// Converts the pages of docs/ into pages of the site.
import { posix } from 'node:path';
import { API, pathOfAnchor } from './api.mjs';

/** Whether a page is the index of a folder. */
export const isIndex = (file) => posix.basename(file) === 'README.md';

/**
 * The text of a page, as VitePress reads it: links out of docs/ lead to the repository, links to a folder's README to its index. Braces that VitePress would
 * read as an expression are text.
 *
 * @param file its path in docs/
 * @param title the title of the window; by default the heading
 * @param about what search engines show of it; by default the first paragraph
 * @param settings further settings of the theme
 */
export function toSite({ text, title, about = paragraphOf(text), settings }, file, repository) {
  const withLinks = outsideOfCode(text, (part) => part
    .replace(/\]\(([^)\s]+)\)/g, (whole, target) => `](${linkOnSite(target, file, repository)})`)
    // without a dot in front, such a path would be the name of a package
    .replace(/(<img [^>]*src=")(?![a-z]+:|\.)/g, '$1./'));
  const known = withLinks.replace(/^```promql$/gm, '```txt'); // the one language that its highlighter does not know
  const shown = Object.entries({ title, description: description(about), ...settings }).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\nlayout: doc\n${shown.join('')}---\n\n<div v-pre>\n\n${known}\n\n</div>\n`;
}

/** The most that search engines show of a description. */
const LONGEST = 160;

function paragraphOf(text) {
  return text.split(/\n\s*\n/).map((block) => block.trim()).find((block) => !block.startsWith('#')) ?? '';
}

/** What search engines show of a page: the first sentences of a paragraph, as many as they show; undefined for a block of another kind. */
function description(paragraph) {
  if (/^(```|- |\||<|!\[)/.test(paragraph)) return undefined;
  const plain = paragraph.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
  // who wrote it says nothing about what is in it
  const [first, ...others] = (plain.match(/\S.*?\.(?= [A-Z]|$)/g) ?? []).filter((sentence) => !/^(Generated|Written|Do not edit)/.test(sentence));
  if (first?.length > LONGEST) return `${first.slice(0, first.lastIndexOf(' ', LONGEST - 1))}…`;
  const tooMany = others.findIndex((_, i) => [first, ...others.slice(0, i + 1)].join(' ').length > LONGEST);
  return first && [first, ...tooMany < 0 ? others : others.slice(0, tooMany)].join(' ');
}

/** The anchor of a heading, as GitHub makes it: links in docs/ lead to these. */
export const slugOf = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\s-]/gu, '').replace(/\s/g, '-');

/** Tables scroll within a frame of their own: the theme makes the table itself a block that scrolls, whose columns then are as narrow as their longest word. */
export function frameTables(markdown) {
  Object.assign(markdown.renderer.rules, { table_open: () => '<div class="table" tabindex="0"><table>\n', table_close: () => '</table></div>\n' });
}

function linkOnSite(target, file, repository) {
  if (/^([a-z]+:|#)/i.test(target)) return target;
  const [path, anchor] = target.split('#');
  const full = posix.join('docs', posix.dirname(file), path);
  if (full === 'API.md') return posix.relative(posix.dirname(file), pathOfAnchor(anchor));
  if (!full.startsWith('docs/')) return `${repository}/tree/main/${full}${anchor === undefined ? '' : `#${anchor}`}`;
  const page = posix.basename(path) === 'README.md' ? `${posix.dirname(path)}/index.md` : path;
  return anchor === undefined ? page : `${page}#${anchor}`;
}

/** The sidebar: the sections of the index, and the first link of each of their entries. */
export function navigation(index) {
  const sections = [];
  for (const line of index.split('\n')) {
    const heading = /^## (.*)$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ text: heading, items: [] });
    const [, text, target, anchor = ''] = /^- \[([^\]]+)\]\(([^)#]+\.md)(#[^)]*)?\)/.exec(line) ?? [];
    if (target === '../API.md') sections.at(-1).items.push({ text: 'API', link: `/${API}/` });
    else if (target !== undefined && !target.startsWith('..')) sections.at(-1).items.push({ text, link: `/${target.replace(/README\.md$/, '').replace(/\.md$/, '')}${anchor}` });
  }
  return sections;
}

/** What the search indexes: of a type of the API its name and what it is, since the names of its properties would outnumber everything else. */
export const indexed = (file, html) => file.startsWith(`${API}/`) ? html.split(/<h[23]/)[0] : html;

/**
 * How much a result of the search counts: first the type whose name is the word, last the pages whose long records contain every word. VitePress writes the text of
 * this function into the script of the site, so that it may use nothing from outside of itself.
 *
 * @param place the path of a page and the anchor of a heading
 * @param term a word of the index that fits what is searched for, in small letters
 */
export const weightOf = (place, term) => {
  const page = place.replace(/#.*/, '').replace(/\.html$/, '').toLowerCase();
  // with more, types whose names begin with the word would hide the pages about it
  if (page.endsWith(`/api/${term}`)) return 2;
  return /\/(conformance|decisions)$/.test(page) ? 0.05 : 1;
};

/** Changes what is neither in a fence nor in a span of code. */
function outsideOfCode(text, change) {
  return text.split(/(^```[\s\S]*?^```$|`[^`\n]*`)/m).map((part, i) => i % 2 === 0 ? change(part) : part).join('');
}
