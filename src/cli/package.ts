import { GUIDELINES } from '../guidelines/registry';

/** The version of this package. */
export function packageVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../package.json').version;
}

/** Where this package is described. */
export const HOMEPAGE = 'https://github.com/cdk8s-flink/cdk8s-flink';

/** Where a guideline of this library is described; undefined for one of somebody else. */
export function pageOf(id: string): string | undefined {
  const guideline = GUIDELINES.find((each) => each.id === id);
  return guideline && `${HOMEPAGE}/blob/main/docs/guidelines.md#${anchor(`${guideline.id}: ${guideline.title}`)}`;
}

/** What GitHub makes of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
