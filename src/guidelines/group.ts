import { closest, distance } from 'fastest-levenshtein';
import { Finding } from '../configuration';
import { refusal } from '../configuration/finding';
import { API_GROUP, API_VERSION, isOfGroup, isServedBy, kindOf, KINDS } from '../workload/kinds';

/** The errors in apiVersion and kind of an object: the rest of it cannot be checked then. */
export function identityFindings(object: any, operatorMinor: string): Finding[] {
  const { apiVersion, kind } = object;
  if (!isOfGroup(object)) return misspeltGroup(object) ? [refusal('ARC-04', 'apiVersion', apiVersion, `no operator serves a ${kind} of this API group`, `Write ${API_VERSION}`)] : [];
  const known = kindOf(object);
  if (known === undefined) {
    const kinds = Object.keys(KINDS);
    return [refusal('ARC-04', 'kind', kind, `the API group ${API_GROUP} has no such kind, only ${kinds.join(', ')}: the API server refuses the manifest`, fixOfKind(String(kind), kinds))];
  }
  if (apiVersion !== API_VERSION) return [refusal('ARC-04', 'apiVersion', apiVersion, `no operator serves this version: the API server refuses the ${kind}`, `Write ${API_VERSION}`)];
  if (!isServedBy(known, operatorMinor)) {
    return [refusal('ARC-04', 'kind', kind, `operator ${operatorMinor} does not have this kind, operator ${known.since} is the first that does`, `Use operator ${known.since} or newer`)];
  }
  return [];
}

/** Whether an object is of one of the operator's kinds, or was meant to be. */
export function isMeantForOperator(object: any): boolean {
  return isOfGroup(object) || misspeltGroup(object);
}

/** A kind of the operator in an API group with a similar name. */
function misspeltGroup(object: any): boolean {
  const [group] = String(object?.apiVersion).split('/');
  return !isOfGroup(object) && Object.hasOwn(KINDS, String(object?.kind)) && distance(group.slice(0, 63), API_GROUP) <= MOST_EDITS;
}

const MOST_EDITS = 4;

function fixOfKind(kind: string, kinds: readonly string[]): string {
  const near = closest(kind.toLowerCase(), kinds.map((each) => each.toLowerCase()));
  const meant = kinds.find((each) => each.toLowerCase() === near)!;
  return distance(kind.toLowerCase(), near) <= 3 ? `Write ${meant}` : 'Write a FlinkDeployment, or the apiVersion of the product that has this kind';
}
