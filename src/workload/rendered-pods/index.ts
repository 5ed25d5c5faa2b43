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

/** What a FlinkDeployment does not say of the operator that will read it. */
export interface RenderOptions {
  /**
   * The log configuration in the operator's own folder, which a job without any gets.
   * @default - `log4j-console.properties`, as the operator's Helm chart has it
   */
  readonly operatorLogFiles?: readonly string[];
}

/**
 * The pods that the operator and Flink create for a FlinkDeployment. What only a cluster knows is left out: the random part of
 * names, service account tokens, and the JobManager's temporary folders among a TaskManager's arguments.
 *
 * @throws PodRejection where Flink creates none
 */
export function renderPods(workload: Workload, { operatorLogFiles = HELM_LOG_FILES }: RenderOptions = {}): RenderedPods {
  const deployment = handOver(workload, operatorLogFiles);
  return { jobManager: jobManagerPod(deployment), taskManager: taskManagerPod(deployment) };
}

const HELM_LOG_FILES = ['log4j-console.properties'];
