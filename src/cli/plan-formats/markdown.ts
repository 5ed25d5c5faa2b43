import { byMessage, countOf, isOfVersions, JudgedCause, JudgedObject, PlanResult, valuesOf, VersionResult } from './index';
import { Verdict, VERDICT_ORDER, VERDICTS } from '../../plan/verdict';
import { bytes, cut, escape, MOST_BYTES } from '../formats/markdown';
import { qualifiedName } from '../naming';

const LONGEST_CELL = 400;
const MOST_PLACES = 3;

/** For a comment on a pull request: the most severe first. The number of omitted rows is shown. */
export function planMarkdown(result: PlanResult | VersionResult): string {
  return isOfVersions(result) ? ofVersions(result) : ofChanges(result);
}

function ofChanges(result: PlanResult): string {
  const { verdicts, failing, acknowledged } = countOf(result);
  const counts = Object.entries(verdicts).map(([verdict, n]) => `| ${VERDICTS[verdict as Verdict].title} | ${n} |`);
  const head = [
    '# Flink plan', '', '| effect | objects |', '|---|---|', ...counts, '',
    `With operator ${result.operatorVersion}. ${failing} not acknowledged${acknowledged === 0 ? '' : `, ${acknowledged} acknowledged`}.`,
  ];
  const worstFirst = [...result.objects].filter(({ causes }) => causes.length > 0)
    .sort((a, b) => VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict));
  return fitting(head, ['| object | effect | where | reason | action |', '|---|---|---|---|---|'], worstFirst.flatMap(rowsOf));
}

function rowsOf(object: JudgedObject): string[] {
  return byMessage(object.causes).map((group) => row([
    `${object.resource.kind} ${qualifiedName(object.resource)}`, labelOf(group[0]), whereIs(group), `${group[0].message} (${group[0].rule})`, group[0].advice,
  ]));
}

function labelOf({ verdict, acknowledged }: JudgedCause): string {
  return `${verdict === 'note' ? 'note' : VERDICTS[verdict].title}${acknowledged ? ', acknowledged' : ''}`;
}

function whereIs(group: readonly JudgedCause[]): string {
  const places = group.slice(0, MOST_PLACES).map((each) => `${each.path}${valuesOf(each) === '' ? '' : ` ${valuesOf(each)}`} (${each.file}:${each.line})`);
  return `${places.join('; ')}${group.length > MOST_PLACES ? `; and ${group.length - MOST_PLACES} more` : ''}`;
}

function ofVersions({ flinkVersion, objects }: VersionResult): string {
  const rows = objects.flatMap(({ resource, from, file, options }) => options.map((each) => row([
    `${resource.kind} ${qualifiedName(resource)}`, from, `${each.option}${each.line === undefined ? '' : ` (${file}:${each.line})`}`, `${each.change}: ${each.message}`, each.advice ?? '',
  ])));
  return fitting([`# Options that change in Flink ${flinkVersion}`], ['| object | from | option | change | action |', '|---|---|---|---|---|'], rows);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => escape(cut(cell, LONGEST_CELL))).join(' | ')} |`;
}

function fitting(head: readonly string[], columns: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return [...head, '', 'Nothing changes.'].join('\n');
  const lines = [...head, '', ...columns];
  // space for the last line, which shows the number of omitted rows
  let size = bytes(lines.join('\n')) + 100;
  const shown = rows.filter((each) => (size += bytes(each) + 1) <= MOST_BYTES);
  const left = rows.length - shown.length;
  return [...lines, ...shown, ...(left === 0 ? [] : ['', `And ${left} more: see the output of \`--format text\` or \`json\`.`])].join('\n');
}
