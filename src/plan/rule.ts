import { Change } from './change';
import { Verdict } from './verdict';

/** A change, or the half of it that there is, of an object that appears or disappears. */
export interface Pair {
  readonly change?: Change;
  /** The object that only the new manifests have. */
  readonly added?: Change['after'];
  /** The object that only the old manifests have. */
  readonly removed?: Change['before'];
  /** Of an added object: the removed one whose job it runs, by name. */
  readonly renamedFrom?: string;
}

/** What a change does to running state, and what causes it: a row of the table that `plan` evaluates. */
export interface PlanRule {
  readonly id: string;
  /** What the documentation says that it finds. */
  readonly title: string;
  /** What it does to the job; `note` where the job continues and something is worth knowing. */
  readonly verdict: Verdict | 'note';
  /** The fields and options that cause it, by their names in the deployment's spec; none where it does not apply. An empty name is the whole object. */
  readonly causes: (pair: Pair) => readonly string[];
  readonly message: string | ((pair: Pair) => string);
  /** What to do. */
  readonly advice: string | ((pair: Pair) => string);
}

/** A rule about an object that stands in both. */
export interface ChangeRule extends Pick<PlanRule, 'id' | 'title' | 'verdict'> {
  readonly causes: (change: Change) => readonly string[] | string | false | undefined;
  readonly message: string | ((change: Change) => string);
  readonly advice: string | ((change: Change) => string);
}

/** Makes rules about pairs of rules about changes. */
export function ofChanges(rules: readonly ChangeRule[]): PlanRule[] {
  return rules.map((rule) => ({
    ...rule,
    causes: ({ change }) => {
      const causes = change === undefined ? false : rule.causes(change);
      return typeof causes === 'string' ? [causes] : causes || [];
    },
    message: text(rule.message),
    advice: text(rule.advice),
  }));
}

function text(said: ChangeRule['message']): PlanRule['message'] {
  return typeof said === 'string' ? said : ({ change }) => said(change!);
}
