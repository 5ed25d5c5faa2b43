export const MINUTE = 60_000;

/** Milliseconds as a person says them in a finding. */
export function inWords(milliseconds: number): string {
  return milliseconds % MINUTE === 0 ? `${milliseconds / MINUTE} min` : `${milliseconds / 1000} s`;
}
