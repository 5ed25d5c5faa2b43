import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { stringify } from 'yaml';
import { JOBS, Scenario, SCENARIOS } from './scenarios';
import { synthJob } from '../jobs';

/** The groups of rules of each job of the scenarios, as they are emitted. */
export function groupsOfJobs(): { [job: string]: any[] } {
  return Object.fromEntries(Object.entries(JOBS).map(([job, props]) => [job, synthJob(props).find(({ kind }) => kind === 'PrometheusRule').spec.groups]));
}

/** What promtool is asked of one scenario. */
function question({ alert, what, series, fires }: Scenario) {
  const firing = `ALERTS{${alert === '*' ? '' : `alertname="${alert}", `}alertstate="firing"}`;
  return {
    name: `${alert}: ${what}`,
    interval: '30s',
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

/**
 * Writes rules and questions to a folder and asks promtool.
 *
 * @returns what it complains of, an empty text if of nothing
 */
export function ask(promtool: string, folder: string, groups: { [job: string]: any[] }, scenarios: readonly Scenario[] = SCENARIOS): string {
  return checkRules(promtool, folder, groups) + testRules(promtool, folder, groups, scenarios);
}

/** Whether promtool takes the rules. */
export function checkRules(promtool: string, folder: string, groups: { [job: string]: any[] }): string {
  return complaints(promtool, 'check', 'rules', ...Object.entries(groups).map(([job, rules]) => written(folder, `${job}.rules.yaml`, { groups: rules })));
}

/** Whether alerts fire as the scenarios say. A scenario is asked of its alert alone: promtool evaluates every rule it is given. */
export function testRules(promtool: string, folder: string, groups: { [job: string]: any[] }, scenarios: readonly Scenario[]): string {
  return complaints(promtool, 'test', 'rules', ...Object.keys(groups).flatMap((job) => {
    const ofJob = scenarios.filter((scenario) => (scenario.job ?? 'plain') === job);
    return [...new Set(ofJob.map(({ alert }) => alert))].map((alert) => {
      const name = `${job}-${alert === '*' ? 'all' : alert}`;
      written(folder, `${name}.rules.yaml`, { groups: rulesFor(alert, groups[job]) });
      const questions = ofJob.filter((scenario) => scenario.alert === alert).map(question);
      return written(folder, `${name}.test.yaml`, { rule_files: [`${name}.rules.yaml`], evaluation_interval: '30s', tests: questions });
    });
  }));
}

function written(folder: string, name: string, content: unknown): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, stringify(content, { aliasDuplicateObjects: false }));
  return file;
}

function complaints(promtool: string, ...args: string[]): string {
  try {
    execFileSync(promtool, args, { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error: any) {
    return `${error.stdout}${error.stderr}`;
  }
}
