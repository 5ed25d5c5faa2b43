/** What may be wrong with a rule: promtool must notice each. */
export const BREAKS: { readonly [what: string]: (rule: any) => void } = {
  'a query that is none': (rule) => { rule.expr += ' and'; },
  'a label that is none': (rule) => { rule.labels['not-a-label'] = 'x'; },
  'a function of templates that is none': (rule) => { rule.annotations.summary = '{{ $value | asText }}'; },
  'another metric': (rule) => { rule.expr = rule.expr.replace(/\b(flink|kube|container)_\w+/, '$&s'); },
  'a limit that is never reached': (rule) => { rule.expr = rule.expr.replace(/ [<>] [\d.]+/, (limit: string) => limit.includes('<') ? ' < -1' : ' > 1e18'); },
  'a limit that is always reached': (rule) => { rule.expr = rule.expr.replace(/ [<>] [\d.]+/, (limit: string) => limit.includes('<') ? ' < 1e18' : ' > -1'); },
  'it waits for hours': (rule) => { rule.for = '12h'; },
  'it does not wait': (rule) => { delete rule.for; },
  'it never clears': (rule) => { rule.keep_firing_for = '12h'; },
  'another severity': (rule) => { rule.labels.severity = 'info'; },
};
