/**
 * Escapes braces (Prometheus' `{{ $value }}`, Grafana's `{{pod}}`) for a Helm template.
 */
export function escapedForHelm(text: string): string {
  return text.replace(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`);
}
