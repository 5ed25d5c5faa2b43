import { FlinkComponent } from './component';
import { NATIVE, STANDALONE } from './mode';

/** Who creates the TaskManagers, as a label of all pods: Flink in its native mode, or the operator. */
const TYPE_LABEL = { [NATIVE]: 'flink-native-kubernetes', [STANDALONE]: 'flink-standalone-kubernetes' };

/** The value of that label. */
export function typeLabel(standalone: boolean): string {
  return TYPE_LABEL[standalone ? STANDALONE : NATIVE];
}

/**
 * The labels that the operator and Flink put on the pods of a cluster, whatever a pod template says: the only ones that a selector may rely on.
 */
export function clusterLabels(name: string, component?: FlinkComponent, standalone: boolean = false): { [label: string]: string } {
  return {
    app: name,
    ...(component === undefined ? {} : { component }),
    type: typeLabel(standalone),
  };
}

/** Labels of the objects that this library puts beside a FlinkDeployment. */
export function companionLabels(name: string, component?: string): { [label: string]: string } {
  return {
    'app.kubernetes.io/name': name,
    ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
    'app.kubernetes.io/managed-by': 'cdk8s-flink',
  };
}
