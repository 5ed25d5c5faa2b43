import { Construct, IConstruct } from 'constructs';
import { Guideline } from './guideline';
import { GUIDELINES } from './registry';
import { GuidelineSuppression } from './suppression';
import { checkedMethods } from '../configuration/arguments/checked';

/** A global symbol, so that two copies of this library in one program share it. */
const GUIDELINES_OF = Symbol.for('cdk8s-flink.guidelines.v1');

/**
 * Whether a value is a valid guideline id.
 * @internal
 */
export function isGuidelineId(id: unknown): boolean {
  return typeof id === 'string' && /^[A-Z][A-Z0-9]*-\d+$/.test(id);
}

/** The guidelines of a scope: an App, a chart or a job. They apply to every job below the scope. */
@checkedMethods('Guidelines')
export class Guidelines {
  /**
   * The guidelines of a scope.
   *
   * @example
   * Guidelines.of(chart).suppress({ id: 'SEC-01', reason: 'the CNI encrypts traffic between nodes' });
   */
  public static of(scope: IConstruct): Guidelines {
    const holder = scope as any;
    return holder[GUIDELINES_OF] ??= new Guidelines(scope);
  }

  /**
   * The guidelines and suppressions that apply to a construct, from all of its scopes, from the App down.
   * @internal
   */
  public static _at(construct: IConstruct): { readonly own: Guideline[]; readonly suppressions: GuidelineSuppression[] } {
    const all = construct.node.scopes.map((scope) => (scope as any)[GUIDELINES_OF] as Guidelines | undefined).filter((each) => each !== undefined);
    return { own: all.flatMap(({ added }) => added), suppressions: all.flatMap(({ suppressions }) => suppressions) };
  }

  private readonly added: Guideline[] = [];
  private readonly suppressions: GuidelineSuppression[] = [];

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Adds a custom guideline. Its defaults take precedence over those of this library; its findings can be suppressed like all others.
   *
   * @throws if the id is invalid or belongs to another guideline
   */
  public add(guideline: Guideline): void {
    if (!isGuidelineId(guideline.id)) {
      throw new Error(`${this.scope.node.path}: "${guideline.id}" is not the id of a guideline: write capital letters or digits, a dash and a number, such as "SHOP-01"`);
    }
    const { own } = Guidelines._at(this.scope as Construct);
    if ([...GUIDELINES, ...own].some((other) => other.id === guideline.id && other !== guideline)) {
      throw new Error(`${this.scope.node.path}: there is a guideline ${guideline.id} already: choose letters of your own, such as "SHOP-01"`);
    }
    if (!this.added.includes(guideline)) this.added.push(guideline);
  }

  /** Suppresses a guideline for every job in the scope that violates it. The suppression is written to each manifest. */
  public suppress(suppression: GuidelineSuppression): void {
    this.suppressions.push(suppression);
  }
}
