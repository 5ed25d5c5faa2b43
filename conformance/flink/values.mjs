// Flink's notation of values, read by our own reading of its documentation: so that the library's is judged, not believed.

const MILLIS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES = { b: 1, k: 1024, kb: 1024, m: 1024 ** 2, mb: 1024 ** 2, g: 1024 ** 3, gb: 1024 ** 3 };

export function millis(text) {
  return withUnit(text, MILLIS);
}

export function bytes(text) {
  return withUnit(text, BYTES);
}

export function truth(text) {
  if (text !== 'true' && text !== 'false') throw new Error(`${text} is neither true nor false`);
  return text === 'true';
}

function withUnit(text, units) {
  const [, number, unit] = /^(\d+)\s*([a-z]+)$/.exec(text) ?? [];
  if (units[unit] === undefined) throw new Error(`${text} has no unit that is known`);
  return Number(number) * units[unit];
}
