import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ENVIRONMENTS, JOBS, READ_EVERY, Scenario, SCENARIOS } from './scenarios';
import { synthJob } from '../jobs';

/** The groups of rules of each job of the scenarios, as they are emitted. */
export function groupsOfJobs(): { [job: string]: any[] } {
  return Object.fromEntries(Object.entries(JOBS).map(([job, props]) => [job, synthJob(props, ENVIRONMENTS[job]).find(({ kind }) => kind === 'PrometheusRule').spec.groups]));
}

/** What promtool is asked of one scenario. */
function question({ alert, what, series, fires, job = 'plain' }: Scenario) {
  const firing = `ALERTS{${alert === '*' ? '' : `alertname="${alert}", `}alertstate="firing"}`;
  return {
    name: `${alert}: ${what}`,
    interval: READ_EVERY[job] ?? '30s',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: Object.entries(fires).map(([time, levels]) => ({
      expr: alert === '*' ? firing : `count by (severity) (${firing} > 0) > bool 0`,
      eval_time: time,
      exp_samples: levels.split(' ').filter((level) => level !== '').map((level) => ({ labels: `{severity="${level}"}`, value: 1 })),
    })),
  };
}

/** The rules of one alert (`*`: all), and the recordings that it reads, directly or through others. */
function rulesFor(alert: string, groups: any[]): any[] {
  if (alert === '*') return groups;
  const rules: any[] = groups.flatMap((group) => group.rules);
  const wanted = new Set(rules.filter((rule) => rule.alert === alert));
  for (const { expr } of wanted) rules.filter(({ record }) => record && expr.includes(`${record}{`)).forEach((rule) => wanted.add(rule));
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
      const tests = ofJob.filter((scenario) => scenario.alert === alert).map(question);
      files[`${name}.rules.yaml`] = JSON.stringify({ groups: rulesFor(alert, groups[job]) });
      files[`${name}.test.yaml`] = JSON.stringify({ rule_files: [`${name}.rules.yaml`], evaluation_interval: '30s', tests });
      named.push(`${name}.test.yaml`);
    }
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
