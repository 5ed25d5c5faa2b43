import { catalogueText } from '../../kubernetes/catalogue-file';

/** How each Flink minor version reads a key. */
export interface OptionHistory {
  /** The versions that read the key, oldest first. */
  readonly readBy: string[];
  /** The options as which some version reads it, other than under its own name. */
  readonly readAs: string[];
}

let histories: { [key: string]: { [minor: string]: string | null } } | undefined;
let formerNames: Map<string, string[]> | undefined;

function allHistories() {
  return histories ??= JSON.parse(catalogueText('history.json')) as NonNullable<typeof histories>;
}

/** The history of a key that not all versions read in the same way; undefined for any other key. Loaded on first use. */
export function historyOf(key: string): OptionHistory | undefined {
  const all = allHistories();
  const history = Object.hasOwn(all, key) ? all[key] : undefined;
  if (!history) return undefined;
  const readBy = Object.entries(history).filter(([, status]) => status !== null);
  return { readBy: readBy.map(([minor]) => minor), readAs: heirsIn(history) };
}

/** Names that some version reads as this option, and by which an older version may know it. */
export function formerNamesOf(key: string): readonly string[] {
  if (!formerNames) {
    formerNames = new Map();
    for (const [former, history] of Object.entries(allHistories())) {
      for (const heir of heirsIn(history)) formerNames.set(heir, [...formerNames.get(heir) ?? [], former]);
    }
  }
  return formerNames.get(key) ?? [];
}

/** The options as which some version reads a key, other than under its own name. */
function heirsIn(history: { [minor: string]: string | null }): string[] {
  return [...new Set(Object.values(history).flatMap((status) => /^-> (.*)$/.exec(status ?? '')?.[1].split(/, */) ?? []))];
}
