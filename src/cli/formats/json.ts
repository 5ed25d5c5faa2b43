import { CheckResult, count } from './index';

/** The stable format for other programs: its fields do not change. */
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

/** A value without quotes. The quotes are for readers, to distinguish the string "1" from the number 1. */
export function unquoted(value: string): string {
  return /^"[^]*"$/.test(value) ? value.slice(1, -1) : value;
}
