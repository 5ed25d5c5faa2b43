import { readFileSync } from 'fs';
import { nameOf, notJudged, paint, painted, summary } from './compact';
import { CheckResult } from './index';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { firstFew } from '../../guidelines/in-words';
import { grouped } from '../grouped';

/** A finding that at least this number of objects have in common is printed once. */
const MANY = 3;

/** For readers: grouped by file, with the line of YAML. A finding of many objects is printed once, at the end. */
export function text(result: CheckResult): string {
  const repeated = [...grouped(result.findings, sameness).values()].filter((group) => objectsOf(group).length >= MANY);
  const told = new Set(repeated.flat());
  const lines = new Lines();
  const byFile = grouped(result.findings.filter((finding) => !told.has(finding)), ({ file }) => file);
  return [
    ...[...byFile].map(([file, findings]) => `${paint('underline', file)}\n\n${findings.map((finding) => describe(finding, lines)).join('\n\n')}\n`),
    ...repeated.length === 0 ? [] : [`${paint('underline', 'In several objects')}\n\n${repeated.map(describeMany).join('\n\n')}\n`],
    ...notJudged(result),
    summary(result),
  ].join('\n');
}

/** The parts of a finding that must be equal in several objects: everything except the place. */
function sameness({ guideline, severity, path, value, message, fix, suppressed }: LocatedFinding): string {
  return JSON.stringify([guideline, severity, path, value, message, fix, suppressed]);
}

function describe(finding: LocatedFinding, lines: Lines): string {
  const { line, resource } = finding;
  const frame = lines.frame(finding);
  return [
    `  ${head(finding)}  ${paint('dim', `${nameOf(resource)}, line ${line}`)}`,
    ...frame === undefined ? [] : [`  ${paint('dim', `${line} |`)} ${frame}`],
    ...body(finding),
  ].join('\n');
}

function describeMany(findings: readonly LocatedFinding[]): string {
  const [first] = findings;
  const names = objectsOf(findings);
  return [
    `  ${head(first)}`,
    ...body(first),
    `    ${names.length} objects: ${firstFew(names)}; first at ${first.file}:${first.line}`,
  ].join('\n');
}

function head({ severity, guideline, path, value }: LocatedFinding): string {
  return `${painted(severity)} ${paint('bold', guideline)}  ${path}${value === undefined ? '' : ` = ${value}`}`;
}

function body({ message, fix, suppressed }: LocatedFinding): string[] {
  return [`    ${message}.`, suppressed === undefined ? `    ${fix}.` : `    Suppressed: ${suppressed}`];
}

function objectsOf(findings: readonly LocatedFinding[]): string[] {
  return [...new Set(findings.map(({ resource }) => nameOf(resource)))];
}

/** Lines of files; a file is read when one of its lines is shown. */
class Lines {
  private readonly files = new Map<string, readonly string[]>();

  /** The line of a finding. The value after the key is shown only if the finding also shows it, because it may be a secret. */
  public frame({ file, line, value }: LocatedFinding): string | undefined {
    const found = this.of(file)[line - 1]?.trimEnd();
    const [, key, rest] = /^(\s*(?:- )*[^:#{["']+:)(?:\s+(.*))?$/.exec(found ?? '') ?? [];
    if (key === undefined) return undefined;
    if (rest === undefined) return key;
    return value !== undefined && unquoted(rest) === unquoted(value) ? found : `${key} …`;
  }

  private of(file: string): readonly string[] {
    const known = this.files.get(file);
    if (known) return known;
    const lines = read(file);
    this.files.set(file, lines);
    return lines;
  }
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

/** Standard input cannot be read again. */
function read(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
