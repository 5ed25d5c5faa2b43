export { type JobManagerComponent, jobManagerMemory } from './job-manager-memory';
export { type PodMemory, podMemory, readResourceMemory, type ResourceMemory } from './kubernetes-memory';
export { type DeploymentMemory, deploymentMemory } from './deployment-memory';
export { explainAmount, type MemoryAmount, type MemorySource } from './memory-amount';
export { type FlinkProcess, type LegacyHeapReading } from './memory-options';
export { type AcceptedMemory, type MemoryComponents, type MemoryResult, type RejectedMemory } from './process-memory';
export { withoutDecimals } from './kubernetes-memory';
export { type ProcessSizeAdvice, smallestProcessSize } from './smallest-process-size';
export { type TaskManagerComponent, taskManagerMemory } from './task-manager-memory';
