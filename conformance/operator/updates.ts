/** Updates of a FlinkDeployment as the operator's validator is asked about them, and what the plan says of them. */
import { parse } from 'yaml';
import { OPERATOR } from './compare';
import { planOf } from '../../src/plan/plan';
import { CASES } from '../../test/plan/cases';
import { objectsOf, sidesOf } from '../../test/plan/manifests';

interface Update {
  readonly what: string;
  /** The new object, with the old spec as the one that the operator reconciled last. */
  readonly resource: any;
  /** The messages of what the plan calls refused. */
  readonly refusals: readonly string[];
}

export function updates(): readonly Update[] {
  const cases = CASES.filter(({ kind = 'FlinkDeployment', old, now, operator }) => kind === 'FlinkDeployment' && old !== null && now !== null && operator === undefined);
  return cases.map((each) => {
    const [old, now] = sidesOf(each);
    const [planned] = planOf(objectsOf('old.yaml', old, OPERATOR), objectsOf('new.yaml', now, OPERATOR));
    const refusals = planned.causes.filter(({ verdict }) => verdict === 'refused').map(({ message }) => message);
    return { what: each.what, resource: { ...parse(now), status: { reconciliationStatus: { state: 'DEPLOYED', lastReconciledSpec: reconciled(parse(old)) } } }, refusals };
  });
}

/** As the operator keeps it in the status. */
function reconciled({ apiVersion, spec }: any): string {
  return JSON.stringify({ spec, resource_metadata: { apiVersion, metadata: { generation: 1 }, firstDeployment: false } });
}
