import { FlinkComponent } from './component';
import { NATIVE, STANDALONE } from './mode';

/** A label of all pods with the creator of the TaskManagers: Flink in native mode, or the operator. */
const TYPE_LABEL = { [NATIVE]: 'flink-native-kubernetes', [STANDALONE]: 'flink-standalone-kubernetes' };

/** The value of this label. */
export function typeLabel(standalone: boolean): string {
  return TYPE_LABEL[standalone ? STANDALONE : NATIVE];
}

/**
 * The labels that the operator and Flink set on the pods of a cluster, regardless of pod templates: the only ones on which a selector can rely.
 */
export function clusterLabels(name: string, component?: FlinkComponent, standalone: boolean = false): { [label: string]: string } {
  return {
    app: name,
    ...(component === undefined ? {} : { component }),
    type: typeLabel(standalone),
  };
}

/** Labels of the additional objects of a FlinkDeployment. */
export function companionLabels(name: string, component?: string): { [label: string]: string } {
  return {
    'app.kubernetes.io/name': name,
    ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
    'app.kubernetes.io/managed-by': 'cdk8s-flink',
  };
}
