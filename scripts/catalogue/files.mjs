/** The files of the catalogue as text: one line for each entry, so that differences between two releases are easy to read. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function readFile(folder, name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export function readJson(folder, name) {
  const text = readFile(folder, name);
  return text === undefined ? undefined : JSON.parse(text);
}

export function writeFile(folder, name, text) {
  writeFileSync(join(folder, name), text);
}

export function names(folder, pattern) {
  return readdirSync(folder).filter((name) => pattern.test(name));
}

/** The members of the sections one a line, everything else as it is. */
export function catalogueText({ product, version, options, prefixes }) {
  return `{\n ${line('product', product)},\n ${line('version', version)},\n ${section('options', options)},\n ${section('prefixes', prefixes)}\n}\n`;
}

/** One entry a line. */
export function entriesText(entries) {
  return `{\n${lines(entries, ' ')}\n}\n`;
}

function section(name, members) {
  return `${JSON.stringify(name)}: {\n${lines(members, '  ')}\n }`;
}

function lines(members, indent) {
  return Object.entries(members).map(([key, value]) => `${indent}${line(key, value)}`).join(',\n');
}

function line(key, value) {
  return `${JSON.stringify(key)}: ${compact(value)}`;
}

/** JSON with a blank behind each comma and colon. */
function compact(value) {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([key, member]) => line(key, member)).join(', ')}}`;
  return JSON.stringify(value);
}

/** The differences of two texts of one file, by entry; empty if the texts are the same. */
export function differences(before, after) {
  if (before === after) return [];
  if (before === undefined) return ['new file'];
  const [old, now] = [before, after].map(entries);
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === is) return [];
    return [was && `- ${key}: ${was}`, is && `+ ${key}: ${is}`].filter(Boolean);
  });
  return changed.length ? changed : ['the same entries, otherwise formatted or ordered'];
}

/** The lines that hold an entry, by section and key. */
function entries(text) {
  const result = new Map();
  let inside = '';
  for (const each of text.split('\n')) {
    const match = /^ *"((?:[^"\\]|\\.)*)": (.*?),?$/.exec(each);
    if (!match) continue;
    if (match[2] === '{') inside = `${match[1]} `;
    else result.set(`${inside}${match[1]}`, match[2]);
  }
  return result;
}
