import { Finding } from '../configuration';
import { refusal } from '../configuration/finding';
import { isMap } from '../kubernetes/is-map';
import { isPathWithin, pathSteps } from '../kubernetes/paths';
import { flatConfiguration } from '../workload/manifests';
import { Workload } from '../workload/workload';

/** Fields of every FlinkDeployment, which a patch rarely contains. */
const ALWAYS = ['flinkVersion', 'image', 'jobManager', 'taskManager'];

/** For a fragment of a manifest, such as a Kustomize patch: one finding reports it, and others are limited to what it contains. */
export function ofFragment(workload: Workload, findings: readonly Finding[]): Finding[] {
  if (!isFragment(workload)) return [...findings];
  const spec = workload._specPath;
  return [
    refusal('ARC-12', spec, undefined, `${ALWAYS.join(', ')} must be set: the operator refuses it, and a patch of Kustomize cannot be judged alone`,
      'Judge what is built of it: kustomize build <overlay> | cdk8s-flink check -'),
    ...findings.filter(({ path }) => path !== spec && isWritten(workload, path)),
  ];
}

function isFragment(workload: Workload): boolean {
  return !workload._isFromProgram && workload._holds.cluster && isMap(workload._spec) && Object.keys(workload._spec).length > 0
    && ALWAYS.every((field) => workload.field(field) === undefined);
}

function isWritten(workload: Workload, path: string): boolean {
  const options = `${workload._specPath}.flinkConfiguration`;
  if (isPathWithin(path, options) && path !== options) {
    return Object.keys(flatConfiguration(workload.field('flinkConfiguration'))).some((key) => path === `${options}['${key}']`);
  }
  return pathSteps(path).reduce((value, step) => value?.[step], workload.manifest) !== undefined;
}
