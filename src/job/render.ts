import { FlinkComponent, JobSettings } from '../configuration';
import { connectorEnvironment } from '../connectors/environment';
import { FlinkDeploymentSpec } from '../crds/flink-deployment';
import { secretOptions } from '../credentials/secret-options';
import { put } from '../kubernetes/put';
import { renderPodTemplate } from '../pods/pod-template';

/** The fields of `spec` that settings may have, as paths. Other settings, such as `jvm.*`, are what defaults follow from. */
const SPEC_ROOTS = ['image', 'imagePullPolicy', 'flinkVersion', 'mode', 'serviceAccount', 'ingress', 'logConfiguration', 'jobManager', 'taskManager', 'job'];

/** The `spec` of a FlinkDeployment, from all that was said. */
export function renderSpec(settings: JobSettings): FlinkDeploymentSpec {
  const spec: any = {};
  for (const [path, { value }] of settings._fields) {
    const steps = path.split('.');
    if (SPEC_ROOTS.includes(steps[0])) put(spec, steps, value);
  }
  for (const [field, component] of [['jobManager', FlinkComponent.JOB_MANAGER], ['taskManager', FlinkComponent.TASK_MANAGER]] as const) {
    const podTemplate = renderPodTemplate(settings, component, [...connectorEnvironment(settings, component), ...secretOptions(settings)]);
    if (podTemplate !== undefined) put(spec, [field, 'podTemplate'], podTemplate);
  }
  return { ...spec, flinkConfiguration: settings.flinkConfiguration };
}
