import { catalogueText } from '../../kubernetes/catalogue-file';

/** What each Flink minor version makes of a key. */
export interface OptionHistory {
  /** The versions that read the key, oldest first. */
  readonly readBy: string[];
  /** The options that any version reads it as, other than under its own name. */
  readonly readAs: string[];
}

let histories: { [key: string]: { [minor: string]: string | null } } | undefined;

/** The history of a key that not every version knows in the same way; undefined for any other. Read on first use. */
export function historyOf(key: string): OptionHistory | undefined {
  histories ??= JSON.parse(catalogueText('history.json'));
  const history = Object.hasOwn(histories!, key) ? histories![key] : undefined;
  if (!history) return undefined;
  const readBy = Object.entries(history).filter(([, status]) => status !== null);
  return {
    readBy: readBy.map(([minor]) => minor),
    readAs: [...new Set(readBy.flatMap(([, status]) => /^-> (.*)$/.exec(status!)?.[1].split(/, */) ?? []))],
  };
}
