import { isSameOption } from './options';
import { isSameJson } from './same';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { OptionNames } from '../configuration/options/option-names';
import { GuidelineSuppression, readSuppressions } from '../guidelines/suppression';
import { isMap } from '../kubernetes/is-map';
import { pathText } from '../kubernetes/paths';
import { Steps } from '../kubernetes/schema';
import { ANNOTATIONS } from '../workload/annotations';
import { isOfGroup, specOf } from '../workload/kinds';
import { flatConfiguration } from '../workload/manifests';

/** One operation of a JSON patch. */
export interface Patch {
  readonly op: 'add' | 'remove';
  readonly path: string;
  readonly value?: any;
}

/** A difference between a manifest and the output of the program. */
export interface Change {
  readonly steps: Steps;
  /**
   * - `added`: only in the program
   * - `lost`: only in the manifest
   * - `changed`: the values differ
   * - `respelled`: the same value in another spelling
   * - `moved`: the same value at another path, which `after` names
   * - `unused`: a suppression without effect, only in the program
   */
  readonly sort: 'added' | 'lost' | 'changed' | 'respelled' | 'moved' | 'unused';
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * A manifest in a normal form, equal for all spellings with the same meaning for the API server and the operator: without null fields and empty
 * metadata, `flinkConfiguration` as strings by flat keys, suppressions by their scope.
 */
export function normalized(object: any): any {
  const copy = withoutNulls(object, isOfGroup(object) ? specOf(object)?.flinkConfiguration : undefined);
  for (const [key, value] of Object.entries(copy.metadata ?? {})) {
    if ((isMap(value) && Object.keys(value).length === 0) || (Array.isArray(value) && value.length === 0)) delete copy.metadata[key];
  }
  if (!isOfGroup(object)) return copy;
  const spec = specOf(copy);
  if (isMap(spec) && spec.flinkConfiguration !== undefined) {
    spec.flinkConfiguration = flatConfiguration(specOf(object).flinkConfiguration);
    if (Object.keys(spec.flinkConfiguration).length === 0) delete spec.flinkConfiguration;
  }
  const suppress = copy.metadata?.annotations?.[ANNOTATIONS.suppress];
  if (typeof suppress === 'string') {
    const suppressions = readSuppressions({ manifest: object, _isFromProgram: false, _inherits: () => false });
    copy.metadata.annotations[ANNOTATIONS.suppress] = Object.fromEntries(suppressions.map((each) => [suppressionName(each), each.reason]));
  }
  return copy;
}

/** A field that is null is not set; an option that is null is the text `null`. */
export function withoutNulls(value: any, untouched?: unknown): any {
  if (untouched !== undefined && value === untouched) return value;
  if (Array.isArray(value)) return value.map((element) => withoutNulls(element, untouched));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, child]) => child !== null).map(([key, child]) => [key, withoutNulls(child, untouched)]));
}

/**
 * The differences between two normalized manifests.
 *
 * @param wholeLists whether a list differs as a whole; otherwise its elements are compared, if each has a counterpart that contains all of it
 */
export function changes(before: any, after: any, wholeLists = false): Change[] {
  const found: Change[] = [];
  compare(found, before, after, [], wholeLists);
  return found;
}

function compare(found: Change[], before: any, after: any, steps: Steps, wholeLists: boolean): void {
  if (isSameJson(before, after)) return;
  if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) compare(found, before[key], after[key], [...steps, key], wholeLists);
  } else if (before === undefined && isMap(after) && !wholeLists && steps[0] === 'metadata') {
    compare(found, {}, after, steps, wholeLists);
  } else if (before === undefined || after === undefined) {
    found.push({ steps, sort: before === undefined ? 'added' : 'lost', before, after });
  } else if (!wholeLists && Array.isArray(before) && isCovered(before, after)) {
    compareElements(found, before, after, steps);
  } else {
    found.push({ steps, sort: 'changed', before, after });
  }
}

/** Each element of the longer list is either the changed form of an element in the other list, or new. */
function compareElements(found: Change[], before: readonly any[], after: readonly any[], steps: Steps): void {
  const left = [...before];
  after.forEach((element, i) => {
    const counterpart = left.findIndex((each) => isCovered(each, element));
    if (counterpart < 0) found.push({ steps: [...steps, i], sort: 'added', after: element });
    else compare(found, left.splice(counterpart, 1)[0], element, [...steps, i], false);
  });
}

/** The name in the annotation. */
export function suppressionName({ id, path }: GuidelineSuppression): string {
  return path === undefined ? id : `${id}@${path}`;
}

/** Whether a value contains everything that another one contains. Lists of strings, such as commands, must be equal. */
function isCovered(part: any, whole: any): boolean {
  if (isMap(part) && isMap(whole)) return Object.entries(part).every(([key, value]) => isCovered(value, whole[key]));
  if (!Array.isArray(part) || !Array.isArray(whole) || !part.every(isMap)) return isSameJson(part, whole);
  return part.every((element) => whole.some((each) => isCovered(element, each)));
}

/** Changes, of which those without meaning for Flink are marked: another spelling of a value, or the current name of an option. */
export function withRespellings(found: readonly Change[], flinkVersion: FlinkVersion, operatorVersion: OperatorVersion): Change[] {
  const names = OptionNames.of(flinkVersion, operatorVersion);
  const optionOf = ({ steps }: Change) => steps.at(-2) === 'flinkConfiguration' ? String(steps.at(-1)) : undefined;
  const added = new Map(found.filter(({ sort }) => sort === 'added').map((each) => [optionOf(each), each]));
  const renamed = new Set<Change>();
  const marked = found.map((change): Change => {
    const option = optionOf(change);
    if (option !== undefined && change.sort === 'lost') {
      const successor = names.resolve(option).keys.map((key) => added.get(key));
      if (successor.some((each) => each === undefined || each.after !== change.before)) return change;
      for (const each of successor) renamed.add(each!);
      return { ...change, sort: 'moved', after: names.resolve(option).keys.join(', ') };
    }
    return change.sort === 'changed' && isRespelled(change, option, names, flinkVersion) ? { ...change, sort: 'respelled' } : change;
  });
  return marked.filter((change) => !renamed.has(change));
}

function isRespelled({ steps, before, after }: Change, option: string | undefined, names: OptionNames, flinkVersion: FlinkVersion): boolean {
  if (option !== undefined) return isSameOption(names.resolve(option).option?.type, String(before), String(after), flinkVersion);
  return steps.at(-2) === 'resource' && steps.at(-1) === 'memory' && mebibytes(before) === mebibytes(after);
}

function mebibytes(written: unknown): number {
  const [, digits, unit = ''] = /^(\d+) ?([a-z]+)$/i.exec(String(written)) ?? [];
  return Number(digits) * (/^g/i.test(unit) ? 1024 : 1);
}

/**
 * The JSON patches that turn the output of the program into the manifest.
 *
 * @param exact whether additions of the program are also removed
 */
export function patchesFor(found: readonly Change[], exact: boolean): Patch[] {
  return found.filter(({ sort }) => ['lost', 'changed'].includes(sort) || (exact && sort === 'added')).map(({ steps, before }) => {
    const path = `/${steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
    if (before === undefined) return { op: 'remove', path };
    return { op: 'add', path, value: before };
  });
}

/** The path of a change as text. */
export function placeOf({ steps }: Change): string {
  return pathText(steps);
}
