import { CheckResult, count } from './index';

/** The contract for other programs: its fields stay. */
export function json(result: CheckResult): string {
  const findings = result.findings.map(({ guideline, severity, resource, path, value, message, fix, file, line, suppressed }) => ({
    guideline,
    severity,
    resource,
    path,
    ...(value === undefined ? {} : { value: unquoted(value) }),
    message,
    fix,
    file,
    line,
    ...(suppressed === undefined ? {} : { suppressed }),
  }));
  return JSON.stringify({ summary: count(result), findings }, null, 2);
}

/** A value as it is written: the quotes are for people, who are to tell the text "1" from the number 1. */
export function unquoted(value: string): string {
  return /^"[^]*"$/.test(value) ? value.slice(1, -1) : value;
}
