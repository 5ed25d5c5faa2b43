import { areaOf } from './area-names';
import { Purpose } from './conditions';
import { Guideline } from './guideline';
import { TableGuideline } from './table';
import { Workload } from '../workload/workload';

/**
 * Why a guideline does not apply to a workload; undefined if it applies. To be used for guidelines that the workload does not violate: those that it
 * violates apply.
 */
export function whyNotApplicable(guideline: Guideline, workload: Workload, purpose: Purpose): string | undefined {
  if (!(guideline instanceof TableGuideline)) return undefined;
  const { cluster, job } = workload._holds;
  const { judges, applies = [] } = guideline.row;
  if (judges === 'cluster' && !cluster && !isAboutCode(guideline)) return 'its session cluster decides it';
  if (judges === 'job' && !job) return 'it runs no job';
  return applies.find((each) => (each.purpose ?? purpose) === purpose && !each.holds(workload))?.otherwise;
}

/** The tables of these areas have no rules for session jobs, although they are about their code. */
function isAboutCode({ id }: Guideline): boolean {
  return ['JOB', 'TST'].includes(areaOf(id));
}
