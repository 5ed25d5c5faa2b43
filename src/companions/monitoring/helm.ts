/**
 * Text with braces of its own (Prometheus' `{{ $value }}`, Grafana's `{{pod}}`) as a Helm template writes it, so that Helm leaves them alone.
 */
export function escapedForHelm(text: string): string {
  return text.replace(/\{\{|\}\}/g, (braces) => `{{ "${braces}" }}`);
}
