import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { ComponentField } from '../../../kubernetes/component';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { ComponentTemplate, componentTemplates, Step, TemplateContainer } from '../../../workload/templates';
import { Workload } from '../../../workload/workload';

/** A problem at one path of a pod template. */
export interface Problem {
  readonly steps: readonly Step[];
  /** The default is an error: Kubernetes rejects the pods. */
  readonly severity?: Severity;
  readonly value?: unknown;
  /** What is wrong, in `pods`: those of both components, or of one. */
  readonly message: (pods: string) => string;
  readonly fix: string;
}

/** Checks the template of one component. */
export type TemplateRule = (template: ComponentTemplate, w: Workload) => Problem[];

/** The findings of rules in the templates of both components. A problem that is written once and affects both is one finding. */
export function templateFindings(w: Workload, guideline: string, rules: readonly TemplateRule[]): Finding[] {
  const found = new Map<string, { readonly problem: Problem; readonly path: string; readonly components: ComponentField[] }>();
  for (const template of componentTemplates(w)) {
    for (const problem of rules.flatMap((rule) => rule(template, w))) {
      const path = template.pathOf(problem.steps);
      const key = `${path} ${problem.message('')} ${problem.fix}`;
      const same = found.get(key);
      if (same) same.components.push(template.component);
      else found.set(key, { problem, path, components: [template.component] });
    }
  }
  return [...found.values()].map(({ problem: { severity = Severity.ERROR, value, message, fix }, path, components: [first, second] }) => ({
    guideline,
    severity,
    path: w.where(path),
    value: describe(typeof value === 'object' ? undefined : value),
    message: message(second ? 'the pods' : `the ${first === 'jobManager' ? 'JobManager' : 'TaskManager'}'s pods`),
    fix,
  }));
}

export function isMain({ container, isInit }: TemplateContainer): boolean {
  return !isInit && container.name === MAIN_CONTAINER;
}
