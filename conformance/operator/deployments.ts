import { KINDS, specOf } from '../../src/workload/kinds';

/** What the validator judges of an object: the FlinkDeployments that the operator makes of a blue/green one, of which it knows nothing; any other itself. */
export function judgedOf(object: any): any[] {
  const { kind, metadata } = object;
  if (kind !== 'FlinkBlueGreenDeployment') return [object];
  return KINDS[kind].deploymentNames(metadata.name).map((name) => ({ ...object, kind: 'FlinkDeployment', metadata: { ...metadata, name }, spec: specOf(object) }));
}
