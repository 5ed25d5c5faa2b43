import { CheckResult, count } from './index';

/** The contract for other programs: its fields stay. */
export function json(result: CheckResult): string {
  const findings = result.findings.map(({ guideline, severity, resource, path, message, fix, file, line, suppressed }) =>
    ({ guideline, severity, resource, path, message, fix, file, line, ...(suppressed === undefined ? {} : { suppressed }) }));
  return JSON.stringify({ summary: count(result), findings }, null, 2);
}
