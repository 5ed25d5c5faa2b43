import { brokenPeriods } from '../../src/guidelines/areas/autoscaling/excluded-periods';

// What Quartz 2.4.0 answers through the autoscaler's own CalendarUtils.

test.each([
  '', ' ; ', '9:30-10:00', '9:30:15-10:00', '23:59:59:998-23:59:59:999', '0:0-0:1', '* * 9-11 * * ?', '* * 9-11,14-16 * * ? 2026', '* * * ? * 2-6', '* * * ? * MON-FRI', '* * * ? * fri#2',
  '* * * ? * 6L', '* * * L * ?', '* * * LW * ?', '* * * L-3 * ?', '* * * 15W * ?', '*/5 0/10 * ? JAN-MAR SUN', '* * * ? * 2-6 && 9:30-10:00', '9:30-10:00&&* * * ? * 2-6', '9:30-10:00;14:00-15:00',
])('%s is read', (text) => {
  expect(brokenPeriods(text)).toEqual([]);
});

test.each([
  '9:30', '10:00-9:30', '9:30-9:30', '24:00-25:00', '9:60-10:00', '9-10', '9:30-10:00-11:00', 'soon', '* * * * *', '* * * * * *', '* * * ? * ?', '60 * * * * ?', '* 60 * * * ?', '* * 24 * * ?', '* * * 0 * ?',
  '* * * 32 * ?', '* * * * 13 ?', '* * * ? * 8', '* * * ? * FOO', '* * * ? * 2#6', '* * * ? * 2L,3', '*/60 * * * * ?', '* * ? * * *', '? * * * * *', '* * * , * ?',
  '9:30-10:00 && 11:00-12:00', '* * * ? * 2 && * * * ? * 3', '9:30-10:00 && * * * ? * 2 && 11:00-12:00', '9:30-10:00 && soon',
])('%s is not', (text) => {
  expect(brokenPeriods(text)).toEqual([text]);
});

test('only those that cannot be read are named', () => {
  expect(brokenPeriods('9:30-10:00; soon ;10:00-9:00')).toEqual(['soon', '10:00-9:00']);
});
