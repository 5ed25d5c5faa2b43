import { FLINK_DEPLOYMENT, FlinkDeploymentSpec, IngressSpec } from './flink-deployment';

/** Served by operators from 1.14 on. */
export const FLINK_BLUE_GREEN_DEPLOYMENT = { apiVersion: FLINK_DEPLOYMENT.apiVersion, kind: 'FlinkBlueGreenDeployment' } as const;

/** The fields of `spec` that this library renders, in the order of the manifest. */
export interface FlinkBlueGreenDeploymentSpec {
  readonly configuration?: { readonly [key: string]: string };
  /** An Ingress for the active one of the two FlinkDeployments. */
  readonly ingress?: IngressSpec;
  readonly template: { readonly spec: FlinkDeploymentSpec };
}
