import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ENVIRONMENTS, JOBS, READ_EVERY, Scenario, SCENARIOS, Series, SESSIONS, SessionProps } from './scenarios';
import { FlinkEnvironment, FlinkFleetAlerts, FlinkSessionCluster, FlinkSessionJob, JobArtifact, ProductionFlinkJob } from '../../src';
import { LEAST, synthJob } from '../jobs';

/** The groups of rules of each job of the scenarios, as they are emitted. */
export function groupsOfJobs(sessionJobs = SESSIONS): { [job: string]: any[] } {
  const applications = Object.entries(JOBS).map(([job, props]) => [job, groupsOf(synthJob(props, ENVIRONMENTS[job]))]);
  const sessions = Object.entries(sessionJobs).map(([job, props]) => {
    const chart = new Chart(Testing.app(), job, { namespace: 'shop' });
    addSession(chart, 'shop', props);
    return [job, groupsOf(Testing.synth(chart))];
  });
  return Object.fromEntries([...applications, ...sessions]);
}

/** A session job named `page-views`, and its cluster named as the jobs of other scenarios. */
function addSession(scope: Construct, namespace: string, { cluster, job }: SessionProps): void {
  const { flinkVersion, image, storage } = LEAST;
  const orders = new FlinkSessionCluster(scope, 'orders', { flinkVersion, image, storage, namespace, ...cluster });
  new FlinkSessionJob(scope, 'page-views', { cluster: orders, artifact: JobArtifact.jar('https://repo.example.com/a.jar'), parallelism: 4, ...job });
}

/** The jobs of the scenarios in one App, each in a namespace of its own, with their alerts or with those of a fleet. */
export function manifestsOfJobs({ fleet = false, jobs = JOBS, sessions = {} as typeof SESSIONS } = {}): any[] {
  const app = Testing.app();
  const chart = new Chart(app, 'monitoring', { namespace: 'monitoring' });
  if (fleet) new FlinkFleetAlerts(chart, 'fleet-alerts');
  for (const [job, props] of Object.entries(jobs)) {
    const scope = new Construct(chart, job);
    FlinkEnvironment.of(scope).set(ENVIRONMENTS[job] ?? {});
    new ProductionFlinkJob(scope, 'orders', { ...LEAST, namespace: namespaceOf(job), ...props, name: props.name ?? 'orders' });
  }
  for (const [job, props] of Object.entries(sessions)) addSession(new Construct(chart, job), namespaceOf(job), props);
  return Testing.synth(chart);
}

export function namespaceOf(job: string): string {
  return `shop-${job}`;
}

/** All groups of rules among manifests. */
export function groupsOf(manifests: readonly any[]): any[] {
  return manifests.filter(({ kind }) => kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups);
}

/** What promtool is asked of one scenario, in a namespace if others share the rules. */
function question({ alert, what, series, fires, job = 'plain' }: Scenario, namespace?: string) {
  const matchers = [...alert === '*' ? [] : [`alertname="${alert}"`], 'alertstate="firing"', ...namespace === undefined ? [] : [`namespace="${namespace}"`]];
  const firing = `ALERTS{${matchers.join(', ')}}`;
  return {
    name: `${alert}: ${what}`,
    interval: READ_EVERY[job] ?? '30s',
    input_series: seriesIn(series, namespace),
    promql_expr_test: Object.entries(fires).map(([time, levels]) => ({
      expr: alert === '*' ? firing : `count by (severity) (${firing} > 0) > bool 0`,
      eval_time: time,
      exp_samples: levels.split(' ').filter((level) => level !== '').map((level) => ({ labels: `{severity="${level}"}`, value: 1 })),
    })),
  };
}

/** Series as promtool reads them, in another namespace than that of the scenarios. */
export function seriesIn(series: Series, namespace = 'shop') {
  return Object.entries(series).map(([name, values]) => ({ series: name.replace(/\b(namespace|resourcens)="shop"/, `$1="${namespace}"`), values }));
}

/** The rules of one alert (`*`: all), and the recordings that it reads, directly or through others. */
export function rulesFor(alert: string, groups: any[]): any[] {
  if (alert === '*') return groups;
  const rules: any[] = groups.flatMap((group) => group.rules);
  const wanted = new Set(rules.filter((rule) => rule.alert === alert));
  for (const { expr, annotations = {} } of wanted) {
    const text = [expr, ...Object.values(annotations)].join();
    rules.filter(({ record }) => record && text.includes(`${record}{`)).forEach((rule) => wanted.add(rule));
  }
  const inOrder = (which: (rule: any) => boolean) => rules.filter((rule) => wanted.has(rule) && which(rule));
  return [{ name: 'recordings', rules: inOrder(({ record }) => record) }, { name: 'alerts', rules: inOrder((rule) => rule.alert) }];
}

/** What promtool is asked: a command, the files that it reads, and which of them it is told. */
export interface PromtoolQuestion {
  readonly command: 'check' | 'test';
  readonly files: { readonly [name: string]: string };
  readonly named: readonly string[];
}

/** Whether promtool takes the rules. */
export function takes(groups: { [job: string]: any[] }): PromtoolQuestion {
  const files = Object.fromEntries(Object.entries(groups).map(([job, rules]) => [`${job}.rules.yaml`, JSON.stringify({ groups: rules })]));
  return { command: 'check', files, named: Object.keys(files) };
}

/** Whether alerts fire as the scenarios say. A scenario is asked of its alert alone: promtool evaluates every rule it is given. */
export function firesAsSaid(groups: { [job: string]: any[] }, scenarios: readonly Scenario[]): PromtoolQuestion {
  const files: { [name: string]: string } = {};
  const named: string[] = [];
  for (const job of Object.keys(groups)) {
    const ofJob = scenarios.filter((scenario) => (scenario.job ?? 'plain') === job);
    for (const alert of new Set(ofJob.map((scenario) => scenario.alert))) {
      const name = `${job}-${alert === '*' ? 'all' : alert}`;
      const tests = ofJob.filter((scenario) => scenario.alert === alert).map((scenario) => question(scenario));
      files[`${name}.rules.yaml`] = JSON.stringify({ groups: rulesFor(alert, groups[job]) });
      files[`${name}.test.yaml`] = JSON.stringify({ rule_files: [`${name}.rules.yaml`], evaluation_interval: '30s', tests });
      named.push(`${name}.test.yaml`);
    }
  }
  return { command: 'test', files, named };
}

/**
 * The rules of one alert in a fleet. Of what jobs record of themselves, only what the alert reads, and of the jobs in question and one more: all of it
 * would take most of the time.
 */
function fleetRulesFor(alert: string, groups: readonly any[], jobs: readonly string[]): any[] {
  const namespaces = [...jobs, 'plain'].map(namespaceOf);
  const rules = rulesFor(alert, [...groups]);
  const text = JSON.stringify(rules.flatMap((group) => group.rules).filter(({ record }) => record !== 'flink_job:limit'));
  const needed = ({ record, expr }: any) => expr.split(' or ').filter((part: string) => record !== 'flink_job:limit'
    || text.includes(`name=\\"${part.split('"')[3]}\\"`) || text.includes(`name='${part.split('"')[3]}'`)).join(' or ');
  return rules.map((group) => ({
    ...group,
    rules: group.rules.filter(({ record, labels }: any) => !record?.startsWith('flink_job:') || namespaces.includes(labels.namespace))
      .map((rule: any) => ({ ...rule, expr: needed(rule) })).filter(({ expr }: any) => expr !== ''),
  }));
}

/** The same of jobs that share rules. Those of one alert are asked together, since they have the same rules. */
export function fleetFiresAsSaid(groups: readonly any[], scenarios: readonly Scenario[]): PromtoolQuestion {
  const files: { [name: string]: string } = {};
  const named: string[] = [];
  for (const alert of new Set(scenarios.map((scenario) => scenario.alert))) {
    const name = `fleet-${alert === '*' ? 'all' : alert}`;
    const ofAlert = scenarios.filter((scenario) => scenario.alert === alert);
    const tests = ofAlert.map((scenario) => question(scenario, namespaceOf(scenario.job ?? 'plain')));
    files[`${name}.rules.yaml`] = JSON.stringify({ groups: fleetRulesFor(alert, groups, ofAlert.map(({ job = 'plain' }) => job)) });
    files[`${name}.test.yaml`] = JSON.stringify({ rule_files: [`${name}.rules.yaml`], evaluation_interval: '30s', tests });
    named.push(`${name}.test.yaml`);
  }
  return { command: 'test', files, named };
}

/**
 * Puts a question to promtool. JSON is YAML, and quickly written.
 *
 * @param folder where the files go
 * @returns what it complains of, an empty text if of nothing
 */
export function put(promtool: string, folder: string, { command, files, named }: PromtoolQuestion): string {
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
  try {
    execFileSync(promtool, [command, 'rules', ...named.map((name) => path.join(folder, name))], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error: any) {
    if (error.status === null || error.status === undefined) throw error;
    return `${error.stdout}${error.stderr}`;
  }
}

/** Both questions. */
export function ask(promtool: string, folder: string, groups: { [job: string]: any[] }, scenarios: readonly Scenario[] = SCENARIOS): string {
  return put(promtool, folder, takes(groups)) + put(promtool, folder, firesAsSaid(groups, scenarios));
}
