import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { OPTION } from '../../facts';
import { GUIDELINES } from '../../guidelines/registry';
import { ANNOTATIONS } from '../../workload/annotations';
import { Workload } from '../../workload/workload';

/** An effective option, and the origin of its value. */
export interface EffectiveOption {
  readonly key: string;
  readonly value: string;
  /** Such as `guideline CKP-02`, `organisation defaults`, `manifest` or `operator`. */
  readonly origin: string;
  /** The default of Flink or the operator. */
  readonly byDefault?: string;
}

/** Fields of the spec from which defaults are derived. */
const FOLLOWED = ['job.parallelism', 'jobManager.resource.cpu', 'jobManager.resource.memory', 'taskManager.resource.cpu', 'taskManager.resource.memory'];

/** Options that the operator always overwrites, each with the field from which it takes the value. */
const FROM_SPEC: { readonly [key: string]: string } = {
  'parallelism.default': 'job.parallelism',
  'jobmanager.memory.process.size': 'jobManager.resource.memory',
  'taskmanager.memory.process.size': 'taskManager.resource.memory',
  'kubernetes.jobmanager.cpu.amount': 'jobManager.resource.cpu',
  'kubernetes.taskmanager.cpu.amount': 'taskManager.resource.cpu',
  'kubernetes.container.image.ref': 'image',
};

/** The effective configuration: the options that are set, and the options that the operator derives from the spec. */
export function effectiveOptions(workload: Workload): EffectiveOption[] {
  const defaults = guidelineDefaults(workload);
  const fromScopes = new Set(String(workload.manifest.metadata?.annotations?.[ANNOTATIONS.fromScopes] ?? '').split(' '));
  const set = Object.entries(workload._configuration.toMap()).map(([key, value]) => {
    const owner = defaults.originOf(key);
    const isDefault = owner?.startsWith('guideline') === true && defaults.option(key) === value;
    return { key, value, origin: isDefault ? owner! : fromScopes.has(key) ? 'organisation defaults' : 'manifest', byDefault: workload._configuration.names.resolve(key).option?.default };
  });
  const made = Object.entries(FROM_SPEC).filter(([, field]) => workload.field(field) !== undefined)
    .map(([key, field]) => ({ key, value: String(workload.field(field)), origin: `operator, from spec.${field}` }));
  const keys = new Set(made.map(({ key }) => key));
  return [...set.filter(({ key }) => !keys.has(key)), ...made].sort((a, b) => a.key < b.key ? -1 : 1);
}

/** The defaults that the guidelines would set for such a job. */
function guidelineDefaults(workload: Workload): JobSettings {
  const { name, namespace, flinkVersion, operatorVersion } = workload;
  const settings = new JobSettings({ name, namespace, flinkVersion, operatorVersion });
  for (const field of FOLLOWED) settings.setField(field, workload.field(field), field);
  // Options from which other defaults are derived have the values of the manifest.
  for (const key of [...Object.values(OPTION), 'execution.checkpointing.unaligned.enabled']) {
    const value = workload.option(key);
    if (value !== undefined) settings.set(key, value, Origin.manifest(key));
  }
  for (const guideline of GUIDELINES) settings.inTheNameOf(Origin.guideline(guideline.id), () => guideline.apply(settings));
  return settings;
}
