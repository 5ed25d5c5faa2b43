import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');

/** Commands that a page prints and that a test cannot run: they need a registry, a cluster or an image builder. */
const ELSEWHERE = /^(mkdir|npm|npx jest|kubectl|docker|helm|git|pip|python3?)\b/;

/** Packages that a page installs, as this repository has them. */
const INSTALLED = ['cdk8s', 'constructs', 'cdk8s-plus-27', 'ts-node', 'typescript', '@types/node'];

/** What a page prints, next to what is there when its steps are followed. */
export interface Comparison {
  readonly where: string;
  readonly printed: string;
  readonly actual: string;
}

interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
  /** The file that the sentence before the block names last, where it ends with a colon. */
  readonly file?: string;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^([^\n]*)\n\n?```(\w+)\n(.*?)^```$/gms)].map(({ index, 1: before, 2: language, 3: text }) => ({
    language, text, line: page.slice(0, index).split('\n').length, file: /`([\w./-]+\.[a-z]+)`[^`]*:$/.exec(before)?.[1],
  }));
}

/**
 * Follows the steps of a page in an empty folder. Blocks of a language that follow "`<file>`:" are written to that file, or are an excerpt of it if it
 * is a result; lines of properties take the place of those of the same name in the job of the program. `sh` is run, and the `text` after it is what it prints.
 */
export function follow(page: string, folder: string, shell: Shell): Comparison[] {
  let output = '';
  return blocksOf(page).flatMap(({ language, text, line, file }): Comparison[] => {
    const where = `line ${line}`;
    if (language === 'sh') output = text.replace(/\\\n\s*/g, '').split('\n').filter((command) => command !== '' && !ELSEWHERE.test(command)).map((command) => shell(command, folder)).join('');
    if (language === 'text') return [{ where, ...compared(text, output) }];
    if (file === undefined) return [];
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (file.startsWith('dist/')) return [{ where, ...compared(text, fs.readFileSync(target, 'utf8'), true) }];
    const isEdit = language === 'ts' && fs.existsSync(target) && !/^import /m.test(text);
    fs.writeFileSync(target, isEdit ? edited(fs.readFileSync(target, 'utf8'), text) : text);
    return [];
  });
}

/** Runs a command in a folder; returns what it prints on both streams, in the order in which it prints it. */
export type Shell = (command: string, folder: string) => string;

/** A shell with the compiled library and what stands beside it, as npm would install them. */
export const installed: Shell = (command, folder) => {
  if (!fs.existsSync(path.join(folder, 'node_modules'))) install(folder);
  const { stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, CDK8S_CHECK_UPGRADE: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
  });
  return stdout;
};

function install(folder: string): void {
  const modules = path.join(folder, 'node_modules');
  const bin = path.join(modules, '.bin');
  fs.mkdirSync(bin, { recursive: true });
  const links = { 'cdk8s-flink': ROOT, ...Object.fromEntries(INSTALLED.map((name) => [name, path.join(ROOT, 'node_modules', name)])) };
  for (const [name, target] of Object.entries(links)) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(target, path.join(modules, name));
  }
  for (const command of ['cdk8s', 'ts-node']) fs.symlinkSync(path.join(ROOT, 'node_modules', '.bin', command), path.join(bin, command));
  // npm makes it executable
  fs.writeFileSync(path.join(bin, 'cdk8s-flink'), `#!/bin/sh\nexec node ${path.join(ROOT, 'lib', 'cli', 'main.js')} "$@"\n`, { mode: 0o755 });
}

/** A program whose job has the given properties, one a line, instead of its own of the same names. */
function edited(program: string, properties: string): string {
  return properties.split('\n').filter((line) => line.trim() !== '').reduce((text, line) => {
    const [, name] = /^\s*(\w+): .*,$/.exec(line)!;
    const before = new RegExp(`^ {2}${name}: .*\n`, 'm');
    return before.test(text) ? text.replace(before, () => `  ${line.trim()}\n`) : text.replace(/^\}\);$/m, () => `  ${line.trim()}\n});`);
  }, program);
}

/** A printed line `…` stands for any lines. Where all others agree, nothing differs. Empty lines at the end do not count. */
function compared(printed: string, all: string, isExcerpt = false): Pick<Comparison, 'printed' | 'actual'> {
  const actual = all.replace(/\n*$/, '\n');
  const pattern = printed.split('\n').map((line) => (/^\s*…$/.test(line) ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`)).join('').replace(/\\n$/, '');
  const any = '(?:.*\\n)*?';
  const agrees = new RegExp(isExcerpt ? `^${any}${pattern}` : `^${pattern}$`).test(actual);
  return { printed, actual: agrees ? printed : actual };
}
