import { Finding } from '../configuration';
import { checkOptions } from '../configuration/said/option-check';
import { Workload } from '../workload/workload';

/** What is wrong with single options, in the name of one guideline: the options are looked through once for all of them. */
export function optionFindings(workload: Workload, guideline: string): Finding[] {
  if (!workload._isCatalogued) return [];
  const all = workload._remember('option findings', () => checkOptions(workload._configuration, workload));
  return all.filter((finding) => finding.guideline === guideline);
}
