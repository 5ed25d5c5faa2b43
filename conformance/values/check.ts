/**
 * Compares our value syntax with Flink's own, on designed and on random texts.
 *
 *   npx ts-node conformance/values/check.ts [--random <count>] [--seed <n>] [--write] <version>...
 *
 * The versions are full ones, such as 2.2.1, whose jars `npm run catalogue` has downloaded. --write keeps the designed
 * cases with Flink's answers in test/configuration/value-syntax.cases.json.
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { designed, Question } from './designed';
import { random } from './random';
import { printMemorySize, readMemorySize } from '../../src/configuration/memory-size';
import { FlinkValue, parseValue } from '../../src/configuration/value-syntax';
import { dialectOf } from '../../src/configuration/value-syntax/dialect';

const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'cdk8s-flink');
const CASES = path.join(__dirname, '..', '..', 'test', 'configuration', 'value-syntax.cases.json');

/** What Flink says to a question. */
interface Answer {
  readonly ok: boolean;
  readonly parsed?: unknown;
  readonly printed?: string;
}

/** A Flink of one version, through FlinkValues.java. */
class Flink {
  private readonly classes = fs.mkdtempSync(path.join(os.tmpdir(), 'flink-values-'));

  readonly minor: string;
  private readonly jar: string;

  constructor(version: string) {
    this.minor = version.replace(/\.\d+$/, '');
    this.jar = path.join(CACHE, 'jars', version, 'lib', `flink-dist-${version}.jar`);
    if (!fs.existsSync(this.jar)) throw new Error(`${this.jar} is not there: npm run catalogue -- ${version} --check`);
    const source = path.join(__dirname, 'FlinkValues.java');
    execFileSync('javac', ['-nowarn', '-cp', this.jar, '-d', this.classes, source], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  ask(questions: readonly Question[]): Answer[] {
    const input = questions.map(({ type, enumClass, text }) => `${type}\t${enumClass ?? '-'}\t${asciiJson(text)}\n`).join('');
    const output = execFileSync(
      'java', ['-cp', `${this.classes}${path.delimiter}${this.jar}`, 'FlinkValues', dialectOf(this.minor).yaml ? 'yaml' : 'flat'],
      { input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'ignore'] },
    );
    return output.toString().trim().split('\n').map((line) => JSON.parse(line));
  }

  close(): void {
    fs.rmSync(this.classes, { recursive: true });
  }
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

/** Puts the questions to Flink and to us; prints and counts the differences. */
function compare(flink: Flink, questions: readonly Question[], label: string): number {
  let differences = 0;
  const differ = ({ type, text }: Question, what: string) => {
    differences++;
    console.log(`${flink.minor} ${type} ${JSON.stringify(text)}: ${what}`);
  };
  const answers = flink.ask(questions);
  const pairs = questions.map((question, i) => ({
    question, flinks: answers[i], ours: parseValue(question.type, question.values, question.text, flink.minor),
  }));
  const agreed: { readonly question: Question; readonly canonical: string; readonly flinks: Answer }[] = [];
  // Flink prints terabytes in bytes; we keep them readable
  for (const { question, flinks, ours } of pairs) {
    const value = flinks.ok ? IN_OUR_FORM[question.type]?.(flinks.parsed as string) ?? flinks.parsed : undefined;
    if (!flinks.ok && !ours.ok) continue;
    if (!flinks.ok || !ours.ok || !same(value, ours.value)) {
      differ(question, `Flink says ${JSON.stringify(flinks)}, we say ${JSON.stringify(ours)}`);
    } else if (flinks.printed !== undefined && flinks.printed !== asFlinkPrints(question.type, ours.canonical) && !ours.canonical.endsWith('t')) {
      differ(question, `Flink prints ${flinks.printed}, we mean ${asFlinkPrints(question.type, ours.canonical)}`);
    } else {
      agreed.push({ question, canonical: ours.canonical, flinks });
    }
  }
  // what we would write in its place must mean the same to Flink, to the last digit
  const again = flink.ask(agreed.map(({ question, canonical }) => ({ ...question, text: canonical })));
  agreed.forEach(({ question, canonical, flinks }, i) => {
    if (same(again[i].parsed, flinks.parsed)) return;
    differ(question, `our ${JSON.stringify(canonical)} is ${JSON.stringify(again[i])} to Flink, not ${JSON.stringify(flinks)}`);
  });
  console.log(`${flink.minor} ${label}: ${questions.length} texts, ${answers.filter(({ ok }) => ok).length} of them accepted, ${differences} differences`);
  return differences;
}

/** `[type, text, answer]`, or an answer by version where they differ; a refusal is null. */
function write(flinks: readonly Flink[], questions: readonly Question[]): void {
  const answers = flinks.map((flink) => flink.ask(questions));
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

function main(args: string[]): void {
  const option = (name: string, fallback: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback);
  const flinks = args.filter((arg) => /^\d+\.\d+\.\d+$/.test(arg)).map((version) => new Flink(version));
  try {
    const [count, seed] = [option('--random', 20_000), option('--seed', 1)];
    const differences = flinks.map((flink) => compare(flink, designed(), 'designed') + compare(flink, random(count, seed), `random, seed ${seed}`));
    if (args.includes('--write')) write(flinks, designed());
    process.exitCode = differences.every((number) => number === 0) ? 0 : 1;
  } finally {
    flinks.forEach((flink) => flink.close());
  }
}

main(process.argv.slice(2));
