import { Rule } from './render';
import { escapedForHelm } from '../helm';

/** What a user adds to every alert of a job. */
export interface AlertDress {
  readonly labels: { readonly [label: string]: string };
  /** Whether the texts are rendered by Helm before Prometheus reads them. */
  readonly helm: boolean;
}

/** Alerts with the user's labels, which take precedence. */
export function dressed(alerts: readonly Rule[], { labels, helm }: AlertDress): Rule[] {
  return alerts.map((rule) => ({
    ...rule,
    labels: { ...rule.labels, ...labels },
    annotations: helm ? Object.fromEntries(Object.entries(rule.annotations!).map(([name, text]) => [name, escapedForHelm(text)])) : rule.annotations,
  }));
}
