import { Finding, FlinkVersion } from '../configuration';
import { CATALOGUED_FLINK_VERSIONS } from '../configuration/options/flink-version';
import { checkOperatorKeys, checkOptions } from '../configuration/said/option-check';
import { Workload } from '../workload/workload';

/** The problems of single options, reported as one guideline: all options are checked in one pass. */
export function optionFindings(workload: Workload, guideline: string): Finding[] {
  return all(workload).filter((finding) => finding.guideline === guideline);
}

function all(workload: Workload): Finding[] {
  if (workload._isCatalogued) return workload._remember('option findings', () => checkOptions(workload._configuration, workload));
  const isNamed = workload._holds.cluster && workload.flinkVersion.minor !== '';
  return isNamed ? checkOperatorKeys(workload._configuration, workload) : whateverTheVersion(workload);
}

/** A session job does not contain the Flink version of its cluster, and a fragment may contain none. Only problems in all versions are reported. */
function whateverTheVersion(workload: Workload): Finding[] {
  return workload._remember('option findings', () => {
    const [first, ...others] = CATALOGUED_FLINK_VERSIONS.map((minor) => checkOptions(workload._configurationFor(FlinkVersion._of(minor)), workload));
    return first.filter(({ path }) => others.every((findings) => findings.some((other) => other.path === path)));
  });
}
