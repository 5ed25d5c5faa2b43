/** Compares two minor versions, such as `1.9` and `1.15`: negative if the first is older. */
export function compareMinors(a: string, b: string): number {
  const [[major, minor], [otherMajor, otherMinor]] = [numbersOf(a), numbersOf(b)];
  return major - otherMajor || minor - otherMinor;
}

/** There are few versions, and each is compared thousands of times per job. */
const NUMBERS = new Map<string, readonly number[]>();
const MOST_KNOWN = 100;

function numbersOf(version: string): readonly number[] {
  let numbers = NUMBERS.get(version);
  if (!numbers) {
    numbers = version.split('.').map(Number);
    if (NUMBERS.size < MOST_KNOWN) NUMBERS.set(version, numbers);
  }
  return numbers;
}
