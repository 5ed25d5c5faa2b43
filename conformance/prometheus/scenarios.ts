import { BREAKS } from './breaks';
import { firesAsSaid, groupsOfJobs, PromtoolQuestion, takes } from '../../test/monitoring/promtool';
import { SCENARIOS } from '../../test/monitoring/scenarios';

/** What promtool is asked about the scenarios of the tests. Of one alert alone, whose rules may be broken in a way that breaks.ts names. */
export function questions(alert?: string, broken?: string): { readonly taken: PromtoolQuestion; readonly fires: PromtoolQuestion; readonly asked: string } {
  const groups = groupsOfJobs();
  if (broken !== undefined) for (const rule of Object.values(groups).flat().flatMap(({ rules }) => rules)) if (rule.alert === alert) BREAKS[broken](rule);
  const scenarios = SCENARIOS.filter((scenario) => alert === undefined || scenario.alert === alert);
  return {
    taken: takes(groups),
    fires: firesAsSaid(groups, scenarios),
    asked: `${scenarios.length} scenarios, ${scenarios.reduce((sum, { fires }) => sum + Object.keys(fires).length, 0)} moments`,
  };
}
