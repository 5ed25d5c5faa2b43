/** A scale of names, each with the number of base units that it stands for. */
type Scale = readonly (readonly [factor: number, name: string])[];

const TIME: Scale = [[1e-9, ' ns'], [1e-6, ' µs'], [1e-3, ' ms'], [1, ' s'], [60, ' min'], [3_600, ' h'], [86_400, ' d']];
const BYTES: Scale = [[1, ' B'], [2 ** 10, ' KiB'], [2 ** 20, ' MiB'], [2 ** 30, ' GiB'], [2 ** 40, ' TiB']];
const COUNT: Scale = [[1, ''], [1e3, ' K'], [1e6, ' Mil'], [1e9, ' Bil']];

interface Unit {
  readonly scale: Scale;
  /** The unit of the values, in base units of the scale. */
  readonly base?: number;
  /** What follows the name. */
  readonly suffix?: string;
  /** What follows a 0. */
  readonly zero?: string;
  readonly text?: (value: number) => string;
}

/** The units of Grafana that the panels have. */
const UNITS: { readonly [unit: string]: Unit } = {
  none: { scale: [[1, '']] },
  short: { scale: COUNT },
  cps: { scale: COUNT, suffix: ' c/s', zero: ' c/s' },
  percentunit: { scale: [[0.01, '%']], zero: '%' },
  ns: { scale: TIME, base: 1e-9 },
  ms: { scale: TIME, base: 1e-3 },
  s: { scale: TIME },
  bytes: { scale: BYTES },
  binBps: { scale: BYTES, suffix: '/s', zero: ' B/s' },
  bool: { scale: [[1, '']], text: (value) => value === 0 ? 'False' : 'True' },
  dateTimeAsIso: { scale: [[1, '']], text: (value) => new Date(value).toISOString().slice(0, 19).replace('T', ' ') },
};

function unitOf(unit: string): Unit {
  if (UNITS[unit] === undefined) throw new Error(`unit ${unit}: add it to scripts/dashboards/pictures/units.ts`);
  return UNITS[unit];
}

/** The part of a scale in which a number is written: the largest that is not larger than it. */
function partOf(scale: Scale, size: number): Scale[number] {
  return scale.filter(([factor]) => size >= factor * (1 - 1e-9)).at(-1) ?? scale[0];
}

/** A value with its unit, to three digits. */
export function written(value: number, unit: string): string {
  const { scale, base = 1, suffix = '', zero = '', text } = unitOf(unit);
  if (text) return text(value);
  if (value === 0) return `0${zero}`;
  const [factor, name] = partOf(scale, Math.abs(value) * base);
  const scaled = value * base / factor;
  const digits = Math.abs(scaled) >= 100 ? scaled.toFixed(0) : String(Number(scaled.toPrecision(3)));
  return `${digits}${name}${suffix}`;
}

const DECIMAL = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const BINARY = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const SIXTIES = [1, 2, 5, 10, 15, 30];

/** The distances that an axis may have between its lines, in the unit of the values, from the smallest upwards. */
function distances(unit: string): number[] {
  const { scale, base = 1 } = unitOf(unit);
  const steps = (factor: number) => scale === BYTES ? BINARY : scale === TIME && factor >= 1 ? SIXTIES : DECIMAL;
  return scale.flatMap(([factor]) => steps(factor).map((step) => step * factor / base));
}

/** The bounds of an axis that begins at 0, or below it, and the distance between its lines. */
export function axis(values: readonly number[], unit: string, lines = 5): { readonly min: number; readonly max: number; readonly interval: number } {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const { scale } = unitOf(unit);
  // shares and counts may be smaller than what has a name
  const fractions = scale !== TIME && scale !== BYTES && values.some((value) => !Number.isInteger(value)) ? [1e-4, 1e-3, 1e-2, 1e-1].flatMap((factor) => [1, 2, 5].map((step) => step * factor)) : [];
  const all = [...fractions, ...distances(unit)].sort((one, other) => one - other);
  if (low === high) return { min: 0, max: 1, interval: 1 };
  const interval = all.find((distance) => (high - low) / distance <= lines) ?? all[all.length - 1];
  const max = Math.ceil(high / interval - 1e-9) * interval;
  return { min: Math.floor(low / interval + 1e-9) * interval, max, interval };
}
