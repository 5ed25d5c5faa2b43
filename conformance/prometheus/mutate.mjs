// Changes the tables of alerts in one place at a time (a number, an operator, the name of a metric) and asks promtool whether it notices.
// `npm run conformance:mutations [-- <file>...]`, such as `checkpoints`. Ends with 1 where a change went unnoticed.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';
import { CACHE } from '../lib/cache.mjs';
import { prometheusTools } from './tools.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const RULES = join(ROOT, 'src', 'companions', 'monitoring', 'rules');
/** What only people read, and what names a thing. */
const PROSE = ['name', 'guideline', 'unit', 'follows', 'summary', 'description', 'record'];
const OPERATORS = { '*': '/', '/': '*', '+': '-', '-': '+', '===': '!==', '!==': '===', '<': '>', '>': '<' };
/** Not a table of rules. */
const OTHERS = ['alert.ts', 'catalogue.ts', 'render.ts'];

/** What promtool cannot notice, by the file, and by the line where the same text counts elsewhere, and why not. */
const HARMLESS = [
  { file: 'promql.ts', was: /^(3_600_000|===|0|1_000)$/, why: 'only spells a window in another unit' },
  { file: 'recordings.ts', was: /^(\d+|\*|60_000)$/, on: /^const WINDOWS\b/, why: 'windows of days; alerts.test.ts knows them by their names' },
  { file: 'recordings.ts', was: /^numRegisteredTaskManagers$/, on: / or absent\(/, why: 'a 0 with the job\'s labels; whatever is there comes before it' },
  { file: 'budgets.ts', was: /^(\d+|\*|DAY)$/, on: /^const (DAY|SLOW)\b/, why: 'windows of days; alerts.test.ts knows them by their names' },
  { file: 'budgets.ts', was: /^0$/, on: /lasts:/, why: 'a millisecond' },
];

/** Every place of a file that can be changed: `{ from, to, text, was }`. */
function places(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, text, from = node.getStart(), to = node.getEnd()) => found.push({ from, to, text, line: source.getLineAndCharacterOfPosition(from).line + 1, was: source.text.slice(from, to) });
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAssignment(node) && PROSE.includes(node.name.getText())) return;
    if (ts.isNumericLiteral(node)) add(node, node.text === '0' ? '1' : `(${node.getText()} * 2)`);
    if (ts.isBinaryExpression(node) && node.operatorToken.getText() in OPERATORS) add(node.operatorToken, OPERATORS[node.operatorToken.getText()]);
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'comparison' && node.initializer.text === '<') add(node.initializer, "'>'");
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) inText(node);
    ts.forEachChild(node, visit);
  };
  /** Names of metrics, numbers and comparisons inside of a query. */
  const inText = (node) => {
    const start = node.getStart();
    const text = node.getText();
    const query = /[({[]|^[`}'].*(?:>|<|\*|\/|-) /.test(text) || isMetric(node);
    if (!query) return;
    const each = (pattern, change) => {
      for (const match of text.matchAll(pattern)) add(node, change(match[0]), start + match.index, start + match.index + match[0].length);
    };
    each(/\b(?:flink|kube|container|kafka|certmanager)_\w+(?=\{)/g, (name) => `${name}X`);
    if (isMetric(node)) each(/\w+/g, (name) => `${name}X`);
    each(/(?<=[><=/*-] ?)\d[\de.]*\b/g, (number) => (Number(number) === 0 ? '1' : `${2 * Number(number)}`));
    each(/ (?:>=|<|>|==) (?=\S)/g, (sign) => (sign.includes('<') ? ' > ' : ' < '));
    each(/\[\d+[mh]\]/g, (window) => window.replace(/\d+/, (n) => `${4 * Number(n)}`));
  };
  visit(source);
  return found;
}

/** Whether a text is the name of a metric: it is given to one of the functions that make series of names. */
function isMetric({ parent }) {
  return ts.isCallExpression(parent) && ['jm', 'tm', 'task', 'operator', 'column', 'series', 'during', 'share'].includes(parent.expression.getText());
}

const require = createRequire(import.meta.url);
let mutant = {};
require.extensions['.ts'] = (module, file) => {
  const text = mutant.file === file ? mutant.text : readFileSync(file, 'utf8');
  module._compile(ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, experimentalDecorators: true } }).outputText, file);
};
const load = (...path) => require(join(ROOT, ...path));

const { ask } = load('test', 'monitoring', 'promtool.ts');
const { ENVIRONMENTS, JOBS, SCENARIOS } = load('test', 'monitoring', 'scenarios.ts');
const { App, Chart } = require('cdk8s');
const { ProductionFlinkJob } = load('src', 'index.ts');
const { childrenOf } = load('src', 'workload', 'flink-deployment-reference.ts');
const { LEAST } = load('test', 'jobs.ts');

const settings = Object.fromEntries(Object.entries(JOBS).map(([job, props]) => {
  const chart = new Chart(new App(), job, { namespace: 'shop' });
  const [{ name, view }] = childrenOf(new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props }));
  return [job, [{ name, deploymentNames: [name], view: view() }, { ...props.monitoring?.alerts, ...ENVIRONMENTS[job] }]];
}));

/** The rules of every job, by the tables as they are at the moment. */
function groups() {
  for (const file of Object.keys(require.cache)) if (file.startsWith(RULES)) delete require.cache[file];
  const { jobFacts } = load('src', 'companions', 'monitoring', 'rules', 'job-facts.ts');
  const { alertRules, recordingRules } = load('src', 'companions', 'monitoring', 'rules', 'render.ts');
  return Object.fromEntries(Object.entries(settings).map(([job, [of, alerts]]) => {
    const facts = jobFacts(of, alerts);
    const said = Object.fromEntries(Object.entries(alerts.overrides ?? {}).map(([name, { lasts, ...rest }]) => [`Flink${name[0].toUpperCase()}${name.slice(1)}`, { ...rest, lasts: lasts?.toMilliseconds() }]));
    return [job, [{ name: 'recordings', rules: recordingRules(facts) }, { name: 'alerts', rules: alertRules(facts, said, 'https://example.com') }]];
  }));
}

/** The scenarios that a change can touch. */
function touched(before, after) {
  return SCENARIOS.filter(({ alert, job = 'plain' }) => alert !== '*' && !isDeepStrictEqual(read(before[job], alert), read(after[job], alert)));
}

/** What decides over one alert: its rules, and the recordings that they read. */
function read(ofJob, alert) {
  const rules = ofJob.flatMap((group) => group.rules).map(({ annotations, ...rule }) => rule);
  const own = rules.filter((rule) => rule.alert === alert);
  const deeper = (some) => rules.filter(({ record }) => record && some.some(({ expr }) => expr.includes(`${record}{`)));
  const first = deeper(own);
  return [own, first, deeper(first)];
}

const { promtool } = await prometheusTools();
const folder = join(CACHE, 'runs', `mutations-${process.pid}`);
mkdirSync(folder, { recursive: true });
const original = groups();
const wanted = process.argv.slice(2);
const counts = { noticed: 0, unseen: 0, harmless: 0, unnoticed: 0 };
for (const name of readdirSync(RULES).filter((file) => !OTHERS.includes(file) && (wanted.length === 0 || wanted.includes(basename(file, '.ts'))))) {
  const file = join(RULES, name);
  const text = readFileSync(file, 'utf8');
  for (const { from, to, text: change, line, was } of places(file)) {
    mutant = { file, text: text.slice(0, from) + change + text.slice(to) };
    const outcome = judge(name, was, text.split('\n')[line - 1]);
    counts[outcome]++;
    if (outcome !== 'noticed') console.log(`${outcome.padEnd(9)} ${name}:${line}  ${was} → ${change}`);
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`).join(', '));
process.exitCode = counts.unnoticed > 0 ? 1 : 0;

function judge(name, was, onLine) {
  let changed;
  try {
    changed = groups();
  } catch {
    return 'noticed'; // it does not even load
  }
  const scenarios = touched(original, changed);
  // no rule of any job is another: only words, or a bound that no job reaches
  if (scenarios.length === 0) return 'unseen';
  const jobs = new Set(scenarios.map(({ job = 'plain' }) => job));
  const asked = Object.fromEntries(Object.entries(changed).filter(([job]) => jobs.has(job)));
  if (ask(promtool, folder, asked, scenarios) !== '') return 'noticed';
  return HARMLESS.some((known) => known.file === name && known.was.test(was) && (known.on ?? /^/).test(onLine)) ? 'harmless' : 'unnoticed';
}
