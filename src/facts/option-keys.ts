/**
 * The options that determine the type of job. Only this directory interprets their values; all other directories use the facts. A test enforces that
 * their names appear nowhere else.
 */
export const HIGH_AVAILABILITY = 'high-availability.type';
export const STATE_BACKEND = 'state.backend.type';
export const RESTART_STRATEGY = 'restart-strategy.type';
export const RUNTIME_MODE = 'execution.runtime-mode';
export const AUTOSCALER = 'job.autoscaler.enabled';
export const SCHEDULER_MODE = 'scheduler-mode';
export const SCHEDULER = 'jobmanager.scheduler';
export const SLOTS = 'taskmanager.numberOfTaskSlots';
export const CHECKPOINT_INTERVAL = 'execution.checkpointing.interval';
/** The service account of TaskManagers; the default is `spec.serviceAccount`. */
export const TASK_MANAGER_ACCOUNT = 'kubernetes.taskmanager.service-account';
export const CHECKPOINT_TIMEOUT = 'execution.checkpointing.timeout';
export const HEARTBEAT_TIMEOUT = 'heartbeat.timeout';
/** The name of the job in Flink. */
export const JOB_NAME = 'pipeline.name';
