import { Rule } from './render';

/** The user's additions to every alert of a job. */
export interface AlertDress {
  readonly labels: { readonly [label: string]: string };
}

/** Alerts with the user's labels, which take precedence. */
export function dressed(alerts: readonly Rule[], { labels }: AlertDress): Rule[] {
  return alerts.map((rule) => ({ ...rule, labels: { ...rule.labels, ...labels } }));
}
