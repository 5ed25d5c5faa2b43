// Asks promtool about every scenario of the tests, in the folder that it is given: `scenarios.ts <promtool> <folder>`. Prints how many there are.
import { ask, groupsOfJobs } from '../../test/monitoring/promtool';
import { SCENARIOS } from '../../test/monitoring/scenarios';

const complaints = ask(process.argv[2], process.argv[3], groupsOfJobs());
if (complaints !== '') {
  console.error(complaints);
  process.exit(1);
}
console.log(`${SCENARIOS.length} scenarios, ${SCENARIOS.reduce((sum, { fires }) => sum + Object.keys(fires).length, 0)} moments`);
