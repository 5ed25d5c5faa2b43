import { catalogueText } from '../../kubernetes/catalogue-file';

/** What each Flink minor version makes of a key. */
export interface OptionHistory {
  /** The versions that read the key, oldest first. */
  readonly readBy: string[];
  /** The options that any version reads it as, other than under its own name. */
  readonly readAs: string[];
}

let histories: { [key: string]: { [minor: string]: string | null } } | undefined;
let formerNames: Map<string, string[]> | undefined;

function allHistories() {
  return histories ??= JSON.parse(catalogueText('history.json')) as NonNullable<typeof histories>;
}

/** The history of a key that not every version knows in the same way; undefined for any other. Read on first use. */
export function historyOf(key: string): OptionHistory | undefined {
  const all = allHistories();
  const history = Object.hasOwn(all, key) ? all[key] : undefined;
  if (!history) return undefined;
  const readBy = Object.entries(history).filter(([, status]) => status !== null);
  return { readBy: readBy.map(([minor]) => minor), readAs: heirsIn(history) };
}

/** The names that some version reads as this option, so that an older version may know it by one of them. */
export function formerNamesOf(key: string): readonly string[] {
  if (!formerNames) {
    formerNames = new Map();
    for (const [former, history] of Object.entries(allHistories())) {
      for (const heir of heirsIn(history)) formerNames.set(heir, [...formerNames.get(heir) ?? [], former]);
    }
  }
  return formerNames.get(key) ?? [];
}

/** The options that any version reads a key as, other than under its own name. */
function heirsIn(history: { [minor: string]: string | null }): string[] {
  return [...new Set(Object.values(history).flatMap((status) => /^-> (.*)$/.exec(status ?? '')?.[1].split(/, */) ?? []))];
}
