import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from './cache.mjs';

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'conformance.md');

/** Writes docs/conformance.md: what was asked of which real part, and what it said. */
export function writeDocument(report, parts) {
  writeFileSync(FILE, `${[
    '# Conformance',
    '',
    `Written by \`npm run conformance -- --write\` on ${new Date().toISOString().slice(0, 10)}, when every part ran and passed. Do not edit.`,
    '',
    ...table(['part', 'version', 'checks', 'seconds'], report.sections.map((section) => [section.part, section.version, section.count('passed'), section.seconds])),
    ...parts.flatMap((part) => describePart(part, report.sections.filter((section) => section.part === part.name))),
  ].join('\n')}\n`);
}

function describePart({ name, what }, sections) {
  return ['', `## ${name}`, '', `${what[0].toUpperCase()}${what.slice(1)}.`, ...sections.flatMap(describeSection)];
}

function describeSection(section) {
  const notes = new Map();
  for (const { title, row } of section.notes) notes.set(title, [...notes.get(title) ?? [], row]);
  return [
    '',
    `### ${section.part} ${section.version}`,
    '',
    ...table(['claim', 'said'], section.checks.map(({ what, said }) => [what, said])),
    ...[...notes].flatMap(([title, rows]) => ['', `${title}:`, '', ...rows.map((row) => `- ${row.map(escape).join('; ')}`)]),
  ];
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => escape(`${cell}`)).join(' | ')} |`);
}

/** Folders of the machine that it ran on say nothing to a reader. */
function withoutMachine(text) {
  return text.replaceAll(new RegExp(`${CACHE}/runs/[^/ ]+`, 'g'), '…').replaceAll(CACHE, '…');
}

function escape(text) {
  return withoutMachine(text).replace(/\|/g, '\\|').replace(/\n/g, ' ').replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'));
}
