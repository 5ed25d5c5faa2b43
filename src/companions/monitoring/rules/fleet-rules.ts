import { ALERTS } from './catalogue';
import { ANY, CLASS, CLASS_LABEL, FleetPart } from './fleet';
import { RECORDINGS } from './recordings';
import { Rule } from './render';
import { DEPLOYMENT_LABEL } from '../scrape';

/** A rule, and the jobs that it covers. */
interface Served {
  readonly rule: Rule;
  readonly key: string;
  readonly classes: Set<string>;
  readonly deployments: Set<string>;
  jobs: number;
}

/** The rules of all jobs of a fleet, sorted. The result does not depend on the order of the jobs. */
export function fleetRules(parts: Iterable<FleetPart>): Rule[] {
  const served = new Map<string, Served>();
  const all = { classes: new Set<string>(), jobs: 0 };
  for (const { shared, className, deployments } of parts) {
    all.classes.add(className);
    all.jobs++;
    for (const { key, rule } of shared) {
      let known = served.get(key);
      if (!known) served.set(key, known = { rule, key, classes: new Set(), deployments: new Set(), jobs: 0 });
      known.classes.add(className);
      deployments.forEach((name) => known.deployments.add(name));
      known.jobs++;
    }
  }
  return [...served.values()]
    .sort((a, b) => positionOf(a.rule) - positionOf(b.rule) || (a.key < b.key ? -1 : 1))
    .map((each) => ({ ...each.rule, expr: narrowed(each, { classes: all.classes.size, jobs: all.jobs }) }));
}

/** The position in the tables: recording rules come before the rules that use them. */
function positionOf({ record, alert, labels }: Rule): number {
  const row = alert === undefined ? RECORDINGS.findIndex((each) => each.record === record)
    : RECORDINGS.length + ALERTS.findIndex(({ name }) => name === alert);
  return 2 * row + (labels?.severity === 'critical' ? 1 : 0);
}

/**
 * A rule for a part of the fleet selects its classes. If these are at most half of the jobs, it also reads only their series; otherwise every
 * additional class would read the series of the whole fleet again.
 */
function narrowed({ rule: { expr }, classes, deployments, jobs }: Served, all: { readonly classes: number; readonly jobs: number }): string {
  const ofClasses = classes.size === all.classes ? expr : expr.replaceAll(`${CLASS}{`, () => `${CLASS}{${CLASS_LABEL}${oneOf(classes)}, `);
  return 2 * jobs > all.jobs ? ofClasses : ofClasses.replaceAll(ANY, () => `${DEPLOYMENT_LABEL}${oneOf(deployments)}`);
}

function oneOf(values: ReadonlySet<string>): string {
  const sorted = [...values].sort();
  return sorted.length === 1 ? `="${sorted[0]}"` : `=~"${sorted.join('|')}"`;
}
