import { isQuartzCron } from '../../quartz';

/**
 * `job.autoscaler.excluded.periods`: periods separated by `;`. Each is a time of day range (`9:30-10:00`), a Quartz cron expression, or one of both
 * with `&&` between them. Errors that Quartz ignores are also ignored here: only expressions that it rejects prevent the operator from deploying.
 */

/** The periods that the operator cannot read. */
export function brokenPeriods(text: string | undefined): string[] {
  return (text ?? '').split(';').map((period) => period.trim()).filter((period) => period !== '' && !isPeriod(period));
}

function isPeriod(period: string): boolean {
  const parts = period.split('&&').map((part) => part.trim());
  if (parts.length === 1) return isTimesOfDay(period) || isQuartzCron(period);
  if (parts.length !== 2) return false;
  return parts.every((part) => isTimesOfDay(part) || isQuartzCron(part)) && parts.some(isTimesOfDay) && parts.some(isQuartzCron);
}

const TIME = /^(\d+):(\d+)(?::(\d+))?(?::(\d+))?$/;

/** Such as `9:30-10:00:30`: the end comes after the start. */
function isTimesOfDay(text: string): boolean {
  const [start, end, ...more] = text.split('-').map(millisOf);
  return more.length === 0 && start < end;
}

function millisOf(time: string): number {
  const [, hours, minutes, seconds = '0', millis = '0'] = TIME.exec(time) ?? [];
  const isTime = hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60 && Number(millis) < 1000;
  return isTime ? ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(millis) : NaN;
}
