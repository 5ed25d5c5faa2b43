/** The history of Flink's option keys, from the catalogues of its releases. */
import { byCodePoint, compareVersions, sorted } from './assemble.mjs';
import { minorOf } from './releases.mjs';

/**
 * For every key that not all releases know in the same way, how each minor version knows it: `declared`, `-> key` for a key
 * that is read as another one (or several), `null` for a key that Flink ignores.
 */
export function history(catalogues) {
  const releases = catalogues
    .map(({ version, options }) => ({ minor: minorOf(version), known: statuses(options) }))
    .sort((a, b) => compareVersions(a.minor, b.minor));
  const keys = new Set(releases.flatMap(({ known }) => [...known.keys()]));
  const changed = [...keys].flatMap((key) => {
    const ways = releases.map(({ minor, known }) => [minor, known.get(key) ?? null]);
    return ways.every(([, way]) => way === ways[0][1]) ? [] : [[key, Object.fromEntries(ways)]];
  });
  return sorted(Object.fromEntries(changed));
}

/** A declaration counts before an alias of the same name: Flink reads the key itself first. */
function statuses(options) {
  const targets = new Map();
  for (const [key, { aliases = [], deprecatedAliases = [] }] of Object.entries(options)) {
    for (const alias of [...aliases, ...deprecatedAliases]) targets.set(alias, [...targets.get(alias) ?? [], key]);
  }
  return new Map([
    ...[...targets].map(([alias, keys]) => [alias, `-> ${keys.sort(byCodePoint).join(', ')}`]),
    ...Object.keys(options).map((key) => [key, 'declared']),
  ]);
}
