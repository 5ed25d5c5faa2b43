import { Problem } from './template-problem';
import { Severity } from '../../../configuration';
import { ComponentField } from '../../../kubernetes/component';
import { isMap } from '../../../kubernetes/is-map';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { quantityValue } from '../../../kubernetes/quantity-value';
import { podsOf } from '../../../workload/pods';
import { ComponentTemplate, elements, Step } from '../../../workload/templates';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

/** A path in a template with its value, and the value in the pods. */
interface Replaced {
  readonly steps: readonly Step[];
  readonly written: unknown;
  readonly runs: unknown;
}

/** Flink's main container in a template, and in the pods. */
interface Main {
  readonly steps: readonly Step[];
  readonly written: any;
  readonly runs: any;
}

function mainOf({ template, component }: ComponentTemplate, w: Workload): Main | undefined {
  // if an option is set twice, Flink uses the last value
  const written = elements(template.spec?.containers).filter(([, { name }]) => name === MAIN_CONTAINER).at(-1);
  const runs = list(podsOf(w)?.[component]?.spec?.containers).find(({ name }) => name === MAIN_CONTAINER);
  return written && runs && { steps: ['spec', 'containers', written[0]], written: written[1], runs };
}

/** Fields of the main container that Flink replaces. */
export function overwrittenOfMain(template: ComponentTemplate, w: Workload): Problem[] {
  const main = mainOf(template, w);
  if (!main) return [];
  const { steps, written, runs } = main;
  return [
    ...overwrittenImage(main),
    ...(['command', 'args'] as const).flatMap((field): Problem[] => isKept(written[field], runs[field]) ? [] : [{
      steps: [...steps, field],
      message: (pods) => `Flink overwrites ${field} of ${MAIN_CONTAINER} with its own start command in ${pods}: the command written here never runs`,
      fix: `Remove ${field}; run commands before the start of Flink in an init container`,
    }]),
    ...overwrittenResources(main, template.component),
    ...overwrittenVariables(main),
  ];
}

/** Whether a list is used unchanged, or as the beginning: a standalone cluster appends its own arguments. */
function isKept(written: unknown, runs: unknown): boolean {
  if (!Array.isArray(written) || written.length === 0) return true;
  return Array.isArray(runs) && written.every((each, i) => String(each) === String(runs[i]));
}

function overwrittenImage({ steps, written, runs }: Main): Problem[] {
  return (['image', 'imagePullPolicy'] as const).filter((field) => (written[field] ?? '') !== '' && written[field] !== runs[field]).map((field) => ({
    steps: [...steps, field],
    severity: field === 'image' ? Severity.ERROR : Severity.WARNING,
    value: written[field],
    message: (pods) => `Flink overwrites ${field} of ${MAIN_CONTAINER}: ${pods} run with ${String(runs[field])}`,
    fix: `Write it as spec.${field}, and remove it here`,
  }));
}

/** CPU and memory come from the resource fields; other resources are kept. */
function overwrittenResources({ steps, written, runs }: Main, component: ComponentField): Problem[] {
  return (['requests', 'limits'] as const).flatMap((kind) => (['cpu', 'memory'] as const).flatMap((resource): Problem[] => {
    const [said, real] = [written, runs].map(({ resources }) => resources?.[kind]?.[resource]);
    if (said === undefined || said === null || quantityValue(said) === quantityValue(real)) return [];
    const factor = `kubernetes.${component.toLowerCase()}.${resource}.limit-factor`;
    return [{
      steps: [...steps, 'resources', kind, resource],
      value: said,
      message: (pods) => `Flink overwrites cpu and memory of ${MAIN_CONTAINER}: ${pods} run with ${resource} ${kind} of ${String(real)}`,
      fix: kind === 'requests' ? `Write it as spec.${component}.resource.${resource}, and remove it here` : `Remove it here; a limit above spec.${component}.resource.${resource} is ${factor}`,
    }];
  }));
}

/** Of two variables with the same name, the last one takes effect. */
function overwrittenVariables({ steps, written, runs }: Main): Problem[] {
  const last = new Map(list(runs.env).map((variable) => [variable.name, variable]));
  return elements(written.env).flatMap(([i, variable]): Problem[] => {
    const real = last.get(variable.name);
    if (typeof variable.name !== 'string' || real === undefined || isSame(variable, real)) return [];
    const isFlinks = !list(written.env).some((other) => isSame(other, real));
    return [{
      steps: [...steps, 'env', i],
      severity: Severity.WARNING,
      value: variable.name,
      message: (pods) => `${isFlinks ? 'Flink sets this variable itself' : 'the variable is set again later in the list'}, and the last one counts: ${pods} do not get this value`,
      fix: 'Remove it here',
    }];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Fields of the pod that Flink and the operator replace. */
export function overwrittenOfPod({ template, component }: ComponentTemplate, w: Workload): Problem[] {
  const pod = podsOf(w)?.[component];
  if (!pod) return [];
  const account = template.spec?.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName';
  return [
    ...replaced(template.spec, pod.spec, ['spec'], [account], { [account]: 'serviceAccountName' }).map((each): Problem => ({
      ...problem(each),
      severity: Severity.ERROR,
      message: (pods) => `Flink overwrites ${account}: ${pods} run as ${String(each.runs)}`,
      fix: 'Write it as spec.serviceAccount, and remove it here',
    })),
    ...replaced(template.spec, pod.spec, ['spec'], ['restartPolicy', 'dnsPolicy', 'hostNetwork']).filter(({ written }) => written !== false).map((each): Problem => ({
      ...problem(each),
      message: (pods) => `Flink overwrites ${String(each.steps.at(-1))}: ${pods} run ${each.runs === undefined ? 'without it' : `with ${String(each.runs)}`}`,
      fix: each.steps.at(-1) === 'hostNetwork' ? 'Set kubernetes.hostnetwork.enabled: "true" in spec.flinkConfiguration, and remove it here' : 'Remove it',
    })),
    ...replaced(template.metadata?.labels, pod.metadata?.labels, ['metadata', 'labels']).map((each): Problem => ({
      ...problem(each),
      message: (pods) => `Flink overwrites the label ${String(each.steps.at(-1))}: ${pods} have ${String(each.runs)}, and a selector for the value written here finds none`,
      fix: 'Use another label, such as app.kubernetes.io/name',
    })),
    ...replaced(template.metadata?.annotations, pod.metadata?.annotations, ['metadata', 'annotations']).map((each): Problem => ({
      ...problem(each),
      message: (pods) => `the annotation ${String(each.steps.at(-1))} is overwritten: ${pods} have ${String(each.runs)}`,
      fix: 'Remove it here',
    })),
    ...replaced(template.spec?.nodeSelector, pod.spec?.nodeSelector, ['spec', 'nodeSelector']).map((each): Problem => ({
      ...problem(each),
      message: (pods) => `kubernetes.${component.toLowerCase()}.node-selector overwrites it: ${pods} need ${String(each.steps.at(-1))}: ${String(each.runs)}`,
      fix: 'Remove one of the two',
    })),
  ];
}

function problem({ steps, written }: Replaced): Pick<Problem, 'steps' | 'severity' | 'value'> {
  return { steps, severity: Severity.WARNING, value: written };
}

type Names = { readonly [field: string]: string };

/** The fields of a map whose values differ in the pods; a field may have another name there. */
function replaced(written: any, runs: any, steps: readonly Step[], only?: readonly string[], names: Names = {}): Replaced[] {
  if (!isMap(written)) return [];
  const fields = only ?? Object.keys(written);
  return fields.map((field) => ({ steps: [...steps, field], written: written[field], runs: runs?.[names[field] ?? field] }))
    .filter((each) => (each.written ?? '') !== '' && typeof each.written !== 'object' && each.written !== each.runs);
}

/** Pods of a Deployment are always restarted: those of the JobManager, and in standalone mode those of the TaskManagers. */
export function refusedRestartPolicy({ template, component }: ComponentTemplate, w: Workload): Problem[] {
  const real = podsOf(w)?.[component]?.spec?.restartPolicy;
  const written = template.spec?.restartPolicy;
  if (typeof written !== 'string' || written !== real || written === 'Always' || (component === 'taskManager' && w.field('mode') !== 'standalone')) return [];
  return [{
    steps: ['spec', 'restartPolicy'],
    value: written,
    message: (pods) => `a Deployment creates ${pods}, and allows only Always: Kubernetes refuses it`,
    fix: 'Remove it',
  }];
}

/** Volumes and ports with the names of those that Flink adds. */
export function addedByFlink(template: ComponentTemplate, w: Workload): Problem[] {
  const pod = podsOf(w)?.[template.component];
  const main = mainOf(template, w);
  const lists: [readonly Step[], any, any, string][] = [
    [['spec', 'volumes'], template.template.spec?.volumes, pod?.spec?.volumes, 'volume'],
    ...main ? [[[...main.steps, 'ports'], main.written.ports, main.runs.ports, 'port']] as [readonly Step[], any, any, string][] : [],
  ];
  return lists.flatMap(([steps, written, runs, what]) => elements(written).flatMap(([i, { name }]): Problem[] => {
    const count = (all: any) => list(all).filter((each) => each.name === name).length;
    if (typeof name !== 'string' || count(runs) <= count(written)) return [];
    return [{
      steps: [...steps, i],
      value: name,
      message: (pods) => `Flink adds a ${what} of this name: Kubernetes refuses ${pods}`,
      fix: what === 'port' ? 'Remove it' : 'Give the volume another name, and its mounts too',
    }];
  }));
}
