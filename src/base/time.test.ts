import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn, dayStartIn, timesIn } from './time.ts';

test('a time is written in the zone of the portal, with its offset', () => {
  expect(timesIn('Asia/Shanghai')(new Date('2026-08-08T13:52:33Z'))).toEqual({
    iso: '2026-08-08T13:52:33Z',
    text: '2026-08-08 21:52 +08:00',
  });
  expect(timesIn('UTC')(new Date('2026-08-08T13:52:33Z')).text).toBe('2026-08-08 13:52 +00:00');
  expect(timesIn('America/St_Johns')(new Date('2026-08-08T13:52:33Z')).text).toBe('2026-08-08 11:22 -02:30');
});

test('the hour that summer time takes away or gives twice', () => {
  const time = timesIn('Europe/Berlin');
  expect(time(new Date('2026-03-29T00:59:00Z')).text).toBe('2026-03-29 01:59 +01:00');
  expect(time(new Date('2026-03-29T01:00:00Z')).text).toBe('2026-03-29 03:00 +02:00');
  expect(time(new Date('2026-10-25T00:30:00Z')).text).toBe('2026-10-25 02:30 +02:00');
  expect(time(new Date('2026-10-25T01:30:00Z')).text).toBe('2026-10-25 02:30 +01:00');
});

test('a day begins at midnight in the zone of the portal', () => {
  expect(dayStartIn('Asia/Shanghai')('2026-08-08')).toBe('2026-08-08T00:00:00+08:00');
  expect(dayStartIn('America/St_Johns')('2026-01-08')).toBe('2026-01-08T00:00:00-03:30');
});

test.each([
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'UTC',
])('days and times in %s are what Intl says, at any moment of this century', (timeZone) => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const moments = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(timesIn(timeZone)(moment).text.slice(0, 16)).toBe(clock.format(moment));
      expect(dayIn(timeZone)(moment)).toBe(clock.format(moment).slice(0, 10));
    }),
    { numRuns: 500 },
  );
});
