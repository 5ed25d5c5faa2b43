import { FLINK_DEPLOYMENT, FlinkDeploymentSpec, IngressSpec } from './flink-deployment';

/** What operators serve from 1.14 on. */
export const FLINK_BLUE_GREEN_DEPLOYMENT = { apiVersion: FLINK_DEPLOYMENT.apiVersion, kind: 'FlinkBlueGreenDeployment' } as const;

/** The fields of `spec` that we emit, in the order in which they stand in the manifest. */
export interface FlinkBlueGreenDeploymentSpec {
  readonly configuration?: { readonly [key: string]: string };
  /** Leads to the one of the two that is active. */
  readonly ingress?: IngressSpec;
  readonly template: { readonly spec: FlinkDeploymentSpec };
}
