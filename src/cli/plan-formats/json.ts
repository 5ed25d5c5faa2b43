import { countOf, isOfVersions, PlanResult, VersionResult } from './index';
import { unquoted } from '../formats/json';

/** The stable format for other programs: its fields do not change. */
export function planJson(result: PlanResult | VersionResult): string {
  if (isOfVersions(result)) return JSON.stringify(result, null, 2);
  const { operatorVersion, objects } = result;
  return JSON.stringify({
    operatorVersion,
    summary: countOf(result),
    objects: objects.map(({ causes, changes, ...object }) => ({ ...object, causes: causes.map(written), changes: changes.map(written) })),
  }, null, 2);
}

function written<T extends { readonly before?: string; readonly after?: string }>({ before, after, ...others }: T) {
  return { ...others, ...(before === undefined ? {} : { before: unquoted(before) }), ...(after === undefined ? {} : { after: unquoted(after) }) };
}
