import { ANNOTATIONS } from './annotations';
import { Workload } from './workload';
import { parseDuration } from '../configuration/options/option-value';
import { DeclaredConnector } from '../connectors/declared-connector';
import { DeclarationProblem, readConnectors } from '../connectors/declared-values';
import { isMap } from '../kubernetes/is-map';
import { amountOf } from '../kubernetes/quantity';

/** An annotation that cannot be parsed. */
export interface Unreadable {
  readonly annotation: string;
  readonly message: string;
}

/** Declarations of a job in annotations, which manifests that are written by hand may also contain. */
export interface Declarations {
  readonly connectors: readonly DeclaredConnector[];
  /** Parts of the connectors that cannot be read, or that are probably misspelt. */
  readonly problems: readonly DeclarationProblem[];
  /** Total size of the state in bytes. */
  readonly stateBytes?: number;
  /** The parallelism of each slot sharing group; the job's parallelism is that of `default`, unless it is listed. */
  readonly slotSharingGroups: { readonly [group: string]: number };
  /** Maximum recovery time, in milliseconds. */
  readonly recoveryMillis?: number;
  /** Recovery point objective, in milliseconds. */
  readonly recoveryPointMillis?: number;
  /** Time until a copy is replicated to another region, in milliseconds. */
  readonly replicationMillis?: number;
  readonly unreadable: readonly Unreadable[];
}

export function declarations(w: Workload): Declarations {
  return w._remember('declarations', () => {
    const unreadable: Unreadable[] = [];
    const annotation = (name: string) => {
      const value = w.manifest.metadata?.annotations?.[name];
      return typeof value === 'string' ? value : undefined;
    };
    const read = <T>(name: string, parse: (text: string) => T | undefined, expected: string): T | undefined => {
      const text = annotation(name);
      const value = text === undefined ? undefined : parse(text);
      if (text !== undefined && value === undefined) unreadable.push({ annotation: name, message: `must be ${expected}` });
      return value;
    };
    const { connectors, problems } = readConnectors(read(ANNOTATIONS.connectors, listOf, 'a JSON list of connectors, each with name, connector and role') ?? []);
    return {
      connectors,
      problems,
      stateBytes: read(ANNOTATIONS.stateSize, amountOf, 'a size such as 100Gi'),
      slotSharingGroups: read(ANNOTATIONS.slotSharingGroups, groupsOf, 'a JSON object of group and parallelism') ?? {},
      recoveryMillis: read(ANNOTATIONS.recoveryTime, parseDuration, 'a duration such as 5 min'),
      recoveryPointMillis: read(ANNOTATIONS.recoveryPoint, parseDuration, 'a duration such as 30 min'),
      replicationMillis: read(ANNOTATIONS.replicationTime, parseDuration, 'a duration such as 15 min'),
      unreadable,
    };
  });
}

/** The location of an annotation, or of the property that renders it. */
export function whereDeclared(w: Workload, annotation: string, property: string): string {
  return w._isFromProgram ? property : `metadata.annotations['${annotation}']`;
}

function listOf(text: string): readonly unknown[] | undefined {
  const value = json(text);
  return Array.isArray(value) ? value : undefined;
}

function groupsOf(text: string): { [group: string]: number } | undefined {
  const value = json(text);
  return isMap(value) && Object.values(value).every((parallelism) => Number.isInteger(parallelism) && (parallelism as number) >= 1)
    ? value as { [group: string]: number } : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
