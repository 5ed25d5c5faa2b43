import { Chart } from 'cdk8s';
import { Construct } from 'constructs';

/** The given namespace, or the chart's. Empty if there is none, which validation reports. */
export function namespaceOf(construct: Construct, props: { readonly namespace?: string }): string {
  return props.namespace ?? Chart.of(construct).namespace ?? '';
}
