import { byMessage, countOf, isOfVersions, JudgedObject, PlanResult, valuesOf, VersionResult } from './index';
import { Verdict, VERDICTS } from '../../plan/verdict';
import { VersionPlan } from '../../plan/version-options';
import { qualifiedName } from '../naming';

/** For readers: one line for each object, followed by the causes of its verdict. */
export function planText(result: PlanResult | VersionResult): string {
  if (isOfVersions(result)) return [...result.objects.flatMap(linesOfVersion), summaryOfVersions(result)].join('\n');
  const { objects, verdicts, failing, acknowledged } = countOf(result);
  const counts = Object.entries(verdicts).map(([verdict, n]) => `${n} ${VERDICTS[verdict as Verdict].title}`);
  return [
    ...result.objects.flatMap(linesOf),
    `${objects} ${objects === 1 ? 'object' : 'objects'}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}; ${failing} not acknowledged`
      + `${acknowledged === 0 ? '' : `, ${acknowledged} acknowledged`}; with operator ${result.operatorVersion}`,
  ].join('\n');
}

function linesOf({ file, line, resource, verdict, causes }: JudgedObject): string[] {
  return [
    `${file}:${line}: ${resource.kind} ${qualifiedName(resource)}: ${VERDICTS[verdict].title}`,
    ...byMessage(causes).flatMap((group) => {
      const [{ rule, message, advice, acknowledged, fails, verdict: of }] = group;
      const label = of === 'note' ? 'note' : fails ? acknowledged ? 'acknowledged' : 'error' : 'info';
      return [
        ...group.map((cause) => `  ${cause.file}:${cause.line}: ${cause.path}${valuesOf(cause) === '' ? '' : `: ${valuesOf(cause)}`}`),
        `    ${label} ${rule}: ${message}. ${advice}.`,
      ];
    }),
  ];
}

function linesOfVersion({ file, line, resource, from, to, options }: VersionPlan): string[] {
  return [
    `${file}:${line}: ${resource.kind} ${qualifiedName(resource)}: Flink ${from} -> ${to}: ${options.length === 0 ? 'no option changes' : `${options.length} ${options.length === 1 ? 'option changes' : 'options change'}`}`,
    ...options.map((each) => `  ${each.line === undefined ? '' : `${file}:${each.line}: `}${each.fails ? 'error' : 'note'} ${each.change} ${each.option}: ${each.message}.${each.advice === undefined ? '' : ` ${each.advice}.`}`),
  ];
}

function summaryOfVersions({ objects }: VersionResult): string {
  const failing = objects.flatMap(({ options }) => options).filter(({ fails }) => fails).length;
  return `${objects.length} ${objects.length === 1 ? 'object' : 'objects'}, ${failing} ${failing === 1 ? 'option' : 'options'} must change`;
}
