import { GUIDELINES } from '../guidelines/registry';

/** The version of this package. */
export function packageVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../package.json').version;
}

/** The home page of this package. */
export const HOMEPAGE = 'https://github.com/cdk8s-flink/cdk8s-flink';

/** The page that describes a guideline of this library; undefined for user-defined guidelines. */
export function pageOf(id: string): string | undefined {
  const guideline = GUIDELINES.find((each) => each.id === id);
  return guideline && `${HOMEPAGE}/blob/main/docs/guidelines.md#${anchor(`${guideline.id}: ${guideline.title}`)}`;
}

/** The anchor that GitHub generates for a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
