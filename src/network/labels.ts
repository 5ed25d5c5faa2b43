import { FlinkComponent } from '../configuration';

/**
 * The labels that the operator and Flink put on a job's pods, whatever a pod template says: the only ones that a selector may rely on.
 *
 * @param standalone whether the operator creates the TaskManagers, and not Flink in its native mode
 */
export function podLabels(name: string, component?: FlinkComponent, standalone: boolean = false): { [label: string]: string } {
  return {
    app: name,
    ...(component === undefined ? {} : { component }),
    type: standalone ? 'flink-standalone-kubernetes' : 'flink-native-kubernetes',
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
