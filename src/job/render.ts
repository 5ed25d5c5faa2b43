import { JobSettings } from '../configuration/said/job-settings';
import { connectorEnvironment } from '../connectors/environment';
import { secretOptions } from '../credentials/secret-options';
import { FlinkComponent } from '../kubernetes/component';
import { FlinkDeploymentSpec } from '../kubernetes/custom-resources/flink-deployment';
import { put } from '../kubernetes/put';
import { renderPodTemplate } from '../pods/pod-template';
import { specOf } from '../workload/kinds';

/** The fields of `spec` that settings may have, as paths. Other settings, such as `jvm.*`, are inputs of defaults. */
const SPEC_ROOTS = ['image', 'imagePullPolicy', 'flinkVersion', 'mode', 'serviceAccount', 'ingress', 'logConfiguration', 'jobManager', 'taskManager', 'job'];

/** The `spec` of a FlinkDeployment, from the settings. */
export function renderSpec(settings: JobSettings): FlinkDeploymentSpec {
  const spec: any = {};
  for (const [path, { value }] of settings.entries) {
    const steps = path.split('.');
    if (SPEC_ROOTS.includes(steps[0])) put(spec, steps, value);
  }
  for (const [field, component] of [['jobManager', FlinkComponent.JOB_MANAGER], ['taskManager', FlinkComponent.TASK_MANAGER]] as const) {
    const podTemplate = renderPodTemplate(settings, component, [...connectorEnvironment(settings, component), ...secretOptions(settings)]);
    if (podTemplate !== undefined) put(spec, [field, 'podTemplate'], podTemplate);
  }
  return { ...spec, flinkConfiguration: settings.flinkConfiguration };
}

/** A JSON patch may change the image: the init containers that use it change with it, unless the patch changes them, too. */
export function followImage(manifest: any, settings: JobSettings): any {
  const spec = specOf(manifest);
  const [before, now] = [settings.field('image'), spec?.image];
  if (now === undefined || now === before) return manifest;
  for (const component of [spec.jobManager, spec.taskManager]) {
    for (const container of component?.podTemplate?.spec?.initContainers ?? []) {
      if (settings.notes.imageFollowers.has(container.name) && container.image === before) container.image = now;
    }
  }
  return manifest;
}
