const MONTHS = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
const DAYS = 'SUN|MON|TUE|WED|THU|FRI|SAT';

interface CronField {
  readonly least: number;
  readonly most: number;
  /** Names that can be used instead of numbers. */
  readonly names?: string;
  readonly isDayOfMonth?: boolean;
  readonly isDayOfWeek?: boolean;
  /** Undefined for years, which have no maximum step. */
  readonly mostStep?: number;
}

/** In their order in the expression. The last one, the year, is optional. */
const FIELDS: readonly CronField[] = [
  { least: 0, most: 59, mostStep: 59 },
  { least: 0, most: 59, mostStep: 59 },
  { least: 0, most: 23, mostStep: 23 },
  { least: 1, most: 31, mostStep: 31, isDayOfMonth: true },
  { least: 1, most: 12, mostStep: 12, names: MONTHS },
  { least: 1, most: 7, mostStep: 7, names: DAYS, isDayOfWeek: true },
  { least: 0, most: Infinity },
];
const REQUIRED_FIELDS = 6;
const [DAY_OF_MONTH, DAY_OF_WEEK] = [3, 5];

/** Whether Quartz accepts a text as a cron expression: errors that it ignores are also ignored here. */
export function isQuartzCron(text: string): boolean {
  const given = text.toUpperCase().split(/[ \t]+/).filter((field) => field !== '').slice(0, FIELDS.length);
  if (given.length < REQUIRED_FIELDS || !given.every((field, i) => isCronField(field, FIELDS[i]))) return false;
  // exactly one of the two day fields must be ?
  return isOpen(given[DAY_OF_MONTH]) !== isOpen(given[DAY_OF_WEEK]);
}

function isOpen(field: string): boolean {
  return field.split(',').some((part) => part.startsWith('?'));
}

function isCronField(text: string, field: CronField): boolean {
  if ((field.isDayOfMonth || field.isDayOfWeek) && /L/.test(text) && text.length > 1 && text.includes(',')) return false;
  if (field.isDayOfWeek && text.split('#').length > 2) return false;
  const parts = text.split(',').filter((part) => part !== '');
  return (parts.length > 0 || !field.isDayOfMonth) && parts.every((part) => isCronPart(part, field));
}

function isCronPart(part: string, field: CronField): boolean {
  if (part.startsWith('?')) return Boolean(field.isDayOfMonth ?? field.isDayOfWeek) && part.length <= 2;
  if (/^(L|LW|L-\d*W?)$/.test(part)) return !field.isDayOfMonth || Number(/\d+/.exec(part)?.[0] ?? (part.includes('-') ? NaN : 0)) <= 30;
  if (/^[A-Z]/.test(part)) return isName(part, field);
  if (/^[*/]/.test(part)) return isEvery(part, field);
  return /^\d/.test(part) && isNumber(part, field);
}

/** Such as `MON`, `MON-FRI` or `MON#1`. */
function isName(part: string, { names, isDayOfWeek }: CronField): boolean {
  if (names === undefined) return false;
  const [, rest] = new RegExp(`^(?:${names})(.*)$`).exec(part) ?? [];
  if (rest === undefined) return false;
  if (rest.startsWith('-')) return new RegExp(`^-(?:${names})`).test(rest);
  return !(isDayOfWeek && rest.startsWith('#')) || /^#\+?0*[1-5]$/.test(rest);
}

/** Such as `*`, or `/5` after it. */
function isEvery(part: string, { mostStep = Infinity }: CronField): boolean {
  const step = /^\*?\/(.*)$/.exec(part);
  return step === null ? part.startsWith('*') : /^\d+$/.test(step[1]) && Number(step[1]) <= mostStep;
}

/** Such as `5`, `5-10`, `5-10/2`, `5/10`, `5L`, `5W` or `5#1`. */
function isNumber(part: string, { least, most, mostStep = Infinity, isDayOfMonth, isDayOfWeek }: CronField): boolean {
  const [, digits, rest] = /^(\d+)(.*)$/.exec(part)!;
  const value = Number(digits);
  if (value < least || value > most) return false;
  switch (rest[0]) {
    case 'L': return Boolean(isDayOfWeek);
    case 'W': return Boolean(isDayOfMonth);
    case '#': return Boolean(isDayOfWeek) && /^#\+?0*[1-5]$/.test(rest);
    case '/': return /^\/\d+$/.test(rest) && Number(rest.slice(1)) <= mostStep;
    case '-': {
      const [, end, step] = /^-(\d+)(\/.*)?/.exec(rest) ?? [];
      if (end === undefined || Number(end) > most || (step !== undefined && !/^\/\d/.test(step))) return false;
      // a range of years must not wrap around, unless its step is 0
      return most !== Infinity || Number(end) >= value || /^\/0+(?!\d)/.test(step ?? '');
    }
    default: return true;
  }
}
