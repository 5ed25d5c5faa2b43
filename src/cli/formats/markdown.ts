import { CheckResult, count } from './index';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { qualifiedName } from '../naming';

/** For a pull request: a table a resource. */
export function markdown(result: CheckResult): string {
  const { workloads, errors, warnings, advice, suppressed, notJudged } = count(result);
  const byResource = new Map<string, LocatedFinding[]>();
  for (const finding of result.findings) {
    const key = `${finding.resource.kind} ${qualifiedName(finding.resource)}`;
    byResource.set(key, [...byResource.get(key) ?? [], finding]);
  }
  return [
    '# Flink guidelines',
    '',
    '| jobs and clusters | errors | warnings | advice | suppressed |',
    '|---|---|---|---|---|',
    `| ${[workloads, errors, warnings, advice, suppressed].join(' | ')} |`,
    ...(notJudged.length === 0 ? [] : ['', `Not judged, since no operator serves them: ${escape(notJudged.map(({ kind, name }) => `${kind} ${name}`).join(', '))}`]),
    ...[...byResource].flatMap(([resource, findings]) => [
      '', `## ${escape(resource)}`, '', '| severity | guideline | where | what | fix |', '|---|---|---|---|---|', ...findings.map(row),
    ]),
  ].join('\n');
}

function row({ severity, suppressed, guideline, path, value, message, fix, file, line }: LocatedFinding): string {
  const what = `${value === undefined ? '' : `${value} `}${message}`;
  const cells = [suppressed === undefined ? severity : `suppressed: ${suppressed}`, guideline, `${path} (${file}:${line})`, what, fix];
  return `| ${cells.map(escape).join(' | ')} |`;
}

function escape(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
