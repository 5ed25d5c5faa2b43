import { styleText } from 'util';
import { CheckResult, count } from './index';
import { Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { qualifiedName } from '../naming';

type Style = Parameters<typeof styleText>[0];

const STYLE: { readonly [severity in Severity]: Style } = {
  [Severity.ERROR]: 'red', [Severity.WARNING]: 'yellow', [Severity.ADVICE]: 'cyan',
};

/** For editors and `grep`: a line a finding, as compilers write it. */
export function compact(result: CheckResult): string {
  return [...result.findings.map(findingLine), ...notJudged(result), summary(result)].join('\n');
}

/** Objects that no operator serves, a line each. */
export function notJudged(result: CheckResult): string[] {
  return count(result).notJudged.map((each) => `${each.file}:${each.line}: [${each.kind} ${qualifiedName(each)}] not judged: no operator serves it`);
}

/** What was judged and found, in numbers. */
export function summary(result: CheckResult): string {
  const { kinds, errors, warnings, advice, suppressed } = count(result);
  const judged = Object.entries(Object.keys(kinds).length === 0 ? NONE_OF_THEM : kinds).map(([kind, number]) => counted(number, kind));
  return `${judged.join(', ')}, ${counted(result.objects.others.length, 'other object')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${advice} advice`
    + `${suppressed > 0 ? `, ${suppressed} suppressed` : ''}${result.known > 0 ? `, ${result.known} known from the baseline` : ''}`;
}

/** What is counted where there is none of any kind. */
const NONE_OF_THEM = { FlinkDeployment: 0 };

/** A finding as compilers write it. */
export function findingLine({ file, line: at, resource, guideline, severity, path, value, message, fix, suppressed }: LocatedFinding): string {
  const who = nameOf(resource);
  const what = `${painted(severity)} ${paint('bold', guideline)} ${path}${value === undefined ? '' : ` = ${value}`}: ${message}. ${fix}.`;
  return `${file}:${at}: [${who}] ${suppressed === undefined ? what : `${what} Suppressed: ${suppressed}`}`;
}

/** An object as people call it: a FlinkDeployment by its name alone. */
export function nameOf(resource: LocatedFinding['resource']): string {
  return `${resource.kind === 'FlinkDeployment' ? '' : `${resource.kind} `}${qualifiedName(resource)}`;
}

/** A severity in its colour. */
export function painted(severity: Severity): string {
  return paint(STYLE[severity], severity);
}

/** Colour only on a terminal. */
export function paint(style: Style, words: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, words) : words;
}
