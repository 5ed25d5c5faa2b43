import { Chart } from 'cdk8s';
import { Construct } from 'constructs';

/** The namespace that was given, or the chart's. Empty where there is none, which validation reports. */
export function namespaceOf(construct: Construct, props: { readonly namespace?: string }): string {
  return props.namespace ?? Chart.of(construct).namespace ?? '';
}
