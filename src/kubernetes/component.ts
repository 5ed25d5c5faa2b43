/** The component whose pod template is extended. The values are those of Flink's label `component`. */
export enum FlinkComponent {
  /** The JobManager. */
  JOB_MANAGER = 'jobmanager',
  /** The TaskManagers. */
  TASK_MANAGER = 'taskmanager',
}

/** The fields of the components in the spec of a FlinkDeployment. */
export const COMPONENT_FIELDS = ['jobManager', 'taskManager'] as const;
export type ComponentField = typeof COMPONENT_FIELDS[number];

/** Both components, in the order in which they start. */
export const COMPONENTS: readonly FlinkComponent[] = [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER];
