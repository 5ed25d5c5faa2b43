import { BLUE_GREEN_LABEL, SESSION_JOB_LABEL } from './rules/job-facts';
import { DEPLOYMENT_LABEL } from './scrape';
import { Finding } from '../../configuration';
import { refusal } from '../../configuration/finding';

/** Labels that identify an alert and its job: other values would merge two alerts, or hide their job. */
const TELLING: readonly string[] = ['alertname', 'severity', 'namespace', DEPLOYMENT_LABEL, BLUE_GREEN_LABEL, SESSION_JOB_LABEL, 'flink_fleet', 'flink_class'];
/** Labels that distinguish the series of one alert: a common value would merge series, which Prometheus rejects. */
const DISTINGUISHING: readonly string[] = ['pod', 'container', 'task_name', 'operator_name', 'state', 'consumergroup'];

/** Additional labels of alerts that Prometheus rejects, or that prevent alerts from firing. */
export function alertLabelFindings(labels: { readonly [label: string]: string }): Finding[] {
  return Object.entries(labels).flatMap(([label, value]) => {
    const refused = (message: string, fix: string) => [refusal('MON-20', `monitoring.alerts.alertLabels['${label}']`, String(value), message, fix)];
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(label) || label.startsWith('__')) {
      const better = label.replace(/[^A-Za-z0-9_]/g, '_').replace(/^_+/, '').replace(/^(?=\d)/, 'l');
      return refused('must be a label name of letters, digits and "_" that does not begin with a digit or "__": Prometheus refuses the rules otherwise', better === '' ? 'Choose another label name' : `Write "${better}"`);
    }
    if (TELLING.includes(label)) return refused('reserved label: it identifies the alert and its job', 'Use another name');
    if (DISTINGUISHING.includes(label)) return refused('reserved label: it distinguishes the series of an alert, and the rule fails if all of them have the same value', 'Use another name');
    return typeof value === 'string' ? [] : refused('must be a string', `Write "${String(value)}"`);
  });
}
