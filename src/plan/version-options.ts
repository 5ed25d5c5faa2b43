import { ObjectReference } from '../configuration';
import { describe, referenceTo } from '../configuration/finding';
import { successorsOf } from '../configuration/options/deprecated-options';
import { FlinkVersion } from '../configuration/options/flink-version';
import { OPERATOR_KEYS } from '../configuration/options/operator-keys';
import { CatalogueOption } from '../configuration/options/option-catalogue';
import { historyOf } from '../configuration/options/option-history';
import { OptionNames } from '../configuration/options/option-names';
import { parseValue } from '../configuration/options/value-syntax';
import { FlinkObjects, stepsOf } from '../guidelines/check-manifests';
import { compareTexts } from '../kubernetes/sorted';
import { Workload } from '../workload/workload';

/** How an option differs between two Flink versions. */
export type OptionChangeKind = 'removed' | 'renamed' | 'type' | 'value' | 'default';

export interface OptionChange {
  readonly option: string;
  readonly change: OptionChangeKind;
  /** Whether a job that keeps the line fails, or the line has no effect. */
  readonly fails: boolean;
  readonly message: string;
  /** What to write instead; absent where nothing has to be done. */
  readonly advice?: string;
  /** Absent for an option that the manifest does not set. */
  readonly line?: number;
}

/** What another Flink version makes of one job's options. */
export interface VersionPlan {
  readonly resource: ObjectReference;
  readonly from: string;
  readonly to: string;
  readonly file: string;
  readonly line: number;
  readonly options: readonly OptionChange[];
}

/** For each job and cluster: the options that another Flink version reads otherwise. */
export function optionsAt(objects: FlinkObjects, version: FlinkVersion): VersionPlan[] {
  return objects.workloads.filter(({ workload }) => workload._isCatalogued).map(({ workload, manifest: { object, file, lineOf } }) => ({
    resource: referenceTo(object),
    from: workload.flinkVersion.minor,
    to: version.minor,
    file,
    line: lineOf(stepsOf(`${workload._specPath}.flinkVersion`, object)),
    options: [...written(workload, version), ...defaults(workload, version)].map((change) => {
      const isWritten = change.change !== 'default';
      return isWritten ? { ...change, line: lineOf(stepsOf(`${workload._specPath}.flinkConfiguration['${change.option}']`, object)) } : change;
    }),
  }));
}

function written(w: Workload, version: FlinkVersion): OptionChange[] {
  const { names: now } = w._configurationFor(version);
  return [...w._configuration.written].sort((a, b) => compareTexts(a.key, b.key))
    .flatMap(({ key, value }) => changeOf(key, value, w, now, version) ?? []);
}

function changeOf(key: string, value: string, w: Workload, now: OptionNames, version: FlinkVersion): OptionChange | undefined {
  const [before, after] = [w._configuration.names.resolve(key), now.resolve(key)];
  if (before.reader !== 'flink') return undefined;
  if (after.reader === 'unknown') {
    const successors = heirsOf(key, now);
    return {
      option: key,
      change: 'removed',
      fails: true,
      message: `unknown option in Flink ${version}, which ignores it silently`,
      advice: successors.length === 0 ? 'Remove it' : `Use ${successors.join(' or ')}`,
    };
  }
  const [from, to] = [before.option, after.option];
  const refusal = to && refusalOf(to, value, version.minor);
  if (refusal !== undefined && from && refusalOf(from, value, w.flinkVersion.minor) === undefined) {
    return { option: key, change: 'value', fails: true, message: `Flink ${version} refuses ${describe(value)}: expected ${refusal}`, advice: 'Write a value that both versions read' };
  }
  if (!before.former && after.former) {
    return { option: key, change: 'renamed', fails: false, message: `deprecated name in Flink ${version}, read with a warning`, advice: `Use ${after.keys.join(' and ')}` };
  }
  if (from && to && from.type !== to.type) {
    return { option: key, change: 'type', fails: false, message: `the type is ${to.type} in Flink ${version}, and was ${from.type} before; ${describe(value)} is valid for both` };
  }
  return undefined;
}

/** Options that neither are set nor have the default that they had. */
function defaults(w: Workload, version: FlinkVersion): OptionChange[] {
  const { names: now } = w._configurationFor(version);
  const from = w._configuration.names.flink;
  return (from?.keys() ?? []).flatMap((key): OptionChange[] => {
    const [old, next] = [from!.declared(key)!, now.flink?.declared(key)];
    if (!next || isSameDefault(old, next, version.minor) || old.scope !== undefined || next.scope !== undefined || old.deprecated) return [];
    if (w.option(key) !== undefined || isOperators(key)) return [];
    const name = (option: CatalogueOption) => option.default === undefined ? 'none' : describe(option.default)!;
    return [{ option: key, change: 'default', fails: false, message: `not set, and the default changes from ${name(old)} to ${name(next)}`, advice: `Set it, if the job relies on ${name(old)}` }];
  });
}

/** Whether a default is the same, also where it was a number of milliseconds and is a duration now. */
function isSameDefault(old: CatalogueOption, next: CatalogueOption, minor: string): boolean {
  const [from, to] = [old.default, next.default].map((text) => text === undefined ? undefined : parseValue(next.type, next.values, text, minor));
  return from?.ok && to?.ok ? from.canonical === to.canonical : old.default === next.default;
}

/** The operator sets these of every job. */
function isOperators(key: string): boolean {
  return OPERATOR_KEYS.some(({ pattern }) => pattern.test(key));
}

/** What takes the place of a key that a version does not read. */
function heirsOf(key: string, now: OptionNames): readonly string[] {
  return [...new Set([...successorsOf(key), ...historyOf(key)?.readAs ?? []])].filter((heir) => now.declared(heir) !== undefined);
}

function refusalOf(option: CatalogueOption, value: string, minor: string): string | undefined {
  const parsed = parseValue(option.type, option.values, value, minor);
  return parsed.ok ? undefined : parsed.expected;
}
