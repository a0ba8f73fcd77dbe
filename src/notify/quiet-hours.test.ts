import { expect, test } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '22:00', to: '07:00' };
const until = (quiet: typeof night, zone: string, now: string) => quietUntil(quiet, zone, new Date(now))?.toISOString();

test.each([
  ['at noon it is not quiet', night, 'Asia/Shanghai', '2026-08-08T04:00:00Z', undefined],
  ['when they begin', night, 'Asia/Shanghai', '2026-08-08T14:00:00Z', '2026-08-08T23:00:00.000Z'],
  ['after midnight', night, 'Asia/Shanghai', '2026-08-08T18:30:30Z', '2026-08-08T23:00:00.000Z'],
  ['in their last second', night, 'Asia/Shanghai', '2026-08-08T22:59:59Z', '2026-08-08T23:00:00.000Z'],
  ['when they are over', night, 'Asia/Shanghai', '2026-08-08T23:00:00Z', undefined],
  ['within one day', { from: '12:00', to: '13:30' }, 'UTC', '2026-08-08T12:10:00Z', '2026-08-08T13:30:00.000Z'],
  ['a zone with half an hour', night, 'Asia/Kolkata', '2026-08-08T20:00:00Z', '2026-08-09T01:30:00.000Z'],
  ['the night that summer time ends', night, 'Europe/Berlin', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
  [
    'an end that the night leaves out',
    { from: '22:00', to: '02:30' },
    'Europe/Berlin',
    '2026-03-28T22:00:00Z',
    '2026-03-29T01:00:00.000Z',
  ],
])('%s', (_, quiet, zone, now, expected) => {
  expect(until(quiet, zone, now)).toBe(expected);
});

test('without quiet hours it is never quiet', () => {
  expect(quietUntil(undefined, 'UTC', new Date('2026-08-08T00:00:00Z'))).toBeUndefined();
});
