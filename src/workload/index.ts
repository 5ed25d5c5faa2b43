export { type Manifest, readManifests } from './manifests';
export { PodRejection, type RenderedPods, renderPods } from './rendered-pods';
export { Workload } from './workload';
export { type IFlinkDeployment } from './flink-deployment-reference';
