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

/** For editors and `grep`: one line for each finding, in the format of compilers. */
export function compact(result: CheckResult): string {
  return [...result.findings.map(findingLine), ...notJudged(result), summary(result)].join('\n');
}

/** Objects that no operator version supports, one line for each. */
export function notJudged(result: CheckResult): string[] {
  return count(result).notJudged.map((each) => `${each.file}:${each.line}: [${each.kind} ${qualifiedName(each)}] not checked: no operator version supports it`);
}

/** The numbers of checked objects and of findings. */
export function summary(result: CheckResult): string {
  const { kinds, errors, warnings, advice, suppressed } = count(result);
  const judged = Object.entries(Object.keys(kinds).length === 0 ? NONE_OF_THEM : kinds).map(([kind, number]) => counted(number, kind));
  return `${judged.join(', ')}, ${counted(result.objects.others.length, 'other object')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${advice} advice`
    + `${suppressed > 0 ? `, ${suppressed} suppressed` : ''}${result.known > 0 ? `, ${result.known} known from the baseline` : ''}`;
}

/** The count that is printed if there are no objects of the operator's kinds. */
const NONE_OF_THEM = { FlinkDeployment: 0 };

/** A finding in the format of compilers. */
export function findingLine({ file, line: at, resource, guideline, severity, path, value, message, fix, suppressed }: LocatedFinding): string {
  const who = nameOf(resource);
  const what = `${painted(severity)} ${paint('bold', guideline)} ${path}${value === undefined ? '' : ` = ${value}`}: ${message}. ${fix}.`;
  return `${file}:${at}: [${who}] ${suppressed === undefined ? what : `${what} Suppressed: ${suppressed}`}`;
}

/** The name of an object for readers: a FlinkDeployment without its kind. */
export function nameOf(resource: LocatedFinding['resource']): string {
  return `${resource.kind === 'FlinkDeployment' ? '' : `${resource.kind} `}${qualifiedName(resource)}`;
}

/** A severity in its colour. */
export function painted(severity: Severity): string {
  return paint(STYLE[severity], severity);
}

/** Colours are used only on a terminal. */
export function paint(style: Style, words: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, words) : words;
}
