// Asks promtool about the scenarios of the tests: `scenarios.ts <promtool> <folder> [<alert> [<break>]]`. Without an alert: of all. Prints what promtool
// refuses, how much it was asked, and what was wrong.
import { BREAKS } from './breaks';
import { checkRules, groupsOfJobs, testRules } from '../../test/monitoring/promtool';
import { SCENARIOS } from '../../test/monitoring/scenarios';

const [promtool, folder, alert, broken] = process.argv.slice(2);
const groups = groupsOfJobs();
if (broken !== undefined) for (const rule of Object.values(groups).flat().flatMap(({ rules }) => rules)) if (rule.alert === alert) BREAKS[broken](rule);
const asked = SCENARIOS.filter((scenario) => alert === undefined || scenario.alert === alert);
console.log(JSON.stringify({
  refused: checkRules(promtool, folder, groups),
  asked: `${asked.length} scenarios, ${asked.reduce((sum, { fires }) => sum + Object.keys(fires).length, 0)} moments`,
  wrong: testRules(promtool, folder, groups, asked),
}));
