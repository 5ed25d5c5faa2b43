import { Workload } from './workload';
import { WorkloadSet } from './workload-set';
import { OperatorVersion } from '../configuration';
import { textOf } from '../kubernetes/text-of';
import { valueAt } from '../kubernetes/value-at';

/** A FlinkStateSnapshot of a manifest set, and its job. */
export class Snapshot {
  public readonly kind = 'FlinkStateSnapshot';
  public readonly name: string;
  public readonly namespace: string;
  public readonly _isFromProgram = false;

  constructor(public readonly manifest: any, public readonly operatorVersion: OperatorVersion, public readonly set: Pick<WorkloadSet, 'named' | 'namesIn'>) {
    this.name = textOf(manifest.metadata?.name);
    this.namespace = textOf(manifest.metadata?.namespace ?? 'default');
  }

  /** A field of its spec by its path, such as `jobReference.name`. */
  public field(path: string): any {
    return valueAt(this.manifest.spec, path.split('.'));
  }

  /** The job that it refers to, if the job is among the manifests. */
  public get job(): Workload | undefined {
    const [kind, name] = [this.field('jobReference.kind') ?? 'FlinkDeployment', this.field('jobReference.name')];
    return this.set.named(kind, this.namespace, String(name));
  }

  public _inherits(): boolean {
    return false;
  }
}
