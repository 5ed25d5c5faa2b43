/** Compares two minor versions, such as `1.9` and `1.15`: negative where the first is the older one. */
export function compareMinors(a: string, b: string): number {
  const [[major, minor], [otherMajor, otherMinor]] = [a, b].map((each) => each.split('.').map(Number));
  return major - otherMajor || minor - otherMinor;
}
