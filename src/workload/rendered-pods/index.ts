import { handOver } from './hand-over';
import { jobManagerPod } from './job-manager';
import { taskManagerPod } from './task-manager';
import { Workload } from '../workload';

export { USER_JARS, USER_JARS_VOLUME } from './job-manager';
export { PodRejection } from './pod-options';

/** The pods of one FlinkDeployment, as Kubernetes objects. */
export interface RenderedPods {
  /** A pod of the JobManager's Deployment. */
  readonly jobManager: any;
  /** The pod of the first TaskManager; other TaskManagers differ only in their number. */
  readonly taskManager: any;
}

/** Facts about the operator that a FlinkDeployment does not contain. */
export interface RenderOptions {
  /**
   * The log configuration files in the operator's own directory, which are used for a job without its own.
   * @default - `log4j-console.properties`, as in the operator's Helm chart
   */
  readonly operatorLogFiles?: readonly string[];
}

/**
 * The pods that the operator and Flink create for a FlinkDeployment. Excludes what is only known in a cluster: the random part of names, service
 * account tokens, and the temporary directories of the JobManager in the arguments of a TaskManager.
 *
 * @throws PodRejection if Flink creates no pods
 */
export function renderPods(workload: Workload, { operatorLogFiles = HELM_LOG_FILES }: RenderOptions = {}): RenderedPods {
  const deployment = handOver(workload, operatorLogFiles);
  return { jobManager: jobManagerPod(deployment), taskManager: taskManagerPod(deployment) };
}

const HELM_LOG_FILES = ['log4j-console.properties'];
