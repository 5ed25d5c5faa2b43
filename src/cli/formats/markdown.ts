import { CheckResult, count } from './index';
import { SEVERITIES } from '../../configuration/finding';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { grouped } from '../grouped';
import { qualifiedName } from '../naming';

/** The maximum size of a page in bytes. Comments on pull requests are limited to 65,536 characters. */
export const MOST_BYTES = 60_000;

/** The maximum numbers of findings for each resource, in the order in which they are tried. */
const STEPS = [Infinity, 10, 5, 3, 1];

/** The maximum length of a cell if not everything fits. */
const LONGEST_CELL = 300;

/** For a pull request or the summary of a workflow: one table for each resource, the most severe first. The number of omitted findings is shown. */
export function markdown(result: CheckResult): string {
  const sections = sectionsOf(result.findings);
  const head = headOf(result);
  for (const most of STEPS) {
    const page = pageOf(head, sections, most);
    if (page !== undefined) return page;
  }
  return withFewerSections(head, sections);
}

/** The page; undefined if it is too long. */
function pageOf(head: readonly string[], sections: readonly Section[], most: number): string | undefined {
  const lines = [...head];
  let size = bytes(lines.join('\n'));
  for (const section of sections) {
    const more = linesOf(section, most);
    size += more.reduce((sum, line) => sum + bytes(line) + 1, 0);
    if (size > MOST_BYTES) return undefined;
    lines.push(...more);
  }
  return lines.join('\n');
}

interface Section {
  readonly resource: string;
  /** The most severe first. */
  readonly findings: readonly LocatedFinding[];
}

function sectionsOf(findings: readonly LocatedFinding[]): Section[] {
  const byResource = grouped(findings, ({ resource }) => `${resource.kind} ${qualifiedName(resource)}`);
  const sections = [...byResource].map(([resource, each]) => ({ resource, findings: [...each].sort((a, b) => rank(a) - rank(b)) }));
  return sections.sort((a, b) => rank(a.findings[0]) - rank(b.findings[0]));
}

/** Errors first; suppressed findings last. */
function rank({ severity, suppressed }: LocatedFinding): number {
  return suppressed === undefined ? SEVERITIES.indexOf(severity) : SEVERITIES.length;
}

function headOf(result: CheckResult): string[] {
  const { workloads, errors, warnings, advice, suppressed, notJudged } = count(result);
  const named = notJudged.slice(0, MOST_NAMES).map(({ kind, name }) => `${kind} ${name}`.slice(0, LONGEST_CELL));
  const more = notJudged.length > MOST_NAMES ? ` and ${notJudged.length - MOST_NAMES} more` : '';
  return [
    '# Flink guidelines',
    '',
    '| jobs and clusters | errors | warnings | advice | suppressed |',
    '|---|---|---|---|---|',
    `| ${[workloads, errors, warnings, advice, suppressed].join(' | ')} |`,
    ...(notJudged.length === 0 ? [] : ['', `Not checked, because no operator version supports them: ${escape(named.join(', '))}${more}`]),
  ];
}

const MOST_NAMES = 20;

/** A table, with the number of omitted findings. */
function linesOf({ resource, findings }: Section, most: number): string[] {
  const [shown, left] = [findings.slice(0, most), findings.slice(most)];
  const longest = most === Infinity ? Infinity : LONGEST_CELL;
  return [
    '', `## ${escape(cut(resource, longest))}`, '', '| severity | guideline | where | problem | fix |', '|---|---|---|---|---|', ...shown.map((each) => row(each, longest)),
    ...(left.length === 0 ? [] : ['', `And ${counted(left)}.`]),
  ];
}

/** As many resources as fit, each with one finding. */
function withFewerSections(head: readonly string[], sections: readonly Section[]): string {
  const lines = [...head];
  let size = bytes(lines.join('\n'));
  const rest = (from: number) => {
    const left = sections.slice(from);
    return ['', '## Not shown', '', `${left.length} more ${left.length === 1 ? 'object' : 'objects'} with ${counted(left.flatMap(({ findings }) => findings))}. `
      + 'All of them: `cdk8s-flink check --format text` or `json`.'];
  };
  const room = MOST_BYTES - bytes(rest(0).join('\n')) - 1;
  let shown = 0;
  for (; shown < sections.length; shown++) {
    const more = linesOf(sections[shown], 1);
    size += more.reduce((sum, line) => sum + bytes(line) + 1, 0);
    if (size > room) break;
    lines.push(...more);
  }
  return [...lines, ...rest(shown)].join('\n');
}

function counted(findings: readonly LocatedFinding[]): string {
  const words = ['error', 'warning', 'advice', 'suppressed'];
  const numbers = words.map((word, i) => ({ word, n: findings.filter((each) => rank(each) === i).length }));
  return numbers.filter(({ n }) => n > 0).map(({ word, n }, i, { length }) => (
    `${i > 0 ? i === length - 1 ? ' and ' : ', ' : ''}${n} ${i === 0 ? 'more ' : ''}${word}${n > 1 && /r$|g$/.test(word) ? 's' : ''}`)).join('');
}

function row({ severity, suppressed, guideline, path, value, message, fix, file, line }: LocatedFinding, longest: number): string {
  const what = `${value === undefined ? '' : `${value} `}${message}`;
  const cells = [suppressed === undefined ? severity : `suppressed: ${suppressed}`, guideline, `${path} (${file}:${line})`, what, fix];
  return `| ${cells.map((cell) => escape(cut(cell, longest))).join(' | ')} |`;
}

export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

export function bytes(text: string): number {
  return Buffer.byteLength(text);
}

export function escape(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
