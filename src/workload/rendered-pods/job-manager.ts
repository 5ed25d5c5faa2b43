import { HandOver } from './hand-over';
import { inShell, PodBuilder } from './pod-builder';
import { PodOptions, PodRejection } from './pod-options';
import { OPERATORS_FLINK } from '../../configuration/options/operator-version';
import { FlinkComponent } from '../../kubernetes/component';
import { clusterLabels } from '../../kubernetes/labels';
import { FIXED_PORT_OPTIONS, FIXED_WITH_HIGH_AVAILABILITY, PORTS } from '../../kubernetes/ports';
import { jobManagerMemory, MemoryAmount } from '../../memory';

/** The annotation from which the operator knows the generation of the FlinkDeployment for which a JobManager was created. */
const GENERATION = 'flinkdeployment.flink.apache.org/generation';

const POD_ADDRESS = '_POD_IP_ADDRESS';

/** The mount path of jars in a standalone cluster; a template may mount something below it. */
export const USER_JARS = '/opt/flink/usrlib';
export const USER_JARS_VOLUME = 'user-lib-dir';

/** A pod of the JobManager's Deployment, which the operator creates with its built-in Flink client. */
export function jobManagerPod(deployment: HandOver): any {
  const { name, namespace, standalone } = deployment;
  const options = new PodOptions(deployment.options, OPERATORS_FLINK.minor);
  const pod = new PodBuilder(deployment.jobManagerTemplate, options);
  for (const key of [...FIXED_PORT_OPTIONS, ...deployment.highlyAvailable ? [FIXED_WITH_HIGH_AVAILABILITY] : []]) options.port(key, 0);

  const own = clusterLabels(name, FlinkComponent.JOB_MANAGER, standalone);
  const said = options.map('kubernetes.jobmanager.labels');
  pod.label(standalone ? { ...own, ...said } : { ...said, ...own });
  pod.annotate({ ...options.map('kubernetes.jobmanager.annotations'), [GENERATION]: `${deployment.generation}` });
  pod.serviceAccount('jobmanager');
  pod.hostNetwork();
  pod.image(false);
  pod.schedule('jobmanager');
  pod.resources('jobmanager', { cpu: options.number('kubernetes.jobmanager.cpu.amount'), memory: processMemory(deployment) });
  if (!pod.usesHostNetwork) {
    pod.ports([
      { name: PORTS.rest.name, number: options.port('rest.port', PORTS.rest.number) },
      { name: PORTS.jobManagerRpc.name, number: options.port('jobmanager.rpc.port', PORTS.jobManagerRpc.number) },
      { name: PORTS.blobServer.name, number: options.port('blob.server.port', PORTS.blobServer.number) },
    ]);
  }
  pod.envOfOptions('containerized.master.env.');
  pod.env({ name: POD_ADDRESS, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } });
  pod.logDirectory();
  pod.volume({ name: 'user-artifacts-volume', emptyDir: {} }, { mountPath: options.text('user.artifacts.base-dir') });
  pod.secrets();
  pod.main.command = [options.text('kubernetes.entry.path')];
  pod.main.args = standalone ? standaloneArguments(deployment, pod.main.args) : nativeArguments(deployment, options);
  pod.configuration(deployment);
  if (standalone) userJars(pod, deployment);
  else taskManagerTemplate(pod, deployment);
  return pod.build(`${name}-jobmanager`, namespace);
}

function processMemory({ options }: HandOver): MemoryAmount {
  const memory = jobManagerMemory(options, OPERATORS_FLINK.minor);
  if (!memory.ok) throw new PodRejection(`the JobManager's memory: ${memory.reason}`);
  return memory.components.totalProcess;
}

function nativeArguments({ job }: HandOver, options: PodOptions): string[] {
  const target = job === undefined ? 'kubernetes-session' : 'kubernetes-application';
  return inShell(`kubernetes-jobmanager.sh ${target} ${options.text('kubernetes.jobmanager.entrypoint.args') ?? ''}`);
}

function standaloneArguments(deployment: HandOver, before: string[] | undefined): string[] {
  const { job } = deployment;
  const address = deployment.highlyAvailable ? [`$(${POD_ADDRESS})`] : [];
  if (job === undefined) return [...before ?? [], 'jobmanager', ...address];
  return [
    'standalone-job',
    ...job.entryClass ? ['--job-classname', job.entryClass] : [],
    ...job.allowNonRestoredState === true ? ['--allowNonRestoredState'] : [],
    ...job.initialSavepointPath ? ['--fromSavepoint', job.initialSavepointPath] : [],
    ...address.flatMap((each) => ['--host', each]),
    ...job.args ?? [],
  ];
}

/** The file from which the JobManager reads the template of its TaskManagers. */
function taskManagerTemplate(pod: PodBuilder, { name, taskManagerTemplate: template }: HandOver): void {
  if (template === undefined) return;
  const file = 'taskmanager-pod-template.yaml';
  pod.volume(
    { name: 'pod-template-volume', configMap: { items: [{ key: file, path: file }], name: `pod-template-${name}` } }, { mountPath: '/opt/flink/pod-template' });
}

function userJars(pod: PodBuilder, { job }: HandOver): void {
  const mounted = (pod.main.volumeMounts ?? []).some(({ mountPath }: any) => String(mountPath).startsWith(USER_JARS));
  if (job?.jarURI && !mounted) pod.volume({ name: USER_JARS_VOLUME, emptyDir: {} }, { mountPath: USER_JARS });
}
