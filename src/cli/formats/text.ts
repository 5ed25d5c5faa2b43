import { styleText } from 'util';
import { CheckResult, count } from './index';
import { Severity } from '../../configuration';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { qualifiedName } from '../naming';

type Style = Parameters<typeof styleText>[0];

const STYLE: { readonly [severity in Severity]: Style } = {
  [Severity.ERROR]: 'red', [Severity.WARNING]: 'yellow', [Severity.ADVICE]: 'cyan',
};

/** For people: a line a finding, as compilers write it. Colour only on a terminal. */
export function text(result: CheckResult): string {
  const { kinds, errors, warnings, advice, suppressed, notJudged } = count(result);
  const judged = Object.entries(Object.keys(kinds).length === 0 ? NONE_OF_THEM : kinds).map(([kind, number]) => plural(number, kind));
  return [
    ...result.findings.map(findingLine),
    ...notJudged.map((each) => `${each.file}:${each.line}: [${each.kind} ${qualifiedName(each)}] not judged: no operator serves it`),
    `${judged.join(', ')}, ${plural(result.objects.others.length, 'other object')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${advice} advice`
      + `${suppressed > 0 ? `, ${suppressed} suppressed` : ''}${result.known > 0 ? `, ${result.known} known from the baseline` : ''}`,
  ].join('\n');
}

/** What is counted where there is none of any kind. */
const NONE_OF_THEM = { FlinkDeployment: 0 };

/** A finding as compilers write it. */
export function findingLine({ file, line: at, resource, guideline, severity, path, value, message, fix, suppressed }: LocatedFinding): string {
  const who = `${resource.kind === 'FlinkDeployment' ? '' : `${resource.kind} `}${qualifiedName(resource)}`;
  const what = `${paint(STYLE[severity], severity)} ${paint('bold', guideline)} ${path}${value === undefined ? '' : ` = ${value}`}: ${message}. ${fix}.`;
  return `${file}:${at}: [${who}] ${suppressed === undefined ? what : `${what} Suppressed: ${suppressed}`}`;
}

function paint(style: Style, words: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, words) : words;
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
