import { BlueGreenType, blueGreenTypeOf, ChangeType, changeTypeOf, Difference, differencesBetween, isSame } from './operator-diff';
import { parseValue } from '../configuration/options/value-syntax';
import { DeclaredConnector } from '../connectors/declared-connector';
import { hasJob, isBlank, isSuspended, rescalesInPlace, takesCheckpoints, upgradeMode } from '../facts';
import { isPathWithin, pathText } from '../kubernetes/paths';
import { declarations } from '../workload/declarations';
import { Workload } from '../workload/workload';

/** How a job gets its state when the operator starts it again. */
export type Start = 'in-place' | 'savepoint' | 'last-state' | 'stateless' | 'redeploy' | 'transition' | 'suspend' | 'resume' | 'cluster';

export const SAVEPOINTS = 'execution.checkpointing.savepoint-dir';
const OF_TEMPLATE: { readonly [type in BlueGreenType]: Start | undefined } = {
  IGNORE: undefined, PATCH_CHILD: undefined, TRANSITION: 'transition', SUSPEND: 'suspend', RESUME: 'resume', SAVEPOINT_REDEPLOY: 'redeploy',
};

/** An object before and after a change. */
export class Change {
  /** Everything that differs, as the operator compares it. */
  public readonly differences: readonly Difference[];
  /** What the operator does about all of it. */
  public readonly type: ChangeType;
  private known?: { readonly start: Start | undefined };

  constructor(public readonly before: Workload, public readonly after: Workload, public readonly cluster?: Change) {
    this.differences = differencesBetween(before.manifest, after.manifest, after.operatorVersion.minor);
    this.type = changeTypeOf(this.differences);
  }

  /** How the job starts again; undefined where it runs on, or is suspended before and after. */
  public get start(): Start | undefined {
    return (this.known ??= { start: this.startOf() }).start;
  }

  /** How the new job begins with the state of the running one; undefined where no job starts, or it starts without state or with that of a given savepoint. */
  public get restores(): 'savepoint' | 'last-state' | undefined {
    switch (this.start) {
      case 'savepoint': return 'savepoint';
      // a colour starts from a savepoint in every mode except stateless
      case 'transition': return upgradeMode(this.after) === 'stateless' ? undefined : 'savepoint';
      case 'last-state': return 'last-state';
      case 'resume': return [this.before, this.after].some((w) => upgradeMode(w) === 'stateless') ? undefined : upgradeMode(this.before) as 'savepoint' | 'last-state';
      default: return undefined;
    }
  }

  /** Whether its job has state to lose. */
  public get hasState(): boolean {
    return this.isComparable && hasJob(this.before) && takesCheckpoints(this.before);
  }

  /** Whether the Flink version is another. */
  public get isOtherVersion(): boolean {
    return this.isComparable && this.before.flinkVersion.minor !== this.after.flinkVersion.minor;
  }

  /** Whether what holds for an option is not the same before and after, however it is written and by whichever of its names. */
  public changes(key: string): boolean {
    return valueOf(this.before, key) !== valueOf(this.after, key);
  }

  /** Whether a field is not the same before and after. */
  public changesField(path: string): boolean {
    return this.differences.some(({ steps }) => {
      const text = pathText(steps.slice(this.after._specPath.split('.').length));
      return isPathWithin(text, path) || (isPathWithin(path, text) && !isSame(this.before.field(path), this.after.field(path)));
    });
  }

  /** Options that are written another way and hold the same. */
  public get respelled(): readonly string[] {
    return this.differences.filter(({ steps, row }) => steps.includes('flinkConfiguration') && row === 'any-other')
      .map(({ steps }) => steps.at(-1)!)
      .filter((key) => this.before.option(key) !== undefined && this.after.option(key) !== undefined && !this.changes(key));
  }

  /** Connectors of one name that are declared before and after and differ in a property. */
  public connectorsWithOther(property: keyof DeclaredConnector): readonly string[] {
    const now = new Map(declarations(this.after).connectors.map((connector) => [connector.name, connector]));
    return declarations(this.before).connectors.filter((old) => {
      const other = now.get(old.name);
      return other !== undefined && old[property] !== undefined && other[property] !== old[property];
    }).map(({ name }) => name);
  }

  /** Of a session job: whether its cluster, and so most of its options, is known on both sides or on neither. */
  private get isComparable(): boolean {
    return (this.before._cluster === undefined) === (this.after._cluster === undefined);
  }

  private startOf(): Start | undefined {
    const { before, after } = this;
    if (!before._holds.job || !hasJob(before) || !hasJob(after)) return this.type === 'IGNORE' ? undefined : 'cluster';
    if (after.kind === 'FlinkBlueGreenDeployment') {
      return OF_TEMPLATE[blueGreenTypeOf(before.manifest, after.manifest, this.differences, after.operatorVersion.minor)];
    }
    if (isSuspended(before) && isSuspended(after)) return undefined;
    // the operator checks the nonce before the state
    if (this.type === 'SAVEPOINT_REDEPLOY') return 'redeploy';
    if (isSuspended(before)) return 'resume';
    if (isSuspended(after)) return 'suspend';
    if (this.type === 'IGNORE') return undefined;
    if (this.type === 'SCALE' && rescalesInPlace(after) && rescalesInPlace(before)) return 'in-place';
    return this.upgrade();
  }

  /** The operator takes the mode of the new spec, and a savepoint for another Flink version where the running job can write one. */
  private upgrade(): Start {
    const mode = upgradeMode(this.after) as 'savepoint' | 'last-state' | 'stateless';
    return mode === 'last-state' && this.isOtherVersion && !isBlank(this.before, SAVEPOINTS) ? 'savepoint' : mode;
  }
}

/** Differences as rules name them: an option by its key, a field by its path in the deployment's spec or, outside of that, in the object. */
export function namesOf(differences: readonly Difference[], { after }: Change): string[] {
  const spec = after._specPath.split('.');
  return differences.map(({ steps }) => {
    if (steps.at(-2) === 'flinkConfiguration') return steps.at(-1)!;
    return spec.every((step, i) => steps[i] === step) ? pathText(steps.slice(spec.length)) : pathText(steps);
  });
}

/** What holds for an option, parsed; the text where it cannot be. */
function valueOf(w: Workload, key: string): string {
  const text = w.effectiveOption(key).trim();
  const { option } = w._configuration.names.resolve(key);
  if (option === undefined) return text;
  const parsed = parseValue(option.type, option.values, text, w._modelVersion);
  return parsed.ok ? parsed.canonical : text;
}
