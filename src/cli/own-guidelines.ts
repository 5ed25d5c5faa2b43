import * as fs from 'fs';
import * as path from 'path';
import { Option } from 'commander';
import { UsageError } from './outcome';
import { Finding } from '../configuration';
import { SEVERITIES } from '../configuration/finding';
import { Guideline } from '../guidelines/guideline';
import { isGuidelineId } from '../guidelines/guidelines';
import { GUIDELINES } from '../guidelines/registry';
import { literally } from '../kubernetes/literally';
import { Workload } from '../workload/workload';

/** For commands that accept user-defined guidelines. */
export const OWN_GUIDELINES = new Option('--guidelines <file>', 'a JavaScript module that exports your own guidelines, which are checked as well; may be repeated')
  .argParser((value: string, before: string[]) => [...before, value]).default([], 'none');

/**
 * Loads the guidelines that modules export, as default or named exports, single or in arrays.
 *
 * @throws UsageError with the problems of all modules
 */
export function loadGuidelines(files: readonly string[]): Guideline[] {
  const problems: string[] = [];
  const loaded = [...new Map(files.map((file) => [path.resolve(file), file])).values()].flatMap((file) => {
    const exported = exportsOf(file);
    if ('problem' in exported) {
      problems.push(`${file}: ${exported.problem}`);
      return [];
    }
    const wrong = exported.values.flatMap(({ name, value }) => problemsOf(value).map((problem) => `${file}: the export ${name}: ${problem}`));
    problems.push(...wrong, ...(exported.values.length === 0 ? [`${file}: the module exports nothing. ${EXPORT_ONE}`] : []));
    return wrong.length > 0 ? [] : exported.values.map(({ name, value }) => ({ where: `${file}: the export ${name}`, guideline: new OwnGuideline(value) }));
  });
  for (const [i, { where, guideline: { id } }] of loaded.entries()) {
    const first = loaded.slice(0, i).find((other) => other.guideline.id === id);
    if (GUIDELINES.some((each) => each.id === id)) problems.push(`${where} has the id ${id} of a guideline of this library. Choose letters of your own, such as SHOP-01`);
    else if (first) problems.push(`${where} has the same id ${id} as ${first.where}. Give each a number of its own`);
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return loaded.map(({ guideline }) => guideline);
}

const EXPORT_ONE = 'Export a Guideline: an object with id, title, rationale and check(workload)';

interface Exported {
  readonly name: string;
  readonly value: any;
}

/** The exported values of a module, without duplicates. */
function exportsOf(file: string): { readonly values: readonly Exported[] } | { readonly problem: string } {
  const where = path.resolve(file);
  if (!fs.existsSync(where)) return { problem: 'there is no such file' };
  if (fs.statSync(where).isDirectory()) return { problem: 'must be a JavaScript file, not a folder' };
  let exported: any;
  try {
    exported = loadQuietly(where);
  } catch (error) {
    return { problem: describeFailure(error, where) };
  }
  if (typeof exported !== 'object' || exported === null || 'id' in exported) return { values: [{ name: 'module.exports', value: exported }] };
  const values = Object.entries(exported).filter(([name]) => name !== '__esModule').flatMap(([name, value]) => (
    Array.isArray(value) ? value.map((each, i) => ({ name: `${name}[${i}]`, value: each })) : [{ name, value }]));
  return { values: values.filter(({ value }, i) => values.findIndex((other) => other.value === value) === i) };
}

/** Loads a CommonJS or ES module, without Node's experimental warning about loading ES modules. */
function loadQuietly(where: string): any {
  const { emitWarning } = process;
  process.emitWarning = (...given: any[]) => {
    if (!given.includes('ExperimentalWarning')) (emitWarning as any).apply(process, given);
  };
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(where);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function describeFailure(error: any, where: string): string {
  if (error?.code === 'ERR_REQUIRE_ESM') return 'this version of Node.js cannot load an ES module here. Use Node.js 20.19 or newer, or write a CommonJS module';
  if (error?.code === 'ERR_REQUIRE_ASYNC_MODULE') return 'a module with an await at its top level cannot be loaded here. Move the await into a function';
  const [message] = String(error?.message ?? error).split('\n');
  const line = new RegExp(`${literally(where)}:(\\d+)`).exec(String(error?.stack ?? ''))?.[1];
  return `cannot be loaded: ${message}${line === undefined ? '' : ` (line ${line})`}`;
}

/** The reasons why a value is not a guideline. Its shape is checked, not its class: the module may use another copy of this library. */
function problemsOf(value: any): string[] {
  if (typeof value === 'function' && typeof value.prototype?.check === 'function') return [`must be an instance, not a class. Export new ${value.name || 'OwnGuideline'}()`];
  if (typeof value !== 'object' || value === null) return [`must be a guideline, not ${value === null ? 'null' : `a ${typeof value}`}. ${EXPORT_ONE}`];
  if (!('id' in value) && typeof value.check !== 'function') return [`must be a guideline. ${EXPORT_ONE}`];
  const { id, severity, sources } = value;
  return [
    ...(isGuidelineId(id) ? [] : [`id must not be ${JSON.stringify(id) ?? 'undefined'}. Write capital letters or digits, a dash and a number, such as SHOP-01`]),
    ...['title', 'rationale'].filter((field) => typeof value[field] !== 'string' || value[field] === '').map((field) => `${field} must be set. Write a text`),
    ...(typeof value.check === 'function' ? [] : ['check must be set. Write check(workload), which returns an array of findings']),
    ...(severity === undefined || SEVERITIES.includes(severity) ? [] : [`severity must not be ${JSON.stringify(severity)}. Write one of ${SEVERITIES.join(', ')}`]),
    ...(sources === undefined || isTexts(sources) ? [] : ['sources must be an array of texts. Write links or the names of documents']),
  ];
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Wraps a user-defined guideline, and validates its findings. */
class OwnGuideline extends Guideline {
  constructor(private readonly original: any) {
    const { id, title, rationale, severity, sources } = original;
    super({ id, title, rationale, severity, sources });
  }

  /** An invalid finding is an error of the guideline; the caller reports it as a finding. */
  public override check(workload: Workload): Finding[] {
    const found: unknown = this.original.check(workload);
    if (!Array.isArray(found)) throw new Error('check must return an array of findings');
    return found.map((each) => this.asFinding(each));
  }

  private asFinding(each: any): Finding {
    const lacks = ['path', 'message', 'fix'].filter((field) => typeof each?.[field] !== 'string');
    if (lacks.length > 0) throw new Error(`a finding must have ${lacks.join(', ')} as ${lacks.length > 1 ? 'texts' : 'a text'}`);
    const { severity = this.severity, value, path: where, message, fix, resource } = each;
    if (!SEVERITIES.includes(severity)) throw new Error(`a finding has the severity ${JSON.stringify(severity)}. Use one of ${SEVERITIES.join(', ')}`);
    return {
      guideline: this.id,
      severity,
      path: where,
      message,
      fix,
      ...(value === undefined ? {} : { value: String(value) }),
      ...(resource === undefined ? {} : { resource }),
    };
  }
}
