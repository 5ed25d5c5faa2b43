import { Size } from 'cdk8s';
import { ComponentAmounts, ComponentResourceRequirements } from './flink-job-options';
import { OperatorVersion } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { refuseUnlessSize } from '../configuration/said/refuse';
import { ComponentField } from '../kubernetes/component';
import { cpuQuantity, quantity } from '../kubernetes/quantity';
import { LOCAL_STATE_SIZE } from '../state/local-volume';

/** Rejects only implausible sizes; the memory model checks whether Flink's components fit. */
const LEAST_MEMORY = 1;
const MOST_MEMORY = 4 * 1024 * 1024;
const MOST_CPU = 1024;

/** Sets the resources of a component. */
export function bindResources(settings: JobSettings, component: ComponentField, { cpu, memory, ephemeralStorage, resources }: {
  readonly cpu?: number; readonly memory?: Size; readonly ephemeralStorage?: Size; readonly resources?: ComponentResourceRequirements;
}): void {
  if (resources !== undefined) bindRequirements(settings, component, { cpu, memory, ephemeralStorage }, resources);
  refuseUnlessProcessors(settings, 'MEM-11', `${component}.cpu`, cpu);
  // Flink reads `m` as MiB; ephemeral storage is a Kubernetes quantity, where `m` would be a thousandth.
  if (refuseUnlessSize(settings, 'MEM-11', `${component}.memory`, memory, LEAST_MEMORY, MOST_MEMORY)) {
    settings.setField(`${component}.resource.memory`, memory && `${memory.toKibibytes() / 1024}m`, `${component}.memory`);
  }
  if (refuseUnlessSize(settings, 'RES-03', `${component}.ephemeralStorage`, ephemeralStorage, 1, 1024 * MOST_MEMORY)) {
    settings.setField(`${component}.resource.ephemeralStorage`, ephemeralStorage && quantity(ephemeralStorage), `${component}.ephemeralStorage`);
  }
  const localState = component === 'taskManager' ? settings.field(LOCAL_STATE_SIZE) : undefined;
  if (localState !== undefined && ephemeralStorage && ephemeralStorage.toKibibytes() <= localState) {
    settings.refuse('RES-03', `${component}.ephemeralStorage`, ephemeralStorage,
      `must be larger than the emptyDir of the state backend (${quantity(Size.kibibytes(localState))}), which counts towards it: the kubelet would evict the pod`,
      'Write some GiB more than the volume, or leave it out');
  }
}

/** Whether it is a valid number of CPUs, or undefined. */
function refuseUnlessProcessors(settings: JobSettings, guideline: string, prop: string, cpu: number | undefined): boolean {
  if (cpu === undefined || (typeof cpu === 'number' && cpu > 0 && cpu <= MOST_CPU)) return true;
  settings.refuse(guideline, prop, cpu, `must be a number of processors above 0, at most ${MOST_CPU}`, 'Write a number such as 2 or 0.5');
  return false;
}

/** The amounts in `resources`, which operators before 1.16 ignore, and which take precedence over the other properties. */
function bindRequirements(
  settings: JobSettings, component: ComponentField, beside: ComponentAmounts, resources: ComponentResourceRequirements,
): void {
  const prop = `${component}.resources`;
  if (!settings.operatorVersion._isAtLeast(OperatorVersion.V1_16)) {
    settings.refuse('RES-01', prop, undefined, `ignored by operator ${settings.operatorVersion}: it is read from operator ${OperatorVersion.V1_16} on`,
      'Use cpu, memory and ephemeralStorage, or a newer operator (FlinkEnvironment.of(scope).set({ operatorVersion }))');
    return;
  }
  for (const [name, value] of Object.entries(beside)) {
    if (value !== undefined) settings.refuse('RES-01', `${component}.${name}`, value, `ignored: the operator reads only ${prop}`, `Write it into ${prop}.requests`);
  }
  for (const kind of ['requests', 'limits'] as const) {
    const { cpu, memory, ephemeralStorage, others = {} } = resources[kind] ?? {};
    const areSound = [
      refuseUnlessProcessors(settings, 'RES-01', `${prop}.${kind}.cpu`, cpu),
      refuseUnlessSize(settings, 'RES-01', `${prop}.${kind}.memory`, memory, LEAST_MEMORY, MOST_MEMORY),
      refuseUnlessSize(settings, 'RES-01', `${prop}.${kind}.ephemeralStorage`, ephemeralStorage, 1, 1024 * MOST_MEMORY),
    ];
    if (areSound.includes(false)) continue;
    const all = {
      ...cpu !== undefined && { cpu: cpuQuantity(cpu) },
      ...memory && { memory: quantity(memory) },
      ...ephemeralStorage && { 'ephemeral-storage': quantity(ephemeralStorage) },
      ...others,
    };
    if (Object.keys(all).length > 0) settings.setField(`${prop}.${kind}`, all, `${prop}.${kind}`);
  }
}
