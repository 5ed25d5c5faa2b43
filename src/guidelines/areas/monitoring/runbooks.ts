import { RUNBOOK_ANNOTATION } from '../../../companions/monitoring/runbooks';
import { Finding, Severity } from '../../../configuration';
import { referenceTo } from '../../../configuration/finding';
import { ofKind } from '../../../workload/companion-index';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';
import { firstFew } from '../../in-words';

/** PrometheusRules, whose alerts may concern all jobs of a namespace. */
const RULES = ofKind('PrometheusRule');

interface RuleAt {
  readonly rule: any;
  readonly path: string;
}

/** Alerts on Flink without a runbook, from any author. */
export function withoutRunbook(w: Workload): Finding[] {
  // The rules of a namespace are the same for all its jobs: the first job reports them.
  if (!w._set?.isFirstOfNamespace(w)) return [];
  return w._companionsIn(RULES).flatMap((object) => {
    const silent = rulesOf(object).filter(({ rule }) => isAboutFlink(rule) && !rule.annotations?.[RUNBOOK_ANNOTATION]);
    if (silent.length === 0) return [];
    const names = firstFew(silent.map(({ rule }) => rule.alert));
    return [{
      guideline: 'MON-21',
      severity: Severity.ADVICE,
      path: silent[0].path,
      message: `${names}: no annotation ${RUNBOOK_ANNOTATION} links to a runbook`,
      fix: `Write annotations.${RUNBOOK_ANNOTATION}; FlinkAlerts has a runbook for each of its alerts`,
      resource: referenceTo(object),
    }];
  });
}

function rulesOf(object: any): RuleAt[] {
  return list(object.spec?.groups).flatMap((group: any, i: number) => list(group?.rules).map((rule: any, j: number) => ({ rule, path: `spec.groups[${i}].rules[${j}]` })));
}

function isAboutFlink(rule: any): boolean {
  return typeof rule?.alert === 'string' && /flink/i.test(`${rule.alert} ${rule.expr}`);
}
