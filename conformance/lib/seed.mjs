/** Where random questions begin. The same in every run, so that a run can be repeated; another one by the setting CONFORMANCE_SEED. */
export const SEED = Number(process.env.CONFORMANCE_SEED ?? 1);

let state = SEED >>> 0;

/** A number from 0 to 1, another each time: mulberry32, which is enough for moments. */
export function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
