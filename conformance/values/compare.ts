/** Compares our value syntax with Flink's own, on designed and on random texts. */
import * as fs from 'fs';
import * as path from 'path';
import { designed, Question } from './designed';
import { random } from './random';
import { printMemorySize, readMemorySize } from '../../src/configuration/options/memory-size';
import { FlinkValue, parseValue } from '../../src/configuration/options/value-syntax';
import { dialectOf } from '../../src/configuration/options/value-syntax/dialect';

const CASES = path.join(__dirname, '..', '..', 'test', 'configuration', 'value-syntax.cases.json');

/** What Flink says to a question. */
interface Answer {
  readonly ok: boolean;
  readonly parsed?: unknown;
  readonly printed?: string;
}

/** A Flink of one minor version: `ask` puts lines to FlinkValues.java, which is told which configuration file there is. */
export interface Flink {
  readonly minor: string;
  ask(lines: readonly string[], configurationFile: 'yaml' | 'flat'): Promise<Answer[]>;
}

function put({ minor, ask }: Flink, questions: readonly Question[]): Promise<Answer[]> {
  return ask(questions.map(({ type, enumClass, text }) => `${type}\t${enumClass ?? '-'}\t${asciiJson(text)}`), dialectOf(minor).yaml ? 'yaml' : 'flat');
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Flink's value in the form of ours. */
const IN_OUR_FORM: { readonly [type: string]: (parsed: string) => FlinkValue } = {
  Long: Number,
  Float: (text) => Math.fround(Number(text)),
  Double: Number,
  Duration: (nanos) => Number(BigInt(nanos) / 1_000_000n) + Number(BigInt(nanos) % 1_000_000n) / 1e6,
  MemorySize: Number,
};

/** Sizes we write shorter than Flink prints them. */
function asFlinkPrints(type: string, canonical: string): string {
  return type === 'MemorySize' ? printMemorySize(readMemorySize(canonical)!) : canonical;
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
    return left.length === right.size && left.every(([key, value]) => value === right.get(key));
  }
  return Object.is(a, b);
}

/**
 * Puts questions to Flink and to us.
 *
 * @param read how we read a text; another one, to see whether it is noticed
 * @returns the differences, a line each, and how many there are in the last
 */
export async function compare(flink: Flink, count: number, seed: number, read: typeof parseValue = parseValue): Promise<string[]> {
  const questions = [...designed(), ...random(count, seed)];
  const lines: string[] = [];
  const differ = ({ type, text }: Question, what: string) => lines.push(`${flink.minor} ${type} ${JSON.stringify(text)}: ${what}`);
  const answers = await put(flink, questions);
  // Flink prints terabytes in bytes; we keep them readable
  const agreed: { readonly question: Question; readonly canonical: string; readonly flinks: Answer }[] = [];
  questions.forEach((question, i) => {
    const flinks = answers[i];
    const ours = read(question.type, question.values, question.text, flink.minor);
    const value = flinks.ok ? IN_OUR_FORM[question.type]?.(flinks.parsed as string) ?? flinks.parsed : undefined;
    if (!flinks.ok && !ours.ok) return;
    if (!flinks.ok || !ours.ok || !same(value, ours.value)) {
      differ(question, `Flink says ${JSON.stringify(flinks)}, we say ${JSON.stringify(ours)}`);
    } else if (flinks.printed !== undefined && flinks.printed !== asFlinkPrints(question.type, ours.canonical) && !ours.canonical.endsWith('t')) {
      differ(question, `Flink prints ${flinks.printed}, we mean ${asFlinkPrints(question.type, ours.canonical)}`);
    } else {
      agreed.push({ question, canonical: ours.canonical, flinks });
    }
  });
  // what we would write in its place must mean the same to Flink, to the last digit
  const again = await put(flink, agreed.map(({ question, canonical }) => ({ ...question, text: canonical })));
  agreed.forEach(({ question, canonical, flinks }, i) => {
    if (!same(again[i].parsed, flinks.parsed)) differ(question, `our ${JSON.stringify(canonical)} is ${JSON.stringify(again[i])} to Flink, not ${JSON.stringify(flinks)}`);
  });
  const accepted = answers.filter(({ ok }) => ok).length;
  return [...lines, `${flink.minor}, seed ${seed}: ${questions.length} texts, ${accepted} of them accepted, ${lines.length} differences`];
}

/** Keeps the designed cases for the tests: `[type, text, answer]`, or an answer by version where they differ; a refusal is null. */
export async function writeCases(flinks: readonly Flink[]): Promise<void> {
  const questions = designed();
  const answers = await Promise.all(flinks.map((flink) => put(flink, questions)));
  const enums = Object.fromEntries(questions.flatMap(({ enumClass, values }) => (enumClass ? [[simpleName(enumClass), values]] : [])));
  const lines = questions.map(({ type, enumClass, text }, i) => {
    const byVersion = flinks.map(({ minor }, f) => [minor, answers[f][i].parsed ?? null] as const);
    const agree = byVersion.every(([, answer]) => same(answer, byVersion[0][1]));
    const kind = enumClass ? `${type} ${simpleName(enumClass)}` : type;
    return `  ${JSON.stringify([kind, text, agree ? byVersion[0][1] : { by: Object.fromEntries(byVersion) }])}`;
  });
  const head = ` "versions": ${JSON.stringify(flinks.map(({ minor }) => minor))},\n "enums": ${JSON.stringify(enums)},\n`;
  fs.writeFileSync(CASES, `{\n${head} "cases": [\n${lines.join(',\n')}\n ]\n}\n`);
}

function simpleName(enumClass: string): string {
  return enumClass.replace(/^.*[.$]/, '');
}
