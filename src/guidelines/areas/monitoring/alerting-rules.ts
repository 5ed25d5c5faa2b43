import { CLASS, FLEET_LABEL } from '../../../companions/monitoring/rules/fleet';
import { DEPLOYMENT_LABEL } from '../../../companions/monitoring/scrape';
import { textOf } from '../../../workload/bulky';
import { CompanionIndex, ofKind } from '../../../workload/companion-index';
import { Workload } from '../../../workload/workload';

/** PrometheusRules, by the FlinkDeployments in their queries. Queries without one concern all jobs. */
const RULES: CompanionIndex = ofKind('PrometheusRule', deploymentsNamed);

/** Whether a PrometheusRule among the manifests concerns the job, or the job is in a fleet whose rules are among the manifests. */
export function isAlertedOn(w: Workload): boolean {
  const names = [w.name, ...w._deployments.map(({ name }) => name)];
  return (w._set?.anywhere(RULES, names) ?? []).some((rules) => isAbout(rules, names))
    || fleetsOf(w, names).some((fleet) => w._set!.anywhere(FLEETS, [fleet]).length > 0);
}

/** The series of Flink and its operator, also under the names of exporters. */
const ABOUT_FLINK = /flink/i;
/** A matcher of a label that identifies a FlinkDeployment, including the operator's own metrics. */
const DEPLOYMENT = /\b(?:flink_deployment|flink_blue_green_deployment|resourcename|job_name)\s*(=~|=)\s*\\?"([^"\\]*)/g;

function deploymentsNamed(object: any): readonly string[] | undefined {
  const named = matchers(object);
  if (named === undefined) return [];
  return named.length === 0 || named.some(({ pattern }) => pattern) ? undefined : named.map(({ text }) => text);
}

function isAbout(object: any, names: readonly string[]): boolean {
  const named = matchers(object);
  if (named === undefined) return false;
  return named.length === 0 || named.some(({ pattern, text }) => pattern ? names.some((name) => matches(text, name)) : names.includes(text));
}

interface Matcher {
  readonly pattern: boolean;
  readonly text: string;
}

const known = new WeakMap<object, readonly Matcher[] | undefined>();

/** PrometheusRules of single jobs that record the fleet of a job, by its FlinkDeployments. They may be parsed as JSON or as YAML. */
const IN_FLEETS = ofKind('PrometheusRule', (object) => isRecordOfClass(object) ? labelled(object, DEPLOYMENT_LABEL) : []);
/** PrometheusRules with the alerts of a fleet, by the fleet that they select. */
const FLEETS = ofKind('PrometheusRule', (object) => isRecordOfClass(object) ? [] : [...textOf(object).matchAll(SELECTED_FLEET)].map(([, fleet]) => fleet));

const SELECTED_FLEET = new RegExp(`${CLASS}\\{[^}]*?${FLEET_LABEL}=\\\\?"([^"\\\\]*)`, 'g');

function isRecordOfClass(object: any): boolean {
  return new RegExp(`\\brecord"?: *"?${CLASS}\\b`).test(textOf(object));
}

/** The fleets that a job declares. */
function fleetsOf(w: Workload, names: readonly string[]): string[] {
  const own = (w._set?.anywhere(IN_FLEETS, names) ?? []).filter((object) => labelled(object, 'namespace').includes(w.namespace));
  return own.flatMap((object) => labelled(object, FLEET_LABEL));
}

/** The values of a label of rules. */
function labelled(object: any, label: string): string[] {
  return [...textOf(object).matchAll(new RegExp(`\\b${label}"?: *["']?([^"'\\s,}]+)`, 'g'))].map(([, value]) => value);
}

/** The matchers of deployments in all queries of a PrometheusRule; undefined if none of its queries is about Flink, or all are about a fleet. */
function matchers(object: any): readonly Matcher[] | undefined {
  if (!known.has(object)) {
    const text = textOf(object);
    const found = new Map([...text.matchAll(DEPLOYMENT)].map(([, operator, value]) => [`${operator}${value}`, { pattern: operator === '=~', text: value }]));
    known.set(object, ABOUT_FLINK.test(text) && !text.includes(CLASS) ? [...found.values()] : undefined);
  }
  return known.get(object);
}

/** Matches the whole value, as Prometheus does. Invalid regular expressions match nothing. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return false;
  }
}
