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
    `${API}/${name}.md`, { text: pageOf(kind, name, body), title: `${name} (API)`, about: `${name}: ${firstParagraph(body) ?? KINDS[kind]}` },
  ]));
  return new Map([...pages, [`${API}/README.md`, { text: indexOf(sections) }]]);
}

function typeOf(text) {
  const [line, ...rest] = text.split('\n');
  return { name: /^\w+/.exec(line)[0], body: rest.join('\n') };
}

/** Headings come two levels up, since the type is the title, and have the anchors of API.md. Links to other types lead to their pages. */
function pageOf(kind, name, body) {
  const known = body
    .replace(/^##(#{2,4} .*?)(?:<sup>(\w+)<\/sup>)? *<a name="[^"]*" id="([^"]+)"><\/a>$/gm, (_, heading, need, id) => `${heading.trim()}${need === undefined ? '' : ` (${need.toLowerCase()})`} {#${id}}`)
    // braces at the end of a line would be read as attributes of it
    .replace(/^- \*(Type|Default):\* (.*\})$/gm, '- *$1:* <code>$2</code>')
    .replace(/href="#(cdk8s-flink\.[^"]+)"/g, (_, anchor) => `href="${linkBeside(name, anchor)}"`);
  return `# ${name} {#cdk8s-flink.${name}}\n\n${firstParagraph(body) === undefined ? `${KINDS[kind]} of the library: \`${name}\`.\n\n` : ''}${known}`;
}

function linkBeside(name, anchor) {
  const [, type] = anchor.split('.');
  if (type === name) return `#${anchor}`;
  return `./${type}.html${anchor === `cdk8s-flink.${type}` ? '' : `#${anchor}`}`;
}

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
