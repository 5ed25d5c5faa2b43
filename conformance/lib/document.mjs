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
    ...table(['part', 'version', 'checks', 'seconds', 'processor', 'answers'], report.sections.map((section) =>
      [section.part, section.version, section.count('passed'), section.seconds, section.processor, section.answers])),
    '',
    '`seconds` passed while other parts ran, `processor` is how many seconds of one were used.',
    ...report.sections.some(({ remembered }) => remembered > 0) ? ['Remembered answers are those of an earlier run: of a judge that knows nothing but the question, to the very same question.'] : [],
    ...parts.flatMap((part) => describePart(part, report.sections.filter((section) => section.part === part.name))),
  ].join('\n')}\n`);
}

function describePart({ name, what }, sections) {
  return ['', `## ${name}`, '', `${what[0].toUpperCase()}${what.slice(1)}.`, ...describeEffects(sections), ...sections.flatMap(describeSection)];
}

/** Every emitted setting against what each version says of it, in one table. Those that cannot be seen say why. */
function describeEffects(sections) {
  const rows = new Map();
  const rowOf = (key) => rows.get(key) ?? rows.set(key, { asked: new Set(), emitted: new Map(), said: new Map() }).get(key);
  const add = (map, version, value) => map.set(version, [...map.get(version) ?? [], value]);
  for (const { version, checks, notes } of sections) {
    for (const { setting, asked, said } of checks.filter((check) => check.setting !== undefined)) {
      const row = rowOf(setting.key);
      row.asked.add(asked);
      row.emitted.set(version, [setting.value]);
      add(row.said, version, said);
    }
    for (const { row: [key, why, value] } of notes.filter(({ title }) => title === NOT_SEEN)) {
      const row = rowOf(key);
      row.emitted.set(version, [value]);
      row.said.set(version, [`not seen: ${why}`]);
    }
  }
  if (rows.size === 0) return [];
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { asked, emitted, said }]) =>
    [key, byVersion(emitted), byVersion(said), [...asked].join('; ')]);
  return ['', '### Effects', '', `Each emitted setting, and what Flink ${sections.map(({ version }) => version).join(', ')} said of it when asked. One answer is that of all.`, '',
    ...table(['setting', 'emitted', 'said', 'asked'], lines)];
}

const NOT_SEEN = 'Not seen here';

/** One text where all versions agree, else each with its own. */
function byVersion(values) {
  const texts = [...values].map(([version, said]) => [version, said.join('; ')]);
  const same = new Set(texts.map(([, text]) => text)).size === 1;
  return same ? texts[0][1] : texts.map(([version, text]) => `${version}: ${text}`).join(' / ');
}

function describeSection(section) {
  const notes = new Map();
  for (const { title, row } of section.notes.filter((note) => note.title !== NOT_SEEN)) notes.set(title, [...notes.get(title) ?? [], row]);
  // The others stand in the table of effects.
  const checks = section.checks.filter(({ setting }) => setting === undefined);
  return [
    '',
    `### ${section.part} ${section.version}`,
    '',
    ...table(['claim', 'said'], checks.map(({ what, said }) => [what, said])),
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
