// Converts API.md into pages of the site: a page for each type, and an index of all types.

/** How the index names each kind of type. */
const KINDS = {
  Constructs: 'Constructs',
  Structs: 'Options and values',
  Classes: 'Classes',
  Protocols: 'Interfaces',
  Enums: 'Enums',
};

/** The folder of these pages. */
export const API = 'api';

/** The theme's settings of a page: its outline lists the members, and there is no next page, since the sidebar, whose order that would be, names no types. */
const OF_TYPES = { pageClass: 'api-type', outline: [2, 3], prev: false, next: false };

/** Where an anchor of API.md is on the site: `cdk8s-flink.FlinkAlerts.property.node` is a place on the page of FlinkAlerts. */
export function pathOfAnchor(anchor) {
  const [, type] = /^cdk8s-flink\.(\w+)/.exec(anchor ?? '') ?? [];
  if (type === undefined) return `${API}/index.md`;
  return `${API}/${type}.md${anchor === `cdk8s-flink.${type}` ? '' : `#${anchor}`}`;
}

/** The pages by their path, from the text of API.md: their text, and what programs show of them. */
export function apiPages(text) {
  const sections = text.split(/^## /m).slice(1).map((section) => {
    const [kind] = /^\w+/.exec(section);
    if (!(kind in KINDS)) throw new Error(`API.md has a section ${kind}, which scripts/site/api.mjs does not know`);
    return { kind, types: section.split(/^### /m).slice(1).map(typeOf) };
  });
  const pages = sections.flatMap(({ kind, types }) => types.map(({ name, body }) => [
    `${API}/${name}.md`, { text: pageOf(kind, name, body), title: `${name} (API)`, about: `${name}: ${firstParagraph(body) ?? KINDS[kind]}`, settings: OF_TYPES },
  ]));
  return new Map([...pages, [`${API}/README.md`, { text: indexOf(sections) }]]);
}

function typeOf(text) {
  const [line, ...rest] = text.split('\n');
  return { name: /^\w+/.exec(line)[0], body: rest.join('\n') };
}

/**
 * Required members precede optional ones, in the list of headings and in the table above it, each group in the order of API.md: that list is alphabetical.
 */
function requiredFirst(body) {
  return body.split(/^(?=#### )/m).map((section) => (/^#### Properties /.test(section) ? reordered(section) : section)).join('');
}

function reordered(section) {
  const [head, ...members] = section.split(/^(?=##### )/m);
  const required = new Set(members.filter((member) => /^##### .*<sup>Required<\/sup>/.test(member)).map((member) => /id="([^"]+)"/.exec(member)[1]));
  if (required.size === 0) return section;
  const sorted = (items, isRequired) => [...items.filter(isRequired), ...items.filter((item) => !isRequired(item))];
  const rows = /(?:^\| <code><a href="#[^"]+">.*\n)+/m;
  const table = head.replace(rows, (lines) => sorted(lines.match(/.*\n/g), (line) => required.has(/href="#([^"]+)"/.exec(line)[1])).join(''));
  return [table, ...sorted(members, (member) => required.has(/id="([^"]+)"/.exec(member)[1]))].join('');
}

/** Headings come two levels up, since the type is the title, and have the anchors of API.md. Links to other types lead to their pages. The last line leads to the list of types. */
function pageOf(kind, name, body) {
  const known = requiredFirst(body)
    .replace(/^##(#{2,4} .*?)(?:<sup>(\w+)<\/sup>)? *<a name="[^"]*" id="([^"]+)"><\/a>$/gm, (_, heading, need, id) => `${heading.trim().replace(/`(\w+)`/, (span, member) => (breakable(member) === member ? span : `<code>${breakable(member)}</code>`))}${need === undefined ? '' : ` (${need.toLowerCase()})`} {#${id}}`)
    // braces at the end of a line would be read as attributes of it
    .replace(/^- \*(Type|Default):\* (.*\})$/gm, '- *$1:* <code>$2</code>')
    .replace(/(?<=<a href="#[^"]+">)\w+(?=<\/a>)/g, breakable)
    .replace(/href="#(cdk8s-flink\.[^"]+)"/g, (_, anchor) => `href="${linkBeside(name, anchor)}"`);
  return `# ${breakable(name)} {#cdk8s-flink.${name}}\n\n${firstParagraph(body) === undefined ? `${KINDS[kind]} of the library: \`${name}\`.\n\n` : ''}${known.trimEnd()}\n\n[API reference](index.md)\n`;
}

function linkBeside(name, anchor) {
  const [, type] = anchor.split('.');
  if (type === name) return `#${anchor}`;
  return `./${type}.html${anchor === `cdk8s-flink.${type}` ? '' : `#${anchor}`}`;
}

/** A name that may break where one of its words ends: at 360 px a long one is wider than the screen. */
const breakable = (name) => name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=_)/g, '<wbr>');

/** What a type is, in one paragraph: undefined where nothing precedes its members. */
function firstParagraph(body) {
  const [beginning] = body.split(/^#/m);
  return beginning.split(/\n\s*\n/).map((block) => block.trim()).find((block) => block !== '' && !/^([-*`|<]|!\[)/.test(block));
}

function indexOf(sections) {
  const list = ({ kind, types }) => `## ${KINDS[kind]}\n\n${types.map(({ name, body }) => {
    const about = firstParagraph(body)?.replace(/\s+/g, ' ').split(/(?<=\.) /)[0];
    return `- [${name}](${name}.md)${about === undefined ? '' : `: ${about}`}`;
  }).join('\n')}\n`;
  return `# API reference\n\nEvery construct, property and default. Each type has a page of its own, with the names of TypeScript.\n\n${sections.map(list).join('\n')}`;
}
