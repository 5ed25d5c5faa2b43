import { Markup, prose } from './markup';
import { EffectiveOption, effectiveOptions } from './origins';
import { isHidden } from '../../configuration/options/secret-texts';
import { ReadWorkload } from '../../guidelines/check-manifests';
import { grouped } from '../grouped';

/** Replaces secrets: the page may have more readers than the manifest. */
const HIDDEN = '***';

/** One option, as it is shown. */
export interface ShownOption extends Omit<EffectiveOption, 'origin'> {
  readonly origin: Markup;
}

/** Options that several jobs have in common, with the same values and origins: shown once. */
export interface SharedOptions {
  readonly anchor: string;
  readonly options: readonly ShownOption[];
  readonly jobs: number;
}

/** The effective configuration of a job. */
export interface Configuration {
  readonly own: readonly ShownOption[];
  readonly shared: readonly SharedOptions[];
}

/** The effective configurations of several jobs, and the options that they share. */
export interface Configurations {
  readonly shared: readonly SharedOptions[];
  readonly of: ReadonlyMap<ReadWorkload, Configuration>;
}

/**
 * The options of each job.
 *
 * @param divided whether options that several jobs share are shown once
 */
export function configurations(workloads: readonly ReadWorkload[], divided: boolean): Configurations {
  const all = workloads.flatMap((read, job) => effectiveOptions(read.workload).map((option) => ({ job, option: shown(option) })));
  const same = [...grouped(all, ({ job, option }) => divided ? JSON.stringify(option) : `${job} ${option.key}`).values()];
  const own = grouped(same.filter((each) => each.length === 1).flat(), ({ job }) => job);
  const blocks = grouped(same.filter((each) => each.length > 1), (each) => each.map(({ job }) => job).join());
  const shared = [...blocks.values()].map((options, i) => ({ anchor: `options-${i + 1}`, options: options.map(([{ option }]) => option), jobs: options[0].length }));
  const ofJob = grouped([...blocks.values()].flatMap(([first], i) => first.map(({ job }) => ({ job, block: shared[i] }))), ({ job }) => job);
  const configurationOf = (job: number): Configuration => (
    { own: (own.get(job) ?? []).map(({ option }) => option), shared: (ofJob.get(job) ?? []).map(({ block }) => block) });
  return { shared, of: new Map(workloads.map((read, job) => [read, configurationOf(job)])) };
}

function shown(option: EffectiveOption): ShownOption {
  return { ...option, value: isHidden(option.value, [option.key]) ? HIDDEN : option.value, origin: prose(option.origin) };
}
