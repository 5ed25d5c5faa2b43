export { isFlinkDeployment, type Manifest, readManifests } from './manifests';
export { PodRejection, type RenderedPods, renderPods } from './rendered-pods';
export { Workload } from './workload';
