import { Construct } from 'constructs';
import { IFlinkDeployment, provideSource } from '../workload/flink-deployment-reference';
import { API_VERSION, kindOf } from '../workload/kinds';
import { Workload } from '../workload/workload';

/** A FlinkDeployment that this library did not generate. */
export class ManifestDeployment extends Construct implements IFlinkDeployment {
  public readonly name: string;
  public readonly namespace: string;

  constructor(scope: Construct, id: string, manifest: () => any) {
    super(scope, id);
    const first = manifest();
    const kind = kindOf(first);
    if (first?.apiVersion !== API_VERSION || !kind?.holds.cluster) {
      throw new Error(`${this.node.path}: the manifest is a ${first?.kind} of ${first?.apiVersion}: pass a FlinkDeployment or FlinkBlueGreenDeployment of ${API_VERSION}`);
    }
    const { name, namespace } = first.metadata ?? {};
    if (typeof name !== 'string' || typeof namespace !== 'string') {
      throw new Error(`${this.node.path}: the manifest lacks metadata.${typeof name === 'string' ? 'namespace' : 'name'}, which the objects beside it are named and placed by: write it`);
    }
    this.name = name;
    this.namespace = namespace;
    const read = reader();
    provideSource(this, {
      jobName: name,
      deploymentNames: kind.deploymentNames(name),
      view: (deploymentName) => read(manifest()).find((each) => each.name === deploymentName)!,
    });
  }
}

/** Parses a manifest again only if its content has changed: the additional objects of a job read it many times. */
function reader(): (manifest: any) => readonly Workload[] {
  let last: { readonly text: string; readonly deployments: readonly Workload[] } | undefined;
  return (manifest) => {
    const text = JSON.stringify(manifest);
    if (last?.text !== text) last = { text, deployments: Workload._of(JSON.parse(text))._deployments };
    return last!.deployments;
  };
}
